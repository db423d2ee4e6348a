package room

import (
	"errors"
	"fmt"
	"math"
	"strconv"
	"strings"
	"time"
)

// Control says how long a player has. The zero value is no clock at all.
type Control struct {
	Kind    Kind
	Main    time.Duration // at the beginning
	Step    time.Duration // what Kind says
	Periods int           // ByoYomi: how many
}

// Kind is what a Control does with its Step.
type Kind byte

// The kinds.
const (
	Untimed   Kind = iota
	Fischer        // is added after each move
	Bronstein      // passes in each move before the clock runs
	ByoYomi        // is a period, of which one is lost when it runs out; else it begins anew with each move
	Daily          // is what each move may take; there is no Main
)

// What controls can be. The shortest is a lightning game of a quarter of a minute,
// the longest an evening with byo-yomi.
const (
	maxMain    = 180 * time.Minute
	maxStep    = 180 * time.Second
	maxPeriods = 25
)

// ErrControl is what no time control looks like.
var ErrControl = errors.New("a time control is minutes and seconds, such as 5+3, 5d3 (a delay) or 10+3x30 (periods), or days for each move, such as 3d")

// ParseControl reads the time control of one player as people write it: "5+3" for
// five minutes and three seconds more with each move, "5d3" for a delay of three
// seconds in each move, "10+3x30" for ten minutes and three periods of thirty seconds, "3d"
// for three days for each move ("daily" is one), and "" for none. Minutes may have a fraction: "0.5+0".
func ParseControl(text string) (Control, error) {
	text = strings.ToLower(strings.TrimSpace(text))
	if text == "" {
		return Control{}, nil
	}
	if c, ok := parseDaily(text); ok {
		return c, nil
	}
	c := Control{Kind: Fischer}
	at := strings.IndexAny(text, "+d")
	if at < 0 {
		return Control{}, ErrControl
	}
	if text[at] == 'd' {
		c.Kind = Bronstein
	}
	minutes, err := strconv.ParseFloat(text[:at], 64)
	if err != nil || strings.ContainsAny(text[:at], "einx_+-") || !(minutes >= 0 && minutes <= maxMain.Minutes()) {
		return Control{}, ErrControl
	}
	c.Main = time.Duration(math.Round(minutes*60)) * time.Second
	rest := text[at+1:]
	if periods, each, ok := strings.Cut(rest, "x"); ok && c.Kind == Fischer {
		c.Kind, rest = ByoYomi, each
		if c.Periods, err = number(periods, maxPeriods); err != nil || c.Periods == 0 {
			return Control{}, ErrControl
		}
	}
	seconds, err := number(rest, int(maxStep/time.Second))
	if err != nil {
		return Control{}, ErrControl
	}
	c.Step = time.Duration(seconds) * time.Second
	if c.Step == 0 && (c.Main == 0 || c.Kind == ByoYomi) || c.Main == 0 && c.Kind == Bronstein {
		return Control{}, ErrControl
	}
	return c, nil
}

// number reads digits alone, up to a number.
func number(text string, most int) (int, error) {
	n, err := strconv.Atoi(text)
	if err != nil || n < 0 || n > most || text[0] < '0' || text[0] > '9' {
		return 0, ErrControl
	}
	return n, nil
}

// String is the control as [ParseControl] reads it.
func (c Control) String() string {
	minutes := strconv.FormatFloat(c.Main.Minutes(), 'f', -1, 64)
	seconds := int(c.Step / time.Second)
	switch c.Kind {
	case Untimed:
		return ""
	case Daily:
		return c.daily()
	case Bronstein:
		return fmt.Sprintf("%sd%d", minutes, seconds)
	case ByoYomi:
		return fmt.Sprintf("%s+%dx%d", minutes, c.Periods, seconds)
	}
	return fmt.Sprintf("%s+%d", minutes, seconds)
}

// ParseControls reads the time control of a room for so many: one for all, or, of
// two who are to have unequal times, one for each, with a slash between them.
func ParseControls(text string, seats int) ([]Control, error) {
	parts := strings.Split(text, "/")
	if len(parts) > 2 || len(parts) == 2 && seats != 2 {
		return nil, ErrControl
	}
	all := make([]Control, seats)
	for i := range all {
		c, err := ParseControl(parts[min(i, len(parts)-1)])
		if err != nil || c.Kind == Untimed && text != "" {
			return nil, ErrControl
		}
		if all[i] = c; (c.Kind == Daily) != (all[0].Kind == Daily) {
			return nil, ErrControl // a game is played at one sitting, or is not
		}
	}
	return all, nil
}

// TidyControls is a time control as rooms keep it, so that two who want the same
// are seen to: "5 + 3" is "5+3".
func TidyControls(text string, seats int) (string, error) {
	all, err := ParseControls(strings.ReplaceAll(text, " ", ""), seats)
	if err != nil || len(all) == 0 {
		return "", err
	}
	if len(all) == 2 && all[0] != all[1] {
		return all[0].String() + "/" + all[1].String(), nil
	}
	return all[0].String(), nil
}

// Usual are the time controls that windows offer, the first for no clock. Others are typed.
func Usual() []string {
	return []string{"", "1+0", "3+2", "5+3", "10+5", "30+20", "10+3x30", "1d", "3d", "7d"}
}

// Days are the time controls of daily games that windows offer for a challenge.
func Days() []string { return []string{"1d", "3d", "7d", "14d"} }

// Few are those of them by which a quick match is found at a click: the fewer there are,
// the sooner two meet.
func Few() []string { return []string{"", "3+2", "10+5"} }

// swapped is the control of the next game: everyone keeps their own where they
// change seats.
func swapped(text string) string {
	first, second, unequal := strings.Cut(text, "/")
	if !unequal {
		return text
	}
	return second + "/" + first
}

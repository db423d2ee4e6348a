package record

import (
	"fmt"
	"strconv"
	"strings"

	"crossplay/game"
)

// seconds are milliseconds in seconds, with as many digits as it takes.
func seconds(ms int) string {
	return strings.TrimSuffix(strings.TrimRight(strconv.FormatFloat(float64(ms)/1000, 'f', 3, 64), "0"), ".")
}

// Clocks are what each player has left after each move, as comments of PGN: "[%clk 0:04:58]".
// They are empty where nobody counted.
func Clocks(plies []game.Ply) []string {
	all := make([]string, len(plies))
	for i, p := range plies {
		if p.Left >= 0 {
			s := p.Left / 1000
			all[i] = fmt.Sprintf("[%%clk %d:%02d:%02d]", s/3600, s/60%60, s%60)
		}
	}
	return all
}

// TimeControl is the time control as PGN writes it: seconds and an increment, "-" for none,
// and "?" where it is of another kind.
func TimeControl(clock string) string {
	if clock == "" {
		return "-"
	}
	minutes, increment, ok := strings.Cut(clock, "+")
	m, err := strconv.ParseFloat(minutes, 64)
	i, wrong := strconv.Atoi(increment)
	if !ok || err != nil || wrong != nil {
		return "?"
	}
	return fmt.Sprintf("%d+%d", int(m*60), i)
}

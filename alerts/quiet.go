package alerts

import (
	"fmt"
	"strings"
	"time"
)

// Quiet are hours of each day in which somebody is told nothing. The zero value is none.
type Quiet struct {
	From int    `json:"from"` // minutes since midnight
	To   int    `json:"to"`   // as well; before From: of the next day
	Zone string `json:"zone"` // as the time zone database has it
}

const dayMinutes = 24 * 60

// ParseQuiet reads hours such as "22:00-07:30" and a time zone such as "Europe/Berlin";
// an empty one is UTC.
func ParseQuiet(hours, zone string) (Quiet, error) {
	if zone == "" {
		zone = "UTC"
	}
	if _, err := time.LoadLocation(zone); err != nil || zone == "Local" || len(zone) > 64 {
		return Quiet{}, ErrQuiet.Because("zone")
	}
	first, last, ok := strings.Cut(strings.ReplaceAll(hours, "–", "-"), "-")
	from, ok1 := minutes(first)
	to, ok2 := minutes(last)
	if !ok || !ok1 || !ok2 || from == to {
		return Quiet{}, ErrQuiet
	}
	return Quiet{from, to, zone}, nil
}

// minutes reads "7:30" and "7".
func minutes(typed string) (int, bool) {
	typed = strings.TrimSpace(typed)
	for _, layout := range []string{"15:04", "15"} {
		if t, err := time.Parse(layout, typed); err == nil {
			return t.Hour()*60 + t.Minute(), true
		}
	}
	return 0, false
}

// IsZero reports whether there are none.
func (q Quiet) IsZero() bool { return q == Quiet{} }

// Hours are the hours as [ParseQuiet] reads them.
func (q Quiet) Hours() string {
	if q.IsZero() {
		return ""
	}
	return fmt.Sprintf("%02d:%02d-%02d:%02d", q.From/60, q.From%60, q.To/60, q.To%60)
}

// until is when the quiet hours end that are now; zero: there are none.
func (q Quiet) until(now time.Time) time.Time {
	if q.IsZero() {
		return time.Time{}
	}
	zone, err := time.LoadLocation(q.Zone)
	if err != nil {
		zone = time.UTC
	}
	local := now.In(zone)
	at := local.Hour()*60 + local.Minute()
	if since := (at - q.From + dayMinutes) % dayMinutes; since >= (q.To-q.From+dayMinutes)%dayMinutes {
		return time.Time{}
	}
	day := local.Day()
	if q.To <= at {
		day++
	}
	end := time.Date(local.Year(), local.Month(), day, q.To/60, q.To%60, 0, 0, zone)
	if !end.After(now) { // an hour that the clocks go back over
		end = now.Add(time.Hour)
	}
	return end
}

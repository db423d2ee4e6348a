package bots

import (
	"time"

	"crossplay/rooms"
	"crossplay/rooms/room"
)

const (
	// movesLeft is how many more moves a bot reckons with: as many as most games last.
	movesLeft = 30
	// ofStep is the part of what each move brings that is spent on it, in percent: the
	// rest is for delays that are nobody's fault.
	ofStep = 70
)

// afford is how long the bot may take over its move, of so long as it would like to:
// everyone's clock is its own, too.
func afford(s *rooms.Snapshot, most time.Duration, now time.Time) time.Duration {
	if s.Time == nil || s.You < 0 || int(s.You) >= len(s.Time.Clocks) {
		return most
	}
	controls, err := room.ParseControls(s.Time.Control, len(s.Time.Clocks))
	if err != nil {
		return most
	}
	left, periods := s.Time.At(s.You, now)
	step := controls[s.You].Step
	if controls[s.You].Kind == room.ByoYomi && periods > 1 {
		left += step // the last period is the one to be careful of
	}
	return min(most, left/movesLeft+step*ofStep/100, left*ofStep/100)
}

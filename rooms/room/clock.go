package room

import (
	"slices"
	"time"

	"crossplay/game"
)

// Clock is what a player has left. Times are in milliseconds, as records have them.
type Clock struct {
	Left    int `json:"left"`              // of the main time
	Periods int `json:"periods,omitempty"` // ByoYomi: that are left, the one that runs among them
	Bank    int `json:"bank,omitempty"`    // the delays of the network that will be forgiven
	Lag     int `json:"lag,omitempty"`     // the one that was measured last
}

// Charge is what a move cost.
type Charge struct {
	Spent int   `json:"spent"` // milliseconds, without what was forgiven
	Clock Clock `json:"clock"` // what its player has now
}

const (
	// FirstMove is how long everybody has for their first move, which costs nothing:
	// time to arrive. After it the game is called off.
	FirstMove = time.Minute
	// restartGrace is what everybody is given when the server was restarted, as lichess
	// does: time to come back.
	restartGrace = 20 * time.Second
	// gift is what one gives the other at a time, and giftBelow what the other must have
	// less than.
	gift      = 15 * time.Second
	giftBelow = 2 * time.Hour
)

// The bank forgives delays of the network, by the measures of lichess's LagTracker:
// with each move it gains a little, more in longer games, and holds a few gains.
const (
	bankStart  = 3    // gains
	bankMost   = 7    // gains
	typical    = 40   // moves in a game
	maxGain    = 1000 // ms
	leastGain  = 150  // ms
	gainPerSec = 4    // ms for each second that a game takes
)

// total is about how long a game takes each player.
func (c Control) total() time.Duration {
	if c.Kind == ByoYomi {
		return c.Main + 25*c.Step
	}
	return c.Main + typical*c.Step
}

// gain is what the bank is given with each move, in milliseconds.
func (c Control) gain() int {
	return min(maxGain, leastGain+gainPerSec*int(c.total()/time.Second))
}

// start is the clock before the first move.
func (c Control) start() Clock {
	k := Clock{Left: ms(c.Main), Periods: c.Periods, Bank: bankStart * c.gain()}
	if c.Kind == Fischer && k.Left == 0 {
		k.Left = ms(c.Step)
	}
	if c.Kind == Daily {
		k = Clock{Left: ms(c.Step)}
	}
	return k
}

// allowance is how long a move may take that begins now, in milliseconds.
func (c Control) allowance(k Clock) int {
	switch c.Kind {
	case Bronstein:
		return k.Left + ms(c.Step)
	case ByoYomi:
		return k.Left + k.Periods*ms(c.Step)
	}
	return k.Left
}

// charge takes a move's time off a clock. Ends says whether the turn has passed to
// others, with which a step is earned. It fails where there was not that much.
func (c Control) charge(k Clock, took, lag time.Duration, ends bool) (Charge, bool) {
	if c.Kind == Daily {
		return Charge{max(0, ms(took)), k}, true // whether it came in time is said by the day
	}
	forgiven := min(max(0, ms(lag)), k.Bank, ms(took))
	spent := max(0, ms(took)) - max(0, forgiven)
	if spent >= c.allowance(k) {
		return Charge{}, false
	}
	step := ms(c.Step)
	switch c.Kind {
	case Fischer:
		k.Left -= spent
		if ends {
			k.Left += step
		}
	case Bronstein:
		k.Left -= max(0, spent-step)
	case ByoYomi:
		if over := spent - k.Left; over >= 0 {
			k.Left = 0
			k.Periods -= over / step
		} else {
			k.Left -= spent
		}
	}
	k.Bank = min(bankMost*c.gain(), k.Bank-forgiven+c.gain())
	k.Lag = min(ms(lag), bankMost*maxGain)
	return Charge{spent, k}, true
}

// thought takes off a clock what is thought of a move that is not made: never all, for the
// flag has not fallen.
func (c Control) thought(k Clock, took time.Duration) Clock {
	most := time.Duration(c.allowance(k)-1) * time.Millisecond
	charge, ok := c.charge(k, min(took, most), 0, false)
	if !ok {
		return k
	}
	k.Left, k.Periods = charge.Clock.Left, charge.Clock.Periods
	return k
}

// ms are whole milliseconds.
func ms(d time.Duration) int { return int(d / time.Millisecond) }

// Timed reports whether there are clocks in the game.
func (s *Sitting) Timed() bool { return len(s.Clocks) > 0 }

// timed sets the clocks of a game that begins.
func (s *Sitting) timed(e *Started) {
	s.Clock, s.Clocks = e.Clock, nil
	if e.Clock == "" {
		return
	}
	controls, err := ParseControls(e.Clock, len(e.Seats))
	if err != nil {
		s.Clock = "" // of a later version, which this one cannot keep
		return
	}
	for _, c := range controls {
		s.Clocks = append(s.Clocks, c.start())
	}
}

// charged takes in what a clock is now. Copies of the sitting keep theirs.
func (s *Sitting) charged(m *Moved) {
	if m.Charge != nil && m.Seat >= 0 && int(m.Seat) < len(s.Clocks) {
		s.Clocks = slices.Clone(s.Clocks)
		s.Clocks[m.Seat] = m.Charge.Clock
	}
}

// control is that of a seat.
func (s *Sitting) control(seat game.Seat) Control {
	all, err := ParseControls(s.Clock, len(s.Chairs))
	if err != nil {
		return Control{}
	}
	return all[seat]
}

// TurnSince is the ply since which a seat has been to move: another one begins to be
// timed. It is negative for who is not to move.
func (r *Room) TurnSince(seat game.Seat) int {
	if r.Adjourned {
		return -1
	}
	return r.since[seat]
}

// Unmoved reports whether a seat has not moved yet: its first move costs nothing, and
// has a limit of its own. Whoever takes it back has begun all the same.
func (r *Room) Unmoved(seat game.Seat) bool { return !r.Chairs[seat].Moved }

// charge is what a move of the seat costs that arrived at.At, or nothing where none
// is timed. The turn ends where the position after it is not the seat's.
func (r *Room) charge(seat game.Seat, ends bool, a Ask) (*Charge, error) {
	since := a.since(seat)
	if !r.Timed() || since.IsZero() {
		return nil, nil
	}
	if falls, runs := r.falls(seat, a.Circumstances); r.Daily() && runs && !a.arrived().Before(falls) {
		return nil, ErrOutOfTime
	}
	if r.Unmoved(seat) {
		return nil, nil
	}
	c, ok := r.control(seat).charge(r.Clocks[seat], a.arrived().Sub(since), a.Lag, ends)
	if !ok {
		return nil, ErrOutOfTime
	}
	return &c, nil
}

// arrived is when the command came: not before its seat could know what it answers,
// nor later than now.
func (a Ask) arrived() time.Time {
	switch since := a.since(a.Seat); {
	case a.At.IsZero() || a.At.After(a.Now):
		return a.Now
	case a.At.Before(since):
		return since
	}
	return a.At
}

func (at Circumstances) since(seat game.Seat) time.Time {
	if at.Since == nil {
		return time.Time{}
	}
	return at.Since(seat)
}

// falls is when the flag of a seat falls.
func (r *Room) falls(seat game.Seat, at Circumstances) (time.Time, bool) {
	since := at.since(seat)
	if since.IsZero() || r.Chairs[seat].Out {
		return since, false
	}
	if r.Daily() {
		d, to := r.Deadline(seat)
		if !to {
			return d.At, false
		}
		falls := d.by(at.off(r.Chairs[seat].ID), r.control(seat).Step).At
		if grace := at.Up.Add(DailyGrace); !at.Up.IsZero() && falls.Before(grace) {
			falls = grace
		}
		return falls, true
	}
	if r.Unmoved(seat) {
		return since.Add(FirstMove), true
	}
	k := r.Clocks[seat]
	left := r.control(seat).allowance(k) + min(k.Bank, k.Lag)
	if at.Lost != nil && at.Lost(seat) {
		left = r.control(seat).allowance(k) + k.Bank
	}
	return since.Add(time.Duration(left) * time.Millisecond), true
}

// FallsOf is when the flag of a seat falls, unless it moves before.
func (r *Room) FallsOf(seat game.Seat, at Circumstances) (time.Time, bool) { return r.falls(seat, at) }

// Falls is when the next flag falls, unless somebody moves before.
func (r *Room) Falls(at Circumstances) (next time.Time, ok bool) {
	if r.Phase != Playing || !r.Timed() || r.Adjourned {
		return next, false
	}
	for _, seat := range r.Position.Turn() {
		if seat < 0 {
			continue
		}
		if t, runs := r.falls(seat, at); runs && (!ok || t.Before(next)) {
			next, ok = t, true
		}
	}
	return next, ok
}

// Flag says what follows from the flags that have fallen by now: nothing, where none
// has.
func (r *Room) Flag(at Circumstances) ([]Event, error) {
	events, err := r.flag(at)
	if err != nil {
		return nil, err
	}
	return r.date(events, at)
}

// flag says it. Of two the other wins, who may not be able to; of more the others play on.
// Whoever does not begin at all has not lost: the game is called off.
func (r *Room) flag(at Circumstances) ([]Event, error) {
	if r.Phase != Playing || !r.Timed() || r.Adjourned {
		return nil, nil
	}
	var late, unbegun []game.Seat
	for _, seat := range r.Position.Turn() {
		if seat < 0 {
			continue
		}
		switch t, runs := r.falls(seat, at); {
		case !runs || at.Now.Before(t):
		case r.Unmoved(seat):
			unbegun = append(unbegun, seat)
		default:
			late = append(late, seat)
		}
	}
	switch {
	case len(unbegun) > 0:
		return r.end(nil, Result{How: NoStart, By: unbegun}, at), nil
	case len(late) > 0:
		return r.decideGiveUp(late, func(game.Seat) How { return OutOfTime }, at)
	}
	return nil, nil
}

// Thought takes off the clocks what has been thought of moves that are not made yet: when
// the server ends or the game is put off, what stands in no record would be given back.
func (r *Room) Thought(at Circumstances) []Event {
	if r.Phase != Playing || !r.Timed() || r.Daily() || r.Adjourned {
		return nil
	}
	t := &Thought{Clocks: slices.Clone(r.Clocks)}
	for _, seat := range r.Position.Turn() {
		if since := at.since(seat); seat >= 0 && !since.IsZero() && !r.Unmoved(seat) {
			t.Clocks[seat] = r.control(seat).thought(r.Clocks[seat], at.Now.Sub(since))
		}
	}
	if slices.Equal(t.Clocks, r.Clocks) {
		return nil
	}
	return []Event{{Thought: t}}
}

// Restart gives everybody time when the room was read back in the middle of a game:
// nobody pays for a server that was not there.
func (r *Room) Restart() []Event {
	if r.Phase != Playing || !r.Timed() || r.Daily() || r.Adjourned {
		return nil
	}
	return []Event{{TimeGiven: r.give(Restarted, game.Spectator, restartGrace)}}
}

// leastLost is the shortest loss of a line that the bank forgives: a shorter one is not
// worth a record, nor a word.
const leastLost = 500 * time.Millisecond

// Regain forgives a seat out of its bank that its line was lost on its turn for so long.
// What is forgiven is not charged for the move: its clock is to have run for less.
func (r *Room) Regain(seat game.Seat, lost time.Duration) (events []Event, forgiven time.Duration) {
	if r.Phase != Playing || !r.Timed() || r.Daily() || r.Adjourned || r.Unmoved(seat) {
		return nil, 0
	}
	forgiven = min(lost, time.Duration(r.Clocks[seat].Bank)*time.Millisecond).Truncate(time.Millisecond)
	if forgiven < leastLost {
		return nil, 0
	}
	t := &TimeGiven{Why: Lost, Seat: seat, Each: ms(forgiven), Clocks: slices.Clone(r.Clocks)}
	t.Clocks[seat].Bank -= t.Each
	return []Event{{TimeGiven: t}}, forgiven
}

// give is time for everybody but the seat that gives it.
func (r *Room) give(why Why, by game.Seat, each time.Duration) *TimeGiven {
	t := &TimeGiven{Why: why, Seat: by, Each: ms(each), Clocks: slices.Clone(r.Clocks)}
	for i := range t.Clocks {
		if game.Seat(i) != by && !r.Chairs[i].Out {
			t.Clocks[i].Left += t.Each
		}
	}
	return t
}

func (r *Room) decideMoreTime(a Ask) ([]Event, error) {
	if err := r.playing(a.Seat); err != nil {
		return nil, err
	}
	if !r.mayGive(a.Seat) {
		return nil, ErrUntimed
	}
	return []Event{{TimeGiven: r.give(Gift, a.Seat, gift)}}, nil
}

// mayGive reports whether there is another who could need more time.
func (r *Room) mayGive(seat game.Seat) bool {
	for i, k := range r.Clocks {
		if game.Seat(i) != seat && !r.Chairs[i].Out && k.Left < ms(giftBelow) {
			return true
		}
	}
	return false
}

func (r *Room) offerMoreTime(seat game.Seat, _ Circumstances) (a Action, ok bool) {
	if r.playing(seat) != nil || !r.mayGive(seat) {
		return a, false
	}
	for i, c := range r.Chairs {
		if game.Seat(i) != seat && !c.Out && !c.Free() {
			a.Seats = append(a.Seats, game.Seat(i))
		}
	}
	return a, true
}

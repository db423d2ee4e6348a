package room

import (
	"slices"
	"strings"
	"unicode"

	"crossplay/game"
	"crossplay/text"
)

// This file has conditional moves: what a player of a daily game answers if the other plays this or that. Nobody else is told. The room
// plays the answer in the very step of the move that it answers.

const (
	// maxPlans is how many lines a player may set up, and maxPlanned how many moves all of
	// them have: more than anybody foresees.
	maxPlans   = 8
	maxPlanned = 24
	// fewChoices is of how many the one is looked for that people may have meant: more
	// than chess has nearly always. Of 361 that takes up to 12 ms.
	fewChoices = 64
	// between separates lines where they are written.
	between = ";"
)

// Planned sets up what a seat answers; it replaces what it had.
type Planned struct {
	Seat  game.Seat    `json:"seat"`
	Lines [][]Intended `json:"lines,omitempty"` // none: it answers nothing by itself
}

// Intended is a move of a line: the other's first, and then whoever's turn it is.
type Intended struct {
	Move game.Move `json:"move"`
	Text string    `json:"text"`          // as the log would write it
	Own  bool      `json:"own,omitempty"` // it is an answer, not what the other plays
}

// mayPlan says why a seat may set up no answers now, or nothing.
func (r *Room) mayPlan(seat game.Seat) error {
	info := r.rules.Info()
	switch {
	case r.playing(seat) != nil:
		return r.playing(seat)
	case len(r.Chairs) != 2 || info.Chance || info.Hidden:
		return errNoPlanHere
	case !r.Daily(): // where people play at one sitting, the next move is soon enough
		return errNoPlanTime
	case r.Adjourned:
		return ErrAdjourned
	case !slices.Equal(r.Position.Turn(), []game.Seat{1 - seat}):
		return errNoPlanTurn
	}
	return nil
}

func (r *Room) offerPlan(seat game.Seat, _ Circumstances) (Action, bool) {
	return Action{Args: anyText}, r.mayPlan(seat) == nil
}

func (r *Room) offerForget(seat game.Seat, _ Circumstances) (Action, bool) {
	return Action{}, r.playing(seat) == nil && len(r.Plans(seat)) > 0
}

func (r *Room) decideForget(a Ask) ([]Event, error) {
	var events []Event
	if len(r.Plans(a.Seat)) > 0 {
		events = append(events, Event{Planned: &Planned{Seat: a.Seat}})
	}
	if r.Premove(a.Seat) != nil {
		events = append(events, Event{Premoved: &Premoved{Seat: a.Seat}})
	}
	return events, nil
}

// decidePlan reads the lines that a player has written, such as "e5 Nf3 Nc6 Bb5; c5 Nf3":
// moves apart by spaces, or by commas where they have spaces themselves.
func (r *Room) decidePlan(a Ask) ([]Event, error) {
	if err := r.mayPlan(a.Seat); err != nil {
		return nil, err
	}
	if text.Length(a.Text) > MaxLine {
		return nil, ErrPlan.Because("long")
	}
	planned := &Planned{Seat: a.Seat}
	all := 0
	for written := range strings.SplitSeq(text.Clean(a.Text, MaxLine), between) {
		if written = strings.TrimSpace(written); written == "" {
			continue
		}
		moves := strings.Fields(written)
		if strings.Contains(written, ",") {
			moves = strings.Split(written, ",")
		}
		if all += len(moves); all > maxPlanned || len(planned.Lines) == maxPlans {
			return nil, ErrPlan.Because("long")
		}
		line, err := r.readLine(a.Seat, moves)
		if err != nil {
			return nil, err
		}
		planned.Lines = append(planned.Lines, line)
	}
	if len(planned.Lines) == 0 {
		return nil, ErrPlan
	}
	if move := contradiction(planned.Lines); move != "" {
		return nil, ErrPlan.Because("twice").With("move", move)
	}
	return []Event{{Planned: planned}}, nil
}

// readLine reads the moves of one line from the position that is on the board, up to the
// last that is the seat's own: what the other may play then is answered by nothing.
func (r *Room) readLine(seat game.Seat, moves []string) (line []Intended, err error) {
	pos, answered := r.Position, 0
	for _, typed := range moves {
		typed = strings.TrimSpace(typed)
		turn := pos.Turn()
		if len(turn) != 1 {
			return nil, ErrPlan.Because("over").With("move", typed)
		}
		c, ok := find(pos.View(turn[0]).Choices, typed)
		if !ok {
			return nil, ErrPlan.Because("move").With("move", typed)
		}
		if pos, err = pos.Play(turn[0], c.Move); err != nil {
			return nil, ErrPlan.Because("move").With("move", typed)
		}
		own := turn[0] == seat
		if line = append(line, Intended{c.Move, game.Written(c), own}); own {
			answered = len(line)
		}
	}
	if answered == 0 {
		return nil, ErrPlan
	}
	return line[:answered], nil
}

// find is the choice that a text of a plan names: as the log writes it or as moves are
// sent, and where there are few choices as people type it. Of two dozen moves none may
// take as long as one that is played.
func find(choices []game.Choice, typed string) (game.Choice, bool) {
	for _, c := range choices {
		if strings.EqualFold(string(c.Move), typed) || strings.EqualFold(game.Written(c), typed) {
			return c, true
		}
	}
	if len(choices) > fewChoices || strings.ContainsFunc(typed, func(r rune) bool { return r > unicode.MaxASCII }) {
		return game.Choice{}, false
	}
	return game.Match(choices, typed)
}

// contradiction is a move that two lines answer in two ways, or empty.
func contradiction(lines [][]Intended) string {
	for i, a := range lines {
		for _, b := range lines[:i] {
			for n := range min(len(a), len(b)) {
				if a[n].Move == b[n].Move {
					continue
				}
				if a[n].Own {
					return a[n-1].Text
				}
				break
			}
		}
	}
	return ""
}

// Plans are the lines that a seat has set up, for its own eyes only.
func (r *Room) Plans(seat game.Seat) [][]Intended {
	if seat < 0 || int(seat) >= len(r.plans) {
		return nil
	}
	return r.plans[seat]
}

// Plan is what a seat has set up, as it would write it; "" is nothing.
func (r *Room) Plan(seat game.Seat) string {
	sep, comma := " ", false
	for _, line := range r.Plans(seat) {
		comma = comma || slices.ContainsFunc(line, func(m Intended) bool { return strings.ContainsAny(m.Text, " ") })
	}
	if comma {
		sep = ", "
	}
	var lines []string
	for _, line := range r.Plans(seat) {
		var moves []string
		for _, m := range line {
			moves = append(moves, m.Text)
		}
		lines = append(lines, strings.Join(moves, sep))
	}
	return strings.Join(lines, between+" ")
}

// plan takes in what was set up.
func (r *Room) plan(p *Planned) {
	plans := slices.Clone(r.plans)
	if len(plans) < len(r.Chairs) {
		plans = append(plans, make([][][]Intended, len(r.Chairs)-len(plans))...)
	}
	plans[p.Seat] = p.Lines
	r.plans = plans
}

// foreseen is what is left of lines after a move: those that foresaw it.
func foreseen(lines [][]Intended, m game.Move) (left [][]Intended) {
	for _, line := range lines {
		if len(line) > 1 && line[0].Move == m {
			left = append(left, line[1:])
		}
	}
	return left
}

// goOn takes in a move: what did not foresee it is for nothing.
func (r *Room) goOn(m game.Move) {
	if !slices.ContainsFunc(r.plans, func(lines [][]Intended) bool { return len(lines) > 0 }) {
		return
	}
	plans := make([][][]Intended, len(r.plans))
	for i, lines := range r.plans {
		plans[i] = foreseen(lines, m)
	}
	r.plans = plans
}

// answered adds to a move that was decided what was set up as answers to it, and to
// those again.
func (r *Room) answered(events []Event, at Circumstances) ([]Event, error) {
	if len(r.plans) == 0 && len(r.premoves) == 0 {
		return events, nil
	}
	plans := r.plans
	for i := 0; i < len(events); i++ {
		m := events[i].Moved
		if m == nil {
			return events, nil
		}
		next := make([][][]Intended, len(plans))
		for seat, lines := range plans {
			next[seat] = foreseen(lines, m.Move)
		}
		plans = next
		turn := m.next.Turn()
		if i != len(events)-1 || len(turn) != 1 || turn[0] < 0 {
			continue
		}
		move, ok := r.intended(turn[0], plans, events)
		if !ok || r.Offer.Do == Draw && r.offered(turn[0]) { // it was offered with the move, and an answer would decline it
			continue
		}
		pos, err := m.next.Play(turn[0], move)
		if err != nil {
			continue // a premove, or it was set up for rules that have changed since
		}
		answer := &Moved{Seat: turn[0], Move: move, next: pos}
		if events, err = r.follow(append(events, Event{Moved: answer}), pos, r.Round, len(r.line)+len(events)+1, at); err != nil {
			return nil, err
		}
		answer.Charge = r.freely(turn[0], !slices.Contains(last(events).Turn(), turn[0]))
	}
	return events, nil
}

// intended is what a seat has set up for the turn that it has now, of lines that go on to there.
func (r *Room) intended(seat game.Seat, lines [][][]Intended, before []Event) (game.Move, bool) {
	if int(seat) < len(lines) && len(lines[seat]) > 0 {
		return lines[seat][0][0].Move, true
	}
	played := func(e Event) bool { return e.Moved != nil && e.Moved.Seat == seat } // it has the turn once more
	if p := r.Premove(seat); p != nil && p.Lost == "" && !slices.ContainsFunc(before, played) {
		return p.Move, true
	}
	return "", false
}

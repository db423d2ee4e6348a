package room

import (
	"bytes"
	"strconv"
	"strings"
	"time"

	"crossplay/game"
)

// This file writes and reads the records of moves, of which there are most, as
// package json does and in a fifth of the time.

// appendMoves writes a record of which all events are moves. Its time is in UTC.
func (r *Record) appendMoves(b []byte) []byte {
	b = strconv.AppendInt(append(b, `{"v":`...), int64(r.V), 10)
	b = append(r.At.AppendFormat(append(b, `,"at":"`...), time.RFC3339Nano), '"')
	if r.By != "" {
		b = game.AppendText(append(b, `,"by":`...), string(r.By))
	}
	if r.Cmd != "" {
		b = game.AppendText(append(b, `,"cmd":`...), r.Cmd)
	}
	for i, e := range r.Events {
		if i == 0 {
			b = append(b, `,"events":[`...)
		} else {
			b = append(b, ',')
		}
		b = strconv.AppendInt(append(b, `{"moved":{"seat":`...), int64(e.Moved.Seat), 10)
		b = game.AppendText(append(b, `,"move":`...), string(e.Moved.Move))
		b = append(e.Moved.Charge.append(b), '}', '}')
	}
	return append(b, ']', '}')
}

// readMoves reads what appendMoves writes, unless a text in it is escaped.
func readMoves(b []byte) (*Record, bool) {
	rest := b
	next := func(what string) bool {
		ok := len(rest) >= len(what) && string(rest[:len(what)]) == what
		if ok {
			rest = rest[len(what):]
		}
		return ok
	}
	upTo := func(end byte) []byte {
		i := bytes.IndexByte(rest, end)
		if i < 0 {
			rest = nil // then what must follow does not
			return nil
		}
		text := rest[:i]
		rest = rest[i+1:]
		return text
	}
	r := &Record{V: recordVersion}
	if next(pastPrefix) {
		r.V = aloneVersion
	} else if !next(recordPrefix) {
		return nil, false
	}
	if bytes.IndexByte(b, '\\') >= 0 || r.At.UnmarshalText(upTo('"')) != nil {
		return nil, false
	}
	if next(`,"by":"`) {
		r.By = PersonID(upTo('"'))
	}
	if next(`,"cmd":"`) {
		r.Cmd = string(upTo('"'))
	}
	if !next(`,"events":[`) {
		return nil, false
	}
	for next(`{"moved":{"seat":`) {
		seat, err := strconv.Atoi(string(upTo(',')))
		if err != nil || !next(`"move":"`) {
			return nil, false
		}
		m := &Moved{Seat: game.Seat(seat), Move: game.Move(upTo('"'))}
		r.Events = append(r.Events, Event{Moved: m})
		if next(`,"charge":`) && !m.readCharge(next, upTo) {
			return nil, false
		}
		if !next(`}}`) {
			return nil, false
		}
		if string(rest) == "]}" {
			return r, true
		}
		if !next(",") {
			return nil, false
		}
	}
	return nil, false
}

// append writes what a move cost, if anything.
func (c *Charge) append(b []byte) []byte {
	if c == nil {
		return b
	}
	b = strconv.AppendInt(append(b, `,"charge":{"spent":`...), int64(c.Spent), 10)
	b = strconv.AppendInt(append(b, `,"clock":{"left":`...), int64(c.Clock.Left), 10)
	for _, f := range []struct {
		name  string
		value int
	}{{`,"periods":`, c.Clock.Periods}, {`,"bank":`, c.Clock.Bank}, {`,"lag":`, c.Clock.Lag}} {
		if f.value != 0 {
			b = strconv.AppendInt(append(b, f.name...), int64(f.value), 10)
		}
	}
	return append(b, '}', '}')
}

// readCharge reads what append writes, from behind its name.
func (m *Moved) readCharge(next func(string) bool, upTo func(byte) []byte) bool {
	c := new(Charge)
	m.Charge = c
	if !next(`{"spent":`) {
		return false
	}
	var err error
	if c.Spent, err = strconv.Atoi(string(upTo(','))); err != nil || !next(`"clock":{`) {
		return false
	}
	for _, field := range strings.Split(string(upTo('}')), ",") {
		name, value, _ := strings.Cut(field, ":")
		to, known := map[string]*int{`"left"`: &c.Clock.Left, `"periods"`: &c.Clock.Periods, `"bank"`: &c.Clock.Bank, `"lag"`: &c.Clock.Lag}[name]
		if !known {
			return false
		}
		if *to, err = strconv.Atoi(value); err != nil {
			return false
		}
	}
	return next(`}`)
}

// How records begin: those of this version, and those of the one before, whose
// moves look the same.
var (
	recordPrefix = `{"v":` + strconv.Itoa(recordVersion) + `,"at":"`
	pastPrefix   = `{"v":` + strconv.Itoa(aloneVersion) + `,"at":"`
)

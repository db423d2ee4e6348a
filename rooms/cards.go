package rooms

import (
	"context"
	"encoding/binary"
	"errors"
	"maps"
	"slices"
	"strings"

	"crossplay/journal"
	"crossplay/rooms/room"
)

// This file makes of the journal what the lists know.

const (
	// cardsFormat changes when the fold does, or what a checkpoint is; it changes by itself
	// when cards do.
	cardsFormat = 5
	// longRecords is how many records a room has that takes 20 ms to read back.
	longRecords = 2 * checkpointEvery
)

// followRooms lists every room that is open or where a game is on, and from then
// on whatever the journal says of rooms. Presence comes from their owners.
func (reg *Registry) followRooms(ctx context.Context) (err error) {
	reg.lost = make(map[room.Code]bool)
	reg.rooms, err = journal.Run(ctx, reg.journal, reg.log, journal.Projection{
		Name: "cards", Format: cardShape + cardsFormat, Fold: reg.fold, Save: reg.saveCards, Load: reg.loadCards,
	})
	if err != nil {
		return err
	}
	reg.mu.Lock()
	reg.past = nil
	reg.restAll()
	buried := slices.Collect(maps.Keys(reg.long))
	reg.long = nil
	lost := slices.Collect(maps.Keys(reg.lost))
	reg.mu.Unlock()
	for _, code := range lost {
		s, _, err := reg.glance(ctx, code)
		if err != nil {
			continue // it was logged, and is told to whoever asks for the room
		}
		reg.mu.Lock()
		if delete(reg.lost, code); !reg.knows(code) {
			reg.keep(&card{Sitting: s})
			reg.rest(code)
		}
		reg.mu.Unlock()
	}
	reg.buried = buried
	return nil
}

// unearth reads those rooms once, in which earlier versions have left so much that
// whoever came to them first would have to wait, and so leaves a checkpoint.
func (reg *Registry) unearth() {
	for _, code := range reg.buried {
		reg.mu.Lock()
		on := reg.knows(code) && !reg.closing
		reg.mu.Unlock()
		if on {
			_, _ = reg.find(reg.ctx, Person{}, code) // why it cannot be read is logged
		}
	}
}

// folded returns once the lists know what was appended.
func (reg *Registry) folded(pos journal.Pos) {
	ctx, cancel := context.WithTimeout(context.Background(), saveTimeout)
	defer cancel()
	if err := reg.rooms.Wait(ctx, pos); err != nil && !reg.isClosing() {
		reg.log.Error("the lists lag behind", "error", err)
	}
}

// fold takes in one record of any room.
func (reg *Registry) fold(e journal.Entry) error {
	name, ok := strings.CutPrefix(string(e.Stream), "room/")
	if !ok {
		return nil
	}
	code := room.Code(name)
	reg.mu.Lock()
	defer reg.mu.Unlock()
	if reg.lost[code] || reg.past == nil && reg.knows(code) && room.Eventless(e.Record) {
		return nil
	}
	c := reg.wake(code)
	defer reg.restRead(code)
	if reg.past != nil && c != nil {
		if c.records++; c.records == longRecords {
			reg.long[code] = true
		}
		if room.Eventless(e.Record) {
			return nil
		}
	}
	defer func() {
		if recover() != nil { // a record that makes no sense
			reg.lose(code)
		}
	}()
	rec, err := room.Decode(e.Record)
	switch {
	case err != nil:
		reg.lose(code)
	case c != nil:
		was := *c
		c.Apply(rec)
		reg.setDue(c)
		reg.moved(&was, c)
	default:
		reg.appear(code, rec)
	}
	return nil
}

// appear lists a room that was made, or in which a game has begun again.
func (reg *Registry) appear(code room.Code, rec *room.Record) {
	s, before := reg.past[code]
	created := len(rec.Events) > 0 && rec.Events[0].Created != nil
	if begun, ok := room.Begun(code, rec); ok {
		s = begun
	} else if before || created {
		s.Apply(rec)
	} else if slices.ContainsFunc(rec.Events, func(e room.Event) bool { return e.Started != nil }) {
		reg.lose(code)
		return
	}
	if before {
		delete(reg.past, code)
	}
	reg.keep(&card{Sitting: s, meets: rec.At.Add(matchGrace)})
	reg.setAside(s)
}

// setAside keeps a room that is over, or in nobody's list, for as long as records
// of earlier versions may come that go on with it.
func (reg *Registry) setAside(s room.Sitting) {
	if code := s.Created.Code; reg.past != nil && code != "" && !reg.knows(code) && s.Phase != room.Closed {
		reg.past[code] = s
	}
}

// lose gives up a room that cannot be followed: it must be read by itself.
func (reg *Registry) lose(code room.Code) {
	reg.forget(code)
	reg.lost[code] = true
}

// moved brings a card's place in the lists up to what it is now.
func (reg *Registry) moved(was, c *card) {
	code := c.Created.Code
	if was.looksLike(c) {
		if was.Offer != c.Offer { // no list shows it
			reg.tell(c)
		}
		return
	}
	reg.unindex(was)
	reg.stir(was)
	if !c.lists() || c.forgotten() {
		reg.forget(code)
		reg.setAside(c.Sitting)
		reg.listChanged()
		return
	}
	reg.index(c)
	reg.stir(c)
	reg.listChanged()
}

// saveCards is the checkpoint of the lists.
func (reg *Registry) saveCards() ([]byte, error) {
	reg.mu.Lock()
	all, size := make([]string, 0, reg.known()), 0
	for _, c := range reg.cards {
		if !c.forgotten() {
			all = append(all, c.pack())
		}
	}
	for _, f := range reg.shelf.cards {
		all = append(all, f.data)
	}
	reg.mu.Unlock()
	for i, data := range all {
		all[i] = kept(data)
		size += binary.MaxVarintLen32 + len(all[i])
	}
	data := make([]byte, 0, size)
	for _, c := range all {
		data = append(binary.AppendUvarint(data, uint64(len(c))), c...)
	}
	return data, nil
}

func (reg *Registry) loadCards(data []byte) error {
	reg.mu.Lock()
	defer reg.mu.Unlock()
	reg.cards, reg.mine, reg.shelf = make(map[room.Code]*card), make(map[room.PersonID]map[room.Code]*card), newShelf()
	if data == nil {
		reg.past, reg.long = make(map[room.Code]room.Sitting), make(map[room.Code]bool)
	}
	for len(data) > 0 {
		n, read := binary.Uvarint(data)
		if read <= 0 || n > uint64(len(data)-read) || n < headSize {
			return errors.New("it is cut short")
		}
		data = data[read:]
		reg.shelve(string(data[:n]))
		data = data[n:]
	}
	return nil
}

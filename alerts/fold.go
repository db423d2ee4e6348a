package alerts

import (
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"net/netip"
	"slices"
	"time"

	"crossplay/journal"
	"crossplay/rooms/room"
)

// This file is what the package makes of the journal.

// stream is where it is journaled who wants to be told, and what was told.
const stream journal.Stream = "alerts"

// recordVersion is that of records, and checkpointFormat that of checkpoints.
const (
	recordVersion    = 1
	checkpointFormat = 1
)

// record is one step.
type record struct {
	V  int       `json:"v"`
	At time.Time `json:"at"`
	// Set is what somebody wants from now on.
	Set *set `json:"set,omitempty"`
	// Told is what somebody is told, which is on its way from now on.
	Told []told `json:"told,omitempty"`
	// Pass is what need not be told any more.
	Pass []pass `json:"pass,omitempty"`
	// Sent is what has arrived, or is given up.
	Sent []sent `json:"sent,omitempty"`
	// Gone are people who are nobody any more.
	Gone []room.PersonID `json:"gone,omitempty"`
	// Unwanted are mailboxes that want no codes: see [Alerts.Stop].
	Unwanted []string `json:"unwanted,omitempty"`
	// Asked is a code that is about to be sent, or waited for no more.
	Asked *asking `json:"asked,omitempty"`
}

type set struct {
	ID room.PersonID `json:"person"`
	Settings
}

type told struct {
	ID    room.PersonID `json:"person"`
	Items []Item        `json:"items"`
}

type pass told

type sent struct {
	ID room.PersonID `json:"person"`
	To string        `json:"to"`
	N  uint64        `json:"n"` // and all before
}

// person is somebody who is told.
type person struct {
	settings Settings
	since    journal.Pos  // of the journal, when they began to be told
	from     netip.Prefix // where they changed that last; invalid: before the program started
	done     marks
	pending  map[string][]message // by whom it goes to, the oldest first
}

// message is something on its way. It is shared and never changes.
type message struct {
	N     uint64    `json:"n"`
	At    time.Time `json:"at"`
	Items []Item    `json:"items"`
}

// maxTold is how many messages one record may have: they are numbered by it.
const maxTold = 1 << 10

func (a *Alerts) fold(e journal.Entry) error {
	if e.Stream != stream {
		return nil
	}
	var r record
	if err := json.Unmarshal(e.Record, &r); err != nil {
		return fmt.Errorf("read alerts: %w", err)
	}
	if r.V > recordVersion {
		return errors.New("the alerts were written by a newer Crossplay")
	}
	a.mu.Lock()
	defer a.mu.Unlock()
	a.tail = e.Pos
	if r.Set != nil {
		a.set(r.Set.ID, r.Set.Settings)
		if who := a.people[r.Set.ID]; who != nil && who.since == 0 {
			who.since = e.Pos
		}
	}
	for i, t := range r.Told {
		a.told(t, message{uint64(e.Pos)*maxTold + uint64(i), r.At, t.Items})
	}
	for _, p := range r.Pass {
		if who := a.people[p.ID]; who != nil {
			for _, i := range p.Items {
				who.done.put(i)
			}
		}
	}
	for _, s := range r.Sent {
		if who := a.people[s.ID]; who != nil {
			a.arrived(who, s)
		}
	}
	for _, id := range r.Gone {
		a.set(id, Settings{})
		a.ask(asking{ID: id})
	}
	if r.Asked != nil {
		r.Asked.At = r.At
		a.ask(*r.Asked)
	}
	for _, mailbox := range r.Unwanted {
		a.unwant(mailbox, r.At)
	}
	return nil
}

// set takes in what somebody wants. What was on its way to what they want no more is
// forgotten.
func (a *Alerts) set(id room.PersonID, s Settings) {
	who := a.people[id]
	if who == nil {
		who = &person{done: make(marks), pending: make(map[string][]message)}
		a.people[id] = who
	}
	for _, b := range who.settings.Browsers {
		delete(a.owners, b.ID)
	}
	for _, b := range s.Browsers { // whoever sits at a browser is told there, and nobody who sat there before
		if other, ok := a.owners[b.ID]; ok && other != id {
			a.set(other, a.people[other].settings.without(b.ID))
		}
		a.owners[b.ID] = id
	}
	who.settings = s
	targets := s.targets()
	for to, all := range who.pending {
		if !slices.Contains(targets, to) {
			a.pending -= len(all)
			delete(who.pending, to)
		}
	}
	if !s.On() {
		delete(a.people, id)
		a.watch.told.Delete(id)
		return
	}
	a.watch.told.Store(id, true)
}

func (a *Alerts) told(t told, m message) {
	who := a.people[t.ID]
	if who == nil {
		return
	}
	for _, i := range t.Items {
		who.done.put(i)
	}
	for _, to := range who.settings.targets() {
		who.pending[to] = append(who.pending[to], m)
		a.pending++
	}
}

func (a *Alerts) arrived(who *person, s sent) {
	rest := slices.DeleteFunc(slices.Clone(who.pending[s.To]), func(m message) bool { return m.N <= s.N })
	a.pending -= len(who.pending[s.To]) - len(rest)
	if who.pending[s.To] = rest; len(rest) == 0 {
		delete(who.pending, s.To)
	}
}

// kept is somebody as a checkpoint has them.
type kept struct {
	Settings Settings             `json:"settings"`
	Since    journal.Pos          `json:"since,omitempty"` // earlier versions wrote none: long ago
	Done     marks                `json:"done,omitempty"`
	Pending  map[string][]message `json:"pending,omitempty"`
}

type checkpoint struct {
	Tail   journal.Pos            `json:"tail"`
	People map[room.PersonID]kept `json:"people"`
	// Unwanted are when mailboxes said that they want no codes.
	Unwanted map[string]time.Time `json:"unwanted,omitempty"`
	// Codes are those that were sent lately.
	Codes []asking `json:"codes,omitempty"`
}

func (a *Alerts) save() ([]byte, error) {
	a.mu.Lock()
	defer a.mu.Unlock()
	c := checkpoint{Tail: a.tail, People: make(map[room.PersonID]kept, len(a.people)), Unwanted: maps.Clone(a.unwanted), Codes: a.codes}
	for id, who := range a.people {
		c.People[id] = kept{who.settings, who.since, who.done, who.pending}
	}
	return json.Marshal(c)
}

func (a *Alerts) load(data []byte) error {
	var c checkpoint
	if data != nil {
		if err := json.Unmarshal(data, &c); err != nil {
			return err
		}
	}
	a.mu.Lock()
	defer a.mu.Unlock()
	a.watch.told.Clear()
	a.tail, a.pending, a.unwanted = c.Tail, 0, c.Unwanted
	a.codes, a.asked = c.Codes, make(map[room.PersonID]*asked)
	for _, q := range c.Codes {
		delete(a.asked, q.ID)
		a.await(q)
	}
	a.people, a.owners = make(map[room.PersonID]*person, len(c.People)), make(map[string]room.PersonID)
	for id, k := range c.People {
		who := &person{settings: k.Settings, since: max(1, k.Since), done: k.Done, pending: k.Pending}
		if who.done == nil {
			who.done = make(marks)
		}
		if who.pending == nil {
			who.pending = make(map[string][]message)
		}
		for _, all := range who.pending {
			a.pending += len(all)
		}
		a.people[id] = who
		for _, b := range k.Settings.Browsers {
			a.owners[b.ID] = id
		}
		a.watch.told.Store(id, true)
	}
	return nil
}

package players

import (
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"
	"time"

	"crossplay/journal"
	"crossplay/rooms/room"
)

// This file is what the directory makes of the journal.

// record is one step of the directory as the journal keeps it: somebody comes to stay
// or is renamed, or guests were seen, or are forgotten.
type record struct {
	V      int           `json:"v"`
	At     time.Time     `json:"at"`
	ID     room.PersonID `json:"id,omitempty"`
	Name   string        `json:"name,omitempty"` // at first, or from now on
	Kind   Kind          `json:"kind,omitempty"`
	Key    string        `json:"key,omitempty"` // fingerprint
	Rename bool          `json:"rename,omitempty"`
	Passed string        `json:"passed,omitempty"` // a name that they were offered, and do not want
	Habits *Habits       `json:"habits,omitempty"` // theirs from now on

	Off *room.Off `json:"off,omitempty"` // the days off of somebody, from now on

	Seen []room.PersonID `json:"seen,omitempty"`
	Gone []room.PersonID `json:"gone,omitempty"`
}

// recordVersion is 2 since it is noted who was seen, 3 since names are passed up, and 4
// since people have habits and days off.
const recordVersion = 4

// checkpointFormat is that of save and load.
const checkpointFormat = 4

func (d *Directory) fold(e journal.Entry) error {
	if e.Stream != stream {
		return nil
	}
	var r record
	if err := json.Unmarshal(e.Record, &r); err != nil {
		return fmt.Errorf("read the player: %w", err)
	}
	if r.V > recordVersion {
		return errors.New("the player was written by a newer Crossplay")
	}
	for _, hear := range d.take(e.Pos, r) {
		hear(r.ID)
	}
	return nil
}

// take takes in a record, and returns whom to tell that somebody is called something
// else, or has other habits or days off.
func (d *Directory) take(at journal.Pos, r record) (hear []func(room.PersonID)) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.tail = at
	if d.since == 0 && r.V >= 2 {
		d.since = r.At.Unix()
	}
	for _, id := range r.Seen {
		d.see(id, r.At)
	}
	for _, id := range r.Gone {
		d.forget(id)
	}
	d.shrink()
	if r.Off != nil {
		d.setDays(r.ID, *r.Off)
		return d.offHeard
	}
	switch before, _ := d.playerLocked(r.ID); {
	case r.ID == "":
	case d.keep(r):
		return slices.Concat(d.heard, d.changed)
	case d.all[r.ID].Habits != before.Habits:
		return d.changed
	}
	return nil
}

// keep reports whether somebody is called something else than before.
func (d *Directory) keep(r record) bool {
	p, known := d.playerLocked(r.ID)
	past := d.all[r.ID].past
	if r.Passed != "" {
		if stays, ok := d.all[r.ID]; ok {
			stays.past = passed(past, r.Passed)
			d.all[r.ID] = stays
		}
		return false
	}
	if r.Habits != nil {
		stays, ok := d.all[r.ID]
		if ok {
			stays.Habits = *r.Habits
			d.all[r.ID] = stays
		}
		return false
	}
	if known && p.Name != r.Name {
		past = passed(past, p.Name)
	}
	if known {
		d.unname(r.ID, looks(p.Name))
	}
	if !r.Rename {
		p.Kind = r.Kind
	}
	d.add(lasting{Player{ID: r.ID, Name: r.Name, Kind: p.Kind, Habits: p.Habits}, r.At.Unix(), past}, r.Key)
	return known && p.Name != r.Name
}

// setDays takes in days off.
func (d *Directory) setDays(id room.PersonID, off room.Off) {
	if !off.Weekends && len(off.Vacations) == 0 {
		delete(d.off, id)
		return
	}
	d.off[id] = off
}

func (d *Directory) add(p lasting, key string) {
	d.all[p.ID] = p
	looksLike := looks(p.Name)
	d.names.add(looksLike)
	d.named[looksLike[0]] = p.ID
	if key != "" {
		d.keys[key] = p.ID
	}
}

// unname frees a name.
func (d *Directory) unname(id room.PersonID, looksLike []string) {
	d.names.remove(looksLike)
	if d.named[looksLike[0]] == id {
		delete(d.named, looksLike[0])
	}
}

func (d *Directory) see(id room.PersonID, at time.Time) {
	if p, ok := d.all[id]; ok {
		p.seen = max(p.seen, at.Unix())
		d.all[id] = p
	}
	delete(d.left, id)
}

// forget makes a guest provisional again: nobody, unless they are here.
func (d *Directory) forget(id room.PersonID) {
	p, ok := d.all[id]
	if !ok || !p.Guest() {
		return
	}
	delete(d.all, id)
	delete(d.left, id)
	delete(d.off, id)
	if h := d.here[id]; h != nil {
		h.player = Player{ID: id, Name: p.Name, Kind: p.Kind, Provisional: true}
		h.looks = looks(p.Name)
		if d.named[h.looks[0]] == id {
			delete(d.named, h.looks[0])
		}
		return
	}
	d.unname(id, looks(p.Name))
}

// shrink gives the room back that a crowd took which has gone: a map keeps it.
func (d *Directory) shrink() {
	d.most = max(d.most, len(d.all))
	if d.most < shrinkFrom || len(d.all) > d.most/4 {
		return
	}
	d.most = len(d.all)
	d.all, d.names, d.named = refill(d.all), refill(d.names), refill(d.named)
}

// shrinkFrom is below how many people it does not matter.
const shrinkFrom = 1000

func refill[M ~map[K]V, K comparable, V any](from M) M {
	to := make(M, len(from))
	maps.Copy(to, from)
	return to
}

// save writes everyone, in few bytes that are read quickly: this is most of a
// start.
func (d *Directory) save() ([]byte, error) {
	d.mu.RLock()
	defer d.mu.RUnlock()
	keys := make(map[room.PersonID]string, len(d.keys))
	for key, id := range d.keys {
		keys[id] = key
	}
	data := binary.AppendUvarint(nil, uint64(d.tail))
	data = binary.AppendVarint(data, d.since)
	data = binary.AppendUvarint(data, uint64(len(d.all)))
	for id, p := range d.all {
		for _, s := range []string{string(id), p.Name, string(p.Kind), keys[id], string(p.Habits.Confirm), string(p.Habits.Premove)} {
			data = binary.AppendUvarint(data, uint64(len(s)))
			data = append(data, s...)
		}
		data = binary.AppendVarint(data, p.seen)
		data = binary.AppendUvarint(data, uint64(len(p.past)))
		for _, name := range p.past {
			data = append(binary.AppendUvarint(data, uint64(len(name))), name...)
		}
	}
	off, err := json.Marshal(d.off) // of few
	if err != nil {
		return nil, fmt.Errorf("encode the days off: %w", err)
	}
	return append(binary.AppendUvarint(data, uint64(len(off))), off...), nil
}

// load is the inverse of save. Nobody is here before the directory is open.
func (d *Directory) load(data []byte) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	saved := decoder{data: data}
	tail, since, people := uint64(0), int64(0), uint64(0)
	if data != nil {
		tail, since, people = saved.number(), saved.signed(), saved.number()
	}
	if saved.short || people > uint64(len(saved.data)) {
		return errDamaged
	}
	d.tail, d.since, d.most = journal.Pos(tail), since, int(people)
	d.all, d.names = make(map[room.PersonID]lasting, people), make(names, people)
	d.keys, d.named = make(map[string]room.PersonID), make(map[string]room.PersonID, people)
	d.off = make(map[room.PersonID]room.Off)
	for n := people; n > 0 && !saved.short; n-- {
		p := lasting{Player: Player{ID: room.PersonID(saved.text()), Name: saved.text(), Kind: Kind(saved.text())}}
		key := saved.text()
		p.Habits = Habits{Confirm(saved.text()), Premove(saved.text())}
		p.seen = saved.signed()
		for past := saved.number(); past > 0 && !saved.short; past-- {
			p.past = append(p.past, saved.text())
		}
		d.add(p, key)
	}
	if data != nil {
		if err := json.Unmarshal([]byte(saved.text()), &d.off); err != nil {
			return errDamaged
		}
	}
	if saved.short || len(saved.data) > 0 {
		return errDamaged
	}
	return nil
}

var errDamaged = errors.New("it is damaged")

// decoder reads what save wrote.
type decoder struct {
	data  []byte
	short bool // there was too little
}

func (d *decoder) number() uint64 {
	n, size := binary.Uvarint(d.data)
	d.take(size)
	return n
}

func (d *decoder) signed() int64 {
	n, size := binary.Varint(d.data)
	d.take(size)
	return n
}

func (d *decoder) text() string {
	n := d.number()
	if n > uint64(len(d.data)) {
		d.short = true
		return ""
	}
	s := string(d.data[:n])
	d.data = d.data[n:]
	return s
}

func (d *decoder) take(size int) {
	if size <= 0 {
		d.short = true
		return
	}
	d.data = d.data[size:]
}

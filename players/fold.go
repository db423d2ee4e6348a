package players

import (
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"time"

	"crossplay/journal"
	"crossplay/rooms/room"
)

// This file is what the book makes of the journal.

// record is one step of the book as the journal keeps it: somebody comes to stay
// or is renamed, or guests were seen, or are forgotten.
type record struct {
	V      int           `json:"v"`
	At     time.Time     `json:"at"`
	ID     room.PersonID `json:"id,omitempty"`
	Name   string        `json:"name,omitempty"` // at first, or from now on
	Kind   Kind          `json:"kind,omitempty"`
	Key    string        `json:"key,omitempty"` // fingerprint
	Rename bool          `json:"rename,omitempty"`

	Seen []room.PersonID `json:"seen,omitempty"`
	Gone []room.PersonID `json:"gone,omitempty"`
}

// recordVersion is 2 since it is noted who was seen.
const recordVersion = 2

// checkpointFormat is that of save and load.
const checkpointFormat = 1

func (b *Book) fold(e journal.Entry) error {
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
	b.mu.Lock()
	defer b.mu.Unlock()
	b.tail = e.Pos
	if b.since == 0 && r.V >= 2 {
		b.since = r.At.Unix()
	}
	for _, id := range r.Seen {
		b.see(id, r.At)
	}
	for _, id := range r.Gone {
		b.forget(id)
	}
	b.shrink()
	if r.ID != "" {
		b.keep(r)
	}
	return nil
}

func (b *Book) keep(r record) {
	p, known := b.playerLocked(r.ID)
	if known {
		b.names.remove(p.Name)
	}
	if !r.Rename {
		p.Kind = r.Kind
	}
	b.add(lasting{Player{ID: r.ID, Name: r.Name, Kind: p.Kind}, r.At.Unix()}, r.Key)
}

func (b *Book) add(p lasting, key string) {
	b.all[p.ID] = p
	b.names.add(p.Name)
	if key != "" {
		b.keys[key] = p.ID
	}
}

func (b *Book) see(id room.PersonID, at time.Time) {
	if p, ok := b.all[id]; ok {
		p.seen = max(p.seen, at.Unix())
		b.all[id] = p
	}
	delete(b.left, id)
}

// forget makes a guest provisional again: nobody, unless they are here.
func (b *Book) forget(id room.PersonID) {
	p, ok := b.all[id]
	if !ok || !p.Guest() {
		return
	}
	delete(b.all, id)
	delete(b.left, id)
	if h := b.here[id]; h != nil {
		h.player = Player{ID: id, Name: p.Name, Kind: p.Kind, Provisional: true}
		return
	}
	b.names.remove(p.Name)
}

// shrink gives the room back that a crowd took which has gone: a map keeps it.
func (b *Book) shrink() {
	b.most = max(b.most, len(b.all))
	if b.most < shrinkFrom || len(b.all) > b.most/4 {
		return
	}
	b.most = len(b.all)
	b.all, b.names = refill(b.all), refill(b.names)
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
func (b *Book) save() ([]byte, error) {
	b.mu.RLock()
	defer b.mu.RUnlock()
	keys := make(map[room.PersonID]string, len(b.keys))
	for key, id := range b.keys {
		keys[id] = key
	}
	data := binary.AppendUvarint(nil, uint64(b.tail))
	data = binary.AppendVarint(data, b.since)
	data = binary.AppendUvarint(data, uint64(len(b.all)))
	for id, p := range b.all {
		for _, s := range []string{string(id), p.Name, string(p.Kind), keys[id]} {
			data = binary.AppendUvarint(data, uint64(len(s)))
			data = append(data, s...)
		}
		data = binary.AppendVarint(data, p.seen)
	}
	return data, nil
}

// load is the inverse of save. Nobody is here before the book is open.
func (b *Book) load(data []byte) error {
	b.mu.Lock()
	defer b.mu.Unlock()
	d := decoder{data: data}
	tail, since, people := uint64(0), int64(0), uint64(0)
	if data != nil {
		tail, since, people = d.number(), d.signed(), d.number()
	}
	if d.short || people > uint64(len(d.data)) {
		return errDamaged
	}
	b.tail, b.since, b.most = journal.Pos(tail), since, int(people)
	b.all, b.names = make(map[room.PersonID]lasting, people), make(names, people)
	b.keys = make(map[string]room.PersonID)
	for n := people; n > 0 && !d.short; n-- {
		p := lasting{Player: Player{ID: room.PersonID(d.text()), Name: d.text(), Kind: Kind(d.text())}}
		key := d.text()
		p.seen = d.signed()
		b.add(p, key)
	}
	if d.short || len(d.data) > 0 {
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

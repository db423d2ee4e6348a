package rooms

import (
	"container/heap"
	"encoding/binary"
	"hash/maphash"
	"math"
	"net/netip"
	"reflect"
	"slices"
	"strings"
	"time"
	"unique"

	"crossplay/game"
	"crossplay/rooms/room"
)

// This file keeps the cards of rooms that nobody looks at, and that wait there for days:
// packed, with an index of whose they are and one of when something is due in them. Such a room
// takes some 400 bytes, and no timer. What is read of it is unpacked for as long.

// shelf has the cards of rooms that are not in memory and not in the lobby. The
// registry's mutex guards it.
type shelf struct {
	cards map[room.Code]folder
	// sits are the codes by the hash of who has a seat there: of a few people each.
	sits map[uint16][]room.Code
	seed maphash.Seed
	due  agenda
}

// folder is a packed card: see [card.pack].
type folder struct {
	data  string
	maker unique.Handle[netip.Prefix] // not among the data, for it is not kept over a restart
}

func newShelf() shelf {
	return shelf{cards: make(map[room.Code]folder), sits: make(map[uint16][]room.Code), seed: maphash.MakeSeed()}
}

// The data begin with what a search needs:
const (
	touchedAt = 0  // when the room was touched last, in seconds since 1970
	dueAt     = 4  // when something is due in it, as well
	kindAt    = 8  // see below
	keptAt    = 9  // how many of the data a checkpoint keeps
	headSize  = 13 // then come the code and who has a seat, the sitting, and what is known since this start
)

// The kinds of cards.
const (
	atOnce   = 1 << iota // it is open, and its maker is to be there
	lesser               // it is worth less than a game between people that is on
	standing             // it is a challenge that stands
)

// recent is what is known of a room since this start.
type recent struct {
	Turn    []game.Seat
	Since   []int
	Told    bool
	Records int
	Seen    time.Time
}

// cardShape is another number once cards are packed in another way.
var cardShape = shape(reflect.TypeFor[room.Sitting](), reflect.TypeFor[recent]())

// pack writes the card down.
func (c *card) pack() string {
	p := packer{to: make([]byte, headSize, 512)}
	binary.LittleEndian.PutUint32(p.to[touchedAt:], seconds(c.Touched))
	binary.LittleEndian.PutUint32(p.to[dueAt:], seconds(c.next()))
	p.to[kindAt] = c.kind()
	p.text(string(c.Created.Code))
	s := c.Sitting
	s.Created.Code, s.Chairs = "", slices.Clone(c.Chairs)
	p.to = binary.AppendUvarint(p.to, uint64(len(s.Chairs)))
	for i := range s.Chairs { // who sits there comes first, and once
		p.flag(c.has(s.Chairs[i].ID))
		p.text(string(s.Chairs[i].ID))
		s.Chairs[i].ID = ""
	}
	p.add(reflect.ValueOf(s))
	binary.LittleEndian.PutUint32(p.to[keptAt:], uint32(len(p.to)))
	p.add(reflect.ValueOf(recent{c.turn, c.since, c.told, c.records, c.seen}))
	return string(p.to)
}

// kept are the data that a checkpoint keeps.
func kept(data string) string { return data[:number32(data[keptAt:])] }

// unpack reads it again.
func unpack(data string) *card {
	u := unpacker{from: data[headSize:]}
	code, people := u.whose()
	c := new(card)
	u.fill(reflect.ValueOf(&c.Sitting).Elem())
	c.Created.Code = code
	for i := range c.Chairs {
		c.Chairs[i].ID = people[i].id
	}
	if u.from == "" { // it comes from a checkpoint
		return c
	}
	var r recent
	u.fill(reflect.ValueOf(&r).Elem())
	c.turn, c.since, c.told, c.records, c.seen = r.Turn, r.Since, r.Told, r.Records, r.Seen
	return c
}

type sitter struct {
	id  room.PersonID
	has bool // see [card.has]
}

// whose reads of a card which room's it is, and who sits there.
func (u *unpacker) whose() (code room.Code, people []sitter) {
	code = room.Code(u.text())
	people = make([]sitter, u.number())
	for i := range people {
		people[i].has = u.flag()
		people[i].id = room.PersonID(u.text())
	}
	return code, people
}

func touched(data string) uint32 { return number32(data[touchedAt:]) }
func due(data string) uint32     { return number32(data[dueAt:]) }
func kind(data string) byte      { return data[kindAt] }

func number32(s string) uint32 {
	return uint32(s[0]) | uint32(s[1])<<8 | uint32(s[2])<<16 | uint32(s[3])<<24
}

// seconds are those since 1970, rounded up, so that nothing is early.
func seconds(t time.Time) uint32 {
	return uint32(max(0, min(t.Add(time.Second-1).Unix(), math.MaxUint32)))
}

func (c *card) kind() (k byte) {
	if c.Phase == room.Open && waitsFor(c.Created) == reapAfter {
		k |= atOnce
	}
	if c.bot() || c.Phase != room.Playing {
		k |= lesser
	}
	if c.challenge() {
		k |= standing
	}
	return k
}

// put takes a card in, which is not there yet.
func (s *shelf) put(data string, maker netip.Prefix) {
	u := unpacker{from: data[headSize:]}
	code, people := u.whose()
	s.cards[code] = folder{data, unique.Make(maker)}
	for _, p := range people {
		if p.has {
			at := s.bucket(p.id)
			s.sits[at] = append(s.sits[at], code)
		}
	}
	heap.Push(&s.due, appointment{due(data), code})
	if len(s.due) > 2*len(s.cards)+agendaSlack {
		s.due = s.due[:0]
		for code, f := range s.cards {
			s.due = append(s.due, appointment{due(f.data), code})
		}
		heap.Init(&s.due)
	}
}

// await has the card looked at later than it says.
func (s *shelf) await(code room.Code, until time.Time) {
	heap.Push(&s.due, appointment{seconds(until), code})
}

// remove takes a card out, and reports whether it was there.
func (s *shelf) remove(code room.Code) bool {
	f, ok := s.cards[code]
	if !ok {
		return false
	}
	delete(s.cards, code)
	u := unpacker{from: f.data[headSize:]}
	_, people := u.whose()
	for _, p := range people {
		if p.has {
			at := s.bucket(p.id)
			if i := slices.Index(s.sits[at], code); i >= 0 {
				s.sits[at] = slices.Delete(s.sits[at], i, i+1)
			}
			if len(s.sits[at]) == 0 {
				delete(s.sits, at)
			}
		}
	}
	return true
}

// bucket is the hash of a person: at 100,000 games of two, three games have the same.
func (s *shelf) bucket(id room.PersonID) uint16 {
	return uint16(maphash.String(s.seed, string(id)))
}

// of are the cards of the rooms where a person may have a seat: they are mentioned there.
func (s *shelf) of(id room.PersonID) (all []folder) {
	for _, code := range s.sits[s.bucket(id)] {
		if f := s.cards[code]; strings.Contains(f.data, string(id)) {
			all = append(all, f)
		}
	}
	return all
}

// fall takes out what was due by now. It may be there more than once, or no more.
func (s *shelf) fall(now time.Time) (codes []room.Code) {
	for len(s.due) > 0 && int64(s.due[0].at) <= now.Unix() {
		codes = append(codes, heap.Pop(&s.due).(appointment).code)
	}
	return codes
}

// agenda is a heap of what is due when, the first first. What is due no more is passed over when
// its time comes: a card that is put back has a new appointment.
type agenda []appointment

// agendaSlack is how many appointments may be more than twice the cards, before those are
// thrown away that count no more.
const agendaSlack = 1024

type appointment struct {
	at   uint32
	code room.Code
}

func (a agenda) Len() int           { return len(a) }
func (a agenda) Less(i, j int) bool { return a[i].at < a[j].at }
func (a agenda) Swap(i, j int)      { a[i], a[j] = a[j], a[i] }
func (a *agenda) Push(x any)        { *a = append(*a, x.(appointment)) }
func (a *agenda) Pop() any {
	last := len(*a) - 1
	x := (*a)[last]
	(*a)[last] = appointment{}
	*a = (*a)[:last]
	return x
}

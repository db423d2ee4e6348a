package rooms_test

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"crossplay/game"
	"crossplay/game/all"
	"crossplay/journal"
	"crossplay/journal/journaltest"
	"crossplay/rooms"
	"crossplay/rooms/room"
)

// Whatever people do in rooms of any game, over days and restarts: nobody is refused what
// they are offered, and everybody's list of their games says what the boards say.
func TestListsSayWhatTheBoardsSay(t *testing.T) {
	const evenings = 40 // 20 ms each
	for seed := range uint64(evenings) {
		synctest.Test(t, func(t *testing.T) {
			e := newEvening(t, seed)
			for range 80 {
				e.step()
				e.check()
			}
			e.empty()
			e.Close()
		})
	}
}

// evening is what three people do at random.
type evening struct {
	*harness
	r       *rand.Rand
	people  []rooms.Person
	codes   []room.Code
	desks   []*mine // of each of them
	lists   [][]rooms.Own
	windows map[seatAt]*rooms.Watch
	log     []string
}

type seatAt struct {
	who room.PersonID
	at  room.Code
}

var onlooker = rooms.Person{ID: "fay", Name: "Fay"}

func newEvening(t *testing.T, seed uint64) *evening {
	e := &evening{r: rand.New(rand.NewPCG(seed, 0)), people: []rooms.Person{ann, bob, cat}, windows: make(map[seatAt]*rooms.Watch)}
	e.say("seed %d", seed)
	e.open(t, journaltest.NewMemory())
	for range 2 {
		g := one(e.r, e.Games())
		n := rooms.New{Game: g.Name, Seats: g.MinSeats + e.r.IntN(g.MaxSeats-g.MinSeats+1), Clock: one(e.r, []string{"", "1+1", "1d", "3d"}), Private: e.r.IntN(3) == 0}
		if n.Seats == 2 && e.r.IntN(4) == 0 {
			n.Clock = "1d/3d"
		}
		code, err := e.Create(context.Background(), ann, "", n)
		e.say("%s is %+v: %v", code, n, err)
		if err != nil {
			e.fail("it is not made")
		}
		e.codes = append(e.codes, code)
	}
	return e
}

func one[T any](r *rand.Rand, of []T) T { return of[r.IntN(len(of))] }

func (e *evening) open(t *testing.T, j journal.Journal) {
	reg, err := rooms.OpenRegistry(context.Background(), rooms.Config{
		Journal: j, Games: all.Games(), Bots: []string{"weak"}, Secret: make([]byte, 32), Log: slog.New(slog.DiscardHandler),
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(reg.Close)
	e.harness = &harness{reg, t, j}
	e.desks, e.lists = nil, make([][]rooms.Own, len(e.people))
	for _, p := range e.people {
		e.Learn(context.Background(), p)
		e.desks = append(e.desks, e.desk(p))
	}
}

func (e *evening) say(f string, args ...any) { e.log = append(e.log, fmt.Sprintf(f, args...)) }

func (e *evening) fail(f string, args ...any) {
	e.t.Helper()
	e.t.Fatalf("%s, after\n%s", fmt.Sprintf(f, args...), strings.Join(e.log, "\n"))
}

// look is a room as somebody sees it who looks in, or nil where it is closed.
func (e *evening) look(p rooms.Person, code room.Code) *rooms.Snapshot {
	w, err := e.Watch(context.Background(), p, code, func() {})
	if errors.Is(err, room.ErrGone) {
		return nil
	}
	if err != nil {
		e.fail("%s cannot look at %s: %v", p.Name, code, err)
	}
	defer w.Close()
	s, _ := w.Take()
	return s
}

func (e *evening) step() {
	p, code := one(e.r, e.people), one(e.r, e.codes)
	switch e.r.IntN(12) {
	case 0:
		d := one(e.r, []time.Duration{time.Second, time.Minute, 4 * time.Minute, 11 * time.Minute, time.Hour, 20 * time.Hour, 40 * time.Hour})
		e.say("%v later", d)
		later(d)
	case 1:
		e.comesOrGoes(p, code)
	case 2:
		if e.r.IntN(4) == 0 {
			e.say("a restart")
			e.empty()
			e.Close()
			e.open(e.t, e.journal)
		}
	default:
		e.do(p, code)
	}
}

func (e *evening) comesOrGoes(p rooms.Person, code room.Code) {
	key := seatAt{p.ID, code}
	if w := e.windows[key]; w != nil {
		e.say("%s goes from %s", p.Name, code)
		w.Close()
		delete(e.windows, key)
	} else if w, err := e.Watch(context.Background(), p, code, func() {}); err == nil {
		e.say("%s comes to %s", p.Name, code)
		e.windows[key] = w
	}
}

func (e *evening) empty() {
	for _, w := range e.windows {
		w.Close()
	}
	clear(e.windows)
}

// do is a move, or something that is offered; what ends a game is done seldom.
func (e *evening) do(p rooms.Person, code room.Code) {
	e.look(p, code)
	later(3 * time.Second) // it was seen that they came
	s := e.look(p, code)
	if s == nil || len(s.Actions) == 0 {
		return
	}
	c := room.Command{Do: room.Move, Ply: s.Ply}
	if len(s.View.Choices) > 0 && e.r.IntN(3) > 0 {
		c.Move = one(e.r, s.View.Choices).Move
	} else {
		a := one(e.r, s.Actions)
		seldom := []room.Verb{room.Resign, room.Leave, room.Abort, room.Invite, room.Claim, room.Call, room.Chat}
		if a.Do == room.Plan || a.Do == room.Premove || slices.Contains(seldom, a.Do) && e.r.IntN(15) > 0 {
			return
		}
		c = room.Command{Do: a.Do, Text: "hello", Bot: "weak", Offer: a.Offer}
	}
	e.say("%s: %s %s in %s", p.Name, c.Do, c.Move, code)
	if err := e.Registry.Do(context.Background(), p, code, c); err != nil && !errors.Is(err, room.ErrOutOfTime) {
		e.fail("%s is refused: %v", p.Name, err)
	}
}

// check compares what everybody's list shows with what there is.
func (e *evening) check() {
	synctest.Wait()
	for i, p := range e.people {
		if list, ok := e.desks[i].Take(); ok {
			e.lists[i] = list
		}
		if now := e.Mine(p.ID); len(now)+len(e.lists[i]) > 0 && !reflect.DeepEqual(now, e.lists[i]) {
			e.fail("%s is shown\n%+v, and it is\n%+v", p.Name, e.lists[i], now)
		}
	}
	for _, code := range e.codes {
		s := e.look(onlooker, code)
		synctest.Wait()
		for _, p := range e.people {
			list := e.Mine(p.ID)
			i := slices.IndexFunc(list, func(o rooms.Own) bool { return o.Code == code })
			seat := game.Spectator
			if s != nil {
				seat = game.Seat(slices.IndexFunc(s.Chairs, func(c rooms.Chair) bool { return c.Name == p.Name }))
			}
			switch {
			case s != nil && s.Phase == room.Over: // see TestADailyGameIsPlayedForDaysAndEndsByItself
			case (i >= 0) != (seat >= 0 && !s.Chairs[seat].Out):
				e.fail("%s has %s in the list: %v", p.Name, code, i >= 0)
			case i >= 0:
				e.compare(s, seat, list[i])
			}
		}
	}
}

func (e *evening) compare(s *rooms.Snapshot, seat game.Seat, o rooms.Own) {
	if !slices.Equal(o.Turn, s.Turn) || o.Adjourned != s.Adjourned || o.Waits() != slices.Contains(s.Turn, seat) {
		e.fail("the list says of seat %d %+v, and the board %v, put off: %v", seat, o, s.Turn, s.Adjourned)
	}
	if o.Due.IsZero() || len(s.Turn) != 1 {
		return
	}
	if left, _ := s.Time.At(s.Turn[0], time.Now()); left != max(0, time.Until(o.Due)) {
		e.fail("the list says that %v are left, and the board %v", time.Until(o.Due), left)
	}
}

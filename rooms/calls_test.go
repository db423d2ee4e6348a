package rooms_test

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"log/slog"
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"crossplay/game"
	"crossplay/journal"
	"crossplay/journal/journaltest"
	"crossplay/pace"
	"crossplay/rooms"
	"crossplay/rooms/room"
	"crossplay/rooms/roomtest"
)

// sluggishness is below half of a step's time, after which a watchdog looks.
const sluggishness = rooms.StepTime / 2 * 9 / 10

// sluggish is nim that takes a while to play.
type sluggish struct{ nim }

func (s sluggish) Start(setup game.Setup) (game.State, error) {
	p, err := s.nim.Start(setup)
	return sluggishly{p}, err
}

type sluggishly struct{ game.State }

func (s sluggishly) Play(seat game.Seat, m game.Move) (game.State, error) {
	<-time.After(sluggishness)
	p, err := s.State.Play(seat, m)
	if err != nil {
		return nil, err
	}
	return sluggishly{p}, nil
}

// slows runs a test with a slow game, and a quick one.
func slows(t *testing.T, test func(t *testing.T, h *harness)) {
	synctest.Test(t, func(t *testing.T) {
		j := journaltest.NewMemory()
		reg, err := rooms.OpenRegistry(context.Background(), rooms.Config{
			Journal: j, Games: []game.Rules{sluggish{}, roomtest.Duel{}}, Secret: make([]byte, 32), Log: slog.New(slog.DiscardHandler),
			Work: pace.NewWork(func(do func()) time.Duration {
				began := time.Now()
				do()
				return time.Since(began)
			}),
		})
		if err != nil {
			t.Fatal(err)
		}
		defer reg.Close()
		test(t, &harness{reg, t, j})
	})
}

// duel begins a quick game of two who look, and returns whose move it is.
func (h *harness) duel(one, two rooms.Person) (code room.Code, first, second rooms.Person, ply int) {
	h.t.Helper()
	code, err := h.Create(context.Background(), one, "", rooms.New{Game: "duel", Seats: 2})
	if err != nil {
		h.t.Fatal(err)
	}
	h.must(two, code, room.Command{Do: room.Sit})
	h.watch(one, code)
	if s := h.watch(two, code).until(func(*rooms.Snapshot) bool { return true }); s.Turn[0] == 1 {
		return code, two, one, s.Ply
	} else {
		return code, one, two, s.Ply
	}
}

// busy has a network's rooms call into slow rules, so many at once.
func (h *harness) busy(network string, n int) {
	h.t.Helper()
	var moves []func()
	for i := range n {
		guest := from(rooms.Person{ID: room.PersonID(fmt.Sprint(network, i)), Name: fmt.Sprint("Guest ", i)}, network)
		code, err := h.Create(context.Background(), guest, "", rooms.New{Game: "nim", Seats: 2})
		if err != nil {
			h.t.Fatal(err)
		}
		other := guest
		other.ID += " too"
		h.must(other, code, room.Command{Do: room.Sit})
		moves = append(moves, func() { _ = h.do(guest, code, room.Command{Do: room.Move, Move: "1"}) })
	}
	for _, move := range moves {
		go move()
	}
	synctest.Wait()
}

func TestANetworkWhoseRoomsTakeLongHoldsUpNobodyElse(t *testing.T) {
	slows(t, func(t *testing.T, h *harness) {
		code, first, second, ply := h.duel(from(ann, "198.51.100.1/32"), from(bob, "198.51.100.2/32"))
		h.busy("192.0.2.1/32", 40)
		began := time.Now()
		h.must(first, code, room.Command{Do: room.Move, Ply: ply, Move: "hit"})
		if took := time.Since(began); took != 0 {
			t.Errorf("a bystander's move took %v", took)
		}
		h.busy("203.0.113.1/32", 10)
		h.busy("203.0.113.2/32", 10)
		began = time.Now()
		h.must(second, code, room.Command{Do: room.Move, Ply: ply + 1, Move: "hit"})
		if took := time.Since(began); took > time.Second {
			t.Errorf("beside three, it took %v", took)
		}
		later(time.Hour)
	})
}

// Whoever looks on, or sits there as well, is not in the way of others with what else
// they have under way.
func TestTheGameOfOthersIsNotHeldUpByWhoeverLooksOn(t *testing.T) {
	slows(t, func(t *testing.T, h *harness) {
		busy := from(cat, "192.0.2.1/32")
		code, first, second, ply := h.duel(from(ann, "198.51.100.1/32"), from(bob, "192.0.2.1/32"))
		h.watch(busy, code)
		h.busy("192.0.2.1/32", 40)
		began := time.Now()
		go func() { _ = h.do(busy, code, room.Command{Do: room.Move, Ply: ply, Move: "hit"}) }()
		synctest.Wait()
		h.must(first, code, room.Command{Do: room.Move, Ply: ply, Move: "hit"})
		h.must(second, code, room.Command{Do: room.Move, Ply: ply + 1, Move: "hit"})
		if took := time.Since(began); took != 0 {
			t.Errorf("two moves took %v", took)
		}
		later(time.Hour)
	})
}

// What rules do for a network is paid for by it, in time.
func TestANetworkWhoseRoomsWorkWaitsForIt(t *testing.T) {
	slows(t, func(t *testing.T, h *harness) {
		busy := "192.0.2.1/32"
		code, first, _, ply := h.duel(from(ann, busy), from(bob, busy))
		other, its, _, at := h.duel(from(ann, "198.51.100.1/32"), from(bob, "198.51.100.1/32"))
		h.busy(busy, 2) // for a while each
		later(time.Second)
		began := time.Now()
		h.must(its, other, room.Command{Do: room.Move, Ply: at, Move: "hit"})
		if took := time.Since(began); took != 0 {
			t.Errorf("another network waited %v", took)
		}
		h.must(first, code, room.Command{Do: room.Move, Ply: ply, Move: "hit"})
		if took := time.Since(began); took < 2*time.Second || took > 4*time.Second {
			t.Errorf("a network that spent nearly two seconds waited %v", took)
		}
		h.busy(busy, 8)
		later(4 * time.Second)
		h.refused(room.ErrThrottled, first, code, room.Command{Do: room.Resign})
		if _, err := h.Premoves(t.Context(), first, code, ply+1); !errors.Is(err, room.ErrThrottled) {
			t.Errorf("it asks for what it may set up, and is answered with %v", err)
		}
		later(time.Minute)
		h.must(first, code, room.Command{Do: room.Resign})
	})
}

// Many records are read in one turn, and each has the time of a step.
func TestEachStepOfAReadingHasADeadlineOfItsOwn(t *testing.T) {
	slows(t, func(t *testing.T, h *harness) {
		code := h.game()
		for ply, p := range []rooms.Person{ann, bob, ann} {
			h.move(p, code, ply, "1")
		}
		later(time.Minute) // nobody looks: it leaves the memory
		if n := h.InMemory(); n != 0 {
			t.Fatalf("%d rooms are in memory", n)
		}
		began := time.Now()
		if s := h.now(ann, code); s.Ply != 3 {
			t.Errorf("it is read back at ply %d", s.Ply)
		}
		if took := time.Since(began); took < rooms.StepTime {
			t.Errorf("three slow steps took %v, which is no test", took)
		}
	})
}

// unreading is a journal that does not read some of its streams.
type unreading struct {
	*journaltest.Memory
	streams []journal.Stream
}

func (s *unreading) Read(ctx context.Context, stream journal.Stream, after journal.Pos) iter.Seq2[journal.Entry, error] {
	if !slices.Contains(s.streams, stream) {
		return s.Memory.Read(ctx, stream, after)
	}
	return func(yield func(journal.Entry, error) bool) {
		<-ctx.Done()
		yield(journal.Entry{}, ctx.Err())
	}
}

// Whoever asks for what takes long to read keeps nobody else from reading.
func TestTranscriptsAreReadForNetworksInTurn(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		j := &unreading{Memory: journaltest.NewMemory()}
		h := open(t, j)
		slow, other := h.game(), h.game()
		h.must(ann, other, room.Command{Do: room.Resign})
		j.streams = []journal.Stream{journal.Stream("room/" + slow)}
		for i := range 20 {
			go func() { _ = h.transcript(from(ann, fmt.Sprintf("192.0.2.%d/32", i)), slow) }()
		}
		synctest.Wait()
		began := time.Now()
		if err := h.transcript(from(cat, "198.51.100.1/32"), other); err != nil {
			t.Error(err)
		}
		if took := time.Since(began); took != 0 {
			t.Errorf("it took %v", took)
		}
		later(10 * time.Minute)
	})
}

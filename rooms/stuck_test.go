package rooms_test

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"crossplay/game"
	"crossplay/journal"
	"crossplay/journal/journaltest"
	"crossplay/rooms"
	"crossplay/rooms/room"
	"crossplay/rooms/roomtest"
)

// hanging is nim whose next call to one of its methods does not return before
// the trap is opened.
type hanging struct {
	nim
	*trap
}

type trap struct {
	mu   sync.Mutex
	next string // the method that hangs, once
	hang func()
}

// set makes the next call hang. The room must be idle.
func (t *trap) set(method string) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.next = method
}

func (t *trap) enter(method string) {
	t.mu.Lock()
	caught := t.next == method
	if caught {
		t.next = ""
	}
	t.mu.Unlock()
	if caught {
		t.hang()
	}
}

func (h hanging) Start(s game.Setup) (game.State, error) {
	h.enter("Start")
	p, err := h.nim.Start(s)
	return hung{p, h.trap}, err
}

type hung struct {
	game.State
	*trap
}

func (h hung) Turn() []game.Seat { h.enter("Turn"); return h.State.Turn() }

func (h hung) Play(s game.Seat, m game.Move) (game.State, error) {
	h.enter("Play")
	p, err := h.State.Play(s, m)
	if err != nil {
		return nil, err
	}
	return hung{p, h.trap}, nil
}

func (h hung) Draw(r *rand.Rand) game.Move { h.enter("Draw"); return h.State.Draw(r) }

func (h hung) Outcome() (game.Outcome, bool) { h.enter("Outcome"); return h.State.Outcome() }

func (h hung) View(s game.Seat) game.View { h.enter("View"); return h.State.View(s) }

// trapped is a harness with a trap in its games, and what was logged.
type trapped struct {
	*harness
	*trap
	said *log
}

// log is a text that many write.
type log struct {
	mu   sync.Mutex
	text strings.Builder
}

func (l *log) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.text.Write(p)
}

func (l *log) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.text.String()
}

// openTrapped opens a registry of games that hang as the trap does.
func openTrapped(t *testing.T, j journal.Journal, hang func()) *trapped {
	t.Helper()
	h := &trapped{trap: &trap{hang: hang}, said: new(log)}
	reg, err := rooms.OpenRegistry(context.Background(), rooms.Config{
		Journal: j, Games: []game.Rules{hanging{nim{}, h.trap}, roomtest.Duel{}}, Secret: make([]byte, 32),
		Log: slog.New(slog.NewTextHandler(h.said, nil)),
	})
	if err != nil {
		t.Fatal(err)
	}
	h.harness = &harness{reg, t, j}
	return h
}

// hangs runs a test in a bubble where what hangs does so until its end.
func hangs(t *testing.T, test func(t *testing.T, h *trapped)) {
	synctest.Test(t, func(t *testing.T) {
		release := make(chan struct{})
		h := openTrapped(t, journaltest.NewMemory(), func() { <-release })
		defer h.harness.Close()
		defer close(release)
		test(t, h)
	})
}

// incident checks that an answer names an incident that is in the log.
func (h *trapped) incident(err error) {
	h.t.Helper()
	if !errors.Is(err, room.ErrInternal) {
		h.t.Fatalf("the answer is %v", err)
	}
	var no *room.Refusal
	errors.As(err, &no)
	if id, _ := no.Args["id"].(string); len(id) != 8 || !strings.Contains(h.said.String(), "incident="+id) {
		h.t.Errorf("%q names no incident of the log:\n%s", err, h.said)
	}
}

// end is why a watch ended.
func (w *window) end() error {
	w.t.Helper()
	for {
		if _, err := w.Take(); err != nil {
			return err
		}
		<-w.bell
	}
}

func TestRulesThatHangEndTheirRoomAndNothingElse(t *testing.T) {
	move := room.Command{Do: room.Move, Ply: 1, Move: "1"}
	for _, c := range []struct {
		method string
		do     room.Command // Bob's
		saved  bool         // before the rules hang
	}{
		{"Play", move, false},
		{"Outcome", move, false},
		{"Turn", move, false},
		{"View", move, true},
		{"Turn", move, false},
	} {
		t.Run(c.method+" in "+string(c.do.Do), func(t *testing.T) {
			hangs(t, func(t *testing.T, h *trapped) {
				code, other := h.game(), h.game()
				h.move(ann, code, 0, "1")
				a := h.watch(ann, code)
				a.until(func(s *rooms.Snapshot) bool { return s.Ply == 1 })
				later(time.Second)
				h.set(c.method)
				began := time.Now()
				answer := make(chan error)
				go func() { answer <- h.do(bob, code, c.do) }()
				synctest.Wait()

				h.move(ann, other, 0, "1") // nobody else notices
				h.now(bob, other)
				if time.Since(began) != 0 {
					t.Error("another room waited")
				}

				err := <-answer
				h.incident(err)
				if took := time.Since(began); took != rooms.StepTime {
					t.Errorf("it took %v to give up", took)
				}
				if why := a.end(); why.Error() != err.Error() {
					t.Errorf("who looked on was told %q, and the other %q", why, err)
				}
				again := h.do(ann, code, move)
				if again == nil || again.Error() != err.Error() || time.Since(began) != rooms.StepTime {
					t.Errorf("asked again, the room says %v after %v", again, time.Since(began))
				}

				later(rooms.BrokenFor)
				ply := 1
				if c.saved && c.do.Do == room.Move {
					ply = 2
				}
				if s := h.now(ann, code); s.Ply != ply {
					t.Errorf("later it is read back, at ply %d", s.Ply)
				}
			})
		})
	}
}

func TestRulesThatHangWhenAGameBegins(t *testing.T) {
	hangs(t, func(t *testing.T, h *trapped) {
		h.set("Start")
		began := time.Now()
		_, err := h.Create(context.Background(), ann, "", rooms.New{Game: "nim"})
		h.incident(err)
		if took := time.Since(began); took != rooms.StepTime {
			t.Errorf("it took %v to give up", took)
		}
		code := h.create(ann, rooms.New{})
		h.set("Start")
		h.incident(h.do(bob, code, room.Command{Do: room.Sit}))
		// Whoever wants to play is not sent to the room that hangs.
		if met, err := h.Quick(context.Background(), cat, "", "nim", ""); err != nil || met == code {
			t.Errorf("a third was sent to %s, which hangs: %v", met, err)
		}
	})
}

func TestAReplayThatHangsKeepsNobody(t *testing.T) {
	hangs(t, func(t *testing.T, h *trapped) {
		code, other := h.game(), h.game()
		h.move(ann, code, 0, "1")
		h.move(ann, other, 0, "1")
		h.harness.Close()
		h = openTrapped(t, h.journal, h.hang)
		defer h.Close()
		h.set("Play")
		began := time.Now()
		answers := make(chan error)
		for _, p := range []rooms.Person{ann, bob} {
			go func() {
				_, err := h.Watch(context.Background(), p, code, func() {})
				answers <- err
			}()
		}
		synctest.Wait()
		h.move(bob, other, 1, "1")
		if time.Since(began) != 0 {
			t.Error("another room waited")
		}
		for range 2 {
			h.incident(<-answers)
		}
		if took := time.Since(began); took != rooms.StepTime {
			t.Errorf("it took %v to give up", took)
		}
		if _, err := h.Watch(context.Background(), ann, code, func() {}); !errors.Is(err, room.ErrInternal) || time.Since(began) != rooms.StepTime {
			t.Errorf("asked again, the room says %v after %v", err, time.Since(began))
		}
	})
}

func TestAStartIsNotHeldUpByRoomsThatHang(t *testing.T) {
	hangs(t, func(t *testing.T, h *trapped) {
		open, playing := h.create(ann, rooms.New{}), h.game()
		h.harness.Close()
		again := openTrappedWith(t, h.journal, h.hang, "Start")
		defer again.Close()
		again.incident(again.do(bob, open, room.Command{Do: room.Sit}))
		again.move(ann, playing, 0, "1")
	})
}

// openTrappedWith opens one whose trap is set before anything is read back.
func openTrappedWith(t *testing.T, j journal.Journal, hang func(), method string) *trapped {
	t.Helper()
	hook := func() {}
	first := openTrapped(t, journaltest.NewMemory(), func() { hook() })
	first.Close()
	first.set(method)
	hook = hang
	reg, err := rooms.OpenRegistry(context.Background(), rooms.Config{
		Journal: j, Games: []game.Rules{hanging{nim{}, first.trap}}, Secret: make([]byte, 32),
		Log: slog.New(slog.NewTextHandler(first.said, nil)),
	})
	if err != nil {
		t.Fatal(err)
	}
	first.harness = &harness{reg, t, j}
	return first
}

func TestAGameThatHangsAgainAndAgainIsClosed(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		release := make(chan struct{})
		h := openTrapped(t, journaltest.NewMemory(), func() { <-release })
		defer h.Close()
		open := sync.OnceFunc(func() { close(release) })
		defer open()
		fine := h.game()
		a := h.watch(ann, fine)
		duel, err := h.Create(context.Background(), ann, "", rooms.New{Game: "duel", Seats: 2})
		if err != nil {
			t.Fatal(err)
		}
		for range rooms.MaxStuck {
			code := h.game()
			h.set("Play")
			h.incident(h.do(ann, code, room.Command{Do: room.Move, Move: "1"}))
		}
		closed := func(err error) {
			t.Helper()
			if !errors.Is(err, room.ErrInternal) || err.Error() != "internal (hangs) map[game:Nim]" {
				t.Errorf("the answer is %v", err)
			}
		}
		_, err = h.Create(context.Background(), ann, "", rooms.New{Game: "nim"})
		closed(err)
		closed(h.do(ann, fine, room.Command{Do: room.Move, Move: "1"}))
		closed(a.end())
		h.must(bob, duel, room.Command{Do: room.Sit}) // other games go on
		if n := strings.Count(h.said.String(), "closed=true"); n != 1 {
			t.Errorf("the log says %d times that the game is closed", n)
		}
		open() // they were only slow
		synctest.Wait()
		h.move(ann, fine, 0, "1")
		h.game()
	})
}

// dealing is nim where chance is always to move.
type dealing struct{ nim }

func (d dealing) Start(game.Setup) (game.State, error) { return deal{}, nil }

type deal struct{ pile }

func (deal) Turn() []game.Seat                               { return []game.Seat{game.Chance} }
func (deal) Draw(*rand.Rand) game.Move                       { return "1" }
func (deal) Outcome() (game.Outcome, bool)                   { return game.Outcome{}, false }
func (d deal) Play(game.Seat, game.Move) (game.State, error) { return d, nil }

func TestChanceDoesNotMoveForEver(t *testing.T) {
	h := newHarnessOf(t, dealing{})
	code := h.create(ann, rooms.New{})
	h.refused(room.ErrInternal, bob, code, room.Command{Do: room.Sit})
	h.must(ann, code, room.Command{Do: room.Leave})
}

func newHarnessOf(t *testing.T, rules game.Rules) *harness {
	t.Helper()
	j := journaltest.NewMemory()
	reg, err := rooms.OpenRegistry(context.Background(), rooms.Config{
		Journal: j, Games: []game.Rules{rules}, Secret: make([]byte, 32), Log: slog.New(slog.DiscardHandler),
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(reg.Close)
	return &harness{reg, t, j}
}

// A loop of the meanest kind: it calls nothing, and waits for nothing.
func TestALoopThatNothingCanStop(t *testing.T) {
	var enough atomic.Bool
	caught := make(chan struct{})
	h := openTrapped(t, journaltest.NewMemory(), func() {
		close(caught)
		for !enough.Load() {
		}
	})
	code, other := h.game(), h.game()
	a := h.watch(ann, code)
	h.set("Play")
	answer := make(chan error)
	go func() { answer <- h.do(ann, code, room.Command{Do: room.Move, Move: "1"}) }()
	<-caught
	for ply := 0; ply < 4; ply++ {
		h.move([]rooms.Person{ann, bob}[ply%2], other, ply, "1")
	}
	h.incident(<-answer)
	h.incident(a.end())
	h.Close()
	enough.Store(true)
}

// A move that is decided, journaled in memory and shown to both players, alone
// and beside loops that were given up.
func BenchmarkMove(b *testing.B) {
	for _, loops := range []int{0, 1, rooms.MaxStuck} {
		b.Run(fmt.Sprint("loops=", loops), func(b *testing.B) { benchmarkMove(b, loops) })
	}
}

func benchmarkMove(b *testing.B, loops int) {
	var enough atomic.Bool
	defer enough.Store(true)
	trap := &trap{hang: func() {
		for !enough.Load() {
		}
	}}
	reg, err := rooms.OpenRegistry(context.Background(), rooms.Config{
		Journal: journaltest.NewMemory(), Games: []game.Rules{roomtest.Duel{}, hanging{nim{}, trap}}, Secret: make([]byte, 32), Log: slog.New(slog.DiscardHandler),
	})
	if err != nil {
		b.Fatal(err)
	}
	defer reg.Close()
	ctx := context.Background()
	for range loops {
		trap.set("Start")
		if _, err := reg.Create(ctx, ann, "", rooms.New{Game: "nim"}); !errors.Is(err, room.ErrInternal) {
			b.Fatal(err)
		}
	}
	const moves = 60 // of both in a room, fewer than a person may send at once
	var (
		code    room.Code
		players [2]rooms.Person
		first   int
		took    []time.Duration
	)
	open := func(n int) {
		for i := range players {
			players[i] = rooms.Person{ID: room.PersonID(fmt.Sprint(n, " ", i)), Name: fmt.Sprint(i)}
		}
		if code, err = reg.Create(ctx, players[0], "", rooms.New{Game: "duel", Seats: 2}); err != nil {
			b.Fatal(err)
		}
		if err := reg.Do(ctx, players[1], code, room.Command{Do: room.Sit}); err != nil {
			b.Fatal(err)
		}
		for _, p := range players {
			w, err := reg.Watch(ctx, p, code, func() {})
			if err != nil {
				b.Fatal(err)
			}
			s, _ := w.Take()
			first = int(s.Turn[0])
		}
	}
	for n := 0; b.Loop(); n++ {
		ply := n % moves
		if ply == 0 {
			b.StopTimer()
			open(n)
			b.StartTimer()
		}
		began := time.Now()
		if err := reg.Do(ctx, players[(first+ply)%2], code, room.Command{Do: room.Move, Ply: ply + 1, Move: "hit"}); err != nil {
			b.Fatal(err)
		}
		took = append(took, time.Since(began))
	}
	slices.Sort(took)
	b.ReportMetric(float64(took[len(took)*99/100].Microseconds()), "µs-p99")
	b.ReportMetric(float64(took[len(took)-1].Microseconds()), "µs-max")
}

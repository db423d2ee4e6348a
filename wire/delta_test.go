package wire

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"log/slog"
	"math/rand/v2"
	"os"
	"reflect"
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"crossplay/game"
	"crossplay/game/all"
	"crossplay/journal/journaltest"
	"crossplay/players"
	"crossplay/rooms"
	"crossplay/rooms/room"
	"crossplay/wire/wiretest"
)

// tree is a text as package json reads it.
func tree(t testing.TB, text []byte) (v any) {
	t.Helper()
	if err := json.Unmarshal(text, &v); err != nil {
		t.Fatalf("%v: %s", err, text)
	}
	return v
}

// follower is somebody who takes deltas, and what they make of them.
type follower struct {
	t     *testing.T
	name  string
	watch *rooms.Watch
	last  *rooms.Snapshot
	has   []byte

	deltas int
	moves  int // of them, those that tell a move in short
}

// follow takes what is new, and compares it with what is true.
func (f *follower) follow() {
	f.t.Helper()
	s, err := f.watch.Take()
	if err != nil {
		f.t.Fatal(err)
	}
	if s == nil {
		return
	}
	raw := whole(s)
	true1, true2 := tree(f.t, raw), tree(f.t, encode(s))
	if !reflect.DeepEqual(true1, true2) {
		f.t.Fatalf("%s: a snapshot is written in two ways:\n%s\n%s", f.name, raw, encode(s))
	}
	var read rooms.Snapshot
	if err := json.Unmarshal(raw, &read); err != nil {
		f.t.Fatal(err)
	}
	if !slices.EqualFunc(read.View.Choices, s.View.Choices, sameChoice) {
		f.t.Fatalf("%s: the choices were read as %v", f.name, read.View.Choices)
	}
	for i, b := range read.View.Boards {
		for j := range b.Cells {
			if !b.Cells[j].Same(&s.View.Boards[i].Cells[j]) {
				f.t.Fatalf("%s: the cell %+v was read as %+v", f.name, s.View.Boards[i].Cells[j], b.Cells[j])
			}
		}
	}
	before := f.last
	f.last = s
	if before == nil {
		f.has = raw
		return
	}
	for _, moves := range []bool{false, true} {
		c := delta(before, s, moves)
		if c.message == nil {
			f.has = raw
			return
		}
		f.deltas++
		if bytes.Contains(c.message, []byte(`,"moved":[`)) {
			f.moves++
		}
		got, err := wiretest.Bytes(f.has, c.message)
		if err != nil {
			f.t.Fatalf("%s: %v\n%s", f.name, err, c.message)
		}
		if !reflect.DeepEqual(tree(f.t, got), true1) {
			f.t.Fatalf("%s: after\n%s\nit is\n%s\nand not\n%s", f.name, c.message, got, raw)
		}
	}
	f.has = raw
}

// table is a room that tests play in.
type table struct {
	t      *testing.T
	reg    *rooms.Registry
	code   room.Code
	people []rooms.Person
	all    []*follower
	random *rand.Rand
	count  int
}

func openTable(t *testing.T, random *rand.Rand, rules game.Rules, options map[string]string, seats int) *table {
	t.Helper()
	reg, err := rooms.OpenRegistry(context.Background(), rooms.Config{
		Journal: journaltest.NewMemory(), Games: []game.Rules{rules}, Secret: make([]byte, 32), Log: slog.New(slog.NewTextHandler(io.Discard, nil)),
	})
	if err != nil {
		t.Fatal(err)
	}
	tab := &table{t: t, reg: reg, random: random}
	for i := range seats {
		tab.people = append(tab.people, rooms.Person{ID: room.PersonID(fmt.Sprint("p", i)), Name: fmt.Sprint("Player ", i), Guest: true})
	}
	tab.code, err = reg.Create(t.Context(), tab.people[0], "new", rooms.New{Game: rules.Info().Name, Options: options, Seats: seats})
	if err != nil {
		t.Fatal(err)
	}
	tab.look(rooms.Person{ID: "eve", Name: "Eve", Guest: true})
	for i, p := range tab.people {
		tab.look(p)
		if i > 0 {
			tab.do(p, room.Command{Do: room.Sit})
		}
	}
	return tab
}

func (tab *table) look(p rooms.Person) *follower {
	tab.t.Helper()
	w, err := tab.reg.Watch(tab.t.Context(), p, tab.code, func() {})
	if err != nil {
		tab.t.Fatal(err)
	}
	f := &follower{t: tab.t, name: p.Name, watch: w}
	tab.all = append(tab.all, f)
	tab.follow()
	return f
}

func (tab *table) follow() {
	tab.t.Helper()
	synctest.Wait()
	for _, f := range tab.all {
		f.follow()
	}
}

// do does something, however often it has to be asked for, and has some of those
// who look miss it.
func (tab *table) do(p rooms.Person, c room.Command) {
	tab.t.Helper()
	tab.count++
	c.ID = fmt.Sprint(tab.count)
	for {
		err := tab.reg.Do(tab.t.Context(), p, tab.code, c)
		if errors.Is(err, room.ErrThrottled) {
			<-time.After(time.Second)
			continue
		}
		if err != nil {
			tab.t.Fatalf("%s: %+v: %v", p.Name, c, err)
		}
		break
	}
	synctest.Wait()
	for _, f := range tab.all {
		if tab.random.IntN(5) > 0 {
			f.follow()
		}
	}
}

// move plays a move at random, and reports whether there was one.
func (tab *table) move() bool {
	tab.t.Helper()
	tab.follow()
	for _, i := range tab.random.Perm(len(tab.people)) {
		s := tab.all[i+1].last
		if s.Phase == room.Playing && len(s.View.Choices) > 0 {
			c := s.View.Choices[tab.random.IntN(len(s.View.Choices))]
			tab.do(tab.people[i], room.Command{Do: room.Move, Ply: s.Ply, Move: c.Move})
			return true
		}
	}
	return false
}

// Whoever takes deltas sees at every moment what is true, of any game, whatever
// happens, and also when messages were left out.
func TestDeltasAddUpToWhatIsTrue(t *testing.T) {
	for _, rules := range all.Games() {
		info := rules.Info()
		t.Run(info.Name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				random := rand.New(rand.NewPCG(1, uint64(len(info.Name))))
				tab := openTable(t, random, rules, nil, info.MaxSeats)
				defer tab.reg.Close()
				for round := range 2 {
					moves := 40
					if testing.Short() {
						moves = 20
					}
					for n := 0; n < moves && tab.move(); n++ {
						switch random.IntN(12) {
						case 0:
							tab.do(tab.people[random.IntN(len(tab.people))], room.Command{Do: room.Chat, Text: fmt.Sprint("line ", n)})
						case 1:
							guest := tab.look(rooms.Person{ID: room.PersonID(fmt.Sprint("guest", n)), Name: "Passer-by", Guest: true})
							guest.watch.Close()
							tab.all = slices.DeleteFunc(tab.all, func(f *follower) bool { return f == guest })
						case 2:
							tab.all[1].watch.Close()
							<-time.After(time.Duration(random.IntN(5)) * time.Minute)
							for _, f := range tab.all[2:] {
								f.follow()
							}
							tab.all = slices.Delete(tab.all, 1, 2)
							back := tab.look(tab.people[0])
							tab.all = slices.Insert(tab.all[:len(tab.all)-1], 1, back)
						}
					}
					for _, p := range tab.people {
						if tab.follow(); tab.all[1].last.Phase == room.Playing {
							tab.do(p, room.Command{Do: room.Resign})
						}
					}
					for _, p := range tab.people {
						if round == 0 {
							tab.do(p, room.Command{Do: room.Rematch})
						}
					}
				}
				tab.do(tab.people[0], room.Command{Do: room.Leave})
				tab.follow()
				deltas, moves := 0, 0
				for _, f := range tab.all {
					deltas += f.deltas
					moves += f.moves
					f.watch.Close()
				}
				if deltas < 40 || moves < 4 {
					t.Errorf("only %d deltas were read, %d of them of a move in short", deltas, moves)
				}
			})
		})
	}
}

// goBoard is Go on the largest board.
func goBoard(t *testing.T) *table {
	t.Helper()
	for _, r := range all.Games() {
		for _, o := range r.Info().Options {
			for _, v := range o.Values {
				if v.Name == "19x19" || r.Info().Name == "go" && v.Name == "19" {
					return openTable(t, rand.New(rand.NewPCG(1, 2)), r, map[string]string{o.Name: v.Name}, 2)
				}
			}
		}
	}
	t.Fatal("nobody plays on 19 × 19")
	return nil
}

// What a move on the largest board may take, in bytes, and the first look at it.
const (
	maxPlayerMove    = 460
	maxSpectatorMove = 220
	usualMove        = 200 // of a spectator, on average
	maxFirstLook     = 12 << 10
)

func TestAMoveOnALargeBoardIsShort(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		tab := goBoard(t)
		defer tab.reg.Close()
		tab.follow()
		s := &Server{conf: Config{Version: "1.2.3"}}
		if n := len(s.hello(players.Player{Name: "Ann"}, Greeting{})) + len(whole(tab.all[1].last)); n > maxFirstLook {
			t.Errorf("the greeting and the first snapshot have %d bytes", n)
		}
		const moves = 100
		seen := 0
		for range moves {
			tab.follow()
			before := [2]*rooms.Snapshot{tab.all[0].last, tab.all[1].last}
			tab.move()
			tab.follow()
			for i, most := range []int{maxSpectatorMove, maxPlayerMove} {
				if m := delta(before[i], tab.all[i].last, true).message; len(m) == 0 || len(m) > most {
					t.Errorf("a move takes %d bytes: %s", len(m), m)
				}
			}
			seen += len(delta(before[0], tab.all[0].last, true).message)
		}
		if seen > moves*usualMove {
			t.Errorf("a move takes %d bytes on average", seen/moves)
		}
		for _, f := range tab.all {
			f.watch.Close()
		}
	})
}

// Those who look from one seat, and know the same version, are sent the same bytes.
func TestADeltaIsMadeOnce(t *testing.T) {
	from, to := &rooms.Snapshot{Version: 1}, &rooms.Snapshot{Version: 2, Ply: 1}
	var sent [2][]byte
	for i := range sent {
		peer := told{updates: true, work: func(do func()) { do() }}
		peer.news(from, time.Now())
		sent[i] = peer.news(to, time.Now())
	}
	if len(sent[0]) == 0 || &sent[0][0] != &sent[1][0] {
		t.Errorf("two were sent %s and %s", sent[0], sent[1])
	}
}

// pair is what a room was and became.
type pair struct {
	name     string
	from, to *rooms.Snapshot
	most     int // bytes of the delta
}

// pairs are changes of all kinds.
func pairs() []pair {
	full := func(version uint64, from, to int) *rooms.Snapshot {
		s := &rooms.Snapshot{Version: version, LogFrom: from, News: []room.News{}}
		for i := from; i < to; i++ {
			s.View.Log = append(s.View.Log, game.Step{Seat: game.Seat(i % 2), Text: fmt.Sprint(i)})
		}
		return s
	}
	board := func(version uint64, change func(*rooms.Snapshot)) *rooms.Snapshot {
		s := &rooms.Snapshot{Code: "K7MPQX", Version: version, Game: "go", Phase: room.Playing, Round: 1, Turn: []game.Seat{0}, Chairs: []rooms.Chair{{Name: "Ann"}, {}},
			Actions: []room.Action{}, News: []room.News{{N: 7, What: room.Begins, Seat: -1, About: room.Nothing}}}
		cells := make([]game.Cell, 25)
		for i := range cells {
			spot := string(rune('a'+i%5)) + fmt.Sprint(i/5+1)
			cells[i] = game.Cell{Spot: game.Spot(spot), Label: spot}
			s.View.Choices = append(s.View.Choices, game.Choice{Move: game.Move(spot), Path: []game.Spot{game.Spot(spot)}})
		}
		s.View.Choices = append(s.View.Choices, game.Choice{Move: "pass", Label: "Pass"})
		s.View.Boards = []game.Board{{Style: game.Lines, Cols: 5, Rows: 5, Cells: cells}}
		change(s)
		return s
	}
	same := func(*rooms.Snapshot) {}
	moved := func(plies, kept int) func(*rooms.Snapshot) {
		return func(s *rooms.Snapshot) {
			s.Ply, s.News = plies, []room.News{}
			for i := range plies {
				s.View.Log = append(s.View.Log, game.Step{Seat: game.Seat(i % 2), Text: fmt.Sprint(i)})
				s.News = append(s.News, room.News{N: uint64(7 + i), What: room.Moves, Seat: game.Seat(i % 2), From: i, To: i + 1, About: room.Nothing})
			}
			s.News = s.News[max(0, plies-kept):]
		}
	}
	return []pair{
		{"one more in a full log", full(1, 0, 1000), full(2, 1, 1001), 150},
		{"several more in a full log", full(1, 5, 1005), full(2, 9, 1009), 240},
		{"a wholly other log", full(1, 5, 1005), full(2, 1500, 2500), 30_000},
		{"a log that begins anew", full(1, 5, 1005), full(2, 0, 0), 150},
		{"the first move", full(1, 0, 0), full(2, 0, 1), 150},
		{"another game", full(1, 0, 4), full(2, 0, 2), 150},
		{"a move in short", board(1, moved(1, room.MaxNews)), board(2, moved(2, room.MaxNews)), 90},
		{"the same, of many", board(1, moved(50, room.MaxNews)), board(2, moved(51, room.MaxNews)), 90},
		{"the same after fewer news", board(1, moved(60, room.MaxNews-1)), board(2, moved(61, room.MaxNews-1)), 190},
		{"nothing", board(1, same), board(2, same), 80},
		{"my move", board(1, same), board(2, func(s *rooms.Snapshot) {
			s.Ply, s.Turn, s.View.Choices = 1, []game.Seat{1}, nil
			c := &s.View.Boards[0].Cells[7]
			c.Piece, c.Marks = "black", []game.Mark{game.Last}
			s.News = append(s.News, room.News{N: 8, What: room.Moves, To: 1, About: room.Nothing})
		}), 250},
		{"their move, and one that I may not make", board(1, func(s *rooms.Snapshot) { s.View.Choices = nil }), board(2, func(s *rooms.Snapshot) {
			c := &s.View.Boards[0].Cells[3]
			c.Piece, c.Count, c.Kind, c.Arms, c.Label = "white", 2, game.Store, "ne", "a \"store\" <é>"
			s.View.Choices = append(slices.Delete(s.View.Choices, 3, 5), game.Choice{Move: "a1b1", Path: []game.Spot{"a1", "b1"}}, game.Choice{Move: "x", Path: []game.Spot{"a1"}, Label: "Take"})
			s.View.Note = "Two stones."
		}), 400},
		{"a cell that is cleared, and the end", board(1, func(s *rooms.Snapshot) {
			c := &s.View.Boards[0].Cells[0]
			*c = game.Cell{Piece: "black", Count: 3, Kind: game.Void, Arms: "n", Marks: []game.Mark{game.Win}, Label: "corner"}
			s.Proof, s.View.Note = &room.Proof{Hash: "h"}, "Soon."
		}), board(2, func(s *rooms.Snapshot) {
			s.Phase, s.Turn, s.View.Choices = room.Over, []game.Seat{}, nil
			s.Result = &room.Result{Winners: []game.Seat{0}, How: room.Resigned, By: []game.Seat{1}}
			s.Chairs[1].Left = "Bob"
			s.Actions = []room.Action{{Do: room.Rematch, State: room.Mine, Seats: []game.Seat{1}}}
			s.News = []room.News{{N: 9, What: room.Ends, Seat: -1, About: room.Nothing}}
		}), 700},
	}
}

var update = flag.Bool("update", false, "write testdata anew")

// The page reads the same deltas: see the tests of package web.
func TestDeltasInTestdata(t *testing.T) {
	type vector struct {
		Name    string          `json:"name"`
		Room    json.RawMessage `json:"room"`
		Message json.RawMessage `json:"message"`
		After   json.RawMessage `json:"after"`
	}
	var all []vector
	for _, p := range pairs() {
		m := compare(p.from, p.to, oneMove(p.from, p.to)).message
		got, err := wiretest.Bytes(whole(p.from), m)
		if err != nil || !reflect.DeepEqual(tree(t, got), tree(t, whole(p.to))) || len(m) > p.most {
			t.Errorf("%s: %v, %d bytes, %.400s\n%.400s\n%.400s", p.name, err, len(m), m, got, whole(p.to))
		}
		if len(p.from.View.Log) < 1000 {
			all = append(all, vector{p.name, whole(p.from), m, whole(p.to)})
		}
	}
	text, err := json.MarshalIndent(all, "", " ")
	if err != nil {
		t.Fatal(err)
	}
	const file = "testdata/deltas.json"
	if *update {
		if err := os.WriteFile(file, text, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if old, err := os.ReadFile(file); err != nil || string(old) != string(text) {
		t.Errorf("%s is not what is sent (%v). If the change is meant, run the test with -update.", file, err)
	}
}

func BenchmarkAMoveOnALargeBoard(b *testing.B) {
	cells := make([]game.Cell, 361)
	choices := make([]game.Choice, 0, 361)
	for i := range cells {
		name := fmt.Sprint("s", i)
		cells[i] = game.Cell{Spot: game.Spot(name), Label: name}
		choices = append(choices, game.Choice{Move: game.Move(name), Path: []game.Spot{game.Spot(name)}})
	}
	from := &rooms.Snapshot{Version: 1, View: game.View{Boards: []game.Board{{Cols: 19, Rows: 19, Cells: cells}}}}
	after := slices.Clone(cells)
	after[70].Piece, after[70].Marks = "black", []game.Mark{game.Last}
	to := &rooms.Snapshot{Version: 2, Ply: 1, View: game.View{Boards: []game.Board{{Cols: 19, Rows: 19, Cells: after}}, Choices: slices.Delete(choices, 70, 71)}}
	b.Run("delta", func(b *testing.B) {
		for b.Loop() {
			compare(from, to, nil)
		}
	})
	b.Run("whole", func(b *testing.B) {
		for b.Loop() {
			appendSnapshot(nil, to)
		}
	})
}

// What is written by hand is what package json writes.
func TestNewsAreWrittenAsEver(t *testing.T) {
	all := room.News{N: 7, What: room.Offers, Seat: 1, Mine: true, From: 3, To: 4, About: &room.About{Name: "Zoë", Guest: true, Bot: "hard", Was: "<b>", Why: room.Gift, Secs: 15, Swapped: true, Do: room.Rematch}}
	for _, n := range []room.News{{About: room.Nothing}, {N: 1, What: room.Ends, Seat: game.Spectator, About: room.Nothing}, {What: room.Moves, To: 1, About: room.Nothing}, all} {
		if got, want := string(appendNews(nil, n)), string(encode(n)); got != want {
			t.Errorf("%+v is written as\n%s, not\n%s", n, got, want)
		}
	}
	for _, v := range []reflect.Value{reflect.ValueOf(all), reflect.ValueOf(*all.About)} {
		for i := range v.NumField() {
			if f := v.Type().Field(i); f.IsExported() && v.Field(i).IsZero() {
				t.Errorf("a field was added that nobody writes: %s", f.Name)
			}
		}
	}
}

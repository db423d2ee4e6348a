package archive

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"iter"
	"log/slog"
	"net/netip"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"crossplay/game"
	"crossplay/game/all"
	"crossplay/journal"
	"crossplay/journal/journaltest"
	"crossplay/pace"
	"crossplay/rooms/room"
)

var quiet = slog.New(slog.DiscardHandler)

// golden is a journal with everything in it that earlier versions wrote of a room.
func golden(t testing.TB) *journaltest.Memory {
	t.Helper()
	files, err := filepath.Glob("../rooms/testdata/golden/*.jsonl")
	if err != nil || len(files) == 0 {
		t.Fatalf("there are no golden journals: %v", err)
	}
	j := journaltest.NewMemory()
	taken := make(map[journal.Stream]bool)
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		var tail journal.Pos
		in := bufio.NewScanner(bytes.NewReader(data))
		in.Buffer(nil, len(data)+1)
		for in.Scan() {
			var l struct {
				Stream journal.Stream
				Record json.RawMessage
			}
			if err := json.Unmarshal(in.Bytes(), &l); err != nil {
				t.Fatal(err)
			}
			if l.Stream == "" || tail == 0 && taken[l.Stream] {
				continue
			}
			taken[l.Stream] = true
			if tail, err = j.Append(t.Context(), l.Stream, tail, journal.Record(l.Record)); err != nil {
				t.Fatal(err)
			}
		}
	}
	return j
}

// opened is an archive of a journal, which has everything that the journal has.
func opened(t testing.TB, path string, j journal.Journal) *Archive {
	t.Helper()
	a := Open(Config{Path: path, Journal: j, Games: all.Games(), Log: quiet})
	t.Cleanup(a.Close)
	wait(t, a, j)
	return a
}

func wait(t testing.TB, a *Archive, j journal.Journal) {
	t.Helper()
	var last journal.Pos
	for e, err := range j.All(t.Context(), 0) {
		if err != nil {
			t.Fatal(err)
		}
		last = e.Pos
	}
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	if err := a.Wait(ctx, last); err != nil {
		t.Fatalf("the archive does not come to the end of the journal: %v", err)
	}
}

// said is everything that a file says, but for how far it has come.
func said(t testing.TB, path string) string {
	t.Helper()
	s, err := open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer s.close()
	var all strings.Builder
	for _, table := range []string{"person", "title", "underway", "game", "seat", "met"} {
		rows, err := s.db.Query("select * from " + table)
		if err != nil {
			t.Fatal(err)
		}
		columns, _ := rows.Columns()
		for rows.Next() {
			row := make([]any, len(columns))
			for i := range row {
				row[i] = new(any)
			}
			if err := rows.Scan(row...); err != nil {
				t.Fatal(err)
			}
			fmt.Fprint(&all, table)
			for _, v := range row {
				fmt.Fprintf(&all, " %v", *v.(*any))
			}
			fmt.Fprintln(&all)
		}
		if err := errors.Join(rows.Err(), rows.Close()); err != nil {
			t.Fatal(err)
		}
	}
	return all.String()
}

// everything lists all public games, page by page.
func everything(t testing.TB, a *Archive, q Query) (games []Game) {
	t.Helper()
	for {
		p, err := a.Search(t.Context(), q)
		if err != nil {
			t.Fatal(err)
		}
		games = append(games, p.Games...)
		if q.After = p.More; q.After == "" {
			return games
		}
	}
}

// What earlier versions wrote is in the archive, and can be looked at from the first
// position to the last.
func TestAnOldJournalShowsItsGames(t *testing.T) {
	j := golden(t)
	a := opened(t, filepath.Join(t.TempDir(), "archive.db"), j)
	var ids []string
	rows, err := a.store.db.Query("select code, round from game order by n")
	if err != nil {
		t.Fatal(err)
	}
	for rows.Next() {
		var code room.Code
		var round int
		if err := rows.Scan(&code, &round); err != nil {
			t.Fatal(err)
		}
		ids = append(ids, room.GameID(code, round))
	}
	if err := errors.Join(rows.Err(), rows.Close()); err != nil {
		t.Fatal(err)
	}
	ended := 0
	for e := range j.All(t.Context(), 0) {
		if _, ends := bookends(e.Record); ends {
			ended++
		}
	}
	if ended < 20 || len(ids) != ended {
		t.Fatalf("%d games are in the archive, and %d have ended", len(ids), ended)
	}
	for _, id := range ids {
		code, round, err := room.ParseGame(id)
		if err != nil {
			t.Fatalf("%s: %v", id, err)
		}
		f, err := a.found(t.Context(), code, round)
		if err != nil || f == nil {
			t.Fatalf("%s: %v", id, err)
		}
		r, err := a.Replay(t.Context(), Asker{ID: f.about.Seats[0].ID}, code, round)
		if err != nil {
			t.Errorf("%s cannot be replayed: %v", id, err)
			continue
		}
		if r.Result.How == "" || len(r.Seats) < 2 || r.Moves == 0 && r.Result.How != room.Resigned || r.Began.IsZero() || r.Ended.Before(r.Began) {
			t.Errorf("%s is %+v", id, r.Finished)
		}
		for ply := 0; ply <= r.Plies(); ply++ {
			if v, err := r.View(ply, 0); err != nil || len(v.Boards) == 0 || len(v.Choices) > 0 {
				t.Fatalf("%s after %d plies: %+v, %v", id, ply, v, err)
			}
		}
		if r.Info.Chance && (r.Unfair != nil || r.Draws == 0) {
			t.Errorf("the dice of %s: %d draws, %v", id, r.Draws, r.Unfair)
		}
		log, err := r.Log()
		if err != nil || len(log) != len(r.Lines()) || !slices.IsSorted(r.Lines()) {
			t.Errorf("%s has %d lines at %v, %v", id, len(log), r.Lines(), err)
		}
	}
}

// However it was made, the archive of a journal says the same.
func TestWhatIsFollowedIsWhatIsRebuilt(t *testing.T) {
	whole := golden(t)
	dir := t.TempDir()
	at := func(name string) string { return filepath.Join(dir, name) }

	j := journaltest.NewMemory() // grows while it is followed, in two lives
	ends := make(map[journal.Stream]journal.Pos)
	grow := func(e journal.Entry) {
		pos, err := j.Append(t.Context(), e.Stream, ends[e.Stream], e.Record)
		if err != nil {
			t.Fatal(err)
		}
		ends[e.Stream] = pos
	}
	n := 0
	for range whole.All(t.Context(), 0) {
		n++
	}
	i := 0
	a := Open(Config{Path: at("followed"), Journal: j, Games: all.Games(), Log: quiet})
	for e := range whole.All(t.Context(), 0) {
		grow(e)
		if i++; i == n/2 {
			wait(t, a, j)
			a.Close()
			a = Open(Config{Path: at("followed"), Journal: j, Games: all.Games(), Log: quiet})
		}
	}
	wait(t, a, j)
	a.Close()
	for _, name := range []string{"one", "two"} {
		if _, err := Build(t.Context(), at(name), j, quiet); err != nil {
			t.Fatal(err)
		}
	}
	followed := said(t, at("followed"))
	if len(followed) < 1000 {
		t.Fatalf("the archive says only %q", followed)
	}
	for _, name := range []string{"one", "two"} {
		if diff := cmp.Diff(followed, said(t, at(name))); diff != "" {
			t.Errorf("what was followed and what was rebuilt differ:\n%s", diff)
		}
	}
}

// Whatever becomes of the file, the archive is made anew, and nobody is refused for it.
func TestAFileThatIsLostOrDamagedIsMadeAnew(t *testing.T) {
	j := golden(t)
	good := filepath.Join(t.TempDir(), "good.db")
	if _, err := Build(t.Context(), good, j, quiet); err != nil {
		t.Fatal(err)
	}
	want := said(t, good)
	whole, err := os.ReadFile(good)
	if err != nil {
		t.Fatal(err)
	}
	write := func(content []byte) func(path string) error {
		return func(path string) error { return os.WriteFile(path, content, 0o600) }
	}
	broken := slices.Clone(whole)
	for i := 4096; i < len(broken); i++ {
		broken[i] ^= 0x5a
	}
	for name, harm := range map[string]func(string) error{
		"it is not there":      func(string) error { return nil },
		"it is empty":          write(nil),
		"it is something else": write([]byte(strings.Repeat("no database. ", 1000))),
		"it is cut off":        write(whole[:len(whole)/2]),
		"its pages are noise":  write(broken),
		"only its log is left": func(path string) error { return os.WriteFile(path+"-wal", whole, 0o600) },
		"a draft was left":     func(path string) error { return os.WriteFile(path+".new", whole[:100], 0o600) },
		"it is of another journal": func(path string) error {
			other := journaltest.NewMemory()
			for e := range j.All(t.Context(), 0) {
				if _, err := other.Append(t.Context(), e.Stream+"x", 0, e.Record); err != nil && !errors.Is(err, journal.ErrConflict) {
					return err
				}
			}
			_, err := Build(t.Context(), path, other, quiet)
			return err
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			path := filepath.Join(t.TempDir(), "archive.db")
			if err := harm(path); err != nil {
				t.Fatal(err)
			}
			a := opened(t, path, j)
			if _, err := a.Search(t.Context(), Query{}); err != nil {
				t.Errorf("it cannot be searched: %v", err)
			}
			a.Close()
			if diff := cmp.Diff(want, said(t, path)); diff != "" {
				t.Errorf("it is another one:\n%s", diff)
			}
		})
	}
}

// An archive that is dropped while the program runs is made anew, as "crossplay rebuild"
// counts on.
func TestAnArchiveThatIsDroppedIsMadeAnewMeanwhile(t *testing.T) {
	j := golden(t)
	path := filepath.Join(t.TempDir(), "archive.db")
	a := opened(t, path, j)
	before := len(everything(t, a, Query{}))
	a.mu.RLock()
	change := a.change
	a.mu.RUnlock()
	if err := os.Remove(path); err != nil {
		t.Fatal(err)
	}
	<-change
	wait(t, a, j)
	if after := len(everything(t, a, Query{})); after != before || before == 0 {
		t.Errorf("it has %d games, and had %d", after, before)
	}
}

// A place where nothing can be written keeps nobody from playing: the archive is there
// once it can be.
func TestAnArchiveThatCannotBeWrittenIsNotThere(t *testing.T) {
	path := filepath.Join(t.TempDir(), "not", "there", "archive.db")
	a := Open(Config{Path: path, Journal: golden(t), Games: all.Games(), Log: quiet})
	defer a.Close()
	if _, err := a.Search(t.Context(), Query{}); !errors.Is(err, room.ErrGathering) {
		t.Errorf("it answers %v", err)
	}
	if _, err := a.Replay(t.Context(), Asker{}, "K7MPQX", 1); !errors.Is(err, room.ErrGathering) {
		t.Errorf("it answers %v", err)
	}
}

// guesses counts like those of rooms.
type guesses struct {
	wrong int
	spent bool
}

func (g *guesses) Spent(netip.Prefix) bool { return g.spent }
func (g *guesses) Wrong(netip.Prefix)      { g.wrong++ }

// Private games are for those who played: nobody else finds them in a list, and to ask
// for one is answered as to ask for one that there is not.
func TestPrivateGamesAreForThoseWhoPlayed(t *testing.T) {
	j := journaltest.NewMemory()
	play(t, j, "K7MPQX", "ttt", true, 1, "ann", "bob", 0)
	play(t, j, "A7MPQX", "ttt", false, 1, "ann", "bob", 1)
	counted := &guesses{}
	a := Open(Config{Path: filepath.Join(t.TempDir(), "archive.db"), Journal: j, Games: all.Games(), Log: quiet, Guesses: counted})
	defer a.Close()
	wait(t, a, j)

	count := func(q Query) int { return len(everything(t, a, q)) }
	for _, c := range []struct {
		what string
		q    Query
		want int
	}{
		{"their own", Query{Viewer: "ann", Person: "ann"}, 2},
		{"their own with the other", Query{Viewer: "ann", Person: "ann", Against: "bob"}, 2},
		{"the other's with them", Query{Viewer: "ann", Person: "bob", Against: "ann"}, 2},
		{"another's", Query{Viewer: "eve", Person: "ann"}, 1},
		{"another's of a game", Query{Viewer: "eve", Person: "ann", Game: "tictactoe"}, 1},
		{"another's lost", Query{Viewer: "eve", Person: "ann", Result: Lost}, 1},
		{"another's won", Query{Viewer: "eve", Person: "ann", Result: Won}, 0},
		{"another's with another", Query{Viewer: "eve", Person: "ann", Against: "bob"}, 1},
		{"somebody's, for nobody", Query{Person: "ann"}, 1},
		{"everybody's", Query{Viewer: "ann"}, 1},
		{"everybody's of a game", Query{Viewer: "ann", Game: "tictactoe"}, 1},
	} {
		if n := count(c.q); n != c.want {
			t.Errorf("%s: %d games, want %d", c.what, n, c.want)
		}
	}
	from := netip.MustParsePrefix("192.0.2.0/32")
	if _, err := a.Replay(t.Context(), Asker{"ann", from}, "K7MPQX", 1); err != nil {
		t.Errorf("who played it cannot see it: %v", err)
	}
	for _, c := range []struct {
		code  room.Code
		round int
	}{{"K7MPQX", 1}, {"K7MPQX", 0}, {"K7MPQX", 2}, {"H7MPQX", 1}} {
		if _, err := a.Replay(t.Context(), Asker{"eve", from}, c.code, c.round); err != room.ErrNoReplay {
			t.Errorf("%s-%d answers %v", c.code, c.round, err)
		}
	}
	if counted.wrong != 4 {
		t.Errorf("%d of 4 guesses were counted", counted.wrong)
	}
	counted.spent = true
	if _, err := a.Replay(t.Context(), Asker{"eve", from}, "K7MPQX", 1); !errors.Is(err, room.ErrGuesses) {
		t.Errorf("who has guessed too often is answered %v", err)
	}
	if _, err := a.Replay(t.Context(), Asker{"ann", from}, "K7MPQX", 1); err != nil {
		t.Errorf("one's own game is not there where somebody guesses: %v", err)
	}
	for _, g := range everything(t, a, Query{Viewer: "ann", Person: "ann"}) {
		for _, p := range g.Seats {
			if p.ID != "" {
				t.Errorf("%s tells the identity of %s", g.ID(), p.Name)
			}
		}
		if g.You != 0 {
			t.Errorf("Ann sat at %d of %s", g.You, g.ID())
		}
	}
}

// play journals a game of tic-tac-toe that a seat has won.
func play(t testing.TB, j *journaltest.Memory, code room.Code, command string, private bool, round int, x, o room.PersonID, winner int) {
	t.Helper()
	at := time.Date(2026, 11, 1, 12, 0, 0, 0, time.UTC).Add(time.Duration(round) * time.Minute)
	people := []room.Person{{ID: x, Name: string(x)}, {ID: o, Name: string(o)}}
	var tail journal.Pos
	stream := journal.Stream("room/" + string(code))
	for e := range j.Read(t.Context(), stream, 0) {
		tail = e.Pos
	}
	add := func(events ...room.Event) {
		at = at.Add(time.Second)
		r := &room.Record{At: at, By: x, Cmd: command, Events: events}
		data, err := r.Encode()
		if err == nil {
			tail, err = j.Append(t.Context(), stream, tail, data)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if round == 1 {
		add(room.Event{Created: &room.Created{Code: code, Game: "tictactoe", Version: 1, Seats: 2, Private: private}},
			room.Event{Sat: &room.Sat{Seat: 0, Person: people[0]}})
		add(room.Event{Said: &room.Said{Text: `"started":{ and "ended":{`}})
	}
	add(room.Event{Sat: &room.Sat{Seat: 1, Person: people[1]}},
		room.Event{Started: &room.Started{Round: round, Game: "tictactoe", Version: 1, Private: private, Seats: people}})
	for i, m := range []string{"b2", "a1", "c3"} {
		add(room.Event{Moved: &room.Moved{Seat: game.Seat(i % 2), Move: game.Move(m)}})
	}
	by := 1 - winner
	add(room.Event{Ended: &room.Ended{Round: round, Seats: people, Result: room.Result{Winners: []game.Seat{game.Seat(winner)}, How: room.Resigned, By: []game.Seat{game.Seat(by)}}}})
}

// unreading is a journal that does not read one of its streams to the end, and says when
// it begins.
type unreading struct {
	journal.Journal
	stream journal.Stream
	began  chan struct{}
}

func (u *unreading) Read(ctx context.Context, s journal.Stream, after journal.Pos) iter.Seq2[journal.Entry, error] {
	if s != u.stream {
		return u.Journal.Read(ctx, s, after)
	}
	return func(yield func(journal.Entry, error) bool) {
		u.began <- struct{}{}
		<-ctx.Done()
		yield(journal.Entry{}, ctx.Err())
	}
}

// Whoever asks for a game that takes long to read keeps nobody of elsewhere from theirs.
func TestNetworksTakeTurnsToReadGames(t *testing.T) {
	j := journaltest.NewMemory()
	play(t, j, "SLOWLY", "c", false, 1, "ann", "bob", 0)
	play(t, j, "QUICKE", "c", false, 1, "ann", "bob", 0)
	a := opened(t, filepath.Join(t.TempDir(), "archive.db"), j)
	slow := &unreading{j, "room/SLOWLY", make(chan struct{})}
	a.conf.Journal = slow
	const crowd = 20
	ctx, cancel := context.WithCancel(t.Context())
	ended := make(chan error, crowd)
	for i := range crowd {
		from := netip.MustParsePrefix(fmt.Sprintf("192.0.2.%d/32", i))
		go func() {
			_, err := a.Replay(ctx, Asker{"eve", from}, "SLOWLY", 1)
			ended <- err
		}()
	}
	<-slow.began
	if _, err := a.Replay(t.Context(), Asker{"dan", netip.MustParsePrefix("198.51.100.1/32")}, "QUICKE", 1); err != nil {
		t.Errorf("somebody of elsewhere is answered with %v", err)
	}
	cancel()
	for range crowd {
		select {
		case <-ended:
		case <-slow.began:
			<-ended
		}
	}
}

// What is read for a network is paid for by it.
func TestANetworkPaysForTheGamesItReads(t *testing.T) {
	j := journaltest.NewMemory()
	play(t, j, "AAAAAC", "c", false, 1, "ann", "bob", 0)
	a := opened(t, filepath.Join(t.TempDir(), "archive.db"), j)
	a.conf.Work = pace.NewWork(func(do func()) time.Duration { do(); return time.Minute })
	flood := Asker{"eve", netip.MustParsePrefix("192.0.2.1/32")}
	for range 10 { // of which each is worth four seconds
		a.conf.Work.Spend(flood.From, time.Second)
	}
	if _, err := a.Replay(t.Context(), flood, "AAAAAC", 1); !errors.Is(err, room.ErrThrottled) {
		t.Errorf("who owes is answered with %v", err)
	}
	other := Asker{"dan", netip.MustParsePrefix("192.0.2.2/32")}
	if _, err := a.Replay(t.Context(), other, "AAAAAC", 1); err != nil {
		t.Errorf("another is answered with %v", err)
	}
	if a.conf.Work.Owes(other.From) == 0 {
		t.Error("what was read for them is not counted")
	}
	if _, err := a.Replay(t.Context(), flood, "AAAAAC", 1); err != nil {
		t.Errorf("what is kept is answered with %v", err)
	}
}

// A network reads so many games back and then waits, which holds up nobody else; what is
// kept already costs it nothing, and what is kept is bounded.
func TestReplaysAreBounded(t *testing.T) {
	j := journaltest.NewMemory()
	code := func(i int) room.Code {
		return room.Code([]byte{'A', 'A', 'A', room.Alphabet[i/len(room.Alphabet)], room.Alphabet[i%len(room.Alphabet)], 'C'})
	}
	const games = readBurst + 40
	for i := range games {
		play(t, j, code(i), "c", false, 1, "ann", "bob", i%2)
	}
	a := opened(t, filepath.Join(t.TempDir(), "archive.db"), j)
	flood, other := Asker{"eve", netip.MustParsePrefix("192.0.2.1/32")}, Asker{"dan", netip.MustParsePrefix("192.0.2.2/32")}
	refused := 0
	for i := range games {
		switch _, err := a.Replay(t.Context(), flood, code(i), 1); {
		case errors.Is(err, room.ErrThrottled):
			refused++
		case err != nil:
			t.Fatal(err)
		}
	}
	if refused == 0 {
		t.Errorf("a network has read %d games back at once", games)
	}
	if _, err := a.Replay(t.Context(), flood, code(0), 1); err != nil {
		t.Errorf("what is kept is answered with %v", err)
	}
	if _, err := a.Replay(t.Context(), other, code(games-1), 1); err != nil {
		t.Errorf("another network is answered with %v", err)
	}
	kept := a.replays
	for i := range maxKept / 1000 * 2 {
		kept.keep(fmt.Sprint(i), &room.Replay{Course: room.Course{Line: make([]room.Stamped, 1000)}})
		if kept.plies > maxKept {
			t.Fatalf("%d plies are kept", kept.plies)
		}
	}
	if kept.kept.Len() < 10 {
		t.Errorf("only %d games are kept", kept.kept.Len())
	}
}

// What is remembered of a game while it goes on is what its records say.
func TestAGameThatIsRememberedIsAsOneThatIsReadBack(t *testing.T) {
	j := journaltest.NewMemory()
	var u underway
	tails, starts := make(map[room.Code]journal.Pos), make(map[room.Code]journal.Pos)
	at := time.Date(2026, 11, 29, 12, 0, 0, 0, time.UTC)
	add := func(code room.Code, events ...room.Event) {
		t.Helper()
		at = at.Add(time.Second)
		data, err := (&room.Record{At: at, By: "a", Events: events}).Encode()
		if err != nil {
			t.Fatal(err)
		}
		begins, ends := bookends(data)
		if begins {
			starts[code] = tails[code]
		}
		if tails[code], err = j.Append(t.Context(), journal.Stream("room/"+code), tails[code], data); err != nil {
			t.Fatal(err)
		}
		if u.goOn(code, data, begins); !ends {
			return
		}
		want, err := course(t.Context(), j, code, starts[code], tails[code])
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(want, u.over(code), cmpopts.IgnoreUnexported(room.Course{})); diff != "" {
			t.Errorf("the game in %s:\n%s", code, diff)
		}
		if u.over(code) != nil {
			t.Error("it is remembered though it is over")
		}
	}
	people := []room.Person{{ID: "a", Name: "A"}, {ID: "b", Name: "B", Guest: true}}
	moved := func(seat game.Seat, move game.Move) room.Event {
		return room.Event{Moved: &room.Moved{Seat: seat, Move: move, Charge: &room.Charge{Spent: 7, Clock: room.Clock{Left: 300}}}}
	}
	rooms := []room.Code{"K7MPQX", "B2CDFG"}
	for round := 1; round <= 2; round++ {
		for _, code := range rooms {
			add(code, room.Event{Started: &room.Started{Round: round, Game: "backgammon", Version: 1, Seats: people, Clock: "5+3", Hash: "aa"}}, moved(game.Chance, "31"))
		}
		for ply := range 7 {
			for _, code := range rooms {
				add(code, moved(game.Seat(ply%2), "8/5"), moved(game.Chance, "62"))
			}
			add(rooms[1], room.Event{Said: &room.Said{Seat: 0, Name: "A", Text: `"ended":{ is only said`}})
		}
		add(rooms[0], room.Event{TookBack: &room.TookBack{Seat: 1, To: 9}})
		for _, code := range rooms {
			add(code, moved(1, "6/5"), room.Event{Ended: &room.Ended{Round: round, Seats: people, Result: room.Result{How: room.ByRules, Winners: []game.Seat{1}}}}, room.Event{Shown: &room.Shown{Secret: "bb"}})
		}
	}
}

func TestNoMoreThanSoManyMovesAreRemembered(t *testing.T) {
	var u underway
	begun := []byte(`{"v":3,"at":"2026-11-29T12:00:00Z","events":[{"started":{"round":1,"game":"chess","version":1,"seats":[{"id":"a"},{"id":"b"}]}}]}`)
	u.goOn("K7MPQX", begun, true)
	if u.games["K7MPQX"] == nil {
		t.Fatal("a game that has begun is not remembered")
	}
	for range maxUnderway {
		u.goOn("K7MPQX", []byte(`{"v":3,"at":"2026-11-29T12:00:01Z","events":[{"moved":{"seat":0,"move":"e2e4"}}]}`), false)
	}
	if len(u.games) != 0 || u.over("K7MPQX") != nil {
		t.Error("a game without end is still remembered")
	}
	u.goOn("K7MPQX", begun, true)
	u.goOn("K7MPQX", []byte(`{"v":3,"at":"2026-11-29T12:00:01Z","events":[{"tookBack":{"to":7}}]}`), false)
	if len(u.games) != 0 {
		t.Error("a game that makes no sense is still remembered")
	}
}

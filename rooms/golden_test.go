package rooms_test

import (
	"bufio"
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"log/slog"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	gocmp "github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"crossplay/game"
	"crossplay/game/all"
	"crossplay/journal"
	"crossplay/journal/journaltest"
	"crossplay/rooms"
	"crossplay/rooms/room"
)

// The golden journals are what an earlier Crossplay wrote. What it showed of them
// is still shown, and the games go on from there, with the same dice. They are
// never written anew: a journal that cannot be read any more is somebody's game.
// See testdata/golden/README.md.
func TestGoldenJournals(t *testing.T) {
	files, err := filepath.Glob("testdata/golden/*.jsonl")
	if err != nil || len(files) == 0 {
		t.Fatalf("there are no golden journals: %v", err)
	}
	for _, file := range files {
		name := strings.TrimSuffix(filepath.Base(file), ".jsonl")
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			g := readGolden(t, file)
			for _, want := range g.points {
				synctest.Test(t, func(t *testing.T) { g.check(t, want) })
			}
		})
	}
}

// golden is a journal of one room, and what was shown of it.
type golden struct {
	secret string
	lines  []goldenLine
	points []goldenPoint
}

// goldenLine is a record or a checkpoint; of the first line, About and Secret.
type goldenLine struct {
	About      string          `json:"about,omitempty"`
	Secret     string          `json:"secret,omitempty"` // rooms.Config.Secret
	Stream     journal.Stream  `json:"stream,omitempty"`
	Record     json.RawMessage `json:"record,omitempty"`
	Checkpoint string          `json:"checkpoint,omitempty"` // its name; it is of all the records above
	Data       json.RawMessage `json:"data,omitempty"`
}

// goldenPoint is what was shown of the room after so many lines, not counting the
// first of the file.
type goldenPoint struct {
	After      int             `json:"after"`
	Room       room.Code       `json:"room"`
	Refused    string          `json:"refused,omitempty"` // the code with which it does not open; then there is no more
	Spectator  goldenSnapshot  `json:"spectator,omitempty"`
	Seats      []goldenSeat    `json:"seats,omitempty"`
	Chat       []room.Line     `json:"chat,omitempty"`
	Transcript json.RawMessage `json:"transcript,omitempty"`
}

// goldenSeat is somebody with a seat, by seat.
type goldenSeat struct {
	Seat   game.Seat     `json:"seat"`
	Person goldenPerson  `json:"person"`
	Shown  goldenPicture `json:"shown"`
}

type goldenPerson struct {
	ID    room.PersonID `json:"id"`
	Name  string        `json:"name"`
	Guest bool          `json:"guest,omitempty"`
	Bot   string        `json:"bot,omitempty"`
}

func (p goldenPerson) person() rooms.Person {
	return rooms.Person{ID: p.ID, Name: p.Name, Guest: p.Guest, Bot: p.Bot}
}

// goldenSnapshot is a rooms.Snapshot as JSON, without what depends on who is there.
type goldenSnapshot map[string]any

// goldenPicture is what a seat is shown otherwise than a spectator: Snapshot has
// those fields of the snapshot, and View those of its view.
type goldenPicture struct {
	Snapshot goldenSnapshot `json:"snapshot"`
	View     goldenSnapshot `json:"view,omitempty"`
}

// over is the whole snapshot.
func (p goldenPicture) over(base goldenSnapshot) goldenSnapshot {
	whole, view := goldenSnapshot{}, goldenSnapshot{}
	maps.Copy(whole, base)
	maps.Copy(whole, p.Snapshot)
	seen, _ := base["view"].(map[string]any)
	maps.Copy(view, seen)
	maps.Copy(view, p.View)
	whole["view"] = view
	return whole
}

func readGolden(t *testing.T, file string) golden {
	t.Helper()
	var g golden
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	in := bufio.NewScanner(bytes.NewReader(data))
	in.Buffer(nil, len(data)+1)
	for in.Scan() {
		var l goldenLine
		if err := json.Unmarshal(in.Bytes(), &l); err != nil {
			t.Fatal(err)
		}
		if l.About != "" {
			g.secret = l.Secret
			continue
		}
		g.lines = append(g.lines, l)
	}
	want, err := os.ReadFile(strings.TrimSuffix(file, ".jsonl") + ".want.json")
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(want, &g.points); err != nil {
		t.Fatal(err)
	}
	return g
}

// open opens a registry an hour after the last of so many lines was written.
func (g golden) open(t *testing.T, lines int) *harness {
	t.Helper()
	j := journaltest.NewMemory()
	var tail journal.Pos
	var last time.Time
	for _, l := range g.lines[:lines] {
		if l.Checkpoint != "" {
			if err := j.SaveCheckpoint(t.Context(), l.Checkpoint, tail, l.Data); err != nil {
				t.Fatal(err)
			}
			continue
		}
		pos, err := j.Append(t.Context(), l.Stream, tail, journal.Record(l.Record))
		if err != nil {
			t.Fatal(err)
		}
		var head struct{ At time.Time }
		if err := json.Unmarshal(l.Record, &head); err != nil {
			t.Fatal(err)
		}
		tail, last = pos, head.At
	}
	<-time.After(time.Until(last.Add(time.Hour)))
	return g.openJournal(t, j)
}

func (g golden) openJournal(t *testing.T, j journal.Journal) *harness {
	t.Helper()
	reg, err := rooms.OpenRegistry(context.Background(), rooms.Config{
		Journal: j, Games: all.Games(), Bots: []string{"easy", "medium", "hard"}, Secret: []byte(g.secret), Log: slog.New(slog.DiscardHandler),
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(reg.Close)
	return &harness{reg, t, j}
}

// check compares what is shown with what was, and plays on.
func (g golden) check(t *testing.T, want goldenPoint) {
	h := g.open(t, want.After)
	if want.Refused != "" {
		_, err := h.Watch(t.Context(), lateDan, want.Room, func() {})
		if code := goldenRefusal(err); code != want.Refused {
			t.Errorf("after %d: to look is answered with %q, want %q", want.After, code, want.Refused)
		}
		if code := goldenRefusal(h.do(lateDan, want.Room, room.Command{Do: room.Sit})); code != want.Refused {
			t.Errorf("after %d: to sit is answered with %q, want %q", want.After, code, want.Refused)
		}
		return
	}
	var people []rooms.Person
	for _, s := range want.Seats {
		people = append(people, s.Person.person())
	}
	same := func(what string, got, expected any) {
		for _, differ := range []func(got, want any) string{differAs[goldenFacts], differAs[goldenWords], differAs[goldenReason]} {
			if diff := differ(got, expected); diff != "" {
				t.Errorf("after %d: %s (-want +got):\n%s", want.After, what, diff)
			}
		}
	}
	got := h.now(lateDan, want.Room)
	same("a spectator sees", got, want.Spectator)
	if diff := differAs[goldenTime](got, want.Spectator); diff != "" {
		t.Errorf("after %d: the clocks (-want +got):\n%s", want.After, diff)
	}
	if diff := gocmp.Diff(want.Chat, got.Chat, cmpopts.IgnoreFields(room.Line{}, "By")); diff != "" {
		t.Errorf("after %d: the talk (-want +got):\n%s", want.After, diff)
	}
	for i, s := range want.Seats {
		got := h.now(people[i], want.Room)
		if got.You != s.Seat {
			t.Errorf("after %d: %s sits at %d, want %d", want.After, s.Person.Name, got.You, s.Seat)
		}
		same(s.Person.Name+" sees", got, s.Shown.over(want.Spectator))
	}
	if want.Transcript != nil {
		got, err := h.Transcript(t.Context(), people[0], want.Room)
		if err != nil {
			t.Fatalf("after %d: the transcript: %v", want.After, err)
		}
		if _, err := got.Check(all.Games()); err != nil {
			t.Errorf("after %d: the transcript: %v", want.After, err)
		}
		for _, differ := range []func(got, want any) string{differAs[goldenTranscript], differAs[goldenReason]} {
			if diff := differ(got, want.Transcript); diff != "" {
				t.Errorf("after %d: the transcript (-want +got):\n%s", want.After, diff)
			}
		}
	}
	g.repeat(h, want)
	h.carryOn(want.Room, people)

	before := h.lookIn(want.Room)
	h.Close()
	if diff := differAs[goldenFacts](g.openJournal(t, h.journal).lookIn(want.Room), before); diff != "" {
		t.Errorf("after %d: what was played on is read back otherwise (-want +got):\n%s", want.After, diff)
	}
}

// lookIn is what Dan sees; nil where the room is closed.
func (h *harness) lookIn(code room.Code) *rooms.Snapshot {
	if w, err := h.Watch(h.t.Context(), lateDan, code, func() {}); errors.Is(err, room.ErrGone) {
		return nil
	} else if err == nil {
		w.Close()
	}
	return h.now(lateDan, code)
}

// repeat sends the last command again that had an id, and expects that it does
// nothing: what was answered once is known for good.
func (g golden) repeat(h *harness, want goldenPoint) {
	h.t.Helper()
	var last struct {
		By     room.PersonID
		Cmd    string
		Events []any
	}
	for _, l := range slices.Backward(g.lines[:want.After]) {
		last.Cmd, last.Events = "", nil
		if err := json.Unmarshal([]byte(cmp.Or(string(l.Record), "{}")), &last); err != nil {
			h.t.Fatal(err)
		}
		if last.Cmd != "" && last.Events != nil {
			break
		}
	}
	before := h.now(lateDan, want.Room)
	by := rooms.Person{ID: last.By, Name: "Somebody"}
	h.must(by, want.Room, room.Command{ID: last.Cmd, Do: room.Resign})
	if diff := differAs[goldenFacts](h.now(lateDan, want.Room), before); diff != "" {
		h.t.Errorf("after %d: the command %q of %s was done again (-before +after):\n%s", want.After, last.Cmd, last.By, diff)
	}
}

// goldenFacts is what must stay as it was, whatever it is called.
type goldenFacts struct {
	Code    room.Code
	Game    string
	Options map[string]string
	Private bool
	Phase   room.Phase
	Round   int
	Ply     int
	Turn    []int
	You     int
	Chairs  []goldenChair
	Draws   int
	View    struct {
		Boards  []goldenBoard
		Choices []goldenChoice
		Log     []struct{ Seat int }
	}
	Result *struct{ Winners []int }
	Proof  *struct{ Hash, Secret string }

	Adjourned bool
	Actions   goldenOffers
}

// goldenTime is what must stay of the clocks, until one of their players is back. The first
// golden journals have none.
type goldenTime struct {
	Time *struct {
		Control string
		Clocks  []struct{ Left, Periods int }
	}
}

// goldenOffers are those actions that answer an offer, or are one that awaits its answer;
// but for going on with a game, which depends on who is there.
type goldenOffers []room.Action

func (o *goldenOffers) UnmarshalJSON(b []byte) error {
	type plain goldenOffers
	if err := json.Unmarshal(b, (*plain)(o)); err != nil {
		return err
	}
	*o = slices.DeleteFunc(*o, func(a room.Action) bool { return a.State == room.Unasked || a.Offer == 0 || a.Do == room.Resume })
	for i, a := range *o {
		(*o)[i] = room.Action{Do: a.Do, How: a.How, State: a.State, Offer: a.Offer}
	}
	return nil
}

// goldenBoard is a board without what earlier versions did not say: where the piece of a square goes on.
type goldenBoard struct {
	Style      string
	Cols, Rows int
	Cells      []game.Cell
	Block      int
	Sides      []int
}

func (b *goldenBoard) UnmarshalJSON(text []byte) error {
	type plain goldenBoard
	if err := json.Unmarshal(text, (*plain)(b)); err != nil {
		return err
	}
	for i := range b.Cells {
		if b.Style == string(game.Squares) {
			b.Cells[i].Arms = ""
		}
	}
	return nil
}

// goldenChoice is a choice without its text, which earlier versions did not have.
type goldenChoice game.Choice

func (c *goldenChoice) UnmarshalJSON(b []byte) error {
	err := (*game.Choice)(c).UnmarshalJSON(b)
	c.Text = ""
	return err
}

// goldenChair is a seat. Version 1 forgot what somebody had won who left, and had
// a name for each thing that is offered.
type goldenChair struct {
	Name                string
	Guest               bool
	Bot                 string
	Wins                int
	Ready, Rematch, Out bool
	Offers              []room.Verb
}

func (c *goldenChair) UnmarshalJSON(b []byte) error {
	type plain goldenChair
	if err := json.Unmarshal(b, (*plain)(c)); err != nil {
		return err
	}
	c.Ready = c.Ready || slices.Contains(c.Offers, room.Begin)
	c.Rematch = c.Rematch || slices.Contains(c.Offers, room.Rematch)
	if c.Offers = nil; c.Name == "" {
		c.Wins = 0
	}
	return nil
}

type goldenTranscript struct {
	Room    room.Code
	Game    string
	Version int
	Options map[string]string
	Round   int
	Players []string
	Moves   []struct {
		Seat   int
		Move   string
		GaveUp bool
	}
	Result *struct{ Winners []int }
	Proof  *struct{ Hash, Secret string }
}

// goldenWords is how it was said, apart from [goldenReason]. A version that says
// it in other words has to compare less here, and nowhere else.
type goldenWords struct {
	View struct {
		Boards []struct {
			Title                           string
			ColLabels, RowLabels, TopLabels []string
		}
		Log  []struct{ Text string }
		Note string
	}
}

// goldenReason is why a game ended. The golden journals were written when that was
// the end of a sentence, with a name in it that the loser may not have any more.
type goldenReason struct {
	Result *goldenHow
}

type goldenHow struct {
	How    room.How
	Reason string
}

func (h *goldenHow) UnmarshalJSON(b []byte) error {
	type plain goldenHow
	if err := json.Unmarshal(b, (*plain)(h)); err != nil {
		return err
	}
	switch {
	case h.How != "":
	case strings.HasSuffix(h.Reason, " resigned"):
		h.How, h.Reason = room.Resigned, ""
	case strings.HasSuffix(h.Reason, " stayed away"):
		h.How, h.Reason = room.Away, ""
	default:
		h.How = room.ByRules
	}
	return nil
}

// differAs compares those fields which As has, of anything that is JSON.
func differAs[As any](got, want any) string {
	var a, b As
	for _, x := range []struct {
		from any
		to   *As
	}{{want, &a}, {got, &b}} {
		data, err := json.Marshal(x.from)
		if err == nil {
			err = json.Unmarshal(data, x.to)
		}
		if err != nil {
			return err.Error()
		}
	}
	return gocmp.Diff(a, b, cmpopts.EquateEmpty())
}

// lateDan and lateFay come when the golden journals have been written.
var (
	lateDan = rooms.Person{ID: "dan", Name: "Dan"}
	lateFay = rooms.Person{ID: "fay", Name: "Fay"}
)

// carryOn plays on in a room until a game is over, and checks its transcript. It
// fails the test where that is refused.
func (h *harness) carryOn(code room.Code, people []rooms.Person) {
	h.t.Helper()
	play := func(p rooms.Person, c room.Command) {
		h.t.Helper()
		<-time.After(time.Second) // nobody is that fast
		h.must(p, code, c)
	}
	s := h.now(lateDan, code)
	info, _ := h.Game(s.Game)
	switch s.Phase {
	case room.Open:
		for _, p := range []rooms.Person{lateDan, lateFay} {
			if h.now(lateDan, code).Phase == room.Open {
				play(p, room.Command{Do: room.Sit})
				people = append(people, p)
			}
		}
		for _, p := range people {
			if s := h.now(p, code); p.Bot == "" && s.Phase == room.Open && !s.Chairs[s.You].Offered(room.Begin) {
				play(p, room.Command{Do: room.Begin})
			}
		}
	case room.Over:
		if len(people) < info.MinSeats {
			play(people[0], room.Command{Do: room.Leave})
			h.refused(room.ErrGone, lateDan, code, room.Command{Do: room.Sit})
			return
		}
		for _, p := range people {
			if s := h.now(p, code); p.Bot == "" && s.Phase == room.Over && !s.Chairs[s.You].Offered(room.Rematch) {
				a, _ := s.Action(room.Rematch)
				play(p, room.Command{Do: room.Rematch, Offer: a.Offer})
			}
		}
	}
	for _, p := range people { // a game that was put off goes on once both are there
		if s.Adjourned {
			defer h.watch(p, code).Close()
		}
	}
	for _, p := range people {
		<-time.After(time.Second) // it was seen that they came
		if s := h.now(p, code); s.Adjourned && !s.Chairs[s.You].Offered(room.Resume) {
			a, _ := s.Action(room.Resume)
			play(p, room.Command{Do: room.Resume, Offer: a.Offer})
		}
	}
	if s = h.now(lateDan, code); s.Phase != room.Playing {
		h.t.Fatalf("the room is %s, and nobody can play on", s.Phase)
	}
	random := rand.New(rand.NewPCG(uint64(s.Ply), 1))
	for range 4 {
		if s = h.now(lateDan, code); s.Phase != room.Playing {
			break
		}
		if len(s.Turn) == 0 {
			h.t.Fatal("the game is on, and it is nobody's turn")
		}
		seat := s.Turn[random.IntN(len(s.Turn))]
		i := slices.IndexFunc(people, func(p rooms.Person) bool { return h.now(p, code).You == seat })
		choices := h.now(people[i], code).View.Choices
		if len(choices) == 0 {
			h.t.Fatalf("it is %s's turn, and there is nothing to choose", people[i].Name)
		}
		play(people[i], room.Command{Do: room.Move, Ply: s.Ply, Move: choices[random.IntN(len(choices))].Move})
	}
	for _, p := range people {
		if s := h.now(p, code); s.Phase == room.Playing && !s.Chairs[s.You].Out {
			play(p, room.Command{Do: room.Resign})
		}
	}
	over, err := h.Transcript(h.t.Context(), people[0], code)
	if err != nil {
		h.t.Fatalf("the transcript of what was played on: %v", err)
	}
	if over.Round != s.Round {
		h.t.Fatalf("the transcript is of round %d, want %d", over.Round, s.Round)
	}
	if _, err := over.Check(all.Games()); err != nil {
		h.t.Errorf("what was played on does not follow the rules: %v", err)
	}
}

func goldenRefusal(err error) string {
	var no *room.Refusal
	errors.As(err, &no)
	return cmp.Or(no, &room.Refusal{}).Code
}

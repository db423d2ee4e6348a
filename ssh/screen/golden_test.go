package screen

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"crossplay/game"
	"crossplay/game/connectfour"
	"crossplay/game/tictactoe"
	"crossplay/rooms"
	"crossplay/rooms/room"
	"crossplay/ssh/term"
)

var update = flag.Bool("update", false, "write the golden screens anew")

// scene is a screen in a state.
type scene struct {
	name  string
	setUp func(t *testing.T, a *app)
	keys  []string
	look  term.Look // other than no colours
	only  *term.Size
	game  game.Rules // other than the real ones
	games []game.Rules
}

// position plays moves from the start.
func position(t *testing.T, rules game.Rules, options map[string]string, moves ...game.Move) game.State {
	t.Helper()
	s, err := rules.Start(game.Setup{Seats: 2, Options: options})
	for _, m := range moves {
		if err == nil {
			s, err = s.Play(s.Turn()[0], m)
		}
	}
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// snapshot is a room in which moves were played, from Alice's seat.
func snapshot(t *testing.T, rules game.Rules, you game.Seat, moves ...game.Move) *rooms.Snapshot {
	pos := position(t, rules, nil, moves...)
	s := &rooms.Snapshot{
		Code: "K7MPQX", Version: 1, Game: rules.Info().Name, Phase: room.Playing, Round: 1, Ply: len(moves),
		Turn: pos.Turn(), You: you, View: pos.View(you),
		Chairs: []rooms.Chair{{Name: "Alice", Present: true}, {Name: "Bob", Guest: true, Present: true}},
	}
	if o, over := pos.Outcome(); over {
		s.Phase, s.Result = room.Over, &room.Result{Winners: o.Winners, Reason: o.Reason}
		for _, w := range o.Winners {
			s.Chairs[w].Wins++
		}
	}
	return s
}

// seatAt puts a snapshot on the screen.
func seatAt(a *app, s *rooms.Snapshot) *table {
	t := newTable(a, s.Code, true)
	info, _ := a.session.Registry.Game(s.Game)
	s.Actions = allowed(s, info)
	t.show(s)
	a.page, a.since = t, time.Time{} // it has been there for long
	return t
}

// allowed is what a room allows the viewer of a snapshot to do.
func allowed(s *rooms.Snapshot, info game.Info) []room.Action {
	r := room.New(sample{info: info, turn: s.Turn})
	all := room.Started{Round: 1, Game: info.Name, Seats: make([]room.Person, len(s.Chairs))}
	begins := room.Record{V: 2, Events: []room.Event{{Created: &room.Created{Game: info.Name, Seats: len(s.Chairs)}}, {Started: &all}}}
	for i := range s.Chairs {
		if s.Ply > 0 {
			begins.Events = append(begins.Events, room.Event{Moved: &room.Moved{Seat: game.Seat(i)}})
		}
	}
	if err := r.Apply(&begins); err != nil {
		panic(err)
	}
	r.Phase, r.Moved, r.Chairs = s.Phase, s.Ply > 0, make([]room.Chair, len(s.Chairs))
	away := make(map[room.PersonID]bool)
	for i, c := range s.Chairs {
		p := room.Person{ID: room.PersonID(c.Name), Name: c.Name, Guest: c.Guest, Bot: c.Bot}
		r.Chairs[i] = room.Chair{Person: p, Left: c.Left, Offers: c.Offers, Out: c.Out, Moved: s.Ply > 0}
		away[p.ID] = !c.Present && time.Since(c.Away) >= room.ClaimAfter
	}
	return r.Actions(s.You, room.Circumstances{
		Absent: func(p room.PersonID) bool { return away[p] },
		Here:   func(p room.PersonID) bool { return !away[p] },
		Bots:   []string{"easy", "medium", "hard"},
	})
}

var ttt, four = tictactoe.Rules{}, connectfour.Rules{}

var (
	winX  = []game.Move{"b2", "a1", "a3", "c1", "c3", "b1"} // O wins
	winO  = []game.Move{"b2", "a1", "b1", "c3", "b3"}       // X wins
	fullX = []game.Move{"b2", "a1", "c1", "a3", "a2", "c2", "b3", "b1", "c3"}
	drops = []game.Move{"4", "4", "3", "5", "3", "3", "2", "4"}
	fours = []game.Move{"4", "4", "3", "5", "2", "2", "1"}
)

func ago(d time.Duration) time.Time { return time.Now().Add(-d) }

func card(code room.Code, g string, since time.Duration, phase room.Phase, names ...string) rooms.Card {
	c := rooms.Card{Code: code, Game: g, Phase: phase, Since: ago(since), Round: 1}
	for _, n := range names {
		c.Chairs = append(c.Chairs, rooms.CardChair{Name: n, Present: n != ""})
	}
	return c
}

func atHome(l *rooms.Lobby, mine ...rooms.Card) func(*testing.T, *app) {
	own := make([]rooms.Own, len(mine))
	for i, c := range mine {
		own[i] = rooms.Own{Card: c}
		if i == 0 {
			own[i].Turn = []game.Seat{0}
		}
	}
	return func(t *testing.T, a *app) { a.page.(*home).show(l, own) }
}

func scenes() []scene {
	return []scene{
		{name: "home-empty", setUp: atHome(&rooms.Lobby{People: 1})},
		{name: "home", setUp: func(t *testing.T, a *app) {
			wide := card("34679A", "connectfour", 2*time.Minute, room.Open, "小明李", "")
			wide.Options = map[string]string{"board": "8x7"}
			atHome(&rooms.Lobby{
				People: 12,
				Open:   []rooms.Card{card("CDEFGH", "tictactoe", 20*time.Second, room.Open, "Carol", ""), wide},
				Playing: []rooms.Card{
					card("JKMNPQ", "tictactoe", 5*time.Minute, room.Playing, "Dora", "Ed"),
					card("RTVWXY", "connectfour", 3*time.Hour, room.Playing, "Fay with a long name", "Gus-Adolf the Third"),
				},
			}, card("K7MPQX", "tictactoe", 26*time.Hour, room.Playing, "Alice", "Bob"),
				card("K7MPQY", "connectfour", time.Hour, room.Playing, "Alice", "Gus-Adolf the Third"))(t, a)
		}},
		{name: "home-full", setUp: func(t *testing.T, a *app) {
			l := &rooms.Lobby{People: 400}
			for i := range rooms.MaxListed {
				l.Open = append(l.Open, card(room.Code(fmt.Sprintf("K7MP%02d", i)), "tictactoe", time.Duration(i)*time.Minute, room.Open, fmt.Sprintf("Person %d", i), ""))
			}
			atHome(l)(t, a)
			a.page.(*home).at = "room:K7MP30"
		}},
		{name: "quick-match", setUp: atHome(&rooms.Lobby{People: 1}), keys: []string{"p"}},
		{name: "join-by-code", setUp: atHome(&rooms.Lobby{People: 1}), keys: []string{"j", "k7m pq"}},
		{name: "join-refused", setUp: atHome(&rooms.Lobby{People: 1}), keys: []string{"j", "nowhere", "enter"}},
		{name: "help", setUp: atHome(&rooms.Lobby{People: 1}), keys: []string{"?"}},
		{name: "new-room", setUp: func(t *testing.T, a *app) { a.page = newCreation(a) }},
		{name: "new-room-options", setUp: func(t *testing.T, a *app) { a.page = newCreation(a) }, keys: []string{"right", "down", "right", "down", "right"}},
		{name: "new-room-rules", setUp: func(t *testing.T, a *app) { a.page = newCreation(a) }, keys: []string{"?"}},

		{name: "history", setUp: func(t *testing.T, a *app) { histories(t, a) }, keys: []string{"down"}},
		{name: "replay", setUp: func(t *testing.T, a *app) { replayed(t, a, "K7MPQX", 3) }},
		{name: "replay-end", setUp: func(t *testing.T, a *app) { replayed(t, a, "A7MPQX", 7) }, keys: []string{"s"}},

		{name: "waiting", setUp: func(t *testing.T, a *app) { seatAt(a, waiting(t, 0)) }},
		{name: "seat-free", setUp: func(t *testing.T, a *app) { seatAt(a, waiting(t, game.Spectator)) }},
		{name: "invitation", setUp: func(t *testing.T, a *app) { seatAt(a, snapshot(t, ttt, 0)) }, keys: []string{"esc", "i"}},
		{name: "invitation-copied", setUp: func(t *testing.T, a *app) { seatAt(a, snapshot(t, ttt, 0)) }, keys: []string{"esc", "y"}},

		{name: "your-first-turn", setUp: func(t *testing.T, a *app) { seatAt(a, snapshot(t, ttt, 0)) }},
		{name: "your-turn", setUp: func(t *testing.T, a *app) { seatAt(a, busy(snapshot(t, ttt, 0, "b2", "a1"))) }, keys: []string{"right", "up"}},
		{name: "typing-a-move", setUp: func(t *testing.T, a *app) { seatAt(a, snapshot(t, ttt, 0, "b2", "a1")) }, keys: []string{"c3"}},
		{name: "cannot-play", setUp: func(t *testing.T, a *app) { seatAt(a, snapshot(t, ttt, 0, "b2", "a1")) }, keys: []string{"b2", "enter"}},
		{name: "move-on-its-way", setUp: func(t *testing.T, a *app) {
			tab := seatAt(a, snapshot(t, ttt, 0, "b2", "a1"))
			tab.make(tab.snap.View.Choices[1])
		}},
		{name: "not-saved", setUp: func(t *testing.T, a *app) {
			tab := seatAt(a, snapshot(t, ttt, 0, "b2", "a1"))
			tab.make(tab.snap.View.Choices[1])
			tab.update(done{verb: room.Move, ply: 2, err: room.ErrNotSaved})
		}},
		{name: "their-turn", setUp: func(t *testing.T, a *app) { seatAt(a, busy(snapshot(t, ttt, 0, "b2", "a1", "c3"))) }},
		{name: "away", setUp: func(t *testing.T, a *app) {
			s := snapshot(t, ttt, 0, "b2", "a1", "c3")
			s.Chairs[1].Present, s.Chairs[1].Away = false, ago(42*time.Second)
			seatAt(a, s)
		}},
		{name: "claimable", setUp: func(t *testing.T, a *app) {
			s := snapshot(t, ttt, 0, "b2", "a1", "c3")
			s.Chairs[1].Present, s.Chairs[1].Away = false, ago(190*time.Second)
			seatAt(a, s)
		}},
		{name: "watching", setUp: func(t *testing.T, a *app) {
			s := busy(snapshot(t, ttt, game.Spectator, "b2", "a1", "c3"))
			seatAt(a, s)
			a.say("Every seat is taken. You are watching.")
		}},
		{name: "won", setUp: func(t *testing.T, a *app) { seatAt(a, snapshot(t, ttt, 0, winO...)) }},
		{name: "lost", setUp: func(t *testing.T, a *app) {
			s := snapshot(t, ttt, 0, winX...)
			s.Chairs[1].Offers = []room.Verb{room.Rematch}
			seatAt(a, s)
		}},
		{name: "resigned", setUp: func(t *testing.T, a *app) {
			s := snapshot(t, ttt, 0, "b2")
			s.Phase, s.Turn, s.View.Choices = room.Over, nil, nil
			s.Result = &room.Result{Winners: []game.Seat{1}, How: room.Resigned, By: []game.Seat{0}}
			s.Chairs[0].Offers, s.Chairs[1].Wins = []room.Verb{room.Rematch}, 1
			seatAt(a, s)
		}},
		{name: "drawn", setUp: func(t *testing.T, a *app) {
			s := snapshot(t, ttt, 0, fullX...)
			s.Round, s.Draws, s.Chairs[0].Wins, s.Chairs[1].Wins = 5, 1, 2, 1
			seatAt(a, s)
		}},
		{name: "opponent-left", setUp: func(t *testing.T, a *app) {
			s := snapshot(t, ttt, 0, winO...)
			s.Chairs[1] = rooms.Chair{Left: "Bob"}
			seatAt(a, s)
		}},
		{name: "winner-left", setUp: func(t *testing.T, a *app) {
			s := snapshot(t, ttt, 0, winX...)
			s.Chairs[1] = rooms.Chair{Left: "Alice 2", Wins: 1}
			seatAt(a, s)
		}},
		{name: "gone", setUp: func(t *testing.T, a *app) {
			seatAt(a, snapshot(t, ttt, 0)).gone = room.ErrGone
		}},
		{name: "restarting", setUp: func(t *testing.T, a *app) {
			seatAt(a, snapshot(t, ttt, 0)).gone = room.ErrClosing
		}},
		{name: "resign", setUp: func(t *testing.T, a *app) { seatAt(a, snapshot(t, ttt, 0, "b2")) }, keys: []string{"esc", "R"}},
		{name: "table-menu", setUp: func(t *testing.T, a *app) { seatAt(a, snapshot(t, ttt, 0, "b2")) }, keys: []string{"esc"}},
		{name: "table-menu-when-over", game: dotted(), setUp: func(t *testing.T, a *app) { seatAt(a, several(room.Over)) }, keys: []string{"esc"}},
		{name: "claim", setUp: func(t *testing.T, a *app) {
			s := snapshot(t, ttt, 0, "b2", "a1", "c3")
			s.Chairs[1].Present, s.Chairs[1].Away = false, ago(190*time.Second)
			seatAt(a, s)
		}, keys: []string{"esc", "w"}},
		{name: "stop-waiting", setUp: func(t *testing.T, a *app) { seatAt(a, waiting(t, 0)) }, keys: []string{"q"}},
		{name: "chat", setUp: func(t *testing.T, a *app) { seatAt(a, busy(snapshot(t, ttt, 0, "b2", "a1"))) }, keys: []string{"tab", "well played, 小明李"}},
		{name: "help-at-table", setUp: func(t *testing.T, a *app) { seatAt(a, snapshot(t, ttt, 0)) }, keys: []string{"?"}},

		{name: "slots", setUp: func(t *testing.T, a *app) { seatAt(a, snapshot(t, four, 0, drops...)) }, keys: []string{"right"}},
		{name: "slots-won", setUp: func(t *testing.T, a *app) { seatAt(a, snapshot(t, four, 0, fours...)) }},
		{name: "slots-wide", setUp: func(t *testing.T, a *app) {
			s := snapshot(t, four, 1)
			pos := position(t, four, map[string]string{"board": "9x7"}, drops...)
			s.Options, s.Turn, s.View, s.Ply = map[string]string{"board": "9x7"}, pos.Turn(), pos.View(0), len(drops)
			s.You, s.Chairs[0].Name, s.Chairs[1].Name = 0, "小明李小明李小明李小明李", "Łukasz-Grzegorz the Patient"
			seatAt(a, s)
		}},
		{name: "ascii", look: term.Look{ASCII: true}, setUp: func(t *testing.T, a *app) { seatAt(a, busy(snapshot(t, ttt, 0, "b2", "a1"))) }},
		{name: "ascii-slots", look: term.Look{ASCII: true}, setUp: func(t *testing.T, a *app) { seatAt(a, snapshot(t, four, 0, fours...)) }},
		{name: "pieces-that-move", game: moving{}, setUp: func(t *testing.T, a *app) { seatAt(a, snapshot(t, moving{}, 0)) }},
		{name: "piece-picked", game: moving{}, setUp: func(t *testing.T, a *app) { seatAt(a, snapshot(t, moving{}, 0)) }, keys: []string{"enter"}},
		{name: "menu", game: moving{}, setUp: func(t *testing.T, a *app) { seatAt(a, snapshot(t, moving{}, 0)) }, keys: []string{"enter", "right", "enter"}},
		{name: "bot-levels", setUp: func(t *testing.T, a *app) { seatAt(a, waiting(t, 0)) }, keys: []string{"b"}},
		{name: "against-a-bot", setUp: func(t *testing.T, a *app) {
			s := snapshot(t, ttt, 0, "b2", "a1")
			s.Chairs[1] = rooms.Chair{Name: "Hard bot", Bot: "hard", Present: true}
			seatAt(a, s)
		}},
		{name: "many-games", games: many(), setUp: atHome(&rooms.Lobby{People: 1}), keys: []string{"p", "d", "d", "d"}},
		{name: "many-games-new-room", games: many(), setUp: func(t *testing.T, a *app) { a.page = newCreation(a) }, keys: []string{"d", "d", "down", "left"}},
		{name: "several-waiting", game: dotted(), setUp: func(t *testing.T, a *app) { seatAt(a, several(room.Open)) }},
		{name: "several-playing", game: dotted(), setUp: func(t *testing.T, a *app) { seatAt(a, several(room.Playing)) }},
		{name: "several-won", game: dotted(), setUp: func(t *testing.T, a *app) { seatAt(a, several(room.Over)) }},
		{name: "fair-dice", game: dotted(), setUp: func(t *testing.T, a *app) { seatAt(a, several(room.Over)) }, keys: []string{"esc", "f"}},
		{name: "fair-dice-during", game: dotted(), setUp: func(t *testing.T, a *app) { seatAt(a, several(room.Playing)) }, keys: []string{"esc", "f"}},
		{name: "too-small", only: &term.Size{W: 30, H: 10}, setUp: func(t *testing.T, a *app) { seatAt(a, snapshot(t, ttt, 0)) }},
	}
}

// dotted is the sample for several players.
func dotted() sample {
	all := samples()
	return all[slices.IndexFunc(all, func(s sample) bool { return s.info.MaxSeats > 2 })]
}

// several is a room of four: a bot, and somebody who has given up.
func several(phase room.Phase) *rooms.Snapshot {
	s := dotted().snapshot(0)
	s.Phase = phase
	s.Chairs = append(s.Chairs, rooms.Chair{Name: "Easy bot", Bot: "easy", Present: true})
	s.Chairs[1] = rooms.Chair{Name: "Bartholomew the Patient", Guest: true, Present: true}
	s.Proof = &room.Proof{Hash: strings.Repeat("0123456789abcdef", 4)}
	for i := range 40 {
		step := game.Step{Seat: game.Seat(i / 3 % 4), Text: fmt.Sprintf("a%d, 2 boxes", i)}
		if i%3 == 0 {
			step = game.Step{Seat: game.Chance, Text: "rolls 6-5"}
		}
		s.View.Log = append(s.View.Log, step)
	}
	switch phase {
	case room.Open:
		s.Proof, s.View, s.Turn, s.Chairs[2] = nil, game.View{Boards: s.View.Boards}, nil, rooms.Chair{}
		s.Chairs[1].Offers = []room.Verb{room.Begin}
	case room.Playing:
		s.Chairs[2].Out, s.Chairs[2].Present = true, false
		s.View.Note = "Cross 1, Ring 1, Disc 0 (gave up)."
	default:
		s.Turn, s.View.Choices = nil, nil
		s.Result = &room.Result{Winners: []game.Seat{0, 1}, Reason: "1 box each"}
		s.Chairs[0].Wins, s.Chairs[1].Wins, s.Proof.Secret = 1, 1, strings.Repeat("fedcba9876543210", 4)
	}
	return s
}

// many is as many games as there are samples, and more.
func many() []game.Rules {
	all := []game.Rules{ttt, four}
	for _, s := range samples() {
		all = append(all, s)
	}
	return all
}

// styled are the samples of the styles.
func styled() (all []scene) {
	for _, s := range samples() {
		name := s.Info().Name
		sit := func(_ *testing.T, a *app) { seatAt(a, s.snapshot(0)) }
		all = append(all,
			scene{name: name, game: s, setUp: sit},
			scene{name: name + "-ascii", game: s, setUp: sit, look: term.Look{ASCII: true}})
	}
	return all
}

func waiting(t *testing.T, you game.Seat) *rooms.Snapshot {
	s := snapshot(t, ttt, you)
	s.Phase, s.Turn, s.View.Choices, s.Chairs[1] = room.Open, nil, nil, rooms.Chair{}
	s.Private = true
	return s
}

// busy adds people and what they say.
func busy(s *rooms.Snapshot) *rooms.Snapshot {
	s.Spectators = 2
	for i, text := range []string{"hello", "hi! good luck", "I have no idea what I am doing, to be honest with you all", "谢谢"} {
		seat := game.Seat(i%3) - 1
		name := "Zoë"
		if seat >= 0 {
			name = s.Chairs[seat].Name
		}
		s.Chat = append(s.Chat, room.Line{Seq: i + 1, Seat: seat, Name: name, Text: text, At: time.Now()})
	}
	return s
}

var sizes = []term.Size{{W: 40, H: 15}, {W: 80, H: 24}, {W: 120, H: 40}}

func TestScreensLookAsTheyDid(t *testing.T) {
	for _, s := range append(scenes(), styled()...) {
		t.Run(s.name, func(t *testing.T) {
			all := sizes
			if s.only != nil {
				all = []term.Size{*s.only}
			}
			for _, size := range all {
				name := fmt.Sprintf("%s.%dx%d", s.name, size.W, size.H)
				golden(t, name, show(t, s, size, s.look, (*desk).text))
				if !s.look.ASCII {
					golden(t, name+".256", show(t, s, size, term.Look{Profile: term.Colours256}, (*desk).coloured))
				}
			}
		})
	}
}

// show plays a scene and returns the screen.
func show(t *testing.T, s scene, size term.Size, look term.Look, read func(*desk) string) (shown string) {
	synctest.Test(t, func(t *testing.T) {
		games := s.games
		if s.game != nil {
			games = append(games, s.game)
		}
		sess := newHarness(t, games...).session(t, "Alice")
		sess.Look = look
		d := sit(t, sess, size, func(a *app) {
			a.begun = true
			s.setUp(t, a)
		})
		d.press(s.keys...)
		shown = read(d)
	})
	return shown
}

func golden(t *testing.T, name, got string) {
	t.Helper()
	file := filepath.Join("testdata", name+".golden")
	if *update {
		if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if got != string(want) {
		t.Errorf("%s shows\n%s\nand should show\n%s", name, got, want)
	}
}

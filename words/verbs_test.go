package words

import (
	"strings"
	"testing"

	"crossplay/game"
	"crossplay/rooms"
	"crossplay/rooms/room"
)

func TestTextsAreFilledIn(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"{names} {names|wants|want} it", "Ann wants it"},
		{"{both} {both|wants|want} it", "Ann and Bob want it"},
		{"with {n} {n|player|players}", "with 3 players"},
		{"{unknown} and {open", "{unknown} and {open"},
		{"nothing", "nothing"},
	} {
		args := Args{"names": []string{"Ann"}, "both": []string{"Ann", "Bob"}, "n": 3}
		if got := Fill(c.text, args); got != c.want {
			t.Errorf("%q became %q", c.text, got)
		}
	}
}

func TestAKeyThatThereIsNotIsSaidItself(t *testing.T) {
	if got := Say("status.nowhere", Args{"n": 1}); got != "status.nowhere" {
		t.Errorf("an unknown key is said as %q", got)
	}
	if got := Say("home.people", Args{"n": 2}); got != "2 people here" {
		t.Errorf("a known one is said as %q", got)
	}
}

func TestVerbsAreFilledInWithWhatThereIs(t *testing.T) {
	args := Args{"names": []string{"Ann"}, "n": 2, "such": "", "terms": ""}
	told := Args{"name": "Ann", "was": "Bob", "who": "Ann", "seat": "X", "n": 2}
	for _, v := range Verbs {
		for text, args := range map[string]Args{v.Label: args, v.More: args, v.Ask: args, v.Yes: args, v.No: args, v.Mine: args, v.Theirs: args, v.Told: told} {
			if got := Fill(text, args); strings.Contains(got, "{") {
				t.Errorf("of %s, %q stays", v.Do, got)
			}
		}
	}
}

func TestEveryVerbHasItsRow(t *testing.T) {
	keys := make(map[string]room.Verb)
	for _, v := range Verbs {
		if v.Label == "" || len(v.Commands) == 0 {
			t.Errorf("%s cannot be done everywhere: %+v", v.Do, v)
		}
		if (v.Ask == "") != (v.Yes == "") || (v.Ask == "") != (v.No == "") {
			t.Errorf("%s asks half a question: %+v", v.Do, v)
		}
		if do, taken := keys[v.Key]; taken && v.Key != "" && do != v.Do && v.How != room.Agree { // one offer is open at a time
			t.Errorf("%s and %s share the key %s", v.Do, do, v.Key)
		}
		keys[v.Key] = v.Do
	}
}

func TestAVerbIsWordedForItsViewer(t *testing.T) {
	s := table(many(func(s *rooms.Snapshot) {
		s.Phase = room.Over
		s.Chairs[1].Offers = []room.Verb{room.Rematch}
		s.Chairs[2].Offers = []room.Verb{room.Rematch}
	}))
	for _, c := range []struct {
		a    room.Action
		want string
	}{
		{room.Action{Do: room.Rematch, State: room.Theirs}, "Bob and Carol want a rematch."},
		{room.Action{Do: room.Rematch, State: room.Mine, Seats: []game.Seat{1}}, "Rematch? Waiting for Bob."},
		{room.Action{Do: room.Rematch}, ""},
	} {
		if got := Standing(s, c.a); got != c.want {
			t.Errorf("%+v is worded %q, not %q", c.a, got, c.want)
		}
	}
	if v := VerbFor(s, room.Action{Do: room.Rematch, How: room.Without, Seats: []game.Seat{2}}); v.Label != "Rematch without Carol" {
		t.Errorf("%+v", v)
	}
	if v := VerbFor(s, room.Action{Do: "wave"}); v.Label != "Wave" || v.Commands[0] != "wave" {
		t.Errorf("a verb without a row: %+v", v)
	}
}

// Players are told apart by their seats: nobody is taken for another because of a
// name that begins alike, or that somebody had before.
func TestNewsNameWhoeverDidIt(t *testing.T) {
	s := table(func(s *rooms.Snapshot) {
		s.Chairs[0].Name, s.Chairs[1].Name = "X", "X 2"
		s.LogFrom, s.View.Log = 1, []game.Step{{Seat: 1, Text: "c3"}, {Seat: 0, Text: "a1"}}
	})
	for _, c := range []struct {
		n    room.News
		want string
	}{
		{room.News{What: room.Moves, Seat: 1, From: 0, To: 2, About: room.Nothing}, "O played c3."},
		{room.News{What: room.Moves, Seat: 0, From: 2, To: 3, About: room.Nothing}, "You played a1."},
		{room.News{What: room.Moves, Seat: 0, From: 3, To: 3, About: room.Nothing}, ""},
		{room.News{What: room.SatDown, Seat: 1, About: &room.About{Name: "Hard bot", Bot: "hard", Was: "Ann"}}, "Ann makes room. Hard bot sat down as O."},
		{room.News{What: room.SatDown, Seat: 0, Mine: true, About: &room.About{Name: "X"}}, ""},
		{room.News{What: room.Renamed, Seat: 1, About: &room.About{Name: "X 2", Was: "X"}}, "X is called X 2 now."},
		{room.News{What: room.Offers, Seat: 1, About: &room.About{Name: "X 2", Do: room.Rematch}}, "X 2 wants a rematch."},
		{room.News{What: room.Offers, Seat: 1, About: &room.About{Name: "X 2", Do: "wave"}}, "X 2: Wave."},
		{room.News{What: room.GotUp, Seat: 1, About: &room.About{Name: "X 2"}}, "X 2 left."},
		{room.News{What: room.GivesUp, Seat: 0, Mine: true, About: &room.About{Name: "X"}}, "You gave up. The others play on."},
		{room.News{What: room.StaysOut, Seat: 1, About: &room.About{Name: "X 2"}}, "X 2 did not play on and is out. The others do."},
		{room.News{What: room.Begins, Seat: -1, About: room.Nothing}, "The game begins."},
		{room.News{What: room.IsBack, Seat: 1, About: &room.About{Name: "X 2"}}, "X 2 is back."},
		{room.News{What: room.IsBack, Seat: 0, Mine: true, About: &room.About{Name: "X"}}, ""},
		{room.News{What: room.GoesAway, Seat: 0, Mine: true, About: &room.About{Name: "X", Secs: 40}}, ""},
	} {
		if got := strings.Join(News(s, info, c.n), " "); got != c.want {
			t.Errorf("%+v is worded %q, not %q", c.n, got, c.want)
		}
	}
}

// Who has moved to another seat for a new game is not told what they did themselves
// before it, nor that somebody wants what has come about.
func TestNewsFromBeforeAGameAreReadByItsPlayers(t *testing.T) {
	s := table(func(s *rooms.Snapshot) {
		s.Round = 2
		s.News = []room.News{
			{N: 1, What: room.IsBack, Seat: 1, Mine: true, About: &room.About{Name: "Alice"}}, {N: 2, What: room.IsBack, Seat: 0, About: &room.About{Name: "Bob"}},
			{N: 3, What: room.Offers, Seat: 0, About: &room.About{Name: "Bob", Do: room.Rematch}}, {N: 4, What: room.Begins, Seat: -1, About: &room.About{Swapped: true}},
		}
	})
	var said []string
	for _, n := range s.News {
		said = append(said, News(s, info, n)...)
	}
	if got := strings.Join(said, " "); got != "Bob is back. Game 2 begins, with the sides swapped." {
		t.Error(got)
	}
}

// What may be done and has no words of its own can be asked about nevertheless.
func TestAQuestionWithoutWordsIsAskedByTheLabel(t *testing.T) {
	v := VerbFor(table(func(*rooms.Snapshot) {}), room.Action{Do: "wave", Confirm: true})
	if v.Ask != "Wave?" || v.Yes != "Wave" || v.No != "No" {
		t.Errorf("%+v", v)
	}
}

func TestNoNewsAreSaidTwice(t *testing.T) {
	s := &rooms.Snapshot{News: []room.News{{N: 7, About: room.Nothing}, {N: 8, About: room.Nothing}, {N: 9, About: room.Nothing}}}
	news, told := Newer(s, 7)
	if len(news) != 2 || news[0].N != 8 || told != 9 {
		t.Errorf("%+v, told %d", news, told)
	}
	if news, told = Newer(s, told); len(news) != 0 || told != 9 {
		t.Errorf("again: %+v, told %d", news, told)
	}
}

func TestNewsOfAnEarlierGameAreNotOfThisOne(t *testing.T) {
	s := table(func(s *rooms.Snapshot) { // Alice had the other seat before
		s.View.Log = []game.Step{{Seat: 0, Text: "a1"}, {Seat: 1, Text: "b2"}}
		s.News = []room.News{
			{N: 3, What: room.Moves, Seat: 0, From: 1, To: 2, About: &room.About{Name: "Bob"}}, {N: 4, What: room.Offers, Seat: 0, About: &room.About{Name: "Bob", Do: room.Rematch}},
			{N: 5, What: room.Offers, Seat: 1, About: &room.About{Name: "Alice", Do: room.Rematch}}, {N: 6, What: room.Begins, Seat: -1, About: room.Nothing},
			{N: 7, What: room.Moves, Seat: 0, To: 1, About: &room.About{Name: "Alice"}}, {N: 8, What: room.Moves, Seat: 1, From: 1, To: 2, About: &room.About{Name: "Bob"}},
		}
	})
	var said []string
	for _, n := range s.News {
		said = append(said, News(s, info, n)...)
	}
	if got := strings.Join(said, " "); got != "The game begins. You played a1. O played b2." {
		t.Errorf("the news are worded %q", got)
	}
}

func TestACommandIsKnownBeforeItCanBeDone(t *testing.T) {
	if do, ok := Typed("REMATCH"); !ok || do != room.Rematch {
		t.Errorf("%q", do)
	}
	if do, ok := Typed("fly"); ok {
		t.Errorf("fly is %q", do)
	}
}

// Whatever the game, the example of answers in advance is in its own notation.
func TestAnswersInAdvanceAreShownInTheNotationOfTheGame(t *testing.T) {
	for _, c := range []struct {
		log  []game.Step
		want string
	}{
		{nil, "in turn. A"},
		{[]game.Step{{Seat: 0, Text: "D4"}}, "in turn. A"},
		{[]game.Step{{Seat: 0, Text: "D4"}, {Seat: 1, Text: "Q16"}, {Seat: 0, Text: "C3"}}, "in turn, such as Q16 C3. A"},
		{[]game.Step{{Seat: 0, Text: "a1 takes"}, {Seat: 1, Text: "b2"}}, "in turn, such as b2, a1 takes. A"},
	} {
		s := table(func(s *rooms.Snapshot) { s.View.Log = c.log })
		if more := VerbFor(s, room.Action{Do: room.Plan}).More; !strings.Contains(more, c.want) {
			t.Errorf("with the log %v it reads %q", c.log, more)
		}
	}
}

package screen

import (
	"testing"
	"testing/synctest"
	"time"

	tea "charm.land/bubbletea/v2"

	"crossplay/archive"
	"crossplay/archive/archivetest"
	"crossplay/game"
	"crossplay/game/chess"
	"crossplay/rooms/room"
	"crossplay/ssh/term"
)

// over are games of Alice's that are over, at the hour of the tests.
func over(t *testing.T, a *app) {
	t.Helper()
	alice, bob := room.Person{ID: a.me().ID, Name: "Alice"}, room.Person{ID: "bob", Name: "Bob", Guest: true}
	now := a.now()
	a.session.Archive = archivetest.Open(t,
		archivetest.Game{Code: "A7MPQX", Rules: chess.Rules{}, Seats: []room.Person{alice, bob}, Moves: []game.Move{"e2e4", "e7e5", "d1h5", "b8c6", "f1c4", "g8f6", "h5f7"}, Every: 3 * time.Second, Began: now.Add(-400 * time.Hour)},
		archivetest.Game{Code: "C7MPQXACDE", Private: true, Rules: ttt, Seats: []room.Person{bob, alice}, Moves: winO, Every: time.Second, Began: now.Add(-50 * time.Hour)},
		archivetest.Game{Code: "K7MPQX", Rules: four, Seats: []room.Person{alice, bob}, Moves: drops[:4], Every: time.Second, Began: now.Add(-10 * time.Minute)},
	)
}

// histories puts the list of them on the screen.
func histories(t *testing.T, a *app) *history {
	t.Helper()
	over(t, a)
	h := a.newHistory()
	a.page = h
	page, err := a.session.Archive.Search(t.Context(), h.query)
	if err != nil {
		t.Fatal(err)
	}
	h.update(pastFound{asked: h, n: h.asks, page: page})
	a.session.Archive.Close()
	return h
}

// replayed puts one of them on the screen, at a ply.
func replayed(t *testing.T, a *app, code room.Code, ply int) *replay {
	t.Helper()
	over(t, a)
	of, err := a.session.Archive.Replay(t.Context(), archive.Asker{ID: a.me().ID}, code, 1)
	if err != nil {
		t.Fatal(err)
	}
	a.session.Archive.Close()
	r, err := a.newReplay(of, nil)
	if err != nil {
		t.Fatal(err)
	}
	a.page = r
	r.jump(ply)
	return r
}

func TestAReplayGoesWhereItIsTold(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		sess := newHarness(t).session(t, "Alice")
		a := New(sess, func() {}).(*app)
		a.w, a.h, a.begun = 80, 24, true
		r := replayed(t, a, "A7MPQX", 0)
		at := func(what string, ply int) {
			t.Helper()
			if r.ply != ply {
				t.Errorf("%s leads to %d, want %d", what, r.ply, ply)
			}
		}
		for _, step := range []struct {
			key string
			ply int
		}{{"right", 1}, {"right", 2}, {"left", 1}, {"end", 7}, {"right", 7}, {"pgup", 0}, {"left", 0}, {"pgdown", 7}, {"home", 0}} {
			r.keys(key(step.key))
			at(step.key, step.ply)
		}
		if r.side != 0 {
			t.Errorf("Alice looks from %d", r.side)
		}
		r.keys(key("s"))
		if r.side != 1 || r.ply != 0 {
			t.Errorf("from the other side it is %d at %d", r.side, r.ply)
		}
		r.keys(key("space")) // it goes on by itself
		for ply := 1; ply <= 7; ply++ {
			r.next = a.now()
			r.update(term.TickMsg{})
			at("a tick", ply)
		}
		if r.plays {
			t.Error("it goes on behind the last position")
		}
		r.keys(key("space"))
		at("to play it again", 0)
		r.keys(key("p"))
		if d := r.pause(); d != 3*time.Second {
			t.Errorf("as it was played the first move takes %v", d)
		}
		r.keys(key("right"))
		if r.plays {
			t.Error("it goes on by itself although somebody goes")
		}
		r.keys(tea.KeyPressMsg{Code: tea.KeyEscape})
		if _, home := a.page.(*home); !home {
			t.Errorf("esc leads to %T", a.page)
		}
	})
}

// key is the message of a key by its name.
func key(name string) tea.KeyPressMsg {
	codes := map[string]rune{"left": tea.KeyLeft, "right": tea.KeyRight, "home": tea.KeyHome, "end": tea.KeyEnd, "pgup": tea.KeyPgUp, "pgdown": tea.KeyPgDown, "space": tea.KeySpace}
	if code, ok := codes[name]; ok {
		return tea.KeyPressMsg{Code: code}
	}
	return press(name)
}

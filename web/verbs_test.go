package web_test

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"os"
	"os/exec"
	"slices"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"crossplay/game"
	"crossplay/game/tictactoe"
	"crossplay/journal/journaltest"
	"crossplay/rooms"
	"crossplay/rooms/room"
	"crossplay/web"
	"crossplay/words"
)

// tab is a page in a browser.
type tab struct {
	t   *testing.T
	ctx context.Context
}

func browse(t *testing.T, url string) tab {
	t.Helper()
	path, err := exec.LookPath("chromium")
	if err != nil {
		if os.Getenv("CROSSPLAY_TEST_REQUIRE") == "1" {
			t.Fatal("chromium is missing")
		}
		t.Skip("SKIPPED: chromium is missing")
	}
	ctx, cancel := context.WithTimeout(t.Context(), patience)
	ctx, stop := chromedp.NewExecAllocator(ctx, append(chromedp.DefaultExecAllocatorOptions[:],
		chromedp.ExecPath(path), chromedp.NoSandbox, chromedp.DisableGPU, chromedp.UserDataDir(t.TempDir()))...)
	ctx, closeTab := chromedp.NewContext(ctx)
	t.Cleanup(func() {
		chromedp.Cancel(ctx) // waits for the browser
		closeTab()
		stop()
		cancel()
	})
	b := tab{t, ctx}
	b.do(chromedp.Navigate(url))
	return b
}

func (b tab) do(steps ...chromedp.Action[chromedp.Void]) {
	b.t.Helper()
	if err := chromedp.Do(b.ctx, steps...); err != nil {
		b.t.Fatal("the page: ", err)
	}
}

// press clicks a button, once it is there.
func (b tab) press(label string) {
	b.t.Helper()
	b.do(chromedp.Click(fmt.Sprintf(`//button[normalize-space()=%q]`, label), chromedp.NodeVisible))
}

// shows waits until the page shows a text.
func (b tab) shows(text string) {
	b.t.Helper()
	b.do(chromedp.Poll[chromedp.Void](fmt.Sprintf(`document.body.innerText.includes(%q)`, text)))
}

// A verb that a program adds to its rooms, with a row of words, is a button on the
// page, and what others do by it is told there.
func TestAMadeUpVerbIsAButton(t *testing.T) {
	before := slices.Clone(words.Verbs)
	defer func() { words.Verbs = before }()
	words.Verbs = append(words.Verbs, words.Verb{Do: "wave", Label: "Wave a hand", Told: "{name} waves."})
	h := open(t, func(c *web.Config) {
		var err error
		c.Registry, err = rooms.OpenRegistry(t.Context(), rooms.Config{
			Journal: journaltest.NewMemory(), Secret: secret, Log: slog.New(slog.NewTextHandler(io.Discard, nil)), Games: []game.Rules{tictactoe.Rules{}},
			Verbs: []room.Rule{{
				Do: "wave", Seated: true,
				Offer: func(*room.Room, game.Seat, room.Circumstances) (room.Action, bool) { return room.Action{}, true },
				Decide: func(_ *room.Room, a room.Ask) ([]room.Event, error) {
					return []room.Event{{Offered: &room.Offered{Seat: a.Seat, Do: "wave"}}}, nil
				},
			}, {
				Do: "cheer", Seated: true, Needs: []string{"text"},
				Offer: func(*room.Room, game.Seat, room.Circumstances) (room.Action, bool) {
					return room.Action{Args: []room.Arg{{Name: "text", Values: []string{"hip", "hooray"}}}}, true
				},
				Decide: func(_ *room.Room, a room.Ask) ([]room.Event, error) {
					return []room.Event{{Offered: &room.Offered{Seat: a.Seat, Do: room.Verb(a.Text)}}}, nil
				},
			}},
		})
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(c.Registry.Close)
	})
	other := h.dial("")
	code := other.must("create", "game", "tictactoe").Code
	other.must("open", "room", code)
	page := browse(t, "http://"+h.host+"/r/"+string(code))
	page.press("Sit down")
	page.press("Wave a hand")
	s := other.see(code, "the wave", func(s *rooms.Snapshot) bool {
		return slices.ContainsFunc(s.News, func(n room.News) bool { return n.About != nil && n.Do == "wave" && n.Seat == 1 })
	})
	page.press("Hooray") // one of the values of another, which has no row
	other.see(code, "the cheer", func(s *rooms.Snapshot) bool {
		return slices.ContainsFunc(s.News, func(n room.News) bool { return n.About != nil && n.Do == "hooray" && n.Seat == 1 })
	})
	other.must("wave", "room", code)
	page.shows(s.Chairs[0].Name + " waves.")
}

// The page and the terminal say the same of what can be done and what happened.
func TestThePageSaysWhatTheTerminalSays(t *testing.T) {
	info := tictactoe.Rules{}.Info()
	s := &rooms.Snapshot{
		Phase: room.Playing, Round: 2, You: 0, LogFrom: 2,
		Chairs: []rooms.Chair{{Name: "Ann"}, {Name: "Bob", Guest: true, Offers: []room.Verb{room.Rematch, "wave"}}, {Left: "Cy"}, {}},
		View:   game.View{Log: []game.Step{{Seat: 1, Text: "a1"}, {Seat: 0, Text: "b2"}, {Seat: game.Chance, Text: "3-1"}}},
	}
	for _, v := range append(words.Verbs, words.Verb{Do: "wave"}) {
		for _, state := range []room.State{room.Unasked, room.Mine, room.Theirs} {
			s.Actions = append(s.Actions, room.Action{Do: v.Do, How: v.How, State: state, Seats: []game.Seat{1, 2}, Confirm: v.Ask != "" || v.Do == "wave"}, room.Action{Do: v.Do, How: "odd", State: state})
		}
	}
	for _, seat := range []game.Seat{game.Spectator, 0, 1, 3} {
		for _, what := range []room.What{room.SatDown, room.GotUp, room.Renamed, room.Offers, room.Begins, room.GivesUp, room.StaysOut, room.Ends, room.Agrees, room.Declines, room.Withdraws, room.TakesBack, room.GivesTime, room.Flags, room.GoesAway, room.IsBack} {
			n := room.News{What: what, Seat: seat, Mine: seat == 0, About: &room.About{Name: "Bob", Guest: seat == 1}}
			bot := room.News{What: what, Seat: seat, About: &room.About{Name: "Easy bot", Bot: "easy", Was: "Hard bot", Do: room.Rematch}}
			n.Do = "wave"
			s.News = append(s.News, n, bot)
		}
	}
	s.News = append(s.News, room.News{What: room.Moves, Seat: 1, From: 0, To: 3, About: room.Nothing}, room.News{What: room.Moves, Seat: 0, From: 3, To: 5, About: room.Nothing}, room.News{What: room.Moves, Seat: 1, From: 5, To: 9, About: room.Nothing},
		room.News{N: 2, What: room.Moves, Seat: 1, From: 2, To: 4, About: room.Nothing}, room.News{N: 3, What: room.TakesBack, Seat: 0, To: 3, About: room.Nothing}, room.News{N: 4, What: room.Moves, Seat: 1, From: 3, To: 4, About: room.Nothing})
	type action struct {
		Row      words.Verb `json:"row"`
		Standing string     `json:"standing"`
	}
	var actions []action
	for _, a := range s.Actions {
		actions = append(actions, action{words.VerbFor(s, a), words.Standing(s, a)})
	}
	said := make([][]string, len(s.News))
	for i, n := range s.News {
		said[i] = append([]string{}, words.News(s, info, n)...)
	}
	data, err := json.Marshal(map[string]any{"words": json.RawMessage(words.JSON()), "room": s, "info": info, "actions": actions, "said": said})
	if err != nil {
		t.Fatal(err)
	}
	run(t, `
		const { learn } = await import('./say.js');
		const { wording, standing, told } = await import('./verbs.js');
		const { read } = await import('./delta.js');
		learn(data.words);
		const room = read({ ...data.room, view: { boards: [], ...data.room.view, boards: data.room.view.boards ?? [] } });
		room.actions.forEach((a, i) => {
			const { row, standing: stands } = data.actions[i];
			if (!isDeepStrictEqual(wording(room, data.info, a), row)) console.log(json(a), json(wording(room, data.info, a)), json(row));
			if ((standing(room, data.info, a) ?? '') !== stands) console.log(json(a), standing(room, data.info, a), stands);
		});
		room.news.forEach((n, i) => {
			if (!isDeepStrictEqual(told(room, data.info, n), data.said[i])) console.log(json(n), json(told(room, data.info, n)), json(data.said[i]));
		});`, data)
}

// What a table is about is the same on the page as in the terminal.
func TestThePageHasTheStatusOfTheTerminal(t *testing.T) {
	info := tictactoe.Rules{}.Info()
	chairs := []rooms.Chair{{Name: "Ann"}, {Name: "Bob"}, {Left: "Cy"}, {}}
	type table struct {
		Room   *rooms.Snapshot `json:"room"`
		Status string          `json:"status"`
		Starts string          `json:"starts"`
	}
	var all []table
	add := func(phase room.Phase, turn []game.Seat, result *room.Result) {
		for _, seats := range []int{2, 4} {
			for _, you := range []game.Seat{game.Spectator, 0, 1} {
				s := &rooms.Snapshot{Phase: phase, Turn: turn, Result: result, You: you, Chairs: chairs[:seats]}
				all = append(all, table{s, words.Of(s, info, time.Now()).Text, words.Starts(s, info)})
			}
		}
	}
	add(room.Open, nil, nil)
	for _, turn := range [][]game.Seat{nil, {0}, {1}, {0, 1}} {
		add(room.Playing, turn, nil)
	}
	for _, winners := range [][]game.Seat{nil, {0}, {1}, {0, 1}} {
		for _, how := range []room.How{room.ByRules, room.Resigned, room.Away} {
			for _, by := range [][]game.Seat{nil, {0}, {0, 1}} {
				add(room.Over, nil, &room.Result{Winners: winners, How: how, By: by, Reason: "three in a row"})
			}
		}
	}
	data, err := json.Marshal(map[string]any{"words": json.RawMessage(words.JSON()), "info": info, "all": all})
	if err != nil {
		t.Fatal(err)
	}
	run(t, `
		const { learn } = await import('./say.js');
		const { starts, status } = await import('./words.js');
		learn(data.words);
		for (const { room, status: want, starts: when } of data.all) {
			if (status(room, data.info).all !== want) console.log(json(room), json(status(room, data.info)), json(want));
			if (starts(room, data.info) !== when) console.log(json(room), starts(room, data.info), json(when));
		}`, data)
}

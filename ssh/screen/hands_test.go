package screen

import (
	"encoding/json"
	"os"
	"strings"
	"testing"
	"time"

	"crossplay/rooms/room"
)

// Whoever presses twice has picked one thing: what came into its place between the
// two they have not seen.
func TestASecondPressPlaysNoUnseenMove(t *testing.T) {
	bubble(t, func(t *testing.T, h *harness) {
		alice, bob := two(t, h, "tictactoe")
		table := alice.app.page.(*table)
		ply := func() int { return table.snap.Ply }

		alice.press("enter")
		pass(reactionTime)
		if ply() != 1 {
			t.Fatalf("the first press: ply %d", ply())
		}
		alice.press("enter") // impatient, while the other thinks
		bob.press("enter")
		pass(10 * time.Millisecond)
		if ply() != 2 {
			t.Fatalf("the answer: ply %d", ply())
		}
		alice.press("enter")
		pass(10 * time.Millisecond)
		if ply() != 2 {
			t.Error("a press in the moment of the answer played a move")
		}
		pass(time.Second)
		alice.press("enter")
		pass(10 * time.Millisecond)
		if ply() != 3 {
			t.Error("a press that was meant plays nothing")
		}
	})
}

// The file says what both windows do.
func TestPressesThatNobodyMeantPlayNothing(t *testing.T) {
	file, err := os.ReadFile("testdata/presses.json")
	if err != nil {
		t.Fatal(err)
	}
	var vectors []struct {
		What  string
		Steps []struct {
			Turn, At      *int
			Press, Strike string
			Seen          bool
		}
	}
	if err := json.Unmarshal(file, &vectors); err != nil || len(vectors) == 0 {
		t.Fatal(err)
	}
	at := func(ms int) time.Time { return time.UnixMilli(int64(ms)) }
	for _, v := range vectors {
		var h hands
		var turned time.Time
		for i, s := range v.Steps {
			if s.Turn != nil {
				turned = at(*s.Turn)
				continue
			}
			h.strike(at(*s.At), s.Press+s.Strike)
			if seen := h.seen(at(*s.At), turned); s.Press != "" && seen != s.Seen {
				t.Errorf("%s: of step %d it is %v that it was seen", v.What, i+1, seen)
			}
		}
	}
}

// What is typed on, when the room goes in which it was typed, goes nowhere.
func TestTalkThatLosesItsRoomPressesNoKeys(t *testing.T) {
	bubble(t, func(t *testing.T, h *harness) {
		alice := sit(t, h.session(t, "Alice"), normal, nil)
		alice.press("n", "enter")
		pass(time.Second)
		code := alice.app.page.(*table).code
		carol := sit(t, h.session(t, "Carol", "watch", string(code)), normal, nil)
		pass(time.Second)
		carol.press("tab", "h", "i", " ")
		if err := h.Do(t.Context(), alice.app.me(), code, room.Command{Do: room.Leave}); err != nil {
			t.Fatal(err)
		}
		pass(50 * time.Millisecond)
		for _, k := range []string{"n", "o", "w", " ", "q"} {
			carol.press(k)
			pass(100 * time.Millisecond)
		}
		if p, ok := carol.app.page.(*table); !ok || p.gone == nil {
			t.Errorf("what was being said led to %T", carol.app.page)
		}
		pass(time.Second)
		carol.press("q")
		if _, ok := carol.app.page.(*home); !ok {
			t.Errorf("a key that is meant leads to %T", carol.app.page)
		}
	})
}

// The second click of two does not go through what the first has opened.
func TestADoubleClickOpensOneThing(t *testing.T) {
	var h hands
	now := time.Unix(0, 0)
	p := &home{}
	if !h.click(now, p, nil) {
		t.Error("the first click does nothing")
	}
	if h.click(now.Add(200*time.Millisecond), p, &dialog{}) {
		t.Error("the second click answers the question that the first asked")
	}
	front := &dialog{}
	if h.click(now.Add(300*time.Millisecond), p, front); !h.click(now.Add(500*time.Millisecond), p, front) {
		t.Error("two clicks at one place are two")
	}
	if !h.click(now.Add(2*time.Second), p, nil) {
		t.Error("a click a second later does nothing")
	}
}

// The list moves under the choice: what comes into its place was not chosen.
func TestARoomThatGoesIsNotChangedForAnother(t *testing.T) {
	bubble(t, func(t *testing.T, h *harness) {
		codes := make(map[string]room.Code)
		for _, name := range []string{"Alice", "Bob"} {
			d := sit(t, h.session(t, name), normal, nil)
			d.press("n", "enter")
			pass(time.Second)
			codes[name] = d.app.page.(*table).code
		}
		carol := sit(t, h.session(t, "Carol"), normal, nil)
		pass(time.Second)
		list := carol.app.page.(*home)
		if list.at != "room:"+string(codes["Alice"]) {
			t.Fatalf("the choice is on %s", list.at)
		}
		if err := h.Do(t.Context(), h.session(t, "Alice").Person(), codes["Alice"], room.Command{Do: room.Leave}); err != nil {
			t.Fatal(err)
		}
		pass(300 * time.Millisecond)
		carol.press("enter")
		if carol.app.page != page(list) {
			t.Error("Enter led to the room that came into the place of the chosen one")
		}
		pass(time.Second)
		carol.press("enter")
		if carol.app.page == page(list) {
			t.Error("Enter leads nowhere any more")
		}
	})
}

// A key that is held, and a line of chat that is sent with more Enters than it
// takes, play nothing.
func TestHeldKeysPlayNothing(t *testing.T) {
	bubble(t, func(t *testing.T, h *harness) {
		alice, bob := two(t, h, "tictactoe")
		table := alice.app.page.(*table)
		for range 40 { // held for more than a second, over the answer of the other
			alice.press("enter")
			pass(30 * time.Millisecond)
			if table.snap.Ply == 1 {
				bob.press("right", "enter")
			}
		}
		if table.snap.Ply != 2 {
			t.Errorf("a held key has played on: ply %d", table.snap.Ply)
		}
		pass(time.Second)
		alice.press("tab", "h", "i")
		for range 5 {
			alice.press("enter")
			pass(100 * time.Millisecond)
		}
		if table.snap.Ply != 2 {
			t.Errorf("the Enters of a line of chat have played: ply %d", table.snap.Ply)
		}
	})
}

// A key that was held, or tapped, before a game begins plays nothing when it does, and
// what was pressed to read the rules neither.
func TestKeysOfTheWaitPlayNothing(t *testing.T) {
	for name, every := range map[string]time.Duration{"held": 30 * time.Millisecond, "tapped": 300 * time.Millisecond} {
		for _, key := range []string{"enter", "space"} {
			for _, open := range []string{"", "?"} {
				bubble(t, func(t *testing.T, h *harness) {
					alice := sit(t, h.session(t, "Alice"), normal, nil)
					alice.press("n", "enter")
					pass(time.Second)
					table := alice.app.page.(*table)
					if open != "" {
						alice.press(open)
					}
					pressing := func(long time.Duration) {
						for range long / every {
							alice.press(key)
							pass(every)
						}
					}
					pressing(2 * time.Second)
					if err := h.Do(t.Context(), h.session(t, "Bob").Person(), table.code, room.Command{Do: room.Sit}); err != nil {
						t.Fatal(err)
					}
					pressing(3 * time.Second)
					if table.snap.Phase != room.Playing || table.snap.Ply != 0 {
						t.Errorf("%s %s, %q: %s at ply %d", key, name, open, table.snap.Phase, table.snap.Ply)
					}
					pass(time.Second)
					alice.press(key)
					pass(100 * time.Millisecond)
					if table.myTurn() {
						t.Errorf("%s %s, %q: a key that is meant plays nothing", key, name, open)
					}
				})
			}
		}
	}
}

// Whoever looks at an empty list finds an opponent with Enter, and sits down in no
// room that came in that moment; and what is pressed on behind the answer of a
// question is no second one.
func TestEnterSitsDownNowhereUnseen(t *testing.T) {
	bubble(t, func(t *testing.T, h *harness) {
		carol := sit(t, h.session(t, "Carol"), normal, nil)
		pass(time.Second)
		list := carol.app.page.(*home)
		alice := sit(t, h.session(t, "Alice"), normal, nil)
		alice.press("n", "enter")
		for !strings.Contains(carol.text(), "Alice") {
			pass(10 * time.Millisecond)
		}
		pass(reactionTime / 2)
		carol.press("enter")
		pass(reactionTime)
		if carol.app.page != page(list) {
			t.Errorf("Enter led to %T", carol.app.page)
		}
		carol.press("p", "2", "enter", "enter")
		pass(time.Second)
		if mine := h.Mine(carol.app.me().ID); len(mine) != 1 {
			t.Errorf("one quick match led to %d rooms", len(mine))
		}
	})
}

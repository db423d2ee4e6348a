package rooms_test

import (
	"testing"

	"crossplay/game"
	"crossplay/rooms"
	"crossplay/rooms/room"
)

// Whoever sees the same in a game is shown one board, which is drawn once; the sides of
// chess are two.
func TestWhatIsSeenAlikeIsKeptOnce(t *testing.T) {
	for name, boards := range map[string]int{"go": 1, "chess": 2} {
		reg := forgetfulRooms(t)
		people := []rooms.Person{ann, bob, cat}
		code, err := reg.Create(t.Context(), ann, "", rooms.New{Game: name})
		if err != nil {
			t.Fatal(err)
		}
		if err := reg.Do(t.Context(), bob, code, room.Command{Do: room.Sit}); err != nil {
			t.Fatal(err)
		}
		var watches []*rooms.Watch
		for _, p := range people {
			w, err := reg.Watch(t.Context(), p, code, func() {})
			if err != nil {
				t.Fatal(err)
			}
			watches = append(watches, w)
		}
		for ply := range 6 {
			reg.Settle()
			seen := make(map[*game.Board]bool)
			var move game.Move
			for i, w := range watches {
				s, _ := w.Take()
				if s == nil {
					t.Fatal("there is nothing to see")
				}
				seen[&s.View.Boards[0]] = true
				if i < 2 && (len(s.View.Choices) > 0) != (ply%2 == i) || i == 2 && len(s.View.Choices) > 0 {
					t.Errorf("%s, ply %d: %s has %d choices", name, ply, people[i].Name, len(s.View.Choices))
				}
				if len(s.View.Choices) > 0 {
					move = s.View.Choices[0].Move
				}
			}
			if len(seen) != boards {
				t.Errorf("%s, ply %d: there are %d boards", name, ply, len(seen))
			}
			if err := reg.Do(t.Context(), people[ply%2], code, room.Command{Do: room.Move, Ply: ply, Move: move}); err != nil {
				t.Fatal(err)
			}
		}
		reg.Close()
	}
}

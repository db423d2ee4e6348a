package words_test

import (
	"bufio"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"crossplay/game"
	"crossplay/game/all"
	"crossplay/rooms"
	"crossplay/rooms/room"
	"crossplay/words"
)

// endings are the ways in which a game has ended in its playthroughs, and those by
// which every game can end.
func endings(t *testing.T, info game.Info, seats int) (found []room.Result) {
	t.Helper()
	files, err := filepath.Glob("../game/*/testdata/*.txt")
	if err != nil || len(files) == 0 {
		t.Fatal(err, "no playthroughs")
	}
	for _, file := range files {
		f, err := os.Open(file)
		if err != nil {
			t.Fatal(err)
		}
		lines := bufio.NewScanner(f)
		for name := ""; lines.Scan(); {
			if rest, ok := strings.CutPrefix(lines.Text(), "game: "); ok {
				name, _, _ = strings.Cut(rest, ", version")
			}
			over, ok := strings.CutPrefix(lines.Text(), "over: ")
			if !ok || name != info.Title {
				continue
			}
			who, reason, _ := strings.Cut(over, ", ")
			r := room.Result{How: room.ByRules, Reason: reason}
			for _, seat := range strings.Split(strings.TrimPrefix(who, "won by "), " and ") {
				if i := slices.Index(info.Seats, seat); i >= 0 && i < seats {
					r.Winners = append(r.Winners, game.Seat(i))
				}
			}
			if (len(r.Winners) > 0) == strings.HasPrefix(over, "won by ") {
				found = append(found, r)
			}
		}
		f.Close()
	}
	for i := range seats {
		others := slices.DeleteFunc(slices.Clone(all4[:seats]), func(s game.Seat) bool { return s == game.Seat(i) })
		for _, how := range []room.How{room.Resigned, room.Away} {
			found = append(found, room.Result{Winners: others, How: how, By: []game.Seat{game.Seat(i)}})
		}
		found = append(found, room.Result{How: room.Away, By: []game.Seat{game.Seat(i)}})
	}
	return found
}

// played is how a game ends that is played at random.
func played(t *testing.T, g game.Rules) game.Outcome {
	t.Helper()
	rng := rand.New(rand.NewPCG(1, 2))
	s, err := g.Start(game.Setup{Seats: g.Info().MinSeats})
	for range 10_000 {
		if err != nil {
			t.Fatal(err)
		}
		if o, over := s.Outcome(); over {
			return o
		}
		seat := s.Turn()[0]
		m := game.Move("")
		if seat == game.Chance {
			m = s.Draw(rng)
		} else {
			moves := game.Moves(s, seat)
			m = moves[rng.IntN(len(moves))]
		}
		s, err = s.Play(seat, m)
	}
	t.Fatalf("%s does not end", g.Info().Name)
	return game.Outcome{}
}

var all4 = []game.Seat{0, 1, 2, 3}

// Whoever looks, and whoever has left or has another name since, reads one true
// sentence about every end of every game.
func TestEveryEndIsTrueForEverybody(t *testing.T) {
	nobody := regexp.MustCompile(`(?i)^nobody|\bnobody (won|resigned|stayed)`)
	you := regexp.MustCompile(`(?i)\byou\b`)
	called := []string{"Ann", "Bob", "Cyd", "Dee"}
	for _, g := range all.Games() {
		info := g.Info()
		ways := endings(t, info, info.MaxSeats)
		if !slices.ContainsFunc(ways, func(r room.Result) bool { return r.How == room.ByRules }) {
			o := played(t, g)
			ways = append(ways, room.Result{Winners: o.Winners, How: room.ByRules, Reason: o.Reason})
		}
		for _, r := range ways {
			for _, viewer := range append([]game.Seat{game.Spectator}, all4[:info.MaxSeats]...) {
				for left := range 1 << info.MaxSeats { // who has left since, in each way
					if viewer >= 0 && left&(1<<viewer) != 0 {
						continue
					}
					s := &rooms.Snapshot{Phase: room.Over, You: viewer, Result: &r, Chairs: make([]rooms.Chair, info.MaxSeats)}
					for i := range s.Chairs {
						if s.Chairs[i].Name = called[i]; left&(1<<i) != 0 {
							s.Chairs[i] = rooms.Chair{Left: called[i]}
						}
					}
					said := words.Of(s, info, time.Now()).Text
					what := fmt.Sprintf("%s, %+v, told to %d, %b left: %q", info.Name, r, viewer, left, said)
					won := viewer >= 0 && slices.Contains(r.Winners, viewer)
					did := viewer >= 0 && (slices.Contains(r.By, viewer) || r.How == room.Away && len(r.Winners) == 0)
					if viewer >= 0 && strings.Contains(said, called[viewer]) {
						t.Errorf("somebody reads their own name: %s", what)
					}
					if strings.HasPrefix(said, "You won") != (won && len(r.Winners) == 1) || you.MatchString(said) != (won || did) {
						t.Errorf("the wrong one is called you: %s", what)
					}
					if strings.HasPrefix(said, "A draw") != (len(r.Winners) == 0) || nobody.MatchString(said) || strings.Contains(said, "lost") {
						t.Errorf("it is not true: %s", what)
					}
					for _, seat := range append(slices.Clone(r.Winners), r.By...) {
						if seat != viewer && !strings.Contains(said, called[seat]) {
							t.Errorf("%s is missing: %s", called[seat], what)
						}
					}
				}
			}
		}
	}
}

func TestHowAGameEnded(t *testing.T) {
	info := game.Info{Seats: []string{"White", "Black"}}
	two := []rooms.Chair{{Name: "Ann"}, {Name: "Bob"}}
	three := append(slices.Clone(two), rooms.Chair{Name: "Cyd"})
	seats := func(all ...game.Seat) []game.Seat { return all }
	for _, c := range []struct {
		chairs []rooms.Chair
		you    game.Seat
		result room.Result
		want   string
	}{
		{two, 0, room.Result{Winners: seats(0), Reason: "three in a row"}, "You won: three in a row"},
		{two, 1, room.Result{Winners: seats(0), Reason: "three in a row"}, "Ann won: three in a row"},
		{two, -1, room.Result{Winners: seats(0), Reason: "2.5 points ahead"}, "Ann won: 2.5 points ahead"},
		{two, 0, room.Result{Reason: "stalemate"}, "A draw: stalemate"},
		{two, 0, room.Result{}, "A draw"},
		{two, 0, room.Result{Winners: seats(1), How: room.Resigned, By: seats(0)}, "Bob won: you resigned"},
		{two, 1, room.Result{Winners: seats(1), How: room.Resigned, By: seats(0)}, "You won: Ann resigned"},
		{two, -1, room.Result{Winners: seats(1), How: room.Resigned, By: seats(0)}, "Bob won: Ann resigned"},
		{two, 0, room.Result{Winners: seats(1), How: room.Away, By: seats(0)}, "Bob won: you stayed away"},
		{two, 0, room.Result{How: room.Away, By: seats(1)}, "A draw: Bob stayed away, and you could not win any more"},
		{two, 0, room.Result{Winners: seats(0), How: room.Silent, By: seats(1)}, "You won: Bob did not move for long"},
		{two, 0, room.Result{How: room.Silent, By: seats(1)}, "A draw: Bob did not move for long, and you could not win any more"},
		{two, 1, room.Result{How: room.Called, By: seats(1)}, "A draw: you did not play on"},
		{two, 1, room.Result{How: room.Away, By: seats(1)}, "A draw: you stayed away, and Ann could not win any more"},
		{two, 0, room.Result{Winners: seats(0), How: room.OutOfTime, By: seats(1)}, "You won: Bob ran out of time"},
		{two, 1, room.Result{How: room.OutOfTime, By: seats(1)}, "A draw: you ran out of time, and Ann could not win any more"},
		{two, 0, room.Result{How: room.NoStart, By: seats(1)}, "The game was called off: Bob did not begin"},
		{two, 0, room.Result{How: room.Agreed}, "A draw: by agreement"},
		{two, 1, room.Result{How: room.Aborted}, "The game was called off"},
		{two, 0, room.Result{How: room.Aborted, By: seats(0)}, "You called the game off"},
		{two, 1, room.Result{How: room.Aborted, By: seats(0)}, "Ann called the game off"},
		{two, -1, room.Result{How: room.Away, By: seats(1)}, "A draw: Bob stayed away, and Ann could not win any more"},
		{two, -1, room.Result{Winners: seats(0), How: "struck by lightning"}, "Ann won"},
		{three, 2, room.Result{Winners: seats(0, 2), Reason: "4, 4 and 1 box"}, "You and Ann won: 4, 4 and 1 box"},
		{three, 1, room.Result{Winners: seats(0, 2), Reason: "4, 4 and 1 box"}, "Ann and Cyd won: 4, 4 and 1 box"},
		{three, 1, room.Result{Winners: seats(2), How: room.Away, By: seats(0, 1)}, "Cyd won: you and Ann stayed away"},
		{[]rooms.Chair{{Left: "Ann"}, {Left: "Bob"}}, -1, room.Result{Winners: seats(0), How: room.Resigned, By: seats(1)}, "Ann won: Bob resigned"},
		{[]rooms.Chair{{}, {}}, -1, room.Result{Winners: seats(0), How: room.Resigned, By: seats(1)}, "White won: Black resigned"},
		{two, -1, room.Result{Winners: seats(7)}, "Seat 8 won"},
	} {
		s := &rooms.Snapshot{Phase: room.Over, You: c.you, Result: &c.result, Chairs: c.chairs}
		if got := words.Of(s, info, time.Now()).Text; got != c.want {
			t.Errorf("%+v, told to %d: %q, not %q", c.result, c.you, got, c.want)
		}
	}
}

func TestARecordSaysHowItEnded(t *testing.T) {
	info := game.Info{Seats: []string{"White", "Black"}}
	for want, tr := range map[string]*room.Transcript{
		"":                      {},
		"Ann won: Bob resigned": {Players: []string{"Ann", "Bob"}, Result: &room.Result{Winners: []game.Seat{0}, How: room.Resigned, By: []game.Seat{1}}},
		"Black won: checkmate":  {Players: []string{"Ann", ""}, Result: &room.Result{Winners: []game.Seat{1}, Reason: "checkmate"}},
	} {
		if got := words.RecordOf(tr, info).Ending; got != want {
			t.Errorf("%q, not %q", got, want)
		}
	}
}

package gametest

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"sync/atomic"
	"testing"

	"crossplay/game"
)

// check is Run without a test: how the game breaks its promises.
func check(r game.Rules) error {
	s, err := newSuite(r, 3)
	if err != nil {
		return err
	}
	var errs []error
	for _, p := range promises {
		if err := safely(func() error { return p.kept(s) }); err != nil {
			errs = append(errs, fmt.Errorf("%s: %w", p.name, err))
		}
	}
	return errors.Join(errs...)
}

// bent is a game with something broken. What is nil works as it should.
type bent struct {
	info  func(game.Info) game.Info
	start func(game.Setup) game.Setup
	turn  func(game.State) []game.Seat
	play  func(game.State, game.Seat, game.Move) (game.State, error)
	draw  func(game.State, *rand.Rand) game.Move
	ends  func(game.Outcome, bool) (game.Outcome, bool)
	view  func(game.State, game.Seat, game.View) game.View
	list  func([]game.Move) []game.Move
	dream func(game.State, game.Seat, *rand.Rand) game.State
	bares func(game.State) game.View
	quit  func(game.State, game.Seat) (game.State, error)
	hopes func(game.State, game.Seat) bool
	drill func(game.State, game.Seat) bool
}

func (b *bent) Info() game.Info {
	if b.info != nil {
		return b.info(evens{}.Info())
	}
	return evens{}.Info()
}

func (b *bent) Start(s game.Setup) (game.State, error) {
	if b.start != nil {
		s = b.start(s)
	}
	return b.wrap(evens{}.Start(s))
}

func (b *bent) wrap(s game.State, err error) (game.State, error) {
	if err != nil {
		return nil, err
	}
	return bentState{s, b}, nil
}

type bentState struct {
	game.State
	*bent
}

func (s bentState) Turn() []game.Seat {
	if s.turn != nil {
		return s.turn(s.State)
	}
	return s.State.Turn()
}

func (s bentState) Play(seat game.Seat, m game.Move) (game.State, error) {
	if s.play != nil {
		return s.wrap(s.play(s.State, seat, m))
	}
	return s.wrap(s.State.Play(seat, m))
}

func (s bentState) Draw(r *rand.Rand) game.Move {
	if s.draw != nil {
		return s.draw(s.State, r)
	}
	return s.State.Draw(r)
}

func (s bentState) Outcome() (game.Outcome, bool) {
	if s.ends != nil {
		return s.ends(s.State.Outcome())
	}
	return s.State.Outcome()
}

func (s bentState) View(seat game.Seat) game.View {
	if s.view != nil {
		return s.view(s.State, seat, s.State.View(seat))
	}
	return s.State.View(seat)
}

func (s bentState) Moves(seat game.Seat) []game.Move {
	moves := game.Moves(s.State, seat)
	if s.list != nil {
		moves = s.list(moves)
	}
	return moves
}

func (s bentState) Resample(seat game.Seat, r *rand.Rand) game.State {
	if s.dream != nil {
		return bentState{s.dream(s.State, seat, r), s.bent}
	}
	return bentState{game.Resample(s.State, seat, r), s.bent}
}

func (s bentState) Reveal() game.View {
	if s.bares != nil {
		return s.bares(s.State)
	}
	return game.Reveal(s.State)
}

func (s bentState) Resign(seat game.Seat) (game.State, error) {
	if s.quit != nil {
		return s.wrap(s.quit(s.State, seat))
	}
	return s.wrap(s.State.(game.Resigner).Resign(seat))
}

func (s bentState) CanWin(seat game.Seat) bool {
	if s.hopes != nil {
		return s.hopes(s.State, seat)
	}
	return game.CanWin(s.State, seat)
}

func (s bentState) Rehearses(seat game.Seat) bool {
	return s.drill != nil && s.drill(s.State, seat)
}

func TestAGameWithNothingBrokenPasses(t *testing.T) {
	if err := check(&bent{}); err != nil {
		t.Error(err)
	}
}

func TestBrokenGamesAreCaught(t *testing.T) {
	for _, c := range []struct {
		broken string
		rules  *bent
		says   string
	}{
		{"a move that the view does not offer", &bent{view: func(_ game.State, _ game.Seat, v game.View) game.View {
			if len(v.Log) == 1 && len(v.Choices) > 0 {
				v.Choices = v.Choices[1:]
			}
			return v
		}}, `may not play "odd", which is allowed`},
		{"a choice that is refused", &bent{view: func(_ game.State, _ game.Seat, v game.View) game.View {
			if len(v.Choices) > 0 {
				v.Choices = append(v.Choices, game.Choice{Move: "neither", Label: "Neither"})
			}
			return v
		}}, `"neither" is possible, and yet refused`},
		{"a panic on a text", &bent{play: func(s game.State, seat game.Seat, m game.Move) (game.State, error) {
			_ = m[0]
			return s.Play(seat, m)
		}}, "panic: runtime error: index out of range"},
		{"a panic in a view", &bent{view: func(_ game.State, seat game.Seat, v game.View) game.View {
			v.Note = v.Boards[-min(seat, 0)].Title
			return v
		}}, "panic: runtime error: index out of range"},
		{"any spelling of a move", &bent{play: func(s game.State, seat game.Seat, m game.Move) (game.State, error) {
			return s.Play(seat, game.Move(strings.TrimSpace(strings.ToLower(string(m)))))
		}}, `may not play "EVEN", which is allowed`},
		{"a move for somebody else", &bent{play: func(s game.State, seat game.Seat, m game.Move) (game.State, error) {
			if turn := s.Turn(); len(turn) > 0 && turn[0] != game.Chance {
				seat = turn[0]
			}
			return s.Play(seat, m)
		}}, `Spectator may not play "", which is refused with "illegal move", not with "not your turn"`},
		{"a refusal of another kind", &bent{play: func(s game.State, seat game.Seat, m game.Move) (game.State, error) {
			next, err := s.Play(seat, m)
			if err != nil {
				err = errors.New("no")
			}
			return next, err
		}}, `refused with "no", not with "illegal move"`},
		{"a refusal that cannot be shown", &bent{play: func(s game.State, seat game.Seat, m game.Move) (game.State, error) {
			next, err := s.Play(seat, m)
			if err != nil {
				err = fmt.Errorf("%w: %s", err, m)
			}
			return next, err
		}}, "refused in words that cannot be shown"},
		{"a log that nobody can type", &bent{view: func(_ game.State, seat game.Seat, v game.View) game.View {
			for i := range v.Log {
				if v.Log[i].Seat == seat && v.Log[i].Text == "even" {
					v.Log[i].Text = "not odd"
				}
			}
			return v
		}}, `the log says "not odd" of First "even": who types it gets ""`},
		{"choices for spectators", &bent{view: func(s game.State, seat game.Seat, v game.View) game.View {
			if seat == game.Spectator {
				v.Choices = s.View(0).Choices
			}
			return v
		}}, "Spectator is not to move and has 3 choices"},
		{"a position that its moves write to", &bent{play: func(s game.State, seat game.Seat, m game.Move) (game.State, error) {
			next, err := s.Play(seat, m)
			if order := s.(bets).order; err == nil && len(order) > 0 {
				order[0] = seat
			}
			return next, err
		}}, "the position changed when its moves were played"},
		{"a position that its sisters write to", &bent{play: func(s game.State, seat game.Seat, m game.Move) (game.State, error) {
			next, err := s.Play(seat, m)
			if b, ok := next.(bets); ok && seat >= 0 && len(b.made) == 3 {
				// The array has room for more, and all children write to it.
				b.order = slices.Grow(append(s.(bets).order, seat), 1)
				next = b
			}
			return next, err
		}}, "changed when other moves were played in its stead"},
		{"a view that depends on more than the moves", &bent{view: func() func(game.State, game.Seat, game.View) game.View {
			var seen atomic.Int64
			return func(_ game.State, _ game.Seat, v game.View) game.View {
				v.Note = fmt.Sprint("seen ", seen.Add(1), " times")
				return v
			}
		}()}, "lead to another position when replayed"},
		{"a chance with a generator of its own", &bent{draw: func(s game.State, r *rand.Rand) game.Move {
			return s.Draw(rand.New(rand.NewPCG(rand.Uint64(), 0)))
		}}, "from the same generator"},
		{"a game without an end", &bent{
			play: func(s game.State, seat game.Seat, m game.Move) (game.State, error) {
				if _, err := s.Play(seat, m); err != nil {
					return nil, err
				}
				return s, nil
			},
		}, "the game does not end"},
		{"a game that nobody can go on with", &bent{turn: func(s game.State) []game.Seat {
			return slices.DeleteFunc(s.Turn(), func(seat game.Seat) bool { return seat == game.Chance })
		}}, "nobody is to move, and the game is not over"},
		{"turns in disorder", &bent{turn: func(s game.State) []game.Seat {
			turn := s.Turn()
			slices.Reverse(turn)
			return turn
		}}, "not Chance alone, nor seats in ascending order"},
		{"a move that is not listed", &bent{list: func(moves []game.Move) []game.Move {
			return moves[:len(moves)/2]
		}}, "and the choices"},
		{"a turn that is set up where something is hidden", &bent{drill: func(_ game.State, seat game.Seat) bool {
			return seat == 0
		}}, "rehearses in a game that hides something"},
		{"a sample that shows another view", &bent{dream: func(s game.State, seat game.Seat, _ *rand.Rand) game.State {
			b := s.(bets)
			b.sides++
			b.order = nil
			return b
		}}, "can tell the position from its sample"},
		{"a sample that is the truth", &bent{dream: func(s game.State, seat game.Seat, r *rand.Rand) game.State {
			if r.IntN(2) == 0 {
				return s
			}
			return game.Resample(s, seat, r)
		}}, "depends on what is hidden"},
		{"secrets that are revealed to nobody", &bent{bares: func(s game.State) game.View {
			v := s.View(game.Spectator)
			v.Boards = slices.Clone(v.Boards)
			v.Boards[0].Cells = slices.Clone(v.Boards[0].Cells)
			v.Boards[0].Cells[0].Marks = []game.Mark{game.Hidden}
			return v
		}}, "is hidden in what is revealed"},
		{"choices in what is revealed", &bent{bares: func(s game.State) game.View { return s.View(0) }}, "what is revealed has choices"},
		{"whoever gave up and still moves", &bent{quit: func(s game.State, _ game.Seat) (game.State, error) {
			return s, nil
		}}, "gave up, and is to move"},
		{"whoever gives up twice", &bent{quit: func(s game.State, seat game.Seat) (game.State, error) {
			next, err := s.(game.Resigner).Resign(seat)
			if err != nil {
				return s, nil
			}
			return next, nil
		}}, "with ErrTurn"},
		{"whoever cannot win from the beginning", &bent{hopes: func(game.State, game.Seat) bool { return false }}, "cannot win from the beginning"},
		{"whoever wins and could not", &bent{hopes: func(s game.State, _ game.Seat) bool { _, over := s.Outcome(); return !over }}, "cannot win, and has"},
		{"hope that comes back", &bent{hopes: func(s game.State, _ game.Seat) bool { return len(s.(bets).order) != 1 }}, "cannot win, and can after"},
		{"a game of chance that does not say so", info(func(in *game.Info) { in.Chance = false }), "the info says false of chance"},
		{"a draw where there are none", &bent{
			info: func(in game.Info) game.Info { in.Decisive = true; return in },
			ends: func(out game.Outcome, over bool) (game.Outcome, bool) { return game.Outcome{Reason: out.Reason}, over },
		}, "is a draw, and the info says that it never is"},
		{"a winner who is not there", &bent{ends: func(out game.Outcome, over bool) (game.Outcome, bool) {
			out.Winners = []game.Seat{2}
			return out, over
		}}, "the winners [2] are not seats in ascending order"},
		{"a board with a cell too few", board(func(b *game.Board) { b.Cells = b.Cells[1:] }), "2 × 2 with 3 cells"},
		{"a label too few", board(func(b *game.Board) { b.ColLabels = b.ColLabels[1:] }), "1 of 2 columns have a label"},
		{"a cell without a name", board(func(b *game.Board) { b.Cells[0].Label = "" }), `the cell's label ""`},
		{"a piece that is not described", board(func(b *game.Board) { b.Cells[0].Piece = "hat" }), `the unknown piece "hat"`},
		{"a mark that no window knows", board(func(b *game.Board) { b.Cells[0].Marks = []game.Mark{"blink"} }), `the mark "blink"`},
		{"a kind that no window knows", board(func(b *game.Board) { b.Cells[0].Kind = "pond" }), `the kind "pond" is unknown`},
		{"a piece where nothing can be", board(func(b *game.Board) { b.Cells[0].Kind, b.Cells[0].Piece = game.Void, "chip" }), "where nothing can be"},
		{"blocks that do not divide the board", board(func(b *game.Board) { b.Block = 3 }), "blocks of 3 do not divide"},
		{"a style that no window knows", board(func(b *game.Board) { b.Style = "swirls" }), `the style "swirls" is unknown`},
		{"a path that leaves the board", choice(func(c *game.Choice) { c.Path = []game.Spot{"moon"} }), `through "moon", which is on no board`},
		{"a button without a label", choice(func(c *game.Choice) { c.Path = nil }), "it needs a label"},
		{"two choices that look the same", choice(func(c *game.Choice) { c.Path, c.Label = nil, "No Bet" }), `2 choices have its path and its label "No `},
		{"a wide glyph", piece(func(p *game.Piece) { p.Glyph = "🎲" }), "not one character cell wide"},
		{"pieces that differ in colour alone", piece(func(p *game.Piece) { p.ASCII = "?" }), `two ASCII pieces are "?"`},
		{"a shape that no window knows", piece(func(p *game.Piece) { p.Shape = "blob" }), `the unknown shape "blob"`},
		{"a name that cannot be typed", info(func(in *game.Info) { in.Name = "Odds & evens" }), `the name "Odds & evens"`},
		{"a seat without a name", info(func(in *game.Info) { in.Seats = in.Seats[:2] }), "2 of 3 seats have a name"},
		{"a seat of another colour than it is called by", info(func(in *game.Info) { in.Seats[1] = "Green" }), `the seat Green has the colour ""`},
		{"a colour that no window knows", info(func(in *game.Info) { in.Colours = []game.Colour{"red", "blue", "mauve"} }), `no window knows the colour "mauve"`},
		{"seats of one colour", info(func(in *game.Info) { in.Colours = []game.Colour{"red", "blue", "red"} }), "two seats are red"},
		{"a seat without a colour", info(func(in *game.Info) { in.Colours = []game.Colour{"red", "blue"} }), "2 of 3 seats have a colour"},
		{"an option without a choice", info(func(in *game.Info) { in.Options[0].Values = in.Options[0].Values[:1] }), `"die" leaves no choice`},
		{"no rules to read", info(func(in *game.Info) { in.HowTo = "" }), `the how-to "" is empty`},
		{"a setup that nobody offered", &bent{start: func(s game.Setup) game.Setup { return game.Setup{Seats: 2} }}, "not with ErrSetup"},
	} {
		t.Run(c.broken, func(t *testing.T) {
			err := check(c.rules)
			if err == nil {
				t.Fatal("it passes")
			}
			if !strings.Contains(err.Error(), c.says) {
				t.Errorf("it is not said that %s:\n%.2000v", c.says, err)
			}
		})
	}
}

// board breaks every board.
func board(f func(*game.Board)) *bent {
	return &bent{view: func(_ game.State, _ game.Seat, v game.View) game.View {
		f(&v.Boards[0])
		return v
	}}
}

// choice breaks the first choice.
func choice(f func(*game.Choice)) *bent {
	return &bent{view: func(_ game.State, _ game.Seat, v game.View) game.View {
		if len(v.Choices) > 0 {
			f(&v.Choices[0])
		}
		return v
	}}
}

// piece breaks the first piece.
func piece(f func(*game.Piece)) *bent { return info(func(in *game.Info) { f(&in.Pieces[0]) }) }

func info(f func(*game.Info)) *bent {
	return &bent{info: func(in game.Info) game.Info {
		f(&in)
		return in
	}}
}

func TestPlaythroughsSayWhereTheyDiffer(t *testing.T) {
	text, err := playthrough(evens{}, "players: 2\n> First odd\n> Second pass\n> Chance 3\n")
	if err != nil {
		t.Fatal(err)
	}
	if again, err := playthrough(evens{}, text); err != nil || again != text {
		t.Errorf("written twice it differs: %v, %v", err, sameLines(text, again))
	}
	brief, err := playthrough(evens{}, "players: 2\n>> First odd\n>> Second pass\n# Now.\n> Chance 3\n")
	if again, err := playthrough(evens{}, brief); err != nil || again != brief {
		t.Errorf("written twice it differs: %v, %v", err, sameLines(brief, again))
	}
	if err != nil || len(brief) >= len(text) || !strings.Contains(brief, "\n\n>> First odd\n>> Second pass\n\n# Now.\n> Chance 3\n\n") || !strings.HasSuffix(brief, text[len(text)-40:]) {
		t.Errorf("without pictures it is %v\n%s", err, brief)
	}
	altered := strings.Replace(text, "over: won by First", "over: won by Second", 1)
	err = sameLines(altered, text)
	if err == nil || !strings.Contains(err.Error(), "won by Second") || !strings.Contains(err.Error(), "won by First") {
		t.Errorf("a changed winner: %v", err)
	}
	if err := sameLines(text+"more\n", text); err == nil {
		t.Error("a line too many is not noticed")
	}
}

func TestPlaythroughsThatCannotBeRead(t *testing.T) {
	for _, file := range []string{
		"",
		"players: 2\n",
		"players: nine\n> First odd\n",
		"players: 9\n> First odd\n",
		"die: d7\n> First odd\n",
		"> Nobody odd\n",
		"> First\n",
	} {
		if _, err := playthrough(evens{}, file); err == nil {
			t.Errorf("%q is read without complaint", file)
		}
	}
}

func TestOddsAreTold(t *testing.T) {
	fair := map[game.Move]float64{"1": 1. / 6, "2": 1. / 6, "3": 1. / 6, "4": 1. / 6, "5": 1. / 6, "6": 1. / 6}
	Odds(t, bets{sides: 6}, fair)
}

func TestTwinsAreToldApart(t *testing.T) {
	steps := func(first, second string) []game.Step {
		return []game.Step{{Seat: 0, Text: first}, {Seat: 1, Text: second}, {Seat: game.Chance, Text: "3"}}
	}
	secret := []game.Step{{Seat: 0, Text: "odd"}}
	Twins(t, evens{}, game.Setup{Seats: 2}, 1, secret, []game.Step{{Seat: 0, Text: "even"}})
	if err := twins(evens{}, game.Setup{Seats: 2}, 0, secret, []game.Step{{Seat: 0, Text: "even"}}); err == nil {
		t.Error("whoever bet does not see the bet")
	}
	if err := twins(evens{}, game.Setup{Seats: 2}, 1, steps("odd", "odd"), steps("even", "odd")); err == nil {
		t.Error("the bets are not shown after the roll")
	}
}

// Package gametest is the contract of package game as a test suite. Every game
// passes it:
//
//	func TestRules(t *testing.T)     { gametest.Run(t, mygame.Rules{}) }
//	func FuzzPlay(f *testing.F)      { gametest.Fuzz(f, mygame.Rules{}) }
//	func TestPlaythrough(t *testing.T) { gametest.Playthrough(t, mygame.Rules{}, "testdata/win.txt") }
//
// Run knows nothing of any game, so it cannot tell whether the rules are the
// right ones: [Perft] and [Positions] count moves and positions, to be compared
// with published figures, and playthroughs are read by a person.
package gametest

import (
	"testing"

	"crossplay/game"
)

// promise is something that every game keeps.
type promise struct {
	name string
	kept func(*suite) error // says how it was broken
}

// promises are checked in this order. All but the first two look at every
// position of many random games.
var promises = []promise{
	{"it describes itself", describesItself},
	{"it starts with each setup that it offers and no other", starts},
	{"somebody is to move until it is over", everywhere(takesTurns)},
	{"views are well-formed", everywhere(viewsAreWellFormed)},
	{"each choice can be picked and typed", everywhere(choicesCanBePicked)},
	{"a move can be typed as the log writes it", everywhere(logIsRead)},
	{"the choices are exactly the legal moves", everywhere(choicesAreTheLegalMoves)},
	{"nobody plays out of turn", everywhere(nobodyPlaysOutOfTurn)},
	{"positions never change", everywhere(positionsNeverChange)},
	{"chance has a part in it exactly if it says so", chanceIsSaid},
	{"moves are listed as they are chosen", everywhere(movesAreListed)},
	{"who sees the same sees the same", everywhere(alikeLooksAlike)},
	{"what is hidden can be revealed", everywhere(hiddenIsRevealed)},
	{"turns are rehearsed by whose they are", everywhere(turnsAreRehearsed)},
	{"nobody can tell what is hidden", everywhere(nobodyCanTell)},
	{"whoever gives up is played past", everywhere(playedPast)},
	{"whoever cannot win does not", everywhere(cannotWin)},
	{"what is good for one is as bad for the other", everywhere(evaluatesEvenly)},
	{"every answer is quick", everywhere(answersQuickly)},
	{"the same moves lead to the same views", replays},
}

// Run checks every promise of the contract, each as a test of its own. The
// random games are the same at every run. Under the race detector it also finds
// rules and positions that are not safe for concurrent use.
func Run(t *testing.T, r game.Rules) {
	t.Helper()
	s, err := newSuite(r, gamesEach)
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range promises {
		t.Run(p.name, func(t *testing.T) {
			t.Parallel()
			if err := safely(func() error { return p.kept(s) }); err != nil {
				t.Error(err)
			}
		})
	}
}

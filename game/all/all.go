// Package all is the one list of what is played here. Menus, tests and pictures
// read it; a new game is one line of it.
package all

import (
	"crossplay/game"
	"crossplay/game/backgammon"
	"crossplay/game/battleship"
	"crossplay/game/bot"
	"crossplay/game/bot/fours"
	"crossplay/game/bot/igo"
	"crossplay/game/chess"
	"crossplay/game/connectfour"
	"crossplay/game/dots"
	"crossplay/game/draughts"
	"crossplay/game/gomoku"
	"crossplay/game/hex"
	"crossplay/game/kalah"
	"crossplay/game/morris"
	"crossplay/game/othello"
	"crossplay/game/tictactoe"
	"crossplay/game/ultimate"
	"crossplay/game/weiqi"
)

// games are in the order of the menus, and then the earlier versions of some.
var games = []game.Rules{
	tictactoe.Rules{},
	connectfour.Rules{},
	gomoku.Rules{},
	othello.Rules{},
	chess.Rules{},
	draughts.Rules{},
	weiqi.Rules{},
	backgammon.Rules{},
	hex.Rules{},
	morris.Rules{},
	kalah.Rules{},
	battleship.Rules{},
	dots.Rules{},
	ultimate.Rules{},

	chess.First(),
}

// Games are the rules of every game, in the order of the menus. Of several
// versions of a game the first is played, and the others replay old rooms.
func Games() []game.Rules { return append([]game.Rules(nil), games...) }

// Rules are those of one game by its name, or nil.
func Rules(name string) game.Rules {
	for _, g := range games {
		if g.Info().Name == name {
			return g
		}
	}
	return nil
}

// Engines are the bots that know more of a game than its rules, by its name.
func Engines() map[string]bot.Engine {
	return map[string]bot.Engine{"connectfour": fours.Engine{}, "go": igo.Engine{}}
}

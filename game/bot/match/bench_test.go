package match

import (
	"testing"

	"crossplay/game"
	"crossplay/game/backgammon"
	"crossplay/game/battleship"
	"crossplay/game/bot"
	"crossplay/game/bot/fours"
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

var mind = bot.New(map[string]bot.Engine{"connectfour": fours.Engine{}})

func at(level bot.Level) player { return player{name: string(level), level: level, think: mind.Think} }

var (
	easy, medium, hard = at(bot.Easy), at(bot.Medium), at(bot.Hard)
	sampler            = player{name: "sampler", level: bot.Hard, think: bot.Sampler{}.Think}
)

var all = []game.Rules{
	tictactoe.Rules{}, connectfour.Rules{}, ultimate.Rules{}, gomoku.Rules{}, hex.Rules{}, weiqi.Rules{},
	othello.Rules{}, draughts.Rules{}, chess.Rules{}, morris.Rules{}, kalah.Rules{},
	dots.Rules{}, backgammon.Rules{}, battleship.Rules{},
}

// BenchmarkEngines is the engine that a game has against sampling, which it would
// have without.
func BenchmarkEngines(b *testing.B) {
	for _, r := range []game.Rules{othello.Rules{}, draughts.Rules{}, connectfour.Rules{}, chess.Rules{}, kalah.Rules{}, morris.Rules{}, gomoku.Rules{}} {
		b.Run(r.Info().Name, func(b *testing.B) { contest(b, r, hard, sampler) })
	}
}

// BenchmarkLevels is each level against the next.
func BenchmarkLevels(b *testing.B) {
	for _, r := range all {
		b.Run(r.Info().Name, func(b *testing.B) {
			b.Run("easy-random", func(b *testing.B) { contest(b, r, easy, random) })
			b.Run("medium-easy", func(b *testing.B) { contest(b, r, medium, easy) })
			b.Run("hard-medium", func(b *testing.B) { contest(b, r, hard, medium) })
		})
	}
}

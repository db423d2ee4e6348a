package match

import (
	"testing"

	"crossplay/game/all"
	"crossplay/game/bot"
)

var mind = bot.New(all.Engines())

func at(level bot.Level) player { return player{name: string(level), level: level, think: mind.Think} }

var (
	easy, medium, hard = at(bot.Easy), at(bot.Medium), at(bot.Hard)
	sampler            = player{name: "sampler", level: bot.Hard, think: bot.Sampler{}.Think}
)

// BenchmarkEngines is the engine that a game has against sampling, which it would
// have without.
func BenchmarkEngines(b *testing.B) {
	for _, r := range []string{"othello", "draughts", "connectfour", "chess", "kalah", "morris", "gomoku"} {
		b.Run(r, func(b *testing.B) { contest(b, all.Rules(r), hard, sampler) })
	}
}

// BenchmarkLevels is each level against the next.
func BenchmarkLevels(b *testing.B) {
	for _, r := range all.Games() {
		if r != all.Rules(r.Info().Name) {
			continue // an earlier version
		}
		b.Run(r.Info().Name, func(b *testing.B) {
			b.Run("easy-random", func(b *testing.B) { contest(b, r, easy, random) })
			b.Run("medium-easy", func(b *testing.B) { contest(b, r, medium, easy) })
			b.Run("hard-medium", func(b *testing.B) { contest(b, r, hard, medium) })
		})
	}
}

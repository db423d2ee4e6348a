package screen

import (
	"context"

	tea "charm.land/bubbletea/v2"

	"crossplay/rooms/room"
	"crossplay/words"
)

// levels are the bots that can be asked to play, the weakest first.
func (a *app) levels() []string { return a.v.Registry.Bots() }

// askBot asks how good a bot should take a free seat.
func (t *table) askBot() tea.Cmd {
	d := &dialog{app: t.app, name: "Play a bot"}
	for i, level := range t.levels() {
		d.answers = append(d.answers, answer{digit(i), words.Level(level), "", func() tea.Cmd {
			return t.do(room.Command{Do: room.Invite, Bot: level})
		}})
	}
	t.front = d
	return nil
}

// playBot goes to a new private room with a bot.
func (a *app) playBot(game, level string) tea.Cmd {
	return a.ask(func(ctx context.Context) tea.Msg {
		code, err := a.v.PlayBot(ctx, game, level)
		if err != nil {
			return sorry{err}
		}
		return seated{code}
	})
}

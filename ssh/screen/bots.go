package screen

import (
	"context"

	tea "charm.land/bubbletea/v2"
)

// levels are the bots that can be asked to play, the weakest first.
func (a *app) levels() []string { return a.session.Registry.Bots() }

// playBot goes to a new private room with a bot.
func (a *app) playBot(game, level, clock string) tea.Cmd {
	return a.ask(func(ctx context.Context) tea.Msg {
		code, err := a.session.PlayBot(ctx, game, level, clock)
		if err != nil {
			return sorry{err}
		}
		return seated{code}
	})
}

package screen

import (
	"context"
	"slices"

	tea "charm.land/bubbletea/v2"

	"crossplay/players"
	"crossplay/words"
)

// This file shows how somebody makes their moves, and changes it, on every page.

// habitsKey opens it.
const habitsKey = "k"

// askHabits shows them: each answer goes on to the next value.
func (a *app) askHabits() tea.Cmd { return a.askHabit(0) }

func (a *app) askHabit(at int) tea.Cmd {
	confirm, premove := a.session.Me().Habits.Now()
	d := &dialog{app: a, name: words.Say("habits.title"), firm: true, at: at}
	for i, h := range []struct {
		key, name, value, why string
		all                   []string
	}{
		{"c", "confirm", confirm, words.Say("habits.whyConfirm"), players.Confirming},
		{"a", "premove", premove, words.Say("habits.whyPremove"), players.Premoving},
	} {
		what, how := words.Habit(h.name, h.value)
		next := h.all[cycle(slices.Index(h.all, h.value), 1, len(h.all))]
		d.answers = append(d.answers, answer{h.key, words.Say("habits.now", words.Args{"what": what, "how": how}), h.why, func() tea.Cmd {
			return a.ask(func(ctx context.Context) tea.Msg { return habitSet{i, a.session.SetHabit(ctx, h.name, next)} })
		}})
	}
	d.answers = append(d.answers, answer{label: words.Say("habits.leave")})
	a.front = d
	return nil
}

// habitSet is the answer to a change.
type habitSet struct {
	at  int // the answer that was given
	err error
}

// habitSet takes the answer in.
func (a *app) habitSet(m habitSet) {
	if m.err != nil {
		a.refuse(m.err)
	}
	if a.front == nil {
		a.askHabit(m.at)
	}
}

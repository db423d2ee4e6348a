package screen

import (
	"context"
	"errors"
	"strings"

	tea "charm.land/bubbletea/v2"

	"crossplay/ssh/session"
	"crossplay/words"
)

// This file shows on which days somebody need not move in daily games, and changes it.

// offKey opens it on the first screen.
const offKey = "v"

// askOff shows what days off the person has, and what can be done about it.
func (a *app) askOff() tea.Cmd {
	off := a.session.Off()
	vacation, left, weekends := words.Off(off, a.now())
	d := &dialog{app: a, name: words.Say("off.title"), text: words.Say("off.about"), firm: true}
	begin := answer{key: "b", label: words.Say("off.begin"), more: left, act: func() tea.Cmd { return a.enterOff() }}
	if v, on := off.Vacation(a.now()); on {
		begin = answer{key: "b", label: words.Say("off.cancel"), more: vacation, act: func() tea.Cmd { return a.setOff(nil, "end") }}
		if v.On(a.now()) {
			begin.label = words.Say("off.back")
		}
	}
	free := answer{key: "w", label: words.Say("off.freeThem"), more: weekends, act: func() tea.Cmd { return a.setOff(nil, "weekends", "on") }}
	if off.Weekends {
		free.label, free.act = words.Say("off.useThem"), func() tea.Cmd { return a.setOff(nil, "weekends", "off") }
	}
	d.answers = []answer{begin, free, {label: words.Say("alerts.leave")}}
	a.front = d
	return nil
}

// enterOff asks for how long.
func (a *app) enterOff() tea.Cmd {
	a.front = &asking{app: a, title: words.Say("off.title"), about: words.Say("off.enter"), text: field{max: maxOff}, take: func(e *asking, typed string) tea.Cmd { return a.setOff(e, typed) }}
	return nil
}

// maxOff is how many bytes are taken: a number, and a date.
const maxOff = 40

// offSet is the answer to a change.
type offSet struct {
	asked *asking // nil: nothing was entered
	err   error
}

// setOff does what could be typed behind "vacation".
func (a *app) setOff(asked *asking, typed ...string) tea.Cmd {
	a.say(words.Say("app.moment"))
	return a.ask(func(ctx context.Context) tea.Msg {
		_, err := a.session.SetOff(ctx, strings.Join(typed, " "))
		return offSet{asked, err}
	})
}

// offSet takes the answer in.
func (a *app) offSet(m offSet) {
	open := m.asked != nil && a.front == overlay(m.asked)
	why := ""
	switch {
	case errors.Is(m.err, session.ErrOff):
		why = words.Say("off.number")
	case m.err != nil:
		why = words.Sorry(m.err)
	}
	a.say("")
	switch {
	case m.err != nil && open:
		m.asked.refuse(why)
	case m.err != nil: // it may be longer than a notice
		a.front = &dialog{app: a, name: words.Say("off.title"), text: why, firm: true, answers: []answer{{label: words.Say("off.goBack"), act: a.askOff}}}
	case open || a.front == nil:
		a.askOff()
	}
}

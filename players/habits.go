package players

import (
	"context"
	"net/netip"
	"strings"
	"time"

	"golang.org/x/time/rate"

	"crossplay/pace"
	"crossplay/rooms/room"
)

// This file is about how somebody makes their moves, which is the same in all of their windows.

// Habits are that. The zero value is what most servers of the field begin with.
type Habits struct {
	Confirm Confirm `json:"confirm,omitempty"`
	Premove Premove `json:"premove,omitempty"`
}

// Confirm says in which games a move that was picked is shown and awaits a yes.
type Confirm string

// The ways of confirming.
const (
	InDaily Confirm = ""       // where a slip would be regretted for days, and nobody is in a hurry
	Always  Confirm = "always" // in all
	Never   Confirm = "never"
)

// Premove says whether a move may be set up while the other thinks.
type Premove string

// The ways.
const (
	On  Premove = "" // as people have it who play fast; nobody else sees a slip, and esc takes it back
	Off Premove = "off"
)

// Confirms reports whether a move awaits a yes.
func (h Habits) Confirms(daily bool) bool {
	return h.Confirm == Always || h.Confirm == InDaily && daily
}

// Premoves reports whether moves are set up while the other thinks.
func (h Habits) Premoves() bool { return h.Premove == On }

// The names of what can be set, and what each of it can be: the first is the zero value.
var (
	Confirming = []string{"daily", "never", "always"}
	Premoving  = []string{"on", "off"}
)

// With are the habits with one of them set by its name and value, or a refusal.
func (h Habits) With(name, value string) (Habits, error) {
	value = strings.ToLower(value)
	switch name = strings.ToLower(name); {
	case name == "confirm" && value == Confirming[0]:
		h.Confirm = InDaily
	case name == "confirm" && (value == string(Never) || value == string(Always)):
		h.Confirm = Confirm(value)
	case name == "premove" && value == Premoving[0]:
		h.Premove = On
	case name == "premove" && value == string(Off):
		h.Premove = Off
	default:
		return h, ErrBadHabit
	}
	return h, nil
}

// Now is what each of them is, by name.
func (h Habits) Now() (confirm, premove string) {
	confirm, premove = Confirming[0], Premoving[0]
	if h.Confirm != InDaily {
		confirm = string(h.Confirm)
	}
	if h.Premove != On {
		premove = string(h.Premove)
	}
	return confirm, premove
}

// ErrBadHabit is for what cannot be set, or not so.
var ErrBadHabit = &room.Refusal{Code: "bad_habit"}

// Each change is journaled, in 120 bytes: somebody changes habitBurst times at once and then
// once each habitEvery, and all of a network do networkHabits times and then once each
// networkHabitEvery, which is 1 MB a day.
const (
	habitBurst        = 10
	habitEvery        = time.Minute
	networkHabits     = 60
	networkHabitEvery = 10 * time.Second
)

type habitPaces struct {
	people   *pace.Limits[room.PersonID]
	networks *pace.Limits[netip.Prefix]
}

func newHabitPaces() habitPaces {
	return habitPaces{
		people:   pace.New[room.PersonID](rate.Every(habitEvery), habitBurst, maxPaced),
		networks: pace.New[netip.Prefix](rate.Every(networkHabitEvery), networkHabits, maxPaced),
	}
}

// Accustom changes somebody's habits. A visitor who has any stays.
func (d *Directory) Accustom(ctx context.Context, id room.PersonID, how func(Habits) (Habits, error)) (Player, error) {
	p, ok := d.Player(id)
	if !ok {
		return p, room.ErrInternal
	}
	switch h, err := how(p.Habits); {
	case err != nil:
		return p, err
	case h == p.Habits:
		return p, nil
	case !d.habits.people.Allow(id) || !d.habits.networks.Allow(d.from(id)):
		return p, room.ErrThrottled
	}
	if _, err := d.Keep(ctx, id); err != nil {
		return p, err
	}
	err := d.write(ctx, d.from(id), func() (record, error) {
		p, _ := d.Player(id)
		h, err := how(p.Habits)
		return record{ID: id, Habits: &h}, err
	})
	p, _ = d.Player(id)
	return p, err
}

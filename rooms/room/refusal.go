package room

import (
	"fmt"
	"maps"
)

// Refusal is an answer that says no. Package words says it to people.
type Refusal struct {
	Code string // for programs
	How  string // what is worded apart from others of the code, or nothing
	Args map[string]any
}

// Error is for logs.
func (r *Refusal) Error() string {
	text := r.Code
	if r.How != "" {
		text += " (" + r.How + ")"
	}
	if len(r.Args) > 0 {
		text += fmt.Sprint(" ", r.Args)
	}
	return text
}

// Is makes refusals with the same code equal for errors.Is.
func (r *Refusal) Is(target error) bool {
	t, ok := target.(*Refusal)
	return ok && t.Code == r.Code
}

// Because is the same refusal for a more exact reason.
func (r *Refusal) Because(how string) *Refusal { return &Refusal{r.Code, how, r.Args} }

// With is the same refusal with something that its sentence names.
func (r *Refusal) With(name string, value any) *Refusal {
	args := maps.Clone(r.Args)
	if args == nil {
		args = make(map[string]any)
	}
	args[name] = value
	return &Refusal{r.Code, r.How, args}
}

// Incident is what a person is told of what the log has under the id.
func Incident(id string) *Refusal { return ErrInternal.Because("incident").With("id", id) }

// Every refusal of this package.
var (
	ErrNoRoom       = &Refusal{Code: "no_room"}
	ErrNoGame       = &Refusal{Code: "no_game"}
	ErrSetup        = &Refusal{Code: "bad_setup"}
	ErrCommand      = &Refusal{Code: "bad_command"}
	ErrFull         = &Refusal{Code: "full"}
	ErrSeated       = &Refusal{Code: "seated"}
	ErrNotSeated    = &Refusal{Code: "not_seated"}
	ErrNotPlaying   = &Refusal{Code: "not_playing"}
	ErrPlaying      = &Refusal{Code: "playing"}
	ErrTurn         = &Refusal{Code: "not_your_turn"}
	ErrStale        = &Refusal{Code: "stale"}
	ErrIllegal      = &Refusal{Code: "illegal"}
	ErrNoBot        = &Refusal{Code: "no_bot"}
	ErrTooFew       = &Refusal{Code: "too_few"}
	ErrBegun        = &Refusal{Code: "begun"}
	ErrNotOver      = &Refusal{Code: "not_over"}
	ErrOut          = &Refusal{Code: "out"}
	ErrNotAway      = &Refusal{Code: "not_away"}
	ErrNoRematch    = &Refusal{Code: "no_rematch"}
	ErrNoDraws      = &Refusal{Code: "no_draws"}
	ErrFinal        = &Refusal{Code: "final"}
	ErrUntimed      = &Refusal{Code: "untimed"}
	ErrOutOfTime    = &Refusal{Code: "out_of_time"}
	ErrAdjourned    = &Refusal{Code: "adjourned"}
	ErrNotAdjourned = &Refusal{Code: "not_adjourned"}
	ErrNoAdjourn    = &Refusal{Code: "no_adjourn"}
	ErrVacation     = &Refusal{Code: "no_vacation"}
	ErrNoPlan       = &Refusal{Code: "no_plan"}
	ErrPlan         = &Refusal{Code: "bad_plan"}
	ErrNoPremove    = &Refusal{Code: "no_premove"}
	ErrNoOffer      = &Refusal{Code: "no_offer"}
	ErrOfferPending = &Refusal{Code: "offer_pending"}
	ErrTooSoon      = &Refusal{Code: "too_soon"}
	ErrEmptyChat    = &Refusal{Code: "empty"}
	ErrTooMany      = &Refusal{Code: "too_many_rooms"}
	ErrGone         = &Refusal{Code: "gone"}
	ErrOpposed      = &Refusal{Code: "opposed"}
	ErrNoFormat     = &Refusal{Code: "no_format"}
	ErrNoReplay     = &Refusal{Code: "no_replay"}

	// The refusals that leave a command undecided: the same id may be sent again.

	ErrThrottled = &Refusal{Code: "throttled"}
	ErrGuesses   = &Refusal{Code: "too_many_codes"}
	ErrNotSaved  = &Refusal{Code: "not_saved"}
	ErrServer    = &Refusal{Code: "server_full"}
	ErrClosing   = &Refusal{Code: "closing"}
	ErrGathering = &Refusal{Code: "gathering"}
	ErrInternal  = &Refusal{Code: "internal"}
)

// Why something may not be done now, of what is asked for each snapshot: made once.
var (
	errNothingYet   = ErrFinal.Because("none")
	errSeen         = ErrFinal.Because("hidden")
	errGaveUp       = ErrFinal.Because("gaveUp")
	errNotBegun     = ErrTooSoon.Because("moves")
	errNoRematchYet = ErrNotPlaying.Because("rematch")
	errNoPlanHere   = ErrNoPlan.Because("game")
	errNoPlanTime   = ErrNoPlan.Because("clock")
	errNoPlanTurn   = ErrNoPlan.Because("turn")
	errNoAheadHere  = ErrNoPremove.Because("game")
	errNoAheadDaily = ErrNoPremove.Because("daily")
)

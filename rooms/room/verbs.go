package room

import (
	"slices"

	"crossplay/game"
)

// Verb says what a command does.
type Verb string

// The verbs.
const (
	Sit     Verb = "sit"     // take a free seat, or a bot's before the first move; the game starts when all are taken
	Invite  Verb = "invite"  // let a bot take a free seat
	Begin   Verb = "begin"   // agree to start with those present; it starts when everyone has
	Leave   Verb = "leave"   // give the seat up, before the first or after the last move
	Move    Verb = "move"    // play a move
	Resign  Verb = "resign"  // lose the game; of more than two players, the others play on
	Claim   Verb = "claim"   // let those resign who were away, or did not move, for long
	Call    Verb = "call"    // call the game a draw with them
	Rematch Verb = "rematch" // agree to another game; it starts when everyone has
	Chat    Verb = "chat"    // say something to everyone in the room

	// What players offer each other while a game is on: see Offer.

	Draw     Verb = "draw"     // call the game a draw
	Takeback Verb = "takeback" // take one's last move back, and what followed it
	Abort    Verb = "abort"    // call the game off; alone as long as somebody has not moved
	Adjourn  Verb = "adjourn"  // put the game off; alone where others are gone
	Resume   Verb = "resume"   // go on with a game that was put off
	Decline  Verb = "decline"  // say no to what is offered, or withdraw it

	Plan    Verb = "plan"    // set up what to answer if the other plays this or that
	Premove Verb = "premove" // set up the next move, whatever the other plays
	Forget  Verb = "forget"  // set up nothing any more

	MoreTime Verb = "time" // give the others a little more time
)

// Rule is what a room knows of a verb: when it is offered, and what follows.
// Whatever can be done with a room is one; how people do it follows from its row
// in package words.
type Rule struct {
	Do     Verb
	Seated bool // only players can do it
	// Needs are the fields of a command that it takes besides: "text", "bot", or
	// "ply" and "move". What they can be now, an Action says.
	Needs []string
	Takes []string // those that it may have: "offer"
	// Offer says what a viewer may do by it now, and whether it is anything. None:
	// it is never offered, as moves are, which have their own list.
	Offer func(*Room, game.Seat, Circumstances) (Action, bool)
	// Decide says what follows. It changes nothing.
	Decide func(*Room, Ask) ([]Event, error)
}

// Ask is a command, whoever gave it, and what it is decided by.
type Ask struct {
	Command
	Circumstances
	Seat game.Seat
	By   Person
}

// Action is something that a viewer may do now.
type Action struct {
	Do Verb `json:"do"`
	// How tells apart what is worded apart, such as to claim a win, and to go on
	// without somebody.
	How     string      `json:"how,omitempty"`
	Args    []Arg       `json:"args,omitempty"`
	State   State       `json:"state,omitempty"`
	Seats   []game.Seat `json:"seats,omitempty"`   // whom it is about, or whose answer is awaited
	Confirm bool        `json:"confirm,omitempty"` // it cannot be taken back: ask first
	Offer   int         `json:"offer,omitempty"`   // the offer that it answers, to be sent along
}

// Same reports whether both are done and worded in the same way.
func (a Action) Same(b Action) bool {
	return a.Do == b.Do && a.How == b.How && a.State == b.State && a.Confirm == b.Confirm && a.Offer == b.Offer && slices.Equal(a.Seats, b.Seats) &&
		slices.EqualFunc(a.Args, b.Args, func(a, b Arg) bool { return a.Name == b.Name && slices.Equal(a.Values, b.Values) })
}

// Arg is something that a command must say besides.
type Arg struct {
	Name   string   `json:"name"`             // the field of the command
	Values []string `json:"values,omitempty"` // what it can be; none: any text
}

// State is where an action stands that takes the consent of several.
type State string

// The states.
const (
	Unasked State = ""        // nobody has offered it yet
	Mine    State = "offered" // the viewer has; the others' answers are awaited
	Theirs  State = "asked"   // another has; it awaits the viewer's answer
)

// The ways of doing that are worded apart.
const (
	PlayOn     = "on"      // resign, claim: the others play on
	Drawn      = "draw"    // claim: whoever claims could not win any more
	FromSilent = "silent"  // claim: the other is here, and does not move
	Waiting    = "waiting" // leave: no game was played yet, and others wait
	Closing    = "closing" // leave: nobody else waits here, and the room closes
	Without    = "without" // rematch: without those who are away
	InBot      = "bot"     // sit: in place of a bot
)

// verbs are those of every room, in the order in which they are offered.
var verbs = []Rule{
	{Do: Draw, Seated: true, Takes: anOffer, Offer: (*Room).offerDraw, Decide: (*Room).decideOffer},
	{Do: Takeback, Seated: true, Takes: anOffer, Offer: (*Room).offerTakeback, Decide: (*Room).decideOffer},
	{Do: Abort, Seated: true, Takes: anOffer, Offer: (*Room).offerAbort, Decide: (*Room).decideOffer},
	{Do: Resume, Seated: true, Takes: anOffer, Offer: (*Room).offerResume, Decide: (*Room).decideResume},
	{Do: Decline, Seated: true, Needs: anOffer, Offer: (*Room).offerDecline, Decide: (*Room).decideDecline},
	{Do: Claim, Seated: true, Offer: (*Room).offerClaim, Decide: (*Room).decideClaim},
	{Do: Call, Seated: true, Offer: (*Room).offerCall, Decide: (*Room).decideCall},
	{Do: Adjourn, Seated: true, Takes: anOffer, Offer: (*Room).offerAdjourn, Decide: (*Room).decideAdjourn},
	{Do: Rematch, Seated: true, Offer: (*Room).offerRematch, Decide: (*Room).decideRematch},
	{Do: Sit, Offer: (*Room).offerSit, Decide: (*Room).decideSit},
	{Do: Begin, Seated: true, Offer: (*Room).offerBegin, Decide: (*Room).decideBegin},
	{Do: Invite, Seated: true, Needs: []string{"bot"}, Offer: (*Room).offerInvite, Decide: (*Room).decideInvite},
	{Do: Plan, Seated: true, Needs: []string{"text"}, Offer: (*Room).offerPlan, Decide: (*Room).decidePlan},
	{Do: Premove, Seated: true, Needs: []string{"ply", "move"}, Offer: (*Room).offerPremove, Decide: (*Room).decidePremove},
	{Do: Forget, Seated: true, Offer: (*Room).offerForget, Decide: (*Room).decideForget},
	{Do: MoreTime, Seated: true, Offer: (*Room).offerMoreTime, Decide: (*Room).decideMoreTime},
	{Do: Chat, Needs: []string{"text"}, Offer: (*Room).offerChat, Decide: (*Room).decideChat},
	{Do: Resign, Seated: true, Offer: (*Room).offerResign, Decide: (*Room).decideResign},
	{Do: Leave, Seated: true, Offer: (*Room).offerLeave, Decide: (*Room).decideLeave},
	{Do: Move, Seated: true, Needs: []string{"ply", "move"}, Decide: (*Room).decideMove},
}

// Verbs are those of every room.
func Verbs() []Rule { return slices.Clone(verbs) }

func (r *Room) verb(do Verb) *Rule {
	i := slices.IndexFunc(r.verbs, func(v Rule) bool { return v.Do == do })
	if i < 0 {
		return nil
	}
	return &r.verbs[i]
}

// Actions is everything that a viewer may do now besides moving, the most likely
// first.
func (r *Room) Actions(seat game.Seat, at Circumstances) []Action {
	return r.AppendActions([]Action{}, seat, at)
}

// AppendActions adds them to a list.
func (r *Room) AppendActions(actions []Action, seat game.Seat, at Circumstances) []Action {
	if r.Phase == Closed {
		return actions
	}
	for _, v := range r.verbs {
		if v.Offer == nil || v.Seated && seat < 0 {
			continue
		}
		if a, ok := v.Offer(r, seat, at); ok {
			a.Do = v.Do
			actions = append(actions, a)
		}
	}
	return actions
}

func (r *Room) offerSit(seat game.Seat, _ Circumstances) (a Action, ok bool) {
	place := r.Place()
	if place >= 0 && !r.Chairs[place].Free() {
		a.How = InBot
	}
	return a, seat < 0 && place >= 0
}

func (r *Room) offerInvite(_ game.Seat, at Circumstances) (Action, bool) {
	if r.Phase != Open || len(at.Bots) == 0 || !slices.ContainsFunc(r.Chairs, Chair.Free) {
		return Action{}, false
	}
	return Action{Args: []Arg{{Name: "bot", Values: at.Bots}}}, true
}

func (r *Room) offerChat(game.Seat, Circumstances) (Action, bool) {
	return Action{Args: anyText}, true
}

var anOffer = []string{"offer"}

var anyText = []Arg{{Name: "text"}}

func (r *Room) offerBegin(seat game.Seat, _ Circumstances) (Action, bool) {
	if r.Phase != Open || r.Seated() < r.rules.Info().MinSeats {
		return Action{}, false
	}
	return r.consent(seat, Begin), true
}

func (r *Room) offerRematch(seat game.Seat, at Circumstances) (Action, bool) {
	if r.Phase != Over || r.Seated() < r.rules.Info().MinSeats {
		return Action{}, false
	}
	a := r.consent(seat, Rematch)
	if gone := r.notWaitedFor(seat, at); len(gone) > 0 && len(gone) == len(a.Seats) {
		a = Action{How: Without, Seats: gone}
	}
	return a, true
}

func (r *Room) offerResign(seat game.Seat, _ Circumstances) (Action, bool) {
	return Action{How: r.playsOn(1), Confirm: true}, r.playing(seat) == nil
}

func (r *Room) offerLeave(seat game.Seat, _ Circumstances) (a Action, ok bool) {
	switch {
	case r.Phase == Open && r.alone(seat):
		a.How = Closing
	case r.Phase == Open:
		a.How = Waiting
	}
	return a, r.Phase != Playing
}

// playsOn is PlayOn where the game goes on when so many more give up.
func (r *Room) playsOn(more int) string {
	n := -more
	for _, c := range r.Chairs {
		if !c.Free() && !c.Out {
			n++
		}
	}
	if n > 1 {
		return PlayOn
	}
	return ""
}

// consent is where something stands that happens once everybody has offered it:
// bots always have.
func (r *Room) consent(seat game.Seat, do Verb) (a Action) {
	for i, c := range r.Chairs {
		switch {
		case c.Free() || c.IsBot() || game.Seat(i) == seat:
		case c.Offered(do):
			a.State = Theirs
		default:
			a.Seats = append(a.Seats, game.Seat(i))
		}
	}
	if seat >= 0 && r.Chairs[seat].Offered(do) {
		a.State = Mine
	}
	return a
}

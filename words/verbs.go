package words

import (
	"cmp"
	"strings"

	"crossplay/game"
	"crossplay/rooms"
	"crossplay/rooms/room"
)

// Verb is how people do something that a room can do. Keys, buttons, menus,
// questions and commands of all windows come from these rows. Texts are
// filled in like [Sentences]: {names} are those whom it is about, {name} is whose
// doing it was, {n} how many sit.
type Verb struct {
	Do       room.Verb `json:"do"`
	How      string    `json:"how,omitempty"`   // as in [room.Action]; the row without one is for all others
	Label    string    `json:"label"`           // on a button or in a menu
	Quiet    bool      `json:"quiet,omitempty"` // it is found where everything is, and nowhere else until somebody offers it
	Key      string    `json:"key,omitempty"`   // in a terminal's menu, and in front of an open room
	Board    bool      `json:"board,omitempty"` // it is done on the board, and stands in no menu
	Commands []string  `json:"-"`               // in line mode; the first is the one that is told
	More     string    `json:"more,omitempty"`
	// The question before what cannot be taken back, and its answers.
	Ask string `json:"ask,omitempty"`
	Yes string `json:"yes,omitempty"`
	No  string `json:"no,omitempty"`
	// Mine is said while the others' answers are awaited, Theirs when another has
	// offered it, and Told when somebody does.
	Mine   string `json:"mine,omitempty"`
	Theirs string `json:"theirs,omitempty"`
	Told   string `json:"told,omitempty"`
}

// Verbs are those of every room. A program that has more appends theirs before it
// serves anybody.
var Verbs = []Verb{
	{Do: room.Claim, Label: "Claim the win", Key: "w", Commands: []string{"claim"}, Ask: "Claim the win?", More: "You win, because the other is away for so long.", Yes: "Claim the win", No: "Go on waiting"},
	{Do: room.Claim, How: room.PlayOn, Label: "Go on without", Key: "w", Commands: []string{"claim"}, Ask: "Go on without {names}?", More: "Whoever is away for so long, or does not move, is out. The others play on.", Yes: "Go on without", No: "Go on waiting"},
	{Do: room.Claim, How: room.FromSilent, Label: "Claim the win", Key: "w", Commands: []string{"claim"}, Ask: "Claim the win?", More: "You win, because {names} {names|has|have} not moved for so long.", Yes: "Claim the win", No: "Go on waiting"},
	{Do: room.Call, Label: "Call it a draw", Key: "e", Commands: []string{"call"}, Ask: "Call it a draw?", Yes: "Call it a draw", No: "Go on waiting"},
	{Do: room.Draw, Label: "Offer a draw", Quiet: true, Key: "d", Commands: []string{"draw"}, Mine: "You offer a draw.", Told: "{name} offers a draw."},
	{Do: room.Draw, How: room.Agree, Label: "Agree", Key: "a", Commands: []string{"agree", "accept", "draw"}, Theirs: "{names} {names|offers|offer} a draw."},
	{Do: room.Takeback, Label: "Ask to take a move back", Quiet: true, Key: "t", Commands: []string{"takeback", "undo"}, Mine: "You ask to take a move back.", Told: "{name} asks to take a move back."},
	{Do: room.Takeback, How: room.Agree, Label: "Agree", Key: "a", Commands: []string{"agree", "accept"}, Theirs: "{names} {names|asks|ask} to take a move back."},
	{Do: room.Abort, Label: "Offer to call the game off", Quiet: true, Key: "c", Commands: []string{"abort"}, Mine: "You offer to call the game off.", Told: "{name} offers to call the game off."},
	{Do: room.Abort, How: room.Agree, Label: "Agree", Key: "a", Commands: []string{"agree", "accept"}, Theirs: "{names} {names|offers|offer} to call the game off."},
	{Do: room.Abort, How: room.Alone, Label: "Call the game off", Quiet: true, Key: "c", Commands: []string{"abort"}, Ask: "Call the game off?", More: "Not everybody has moved yet. Nobody wins or loses.", Yes: "Call it off", No: "Play on"},
	{Do: room.Adjourn, Label: "Ask to put the game off", Quiet: true, Key: "z", Commands: []string{"adjourn"}, Mine: "You ask to put the game off.", Told: "{name} asks to put the game off."},
	{Do: room.Adjourn, How: room.Agree, Label: "Agree", Key: "a", Commands: []string{"agree", "accept"}, Theirs: "{names} {names|asks|ask} to put the game off."},
	{Do: room.Adjourn, How: room.Alone, Label: "Put the game off", Key: "z", Commands: []string{"adjourn"}},
	{Do: room.Resume, Label: "Go on with the game", Key: "f", Commands: []string{"resume"}, Mine: "Go on? Waiting for {names}.", Told: "{name} wants to go on."},
	{Do: room.Resume, How: room.Agree, Label: "Go on", Key: "a", Commands: []string{"agree", "accept", "resume"}, Theirs: "{names} {names|wants|want} to go on."},
	{Do: room.Plan, Label: "Answer in advance", Quiet: true, Key: "v", Commands: []string{"if", "plan"}, More: "What you play if the other plays this or that: theirs and yours in turn{such}. A semicolon begins another line, and only you see it."},
	{Do: room.Premove, Label: "Set your next move up", Quiet: true, Board: true, Commands: []string{"premove"}},
	{Do: room.Forget, Label: "Answer nothing in advance", Quiet: true, Key: "x", Commands: []string{"forget"}},
	{Do: room.Decline, Label: "Decline", Key: "n", Commands: []string{"decline"}},
	{Do: room.Decline, How: room.Withdraw, Label: "Withdraw the offer", Quiet: true, Key: "n", Commands: []string{"withdraw", "decline"}},
	{Do: room.Claim, How: room.Drawn, Label: "Claim a draw", Key: "w", Commands: []string{"claim"}, Ask: "Claim a draw?", More: "{names} {names|does|do} not play on, and you cannot win any more.", Yes: "Claim a draw", No: "Go on waiting"},
	{Do: room.Rematch, Label: "Rematch", Key: "r", Commands: []string{"rematch"}, Mine: "Rematch? Waiting for {names}.", Theirs: "{names} {names|wants|want} a rematch.", Told: "{name} wants a rematch."},
	{Do: room.Rematch, How: room.Agree, Label: "Agree", Key: "r", Commands: []string{"agree", "accept", "rematch"}, Theirs: "{names} {names|wants|want} a rematch: {terms}.", Ask: "Agree to that?", More: "A rematch: {terms}.", Yes: "Agree", No: "Not yet"},
	{Do: room.Rematch, How: room.Otherwise, Label: "Rematch", Key: "r", Commands: []string{"rematch"}, Mine: "Rematch? Waiting for {names}: {terms}."},
	{Do: room.Propose, Label: "Rematch on other terms", Quiet: true, Key: "o", Commands: []string{"propose"}},
	{Do: room.Rematch, How: room.Without, Label: "Rematch without {names}", Key: "r", Commands: []string{"rematch"}},
	{Do: room.Sit, Label: "Sit down", Key: "s", Commands: []string{"sit"}},
	{Do: room.Sit, How: room.InBot, Label: "Sit down", Key: "s", Commands: []string{"sit"}, More: "A bot has a seat here, and makes room for you until the first move."},
	{Do: room.Begin, Label: "Begin with {n}", Key: "g", Commands: []string{"begin"}, More: "Or wait for more.", Mine: "Begin? Waiting for {names}.", Theirs: "{names} {names|wants|want} to begin.", Told: "{name} wants to begin."},
	{Do: room.Invite, Label: "Play a bot", Key: "b", Commands: []string{"bot"}},
	{Do: room.MoreTime, Label: "Give 15 seconds more", Quiet: true, Key: "+", Commands: []string{"moretime"}},
	{Do: room.Chat, Label: "Say something", Commands: []string{"say", "s"}},
	{Do: room.Resign, Label: "Resign", Key: "R", Commands: []string{"resign"}, Ask: "Resign?", More: "The game is lost then.", Yes: "Resign", No: "Play on"},
	{Do: room.Resign, How: room.PlayOn, Label: "Resign", Key: "R", Commands: []string{"resign"}, Ask: "Resign?", More: "The others play on.", Yes: "Resign", No: "Play on"},
	{Do: room.Leave, Label: "Leave the table", Key: "q", Commands: []string{"leave"}},
	{Do: room.Leave, How: room.Waiting, Label: "Give my seat up and go", Key: "q", Commands: []string{"leave"}},
	{Do: room.Leave, How: room.Closing, Label: "Close the room and go", Key: "q", Commands: []string{"leave"}},
}

// VerbFor finds how something is done that a viewer may do, with its texts filled in
// for that viewer. What has no row is called by its name, and what a row leaves out
// follows from its label.
func VerbFor(s *rooms.Snapshot, a room.Action) Verb {
	v := row(a.Do, a.How)
	about := a.Seats
	if a.State == room.Theirs {
		about = eager(s, a.Do)
	}
	names := make([]string, len(about))
	for i, seat := range about {
		names[i] = Name(s, seat)
	}
	args := Args{"names": names, "n": seated(s), "such": such(s), "terms": Proposed(s)}
	for _, text := range []*string{&v.Label, &v.More, &v.Ask, &v.Yes, &v.No, &v.Mine, &v.Theirs} {
		*text = Fill(*text, args)
	}
	if args["do"] = v.Label; len(names) > 0 {
		v.Mine = cmp.Or(v.Mine, Say("verb.offered", args))
		v.Theirs = cmp.Or(v.Theirs, Say("verb.asked", args))
	}
	if a.Confirm {
		v.Ask, v.Yes, v.No = cmp.Or(v.Ask, v.Label+"?"), cmp.Or(v.Yes, v.Label), cmp.Or(v.No, Say("verb.no"))
	}
	return v
}

// such gives an example of moves in turn, a move of another and one of the viewer, as the
// log of this game writes them; or nothing.
func such(s *rooms.Snapshot) string {
	var theirs, yours string
	for _, step := range s.View.Log {
		switch {
		case step.Seat == s.You:
			yours = step.Text
		case step.Seat >= 0:
			theirs = step.Text
		}
	}
	if theirs == "" || yours == "" {
		return ""
	}
	between := " "
	if strings.Contains(theirs+yours, between) {
		between = ", "
	}
	return Say("verb.such", Args{"moves": theirs + between + yours})
}

// Standing says where something stands that takes the consent of several, or
// nothing.
func Standing(s *rooms.Snapshot, a room.Action) string {
	v := VerbFor(s, a)
	switch a.State {
	case room.Mine:
		return v.Mine
	case room.Theirs:
		return v.Theirs
	}
	return ""
}

// Offered says what is offered and awaits an answer, the viewer's before that of
// others, or nothing.
func Offered(s *rooms.Snapshot) string {
	for _, state := range []room.State{room.Theirs, room.Mine} {
		for _, a := range s.Actions {
			if said := Standing(s, a); said != "" && a.State == state {
				return said
			}
		}
	}
	return ""
}

func row(do room.Verb, how string) Verb {
	fits := Verb{Do: do, Label: capital(string(do)), Commands: []string{string(do)}}
	for _, v := range Verbs {
		if v.Do == do && (v.How == how || v.How == "") {
			if fits = v; v.How == how {
				break
			}
		}
	}
	return fits
}

// eager are the others who have offered it.
func eager(s *rooms.Snapshot, do room.Verb) (seats []game.Seat) {
	for i, c := range s.Chairs {
		if game.Seat(i) != s.You && c.Offered(do) {
			seats = append(seats, game.Seat(i))
		}
	}
	return seats
}

// Command finds what a typed word does in line mode, of what may be done now.
func Command(s *rooms.Snapshot, typed string) (room.Action, bool) {
	for _, a := range s.Actions {
		for _, c := range row(a.Do, a.How).Commands {
			if strings.EqualFold(c, typed) {
				return a, true
			}
		}
	}
	return room.Action{}, false
}

// Typed finds which verb a typed word stands for, whether or not it may be done
// now: for the room to say why not.
func Typed(typed string) (room.Verb, bool) {
	for _, v := range Verbs {
		for _, c := range v.Commands {
			if strings.EqualFold(c, typed) {
				return v.Do, true
			}
		}
	}
	return "", false
}

// Command is what one types for the verb in line mode.
func (v Verb) Command() string {
	if len(v.Commands) == 0 {
		return string(v.Do)
	}
	return v.Commands[0]
}

// Infinitive is what a verb does, to stand behind "to": "go on without Bob". The
// verb is one of [VerbFor].
func (v Verb) Infinitive() string {
	does := strings.TrimSuffix(v.Ask, "?")
	if does == "" {
		does = v.Label
	}
	return strings.ToLower(does[:min(1, len(does))]) + does[min(1, len(does)):]
}

func capital(text string) string {
	return strings.ToUpper(text[:min(1, len(text))]) + text[min(1, len(text)):]
}

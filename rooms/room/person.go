package room

import "slices"

// PersonID is who someone is, for ever. Package players hands them out.
type PersonID string

// Person is somebody as a room knows them.
type Person struct {
	ID    PersonID `json:"person,omitempty"`
	Name  string   `json:"name,omitempty"` // as they were called then
	Guest bool     `json:"guest,omitempty"`
	Bot   string   `json:"bot,omitempty"` // the level of a player made of code; empty: a person
}

// Chair is a seat and who has it.
type Chair struct {
	Person        // no ID: the seat is free
	Left   string `json:"left,omitempty"`   // who had it when the last game ended, and has gone since
	Cmd    string `json:"cmd,omitempty"`    // the id of the command that took it
	Wins   int    `json:"wins,omitempty"`   // in this series
	Offers []Verb `json:"offers,omitempty"` // see Offered
	Out    bool   `json:"out,omitempty"`    // has given up, and is played past
	Moved  bool   `json:"moved,omitempty"`  // has moved in this game, even if it was taken back since
	Saw    bool   `json:"saw,omitempty"`    // has seen how the daily game ended
}

// Free reports whether nobody has the seat.
func (c Chair) Free() bool { return c.ID == "" }

// IsBot reports whether a player made of code has the seat.
func (c Chair) IsBot() bool { return c.Bot != "" }

// Offered reports whether whoever sits here has offered to do it.
func (c Chair) Offered(do Verb) bool { return slices.Contains(c.Offers, do) }

// moveUp turns the seats for the next game: those that are free go, and from the
// second game of a room on everyone moves up one.
func moveUp(chairs []Chair, round int) []Chair {
	next := slices.DeleteFunc(slices.Clone(chairs), Chair.Free)
	if last := len(next) - 1; round > 1 && last > 0 {
		next = append([]Chair{next[last]}, next[:last]...)
	}
	return next
}

func persons(chairs []Chair) []Person {
	all := make([]Person, len(chairs))
	for i, c := range chairs {
		all[i] = c.Person
	}
	return all
}

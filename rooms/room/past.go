package room

import (
	"bytes"
	"slices"
	"strings"

	"crossplay/game"
)

// This file reads what earlier versions wrote. Their events did not stand alone:
// a start did not say who sat where, and an end was a sentence with a name in it.

// aloneVersion is since when events stand alone.
const aloneVersion = 2

// Eventless reports whether nothing happened in a record. Version 1 kept every
// refusal of a player as one, and some rooms are buried under them. JSON escapes
// the quotes of all texts, so they cannot hold this.
func Eventless(record []byte) bool { return !bytes.Contains(record, []byte(`"events":[`)) }

// Complete adds to a record of version 1 what makes its events stand alone. To
// be called for each record in turn, with the room as it was made and the seats
// as they were before it.
func (r *Record) Complete(made Created, chairs []Chair) {
	if r.V >= aloneVersion {
		return
	}
	chairs = slices.Clone(chairs)
	for i := range r.Events {
		switch e := &r.Events[i]; {
		case e.Created != nil:
			made, chairs = *e.Created, make([]Chair, e.Created.Seats)
		case e.Sat != nil:
			chairs[e.Sat.Seat].Person = e.Sat.Person
		case e.Named != nil:
			chairs[e.Named.Seat].Person.Name = e.Named.Name
		case e.Left != nil:
			chairs[e.Left.Seat].Person = Person{}
		case e.Started != nil:
			chairs = moveUp(chairs, e.Started.Round)
			e.Started.Game, e.Started.Version, e.Started.Options, e.Started.Private = made.Game, made.Version, made.Options, made.Private
			e.Started.Seats = persons(chairs)
		case e.Ended != nil:
			e.Ended.Seats = persons(chairs)
			e.Ended.Result = unword(e.Ended.Result, chairs)
		}
	}
	r.V = recordVersion
}

// unword makes a code of a sentence such as "Bob resigned". Only games of two
// ended so. Whoever lost may have had another name in that moment than in the
// sentence; no game has a reason that ends so.
func unword(said Result, chairs []Chair) Result {
	if said.How != "" {
		return said
	}
	said.How = ByRules
	if len(chairs) != 2 || len(said.Winners) != 1 {
		return said
	}
	loser := []game.Seat{1 - said.Winners[0]}
	switch {
	case strings.HasSuffix(said.Reason, " resigned"):
		return Result{Winners: said.Winners, How: Resigned, By: loser}
	case strings.HasSuffix(said.Reason, " stayed away"):
		return Result{Winners: said.Winners, How: Away, By: loser}
	}
	return said
}

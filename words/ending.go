package words

import (
	"cmp"
	"slices"

	"crossplay/game"
	"crossplay/rooms"
	"crossplay/rooms/room"
)

// ending is the end of a game, as it is told to somebody.
type ending struct {
	room.Result
	you   game.Seat // to whom; [game.Spectator] for all who did not play
	names []string  // who played, by seat, whether or not they have left since
}

// endingOf is the end of the game of a snapshot that is over. Of whom nobody knows
// the name any more, the seat is told.
func endingOf(s *rooms.Snapshot, info game.Info) ending {
	e := ending{you: s.You, names: make([]string, len(s.Chairs))}
	if s.Result != nil {
		e.Result = *s.Result
	}
	for i, c := range s.Chairs {
		e.names[i] = cmp.Or(c.Name, c.Left, Seat(info, game.Seat(i)))
	}
	return e
}

// Record is a transcript to be read by people, too.
type Record struct {
	*room.Transcript
	Ending string `json:"ending,omitempty"` // how the game ended: "Ann won: Bob resigned"
}

// RecordOf adds to a transcript what people read in it.
func RecordOf(t *room.Transcript, info game.Info) Record {
	if t.Result == nil {
		return Record{t, ""}
	}
	e := ending{Result: *t.Result, you: game.Spectator, names: slices.Clone(t.Players)}
	for i, name := range e.names {
		e.names[i] = cmp.Or(name, Seat(info, game.Seat(i)))
	}
	return Record{t, e.sentence()}
}

// sentence is the whole of it, without its full stop.
func (e ending) sentence() string {
	end := Say("end.drawn")
	switch {
	case e.How == room.Aborted && len(e.By) > 0:
		return Say("end.abortedBy", Args{"names": e.told(e.By, "end.youFirst")})
	case e.How == room.NoStart:
		return Say("end.noStart", Args{"names": e.told(e.By, "end.you")})
	case e.How == room.Aborted:
		return Say("end.aborted")
	case len(e.Winners) > 0:
		end = Say("end.won", Args{"names": e.told(e.Winners, "end.youFirst")})
	}
	if why := e.why(); why != "" {
		return Say("end.why", Args{"end": end, "why": why})
	}
	return end
}

// why is how it ended, as the end of a sentence.
func (e ending) why() string {
	args := Args{"names": e.told(e.By, "end.you")}
	switch {
	case e.How == room.Resigned && len(e.By) > 0:
		return Say("end.resigned", args)
	case e.How == room.Called && len(e.By) > 0:
		return Say("end.called", args)
	case e.How == room.Away && len(e.By) > 0 && len(e.Winners) == 0:
		args["others"] = e.told(e.others(), "end.you")
		return Say("end.awayDrawn", args)
	case e.How == room.Silent && len(e.By) > 0 && len(e.Winners) == 0:
		args["others"] = e.told(e.others(), "end.you")
		return Say("end.silentDrawn", args)
	case e.How == room.Away && len(e.By) > 0:
		return Say("end.away", args)
	case e.How == room.Silent && len(e.By) > 0:
		return Say("end.silent", args)
	case e.How == room.OutOfTime && len(e.Winners) == 0:
		args["others"] = e.told(e.others(), "end.you")
		return Say("end.timeDrawn", args)
	case e.How == room.OutOfTime:
		return Say("end.time", args)
	case e.How == room.Agreed:
		return Say("end.agreed")
	}
	return e.Reason
}

// others are those whose doing it was not.
func (e ending) others() (seats []game.Seat) {
	for i := range e.names {
		if !slices.Contains(e.By, game.Seat(i)) {
			seats = append(seats, game.Seat(i))
		}
	}
	return seats
}

// told names some of the players to the reader, who comes first and is called
// what the sentence of that key says.
func (e ending) told(seats []game.Seat, you string) []string {
	var names []string
	if e.you >= 0 && slices.Contains(seats, e.you) {
		names = append(names, Say(you))
	}
	for _, seat := range seats {
		switch {
		case seat == e.you && e.you >= 0:
		case seat < 0 || int(seat) >= len(e.names): // of a game that this Crossplay does not know
			names = append(names, Seat(game.Info{}, seat))
		default:
			names = append(names, e.names[seat])
		}
	}
	return names
}

package words

import (
	"cmp"
	"strings"

	"crossplay/game"
	"crossplay/rooms"
	"crossplay/rooms/room"
)

// ArgName is what an argument of an action is called that has values to choose from.
func ArgName(info game.Info, arg room.Arg) string {
	switch arg.Name {
	case "clock":
		return Say("create.clock")
	case "sides":
		return Say("terms.sides")
	}
	for _, o := range info.Options {
		if o.Name == arg.Of {
			return o.Title
		}
	}
	return arg.Of
}

// ArgValue is what one of its values is called.
func ArgValue(info game.Info, arg room.Arg, value string) string {
	switch {
	case arg.Name == "clock" && value == room.NoClock:
		return Control("")
	case arg.Name == "clock":
		return Control(value)
	case arg.Name == "sides":
		return Say("terms." + value)
	}
	for _, o := range info.Options {
		for _, v := range o.Values {
			if o.Name == arg.Of && v.Name == value {
				return v.Title
			}
		}
	}
	return value
}

// Proposed says what of a rematch that is proposed is to be otherwise than in the last
// game, and who sits where.
func Proposed(s *rooms.Snapshot) string {
	t := s.Offer.Terms
	if t == nil {
		return ""
	}
	var all []string
	for _, o := range s.Info.Options {
		if chosen := t.Options[o.Name]; chosen != cmp.Or(s.Options[o.Name], o.Values[0].Name) {
			all = append(all, ArgValue(s.Info, room.Arg{Name: "options", Of: o.Name}, chosen))
		}
	}
	if t.Clock != s.Clock {
		all = append(all, cmp.Or(t.Clock, Say("terms.none")))
	}
	return strings.Join(append(all, Say("terms."+string(t.Sides))), " · ")
}

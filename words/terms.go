package words

import (
	"strings"

	"crossplay/game"
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

// Proposed says all that a rematch is to be played by.
func Proposed(info game.Info, t *room.Terms) string {
	if t == nil {
		return ""
	}
	var all []string
	for _, o := range info.Options {
		all = append(all, ArgValue(info, room.Arg{Name: "options", Of: o.Name}, t.Options[o.Name]))
	}
	clock := t.Clock
	if clock == "" {
		clock = room.NoClock
	}
	all = append(all, ArgValue(info, room.Arg{Name: "clock"}, clock), ArgValue(info, room.Arg{Name: "sides"}, string(t.Sides)))
	return strings.Join(all, " · ")
}

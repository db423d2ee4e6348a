package words

import (
	"crossplay/game"
	"crossplay/rooms/room"
)

// SideOf names a side of a game as somebody chooses it: "White, who moves first".
func SideOf(info game.Info, side room.Side) string {
	seat, _ := side.Seat()
	named := int(seat) < len(info.Seats)
	switch {
	case side == room.ByLot:
		return Say("create.lot")
	case named && seat == 0 && !info.Chance: // where dice say who begins, nobody knows
		return Say("create.first", Args{"seat": info.Seats[0]})
	case named:
		return info.Seats[seat]
	case seat == 0:
		return Say("create.firstSeat")
	}
	return Say("create.secondSeat")
}

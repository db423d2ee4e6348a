package words

import (
	"strings"

	"crossplay/game"
	"crossplay/rooms"
	"crossplay/rooms/room"
)

// This file is about rooms where more than two can play, and where not all of
// them are people.

// Bot is what a bot is called where its level stands beside it: "Bot", or "Bot 2".
func Bot(name string) string {
	_, number, _ := strings.Cut(name, " bot")
	return Say("name.robot") + number
}

// seated is how many have a seat.
func seated(s *rooms.Snapshot) int {
	n := 0
	for _, c := range s.Chairs {
		if c.Name != "" {
			n++
		}
	}
	return n
}

// Seats says, of a room in a list that waits for more than one, how many are
// there: ", 2 of 4".
func Seats(c rooms.Card) string {
	n := 0
	for _, ch := range c.Chairs {
		if ch.Name != "" {
			n++
		}
	}
	if c.Phase != room.Open || len(c.Chairs) == 2 {
		return ""
	}
	return Say("list.seats", Args{"n": n, "all": len(c.Chairs)})
}

// Starts says what a room waits for.
func Starts(s *rooms.Snapshot, info game.Info) string {
	all := len(s.Chairs)
	switch {
	case all == 2 && s.Lot:
		return Say("status.startsLot")
	case all == 2:
		return Say("status.starts")
	}
	text := Say("status.full", Args{"n": all})
	if info.MinSeats < all && seated(s) < info.MinSeats {
		text += " " + Say("status.sooner", Args{"n": info.MinSeats})
	}
	if s.Lot {
		text += " " + Say("status.lot")
	}
	return text
}

// Level is the level of a bot as people read it: "Easy".
func Level(name string) string {
	if name == "" {
		return name
	}
	return strings.ToUpper(name[:1]) + name[1:]
}

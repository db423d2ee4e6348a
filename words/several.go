package words

import (
	"strconv"
	"strings"

	"crossplay/game"
	"crossplay/rooms"
	"crossplay/rooms/room"
)

// This file is about rooms where more than two can play, and where not all of
// them are people.

// Bare is the name of a bot without the word, for where its being one is said
// beside it. It reports whether it is a bot.
func Bare(name, level string) (string, bool) {
	if level == "" {
		return name, false
	}
	return strings.TrimSuffix(name, " bot"), true
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
	return ", " + strconv.Itoa(n) + " of " + strconv.Itoa(len(c.Chairs))
}

// CanInviteBot reports whether the viewer can let a bot take a seat.
func CanInviteBot(s *rooms.Snapshot, levels []string) bool {
	return s.Phase == room.Open && s.You >= 0 && len(levels) > 0 && seated(s) < len(s.Chairs)
}

// Starts says what a room waits for.
func Starts(s *rooms.Snapshot, info game.Info) string {
	all := len(s.Chairs)
	if all == 2 {
		return "The game starts when somebody joins."
	}
	text := "It starts when all " + strconv.Itoa(all) + " are here."
	if info.MinSeats < all && seated(s) < info.MinSeats {
		text += " Sooner if " + strconv.Itoa(info.MinSeats) + " agree."
	}
	return text
}

// CanBegin reports whether the viewer can agree to begin with those present.
func CanBegin(s *rooms.Snapshot, info game.Info) bool {
	return s.Phase == room.Open && s.You >= 0 && seated(s) >= info.MinSeats && !s.Chairs[s.You].Offered(room.Begin)
}

// CanRematch reports whether the viewer can ask for another game.
func CanRematch(s *rooms.Snapshot, info game.Info) bool {
	return s.Phase == room.Over && s.You >= 0 && (!s.Chairs[s.You].Offered(room.Rematch) || len(s.Chairs) > 2) && seated(s) >= info.MinSeats
}

// Begin is what to begin means: "begin with 2".
func Begin(s *rooms.Snapshot) string { return "begin with " + strconv.Itoa(seated(s)) }

// PlaysOn reports whether the game goes on when one more gives up.
func PlaysOn(s *rooms.Snapshot) bool {
	n := 0
	for _, c := range s.Chairs {
		if c.Name != "" && !c.Out {
			n++
		}
	}
	return n > 2
}

// Resigning says what becomes of the game when the viewer gives up.
func Resigning(s *rooms.Snapshot) string {
	if PlaysOn(s) {
		return "The others play on."
	}
	return "The game is lost then."
}

// Claim is what the viewer can do about those who stayed away.
func Claim(s *rooms.Snapshot) string {
	if PlaysOn(s) {
		return "go on without"
	}
	return "claim the win"
}

// CanClaim reports whether the viewer can make those give up who are away.
func CanClaim(s *rooms.Snapshot) bool {
	_, ok := s.Action(room.Claim)
	return ok
}

// CanResign reports whether the viewer has a game to give up.
func CanResign(s *rooms.Snapshot) bool {
	return s.Phase == room.Playing && s.You >= 0 && !s.Chairs[s.You].Out
}

// Level is the level of a bot as people read it: "Easy".
func Level(name string) string {
	if name == "" {
		return name
	}
	return strings.ToUpper(name[:1]) + name[1:]
}

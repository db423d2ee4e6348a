package words

import (
	"slices"
	"strings"
	"time"

	"crossplay/game"
	"crossplay/rooms"
	"crossplay/rooms/room"
)

// News says what happened, to the viewer of a snapshot, in a sentence for each
// thing that is to be said: none for what the viewer did, and knows.
func News(s *rooms.Snapshot, info game.Info, n room.News) []string {
	mine := n.Mine
	args := Args{"name": n.Name, "was": n.Was, "who": introduced(n), "seat": Seat(info, n.Seat), "n": s.Round, "secs": n.Secs}
	switch n.What {
	case room.Adjourns, room.Resumes:
		return []string{Say("news."+string(n.What), args)}
	case room.TakesBack:
		if mine {
			return []string{Say("news.youTookBack")}
		}
		return []string{Say("news.tookBack", args)}
	case room.Moves:
		if Earlier(s, n) {
			return nil
		}
		return Lines(s, info, n.From, n.To)
	case room.Begins:
		switch {
		case n.Swapped:
			return []string{Say("news.again", args)}
		case s.Round > 1:
			return []string{Say("news.next", args)}
		}
		return []string{Say("news.started", args)}
	case room.GivesTime:
		switch {
		case n.Why == room.Restarted:
			return []string{Say("news.timeRestart", args)}
		case n.Why == room.Stalled:
			return []string{Say("news.timeStall", args)}
		case n.Why == room.Lost:
			return []string{Say("news.timeLine", args)}
		case mine:
			return nil
		}
		return []string{Say("news.time", args)}
	case room.GivesUp, room.StaysOut, room.Flags:
		if s.Phase != room.Playing { // the end says who won
			return nil
		}
		switch out := n.What == room.StaysOut; {
		case n.What == room.Flags && mine:
			return []string{Say("news.youFlagged")}
		case n.What == room.Flags:
			return []string{Say("news.flagged", args)}
		case out && mine:
			return []string{Say("news.youOut")}
		case out:
			return []string{Say("news.out", args)}
		case mine:
			return []string{Say("news.youGaveUp")}
		}
		return []string{Say("news.gaveUp", args)}
	case room.Ends:
		return nil // the status of the table says it
	}
	if n.What == room.IsSilent {
		args["time"] = Clock(time.Duration(n.Secs) * time.Second)
		switch {
		case mine && n.Secs > 0:
			return []string{Say("news.hurry", args)}
		case n.Secs > 0:
			return nil
		case mine:
			return []string{Say("news.youSilent", args)}
		case s.You >= 0: // the status of the table says it
			return nil
		}
		return []string{Say("news.silent", args)}
	}
	if mine {
		return nil
	}
	switch n.What {
	case room.SatDown:
		if n.Was != "" {
			return []string{Say("news.room", args), Say("news.sat", args)}
		}
		return []string{Say("news.sat", args)}
	case room.GotUp:
		return []string{Say("news.left", args)}
	case room.Renamed:
		return []string{Say("news.named", args)}
	case room.Offers:
		if Earlier(s, n) {
			return nil // it has come about
		}
		v := row(n.Do, "")
		if v.Told != "" {
			return []string{Fill(v.Told, args)}
		}
		args["do"] = v.Label
		return []string{Say("news.offered", args)}
	case room.Agrees:
		return []string{Say("news.agreed", args)}
	case room.Declines:
		return []string{Say("news.declined", args)}
	case room.Withdraws:
		return []string{Say("news.withdrawn", args)}
	case room.IsBack, room.GoesAway:
		switch {
		case mine: // they were there themselves
			return nil
		case n.What == room.GoesAway && n.Secs > 0:
			args["time"] = Clock(time.Duration(n.Secs) * time.Second)
			return []string{Say("news.awayFor", args)}
		case n.What == room.GoesAway:
			return []string{Say("news.away", args)}
		}
		return []string{Say("news.back", args)}
	}
	return nil
}

// Restarted says to whoever comes back that a restart has given time, as long as
// nobody has moved since; or nothing.
func Restarted(s *rooms.Snapshot, info game.Info) string {
	for _, n := range slices.Backward(s.News) {
		switch {
		case n.What == room.Moves || n.What == room.Begins:
			return ""
		case n.What == room.GivesTime && n.Why == room.Restarted && s.Phase == room.Playing:
			return strings.Join(News(s, info, n), " ")
		}
	}
	return ""
}

// Earlier reports whether something happened before the game that is on began, or is
// a move that was taken back: the log has none of its lines any more.
func Earlier(s *rooms.Snapshot, n room.News) bool {
	return slices.ContainsFunc(s.News, func(b room.News) bool {
		return b.N > n.N && (b.What == room.Begins || b.What == room.TakesBack && n.What == room.Moves && b.To < n.To)
	})
}

// Lines says the lines of the whole log from one on, up to another, as far as
// the snapshot has them.
func Lines(s *rooms.Snapshot, info game.Info, from, to int) (said []string) {
	for i := max(from, s.LogFrom); i < to && i-s.LogFrom < len(s.View.Log); i++ {
		said = append(said, Step(s, info, s.View.Log[i-s.LogFrom]))
	}
	return said
}

// Step says one line of the log.
func Step(s *rooms.Snapshot, info game.Info, step game.Step) string {
	args := Args{"move": step.Text, "name": Seat(info, step.Seat)}
	switch {
	case step.Seat < 0:
		return Say("news.drew", args)
	case step.Seat == s.You:
		return Say("news.youMoved", args)
	}
	return Say("news.moved", args)
}

// introduced is a name that says of a guest that they are one. A bot's does so by
// itself.
func introduced(n room.News) string {
	if n.Guest {
		return Say("news.guest", Args{"name": n.Name})
	}
	return n.Name
}

// Newer are the news of a snapshot behind a number, and the number of the newest.
func Newer(s *rooms.Snapshot, told uint64) ([]room.News, uint64) {
	news := s.News
	for len(news) > 0 && news[0].N <= told {
		news = news[1:]
	}
	if len(s.News) > 0 {
		told = s.News[len(s.News)-1].N
	}
	return news, told
}

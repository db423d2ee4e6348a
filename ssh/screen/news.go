package screen

import (
	"slices"
	"strings"
	"time"

	"crossplay/rooms/room"
	"crossplay/words"
)

// hear says below the board what is new, each thing once. Whoever has just come
// is told nothing that was before, but why the clocks show more.
func (t *table) hear(justCame bool) {
	news, told := words.Newer(t.snap, t.told)
	t.told = told
	chat := t.snap.Chat
	chat = chat[len(chat)-unheard(chat, t.heard):]
	if len(chat) > 0 {
		t.heard = chat[len(chat)-1].Seq
	}
	if justCame {
		if said := words.Restarted(t.snap, t.info); said != "" {
			t.say(said)
		}
		return
	}
	for _, n := range news {
		switch said := strings.Join(words.News(t.snap, t.info, n), " "); {
		case n.What == room.Moves: // the board says it
			if !t.bad && t.now().Sub(t.said) >= noticeTime {
				t.say("")
			}
		case !t.seen(n):
			if said != "" {
				t.say(said)
			}
		case !t.bad: // it is to be read where an older notice stands
			t.say("")
		}
	}
	for _, l := range chat {
		if !t.wide() && !t.mine(l) {
			t.say(words.Say("side.said", words.Args{"name": words.Speaker(l), "text": l.Text}))
		}
	}
}

// noticeTime is how long what somebody did stands below the board at least. Then
// the next move takes it away.
const noticeTime = 8 * time.Second

// unheard is how many lines at the end of the chat are newer than one.
func unheard(chat []room.Line, heard int) (n int) {
	for n < len(chat) && chat[len(chat)-1-n].Seq > heard {
		n++
	}
	return n
}

// seen reports whether news are to be seen at the table by themselves: from the
// board that comes, or in the lines of state.
func (t *table) seen(n room.News) bool {
	s := t.snap
	switch n.What {
	case room.Ends:
		return true
	case room.Begins:
		return s.Round == 1
	case room.SatDown: // that began the game, unless a bot made room
		return s.Phase == room.Playing && n.Was == ""
	case room.GotUp: // and the game goes on without them, or the state says so
		return s.Phase == room.Playing || s.Phase == room.Over && s.You >= 0
	case room.GoesAway:
		return s.Phase == room.Playing
	case room.Offers:
		return slices.ContainsFunc(s.Actions, func(a room.Action) bool { return a.Do == n.Do && words.Standing(s, a) != "" })
	}
	return false
}

// mine reports whether the person said a line, by whatever name.
func (t *table) mine(l room.Line) bool { return l.By == t.me().ID }

package line

import (
	"crypto/rand"
	"strings"
	"time"

	"crossplay/game"
	"crossplay/rooms"
	"crossplay/rooms/room"
	"crossplay/ssh/board"
	"crossplay/text"
	"crossplay/words"
)

// table is a room that the person looks at.
type table struct {
	*talk
	code room.Code
	info game.Info

	seen   *rooms.Snapshot // what was told last; nil before the first
	told   uint64          // the last of the news that were told
	lines  int             // of the log that were told
	heard  int             // the last chat line that was told
	drawn  string          // the boards as they were told last
	status words.Status    // what was said of them
	known  map[string]bool // what the person knows that can be done: see next

	asked *intent       // what waits for an answer
	held  *turn         // and a move that does
	which []game.Choice // that one of them was meant; see [table.move]
}

// table stays in a room until the person goes back. Its error ends the session.
func (t *talk) table(code room.Code, sit bool) error {
	// Look first and sit then, so that nobody sees a player who is not there.
	watch, err := t.Registry.Watch(t.ctx, t.person(), code, t.poke)
	if err != nil {
		return t.refuse(err)
	}
	defer watch.Close()
	tb := &table{talk: t, code: code}
	first, err := watch.Take()
	if sit && err == nil && len(words.Deserted(first, time.Now())) == 0 { // else they are told so first
		if err := t.sit(code); err != nil {
			t.sorry(err)
			return nil
		}
	}
	look := func() error {
		s, err := watch.Take()
		if s == nil {
			s = first // which is the newest
		}
		if s != nil {
			tb.news(s)
		}
		first = nil
		return err
	}
	t.poke()
	for {
		select {
		case <-t.wake:
			err = look()
		case line, ok := <-t.typed:
			// What is typed answers what has happened: a script does not wait.
			select {
			case <-t.wake:
				err = look()
			default:
			}
			switch {
			case !ok:
				return errLeft
			case err != nil || !t.whole(line):
			default:
				if back, err := tb.command(line.text); err != nil || back {
					watch.Leave() // and not as somebody whose line was lost
					return err
				}
			}
		case <-tb.alarm():
			tb.warn()
		case <-t.ctx.Done():
			return t.ctx.Err()
		}
		if err != nil {
			t.sorry(err)
			return nil
		}
	}
}

// arrive tells everything, once.
func (t *table) arrive(s *rooms.Snapshot) {
	t.info, _ = t.Registry.Game(s.Game)
	_, t.told = words.Newer(s, 0)
	t.lines = s.LogFrom + len(s.View.Log)
	t.tell("")
	title := t.info.Title
	if o := words.Terms(t.info, s.Options, s.Clock, s.Final); o != "" {
		title += ", " + o
	}
	t.say("hear.room", words.Args{"game": title, "code": s.Code})
	switch s.Phase {
	case room.Open:
		t.status = t.of(s)
		t.tell(sentence(t.status.Text))
		if len(words.Deserted(s, time.Now())) > 0 && s.You < 0 {
			t.tell(words.Of(s, t.info, time.Now()).More)
		}
		if s.Lot {
			t.say("status.lot")
		}
		if len(s.Chairs) > 2 {
			t.who(s)
		}
		t.invite()
	case room.Over:
		t.who(s)
		t.end(s)
	default:
		t.who(s)
		if said := words.Restarted(s, t.info); said != "" {
			t.tell(said)
		}
		t.turn(s)
	}
	t.next(s)
}

// of is the status of the table. Who is away is told once, as news, and not with
// each move.
func (t *table) of(s *rooms.Snapshot) words.Status { return words.Of(s, t.info, time.Time{}) }

// turn shows the board and says whose turn it is.
func (t *table) turn(s *rooms.Snapshot) {
	t.board(s)
	t.says(s)
}

func (t *table) says(s *rooms.Snapshot) {
	t.status = t.of(s)
	t.tell(sentence(t.status.Text))
	if t.status.More != "" {
		t.tell(sentence(t.status.More))
	}
	t.clocks(s)
}

// end shows the last board and says who has won.
func (t *table) end(s *rooms.Snapshot) {
	t.board(s)
	t.result(s)
	if s.Proof != nil {
		t.say("hear.fair")
	}
}

// result says who has won, and the score.
func (t *table) result(s *rooms.Snapshot) {
	if s.Phase == room.Over {
		t.tell(sentence(t.of(s).Text))
	}
	t.score(s)
}

// board shows the boards.
func (t *table) board(s *rooms.Snapshot) {
	t.drawn = t.drawing(s)
	for line := range strings.Lines(t.drawn) {
		t.tell(strings.TrimRight(line, "\n"))
	}
}

func (t *table) drawing(s *rooms.Snapshot) string {
	var all strings.Builder
	for i := range s.View.Boards {
		all.WriteString(board.Plain(t.info, &s.View.Boards[i], words.Say("board.used")))
	}
	return all.String()
}

// who tells who sits where.
func (t *table) who(s *rooms.Snapshot) {
	for i, c := range s.Chairs {
		seat, name := t.seat(game.Seat(i)), c.Name
		switch {
		case name == "" && c.Left != "":
			t.say("hear.was", words.Args{"seat": seat, "name": c.Left})
			continue
		case name == "":
			name = words.Say("hear.nobody")
		case game.Seat(i) == s.You:
			name = words.Say("hear.you", words.Args{"name": name})
		case c.Guest:
			name = words.Say("hear.guest", words.Args{"name": name})
		}
		name = strings.Join(append([]string{name}, words.DayOff(c, time.Now())...), ", ")
		if game.Seat(i) != s.You && c.Name != "" && words.Gone(c, time.Now()) {
			name = words.Say("hear.away", words.Args{"name": name})
		}
		if c.Out && s.Phase == room.Playing {
			name = words.Say("hear.gaveUp", words.Args{"name": name})
		}
		t.say("hear.is", words.Args{"seat": seat, "name": name})
	}
	if s.Spectators > 0 {
		t.say("hear.spectators", words.Args{"n": s.Spectators})
	}
}

// letters are how many kinds of piece a seat has at most whose sign is told beside its
// name: of more, such as chess men, no sign stands for the seat.
const letters = 2

// seat is what a seat is called, and by which letter one finds it on the board.
func (t *table) seat(seat game.Seat) string {
	called := words.Seat(t.info, seat)
	var sign string
	kinds := 0
	for _, p := range t.info.Pieces {
		if p.Seat == seat {
			if kinds++; kinds == 1 {
				sign = p.ASCII
			}
		}
	}
	if kinds == 0 || kinds > letters || sign == called {
		return called
	}
	return words.Say("hear.seat", words.Args{"seat": called, "sign": sign})
}

// score counts what everybody has won, and whoever played and has left.
func (t *table) score(s *rooms.Snapshot) {
	var parts []string
	for i, c := range s.Chairs {
		if c.Name != "" || c.Left != "" {
			parts = append(parts, words.Say("hear.wins", words.Args{"name": words.Name(s, game.Seat(i)), "n": c.Wins}))
		}
	}
	t.say("hear.score", words.Args{"wins": strings.Join(parts, ", "), "n": s.Draws})
}

func (t *table) invite() {
	t.say("hear.invite", words.Args{"code": t.code})
	t.say("hear.terminal", words.Args{"command": t.Invite.SSH(string(t.code))})
	t.say("hear.browser", words.Args{"link": t.Invite.Link(string(t.code))})
}

func sentence(text string) string {
	if text == "" || strings.ContainsAny(text[len(text)-1:], ".!?") {
		return text
	}
	return text + "."
}

// do asks the room for something, and reports whether it has done it. Its answer is in
// the next snapshot, or here.
func (t *table) do(c room.Command) bool {
	c.ID = rand.Text()
	if over := text.Length(c.Text) - room.MaxLine; c.Do == room.Chat && over > 0 {
		t.say("chat.long", words.Args{"n": over})
		return false
	}
	c.At, c.Lag = t.came, t.Lag()
	if err := t.Registry.Do(t.ctx, t.person(), t.code, c); err != nil {
		t.sorry(err)
		return false
	}
	return true
}

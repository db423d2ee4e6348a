package line

import (
	"crypto/rand"
	"reflect"
	"strings"
	"time"

	"crossplay/game"
	"crossplay/rooms"
	"crossplay/rooms/room"
	"crossplay/ssh/board"
	"crossplay/words"
)

// table is a room that the person looks at.
type table struct {
	*talk
	code  room.Code
	info  game.Info
	seen  *rooms.Snapshot // what was told last; nil before the first
	heard int             // the last chat line that was told
	sure  room.Verb       // what waits for a yes
	away  []bool          // by seat: who was told to be away
}

// table stays in a room until the person goes back. Its error ends the session.
func (t *talk) table(code room.Code, sit bool) error {
	// Look first and sit then, so that nobody sees a player who is not there.
	watch, err := t.Registry.Watch(t.ctx, t.person(), code, t.poke)
	if err != nil {
		t.sorry(err)
		return nil
	}
	defer watch.Close()
	if sit {
		if err := t.sit(code); err != nil {
			t.sorry(err)
			return nil
		}
	}
	tb := &table{talk: t, code: code}
	t.poke()
	later := time.NewTimer(moment)
	defer later.Stop()
	for {
		select {
		case <-later.C:
			tb.presence()
		case <-t.wake:
			s, err := watch.Take()
			if s != nil {
				tb.news(s)
				later.Reset(moment)
			}
			if err != nil {
				t.sorry(err)
				return nil
			}
		case line, ok := <-t.typed:
			if !ok {
				return errLeft
			}
			if !t.whole(line) {
				continue
			}
			if back, err := tb.command(line.text); err != nil || back {
				return err
			}
		case <-t.ctx.Done():
			return t.ctx.Err()
		}
	}
}

// moment is how long after a change one looks again who is away.
const moment = 2 * time.Second

// news tells what has changed since the last snapshot.
func (t *table) news(s *rooms.Snapshot) {
	old := t.seen
	t.seen = s
	if old == nil {
		t.info, _ = t.Registry.Game(s.Game)
		t.arrive(s)
	} else {
		t.changes(old, s)
	}
	for _, l := range s.Chat {
		if l.Seq > t.heard {
			t.heard = l.Seq
			t.say("%s says: %s", words.Speaker(l), l.Text)
		}
	}
	t.presence()
}

// presence tells who has gone away, and who is back.
func (t *table) presence() {
	s := t.seen
	if s == nil {
		return
	}
	if len(t.away) != len(s.Chairs) {
		t.away = make([]bool, len(s.Chairs))
	}
	for i, c := range s.Chairs {
		away := game.Seat(i) != s.You && !c.Out && words.Gone(c, time.Now())
		switch {
		case away && !t.away[i]:
			t.say("%s is away. The seat is kept.", c.Name)
		case t.away[i] && c.Present && game.Seat(i) != s.You:
			t.say("%s is back.", c.Name)
		}
		t.away[i] = away
	}
}

// arrive tells everything, once.
func (t *table) arrive(s *rooms.Snapshot) {
	t.say("")
	title := t.info.Title
	if o := words.Options(t.info, s.Options); o != "" {
		title += ", " + o
	}
	t.say("%s. Room %s.", title, s.Code)
	if s.Phase == room.Open {
		t.say("%s", sentence(words.Of(s, t.info, time.Now()).Text))
		if len(s.Chairs) > 2 {
			t.who(s)
		}
		t.invite()
		t.offers(s)
		return
	}
	t.who(s)
	t.turn(s)
}

func (t *table) changes(old, s *rooms.Snapshot) {
	for i, c := range s.Chairs {
		if i < len(old.Chairs) && (old.Round == s.Round || old.Round == 0) && game.Seat(i) != s.You {
			t.chair(old.Chairs[i], c, game.Seat(i))
		}
	}
	if old.Round != s.Round {
		t.away = nil // people have other seats now
	}
	if s.Phase == room.Playing && (old.Phase != room.Playing || old.Round != s.Round) {
		if s.Round > 1 {
			t.say("Game %d begins, with the sides swapped.", s.Round)
		} else {
			t.say("The game begins.")
		}
		t.who(s)
		t.steps(s, 0)
		t.turn(s)
		return
	}
	moved := old.Round == s.Round && s.Ply > old.Ply
	if moved && len(s.View.Log) > len(old.View.Log) { // not all are shown at once, nor to everyone
		t.steps(s, len(old.View.Log))
	}
	switch {
	case s.Phase == room.Over && old.Phase != room.Over:
		t.board(s)
		t.say("%s", sentence(words.Of(s, t.info, time.Now()).Text))
		t.score(s)
		if words.CanRematch(s, t.info) {
			t.say("Type rematch to play again, or back.")
		}
		if s.Proof != nil {
			t.say("Type fair to hear how to check the dice.")
		}
	case moved && !reflect.DeepEqual(old.View.Boards, s.View.Boards):
		t.turn(s)
	case moved: // out of sight
		if was, is := words.Of(old, t.info, time.Now()), words.Of(s, t.info, time.Now()); was != is {
			t.face(is)
		}
	case s.Phase == room.Open && taken(s) > taken(old):
		t.say("%s", sentence(words.Of(s, t.info, time.Now()).Text))
		t.offers(s)
	}
	if words.CanClaim(s) && !words.CanClaim(old) {
		what := "win the game"
		if words.PlaysOn(s) {
			what = words.Claim(s)
		}
		t.say("%s for three minutes. Type claim to %s, or go on waiting.", t.absent(s), what)
	}
}

// taken is how many seats are.
func taken(s *rooms.Snapshot) int {
	n := 0
	for _, c := range s.Chairs {
		if c.Name != "" {
			n++
		}
	}
	return n
}

// absent says who is away, as the beginning of a sentence.
func (t *table) absent(s *rooms.Snapshot) string {
	var names []string
	for i, c := range s.Chairs {
		if game.Seat(i) != s.You && !c.Present && !c.Out {
			names = append(names, c.Name)
		}
	}
	if len(names) == 1 {
		return names[0] + " has been away"
	}
	return words.Join(names) + " have been away"
}

// chair tells what happened to somebody else's seat.
func (t *table) chair(old, c rooms.Chair, seat game.Seat) {
	switch {
	case old.Name == c.Name:
	case c.Name == "":
		t.say("%s left.", old.Name)
		return
	case old.Name == "" || old.Bot != c.Bot:
		if old.Bot != "" {
			t.say("%s makes room.", old.Name)
		}
		t.say("%s sat down as %s.", aloud(c), words.Seat(t.info, seat))
		return
	default:
		t.say("%s is called %s now.", old.Name, c.Name)
	}
	switch {
	case c.Offered(room.Rematch) && !old.Offered(room.Rematch):
		t.say("%s wants a rematch.", c.Name)
	case c.Offered(room.Begin) && !old.Offered(room.Begin):
		t.say("%s wants to begin.", c.Name)
	case c.Out && !old.Out && t.seen.Phase == room.Playing:
		t.say("%s gave up. The others play on.", c.Name)
	}
}

// aloud is a name that says of a bot and of a guest that they are one.
func aloud(c rooms.Chair) string {
	name, bot := words.Bare(c.Name, c.Bot)
	switch {
	case bot:
		return name + ", a bot,"
	case c.Guest:
		return name + ", a guest,"
	}
	return name
}

// offers says what can be done instead of waiting.
func (t *table) offers(s *rooms.Snapshot) {
	if words.CanInviteBot(s, t.Registry.Bots()) {
		t.say("Type bot to play a bot while nobody comes.")
	}
	if words.CanBegin(s, t.info) {
		t.say("Type begin to %s.", words.Begin(s))
	}
}

// steps tells the moves from a ply on.
func (t *table) steps(s *rooms.Snapshot, from int) {
	for _, step := range s.View.Log[from:] {
		switch {
		case step.Seat < 0:
			t.say("%s.", step.Text)
		case step.Seat == s.You:
			t.say("You played %s.", step.Text)
		default:
			t.say("%s played %s.", words.Seat(t.info, step.Seat), step.Text)
		}
	}
}

// turn shows the board and says whose turn it is.
func (t *table) turn(s *rooms.Snapshot) {
	t.board(s)
	t.face(words.Of(s, t.info, time.Now()))
}

func (t *table) face(f words.Status) {
	t.say("%s", sentence(f.Text))
	if f.More != "" {
		t.say("%s", sentence(f.More))
	}
}

func (t *table) board(s *rooms.Snapshot) {
	for i := range s.View.Boards {
		for line := range strings.Lines(board.Plain(t.info, &s.View.Boards[i])) {
			t.say("%s", strings.TrimRight(line, "\n"))
		}
	}
}

// who tells who sits where.
func (t *table) who(s *rooms.Snapshot) {
	for i, c := range s.Chairs {
		name := c.Name
		switch {
		case name == "":
			name = "nobody yet"
		case game.Seat(i) == s.You:
			name += ", you"
		case c.Bot != "":
			name, _ = words.Bare(c.Name, c.Bot)
			name += ", a bot"
		case c.Guest:
			name += ", a guest"
		}
		if game.Seat(i) != s.You && c.Name != "" && words.Gone(c, time.Now()) {
			name += ", away"
		}
		if c.Out && s.Phase == room.Playing {
			name += ", who gave up"
		}
		t.say("%s is %s.", words.Seat(t.info, game.Seat(i)), name)
	}
	if s.Spectators > 0 {
		t.say("%s.", words.Count(s.Spectators, "spectator", "spectators"))
	}
}

func (t *table) score(s *rooms.Snapshot) {
	var parts []string
	for _, c := range s.Chairs {
		if c.Name != "" {
			parts = append(parts, c.Name+" "+words.Count(c.Wins, "win", "wins"))
		}
	}
	t.say("The score: %s, %s.", strings.Join(parts, ", "), words.Count(s.Draws, "draw", "draws"))
}

func (t *table) invite() {
	t.say("Invite somebody to room %s:", t.code)
	t.say("in a terminal: %s", t.Invite.SSH(string(t.code)))
	t.say("in a browser: %s", t.Invite.Link(string(t.code)))
}

func sentence(text string) string {
	if text == "" || strings.ContainsAny(text[len(text)-1:], ".!?") {
		return text
	}
	return text + "."
}

// do asks the room for something. Its answer is in the next snapshot, or here.
func (t *table) do(c room.Command) {
	c.ID = rand.Text()
	if err := t.Registry.Do(t.ctx, t.person(), t.code, c); err != nil {
		t.sorry(err)
	}
}

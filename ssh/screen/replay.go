package screen

import (
	"context"
	"slices"
	"time"

	tea "charm.land/bubbletea/v2"

	"crossplay/archive"
	"crossplay/game"
	"crossplay/rooms/room"
	"crossplay/ssh/term"
	"crossplay/wire"
	"crossplay/words"
)

// replay goes through a game that is over. It draws each position as a table does.
type replay struct {
	*table
	of     *archive.Replay
	log    []game.Step // all of it
	ply    int
	side   game.Seat
	plays  bool      // it goes on by itself
	asWas  bool      // at the pace at which it was played
	next   time.Time // when it goes on
	origin page      // where the person came from; nil: the first screen
}

const (
	// evenPace is how long each position stays of a game that goes on by itself.
	evenPace = time.Second
	// longestPause is how long it stays at most where people thought for longer, and
	// shortestPause at least, to be seen.
	longestPause, shortestPause = 8 * time.Second, 150 * time.Millisecond
	// leap is how far the page keys go.
	leap = 10
)

// replayFound is the answer to openReplay.
type replayFound struct {
	of     *archive.Replay
	origin page
	err    error
}

// openReplay looks for a finished game, and shows it.
func (a *app) openReplay(id string, origin page) tea.Cmd {
	a.say(words.Say("app.moment"))
	return a.ask(func(ctx context.Context) tea.Msg {
		r, err := a.session.Replay(ctx, id)
		return replayFound{r, origin, err}
	})
}

// replayFound shows a game, unless the person has gone elsewhere meanwhile.
func (a *app) replayFound(m replayFound) tea.Cmd {
	if a.page != m.origin {
		return nil
	}
	a.say("")
	if m.err == nil {
		var r *replay
		if r, m.err = a.newReplay(m.of, m.origin); m.err == nil {
			return a.navigate(r)
		}
	}
	a.refuse(m.err)
	if h, ok := a.page.(*home); ok && h.lobby == nil {
		return h.open()
	}
	return nil
}

func (a *app) newReplay(of *archive.Replay, origin page) (*replay, error) {
	log, err := of.Log()
	if err != nil {
		return nil, err
	}
	r := &replay{table: &table{app: a, code: of.Room, info: of.Info, partial: true}, of: of, log: log, side: game.Spectator, origin: origin}
	if of.You >= 0 && !of.Info.Hidden { // else they want to see what was hidden
		r.side = of.You
	}
	return r, r.to(0)
}

func (r *replay) open() tea.Cmd { return nil }

func (r *replay) close() {}

func (r *replay) title() string { return words.Say("app.title", words.Args{"page": r.of.ID()}) }

// to goes to a position.
func (r *replay) to(ply int) error {
	ply = within(ply, r.of.Plies())
	s, err := wire.Replayed(r.of, ply, r.side)
	if err != nil {
		return err
	}
	s.Round = 1 // of a series nothing is told here
	r.ply, r.snap = ply, s
	r.marked = len(s.View.Log)
	s.View.Log = r.log
	return nil
}

// pause is how long the position stays that is in sight, where the game goes on by itself.
func (r *replay) pause() time.Duration {
	if !r.asWas || r.ply >= r.of.Plies() {
		return evenPace
	}
	d := r.of.Line[r.ply].After
	if r.ply > 0 {
		d -= r.of.Line[r.ply-1].After
	}
	return max(shortestPause, min(d, longestPause))
}

// run has the game go on by itself.
func (r *replay) run() tea.Cmd {
	if !r.plays {
		return nil
	}
	if r.ply == r.of.Plies() {
		r.plays = false
		return nil
	}
	d := r.pause()
	r.next = r.now().Add(d)
	return term.Tick(d)
}

func (r *replay) update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case term.TickMsg:
		if !r.plays || r.now().Before(r.next) {
			return nil
		}
		return r.step(1)
	case tea.KeyPressMsg:
		return r.keys(msg)
	}
	return nil
}

// step goes on, or back.
func (r *replay) step(by int) tea.Cmd { return r.jump(r.ply + by) }

func (r *replay) jump(ply int) tea.Cmd {
	if err := r.to(ply); err != nil {
		r.plays = false
		r.refuse(err)
		return nil
	}
	return r.run()
}

func (r *replay) keys(k tea.KeyPressMsg) tea.Cmd {
	key := k.String()
	if slices.Contains([]string{"left", "right", "pgup", "pgdown", "home", "end", "h", "l", "up", "down", "j", "k", "g", "G"}, key) {
		r.plays = false // whoever goes by themselves wants no other to
	}
	switch key {
	case "left", "h", "up", "k":
		return r.step(-1)
	case "right", "l", "down", "j", "enter":
		return r.step(1)
	case "pgup":
		return r.step(-leap)
	case "pgdown":
		return r.step(leap)
	case "home", "g":
		return r.jump(0)
	case "end", "G":
		return r.jump(r.of.Plies())
	case "space":
		if r.plays = !r.plays; r.plays && r.ply == r.of.Plies() {
			return r.jump(0)
		}
		return r.run()
	case "p":
		r.asWas = !r.asWas
		return r.run()
	case "s":
		if r.side++; int(r.side) >= len(r.of.Seats) {
			r.side = game.Spectator
		}
		return r.jump(r.ply)
	case "y":
		return r.copyLink()
	case "?":
		r.front = r.app.newGuide(&r.info)
	case "esc", "q":
		return r.leaveReplay()
	}
	return nil
}

// leaveReplay goes back to where the person came from.
func (r *replay) leaveReplay() tea.Cmd {
	switch from := r.origin.(type) {
	case *history:
		return r.navigate(from)
	case *table:
		return r.navigate(newTable(r.app, from.code, true))
	}
	return r.home()
}

// copyLink copies where the page shows the game.
func (r *replay) copyLink() tea.Cmd {
	link := r.session.Invite.BaseURL + "/g/" + r.of.ID()
	r.say(link)
	return term.Copy(link)
}

func (r *replay) help() []hint {
	play := hintOf("space", "key.autoplay")
	if r.plays {
		play = hintOf("space", "key.stop")
	}
	pace := hintOf("p", "key.asWas")
	if r.asWas {
		pace = hintOf("p", "key.even")
	}
	return []hint{
		{"←→", words.Say("key.step"), ""}, play, hintOf("s", "key.side"), hintOf("esc", "key.back"), {words.Say("keys.ends"), words.Say("key.ends"), ""}, pace,
		hintOf("y", "key.link"), hintOf("?", "key.rules"),
	}
}

func (r *replay) draw(c *term.Canvas) {
	side := sideWidth(c.W)
	main := term.Rect(0, 1, c.W-side, c.H-1-belowBoard)
	if side > 0 {
		left := r.info.Title
		if o := words.Terms(r.info, r.of.Options, r.of.Clock, r.of.Final); o != "" {
			left += " · " + o
		}
		drawHeader(c, left, words.Ago(r.of.Ended, r.now())+" · "+r.of.ID())
		r.drawPanel(c, term.Rect(c.W-side, 1, side, c.H-2))
	} else {
		r.drawPlayersLine(c)
	}
	r.drawBoards(c, main)
	r.drawWhere(c, main)
}

// drawPanel draws who played, and the moves with the one that is in sight.
func (r *replay) drawPanel(c *term.Canvas, in term.Rectangle) {
	rule := '│'
	if c.ASCII {
		rule = '|'
	}
	c.Fill(in.X, in.Y+1, 1, in.H-1, term.Board, rule)
	in = term.Rect(in.X+2, in.Y+1, in.W-4, in.H-1)
	y := r.drawPlayers(c, in)
	in.H -= y - in.Y
	in.Y = y
	moves := r.moveLines(in.W)
	if len(moves) == 0 || in.H < 3 {
		return
	}
	c.Put(in.X, in.Y, term.Muted|term.Bold, words.Say("side.moves"))
	at := term.Rect(in.X, in.Y+1, in.W, min(len(moves), in.H-2))
	current := 0
	for i, l := range moves {
		for _, from := range l.from {
			if from < r.marked {
				current = i
			}
		}
	}
	r.moves.fit(len(moves), at.H)
	r.moves.back = within(len(moves)-at.H-(current-at.H/2), len(moves)-at.H)
	r.drawMoves(c, at, moves, &r.moves)
	for i, l := range moves[r.moves.first():r.moves.behind()] {
		column := moveColumn(in.W, len(moves))
		for j := range l.turns {
			line := l.to[j] - 1
			w := in.W
			if len(l.turns) > 1 {
				w = column
			}
			r.zone(at.X+j*column, at.Y+i, w, 1, func() tea.Cmd {
				r.plays = false
				return r.jump(r.of.Lines()[within(line, len(r.of.Lines())-1)])
			})
		}
	}
}

// drawWhere says which position it is, and at the end how it ended.
func (r *replay) drawWhere(c *term.Canvas, main term.Rectangle) {
	area := term.Rect(main.X+1, c.H-belowBoard, main.W-2, 1)
	first := words.Position(r.ply, r.of.Plies())
	if r.plays {
		first = "▶ " + first
	}
	if r.marked > 0 && r.marked <= len(r.log) {
		first += " · " + words.Step(r.snap, r.info, r.log[r.marked-1])
	}
	second := r.snap.View.Note
	if r.ply == r.of.Plies() {
		g := r.of.Listed()
		second = words.Outcome(&g.Finished, r.of.You, r.info)
		if said := words.Fair(r.info.Chance, r.of.Draws, r.of.Unfair); said != "" {
			second += " · " + said
		}
	} else if r.info.Hidden || r.side >= 0 && r.of.You >= 0 && r.side != r.of.You {
		second = words.Say("past.all")
		if r.side >= 0 {
			second = words.Say("past.side", words.Args{"seat": words.Seat(r.info, r.side)})
		}
	}
	if r.drawNotice(c, area.X, area.Y+1, area.W) {
		c.Centre(area.X, area.Y, area.W, term.Text|term.Bold, first)
		return
	}
	drawPair(c, area, term.Text|term.Bold, first, term.Muted, second)
}

// again is how the person looks at the game again that has just ended here.
func (t *table) again() []item {
	if t.session.Archive == nil || t.snap.Phase != room.Over || t.snap.Private && t.snap.You < 0 {
		return nil
	}
	return []item{{key: historyKey, name: words.Say("table.again"), does: small(words.Say("table.again")), act: func() tea.Cmd {
		return t.openReplay(room.GameID(t.code, t.snap.Round), t)
	}}}
}

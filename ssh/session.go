package ssh

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"sync"
	"time"

	"golang.org/x/time/rate"

	"crossplay/guard"
	"crossplay/pace"
	"crossplay/players"
	"crossplay/rooms/room"
	"crossplay/ssh/session"
	"crossplay/ssh/term"
	"crossplay/text"
	"crossplay/words"
)

// The exit statuses.
const (
	exitFine   = 0
	exitFailed = 1 // refused, or broken
	exitUsage  = 2 // asked for what there is not
)

// learnTime is how long whoever asks for their next board waits for the server to know
// which waits, as after a restart.
const learnTime = 2 * time.Second

// runSession runs a session that was started, from its command to its exit status.
// Nothing that breaks in it reaches another.
func (s *Server) runSession(ch *channel) {
	defer func() {
		if r := recover(); r != nil {
			s.broke(ch, r)
		}
	}()
	if !ch.conn.pause(s.owe(ch)(leastSession)) {
		return
	}
	out, errs := ch.streams()
	if ch.kind == "subsystem" {
		fmt.Fprintln(errs, mistaken("ssh.files"))
		ch.exit(exitUsage)
		return
	}
	a, err := parse(ch.command)
	if err != nil {
		fmt.Fprintln(errs, spoken(err))
		ch.exit(statusOf(err))
		return
	}
	if a.is("api") && ch.pty {
		fmt.Fprintln(errs, words.Say("ssh.program"))
		ch.exit(exitUsage)
		return
	}
	sess := &session.Session{
		Context: ch.ctx, Registry: s.Registry, Players: s.Players, Alerts: s.Alerts, Archive: s.Archive, From: ch.conn.addr, Invite: s.Invite,
		Args: a.words, Look: term.DetectLook(ch.term, ch.env), Version: s.Version,
		Log: s.Log.With("address", ch.conn.addr.String()), Leave: func() {},
		Delay: func() time.Duration { return time.Duration(ch.conn.delay.Load()) },
	}
	ch.env = nil
	if a.prints() {
		if ch.key != "" { // who has a seat is told more of a room
			sess.Player = s.Players.ByKey(ch.key, ch.user)
		}
		ch.exit(s.print(ch, sess, out, errs))
		return
	}
	defer func() { sess.Leave() }()
	err = s.apart(ch, func() error {
		if err := s.activate(ch, a); err != nil {
			return err
		}
		return s.introduce(ch, sess, a)
	})
	switch {
	case errors.Is(err, errBroken):
		return
	case err != nil:
		fmt.Fprintln(errs, spoken(err))
		ch.exit(statusOf(err))
		return
	}
	if a.is("api") {
		s.api(ch, sess)
		return
	}
	in := &input{in: ch, conn: ch.conn, idle: time.AfterFunc(IdleTimeout, func() {
		ch.cancel(&ended{words.Say("ssh.idle")})
	})}
	defer in.idle.Stop()
	sess.Came = in.Came
	if ch.pty && !a.plain && !term.Dumb(ch.term) {
		s.screen(ch, sess, in)
		return
	}
	s.line(ch, sess, in)
}

// print answers a command, and is done when the network has paid for it.
func (s *Server) print(ch *channel, sess *session.Session, out, errs io.Writer) (status int) {
	paced := bufio.NewWriterSize(&slow{out, ch.ctx, term.Paced(leastLine, s.owe(ch))}, answerBuffer)
	status = s.Command(ch.ctx, sess, paced, errs)
	if paced.Flush() != nil {
		return exitFailed
	}
	return status
}

// streams are for the answers of commands, as the client's terminal needs them.
func (ch *channel) streams() (out, errs io.Writer) {
	out, errs = ch.timed(ch), ch.timed(ch.Stderr())
	if ch.pty {
		out, errs = newlines{out}, newlines{errs}
	}
	return out, errs
}

// timed cuts the connection of who takes no output.
func (ch *channel) timed(out io.Writer) io.Writer {
	return term.Timed(out, func() { ch.conn.cut("took no output") })
}

// statusOf is the exit status for an error that a person was told.
func statusOf(err error) int {
	var m mistake
	if errors.As(err, &m) {
		return exitUsage
	}
	return exitFailed
}

// errBroken is a panic that has been dealt with.
var errBroken = errors.New("the session broke")

// apart runs f in a goroutine of its own and waits for it: it takes a deep stack,
// which the session would keep for as long as it lives. A panic ends the session.
func (s *Server) apart(ch *channel, f func() error) (err error) {
	var run sync.WaitGroup
	run.Go(func() {
		defer func() {
			if r := recover(); r != nil {
				s.broke(ch, r)
				err = errBroken
			}
		}()
		err = f()
	})
	run.Wait()
	return err
}

// activate makes the connection one that stays, or says why there is no room. It
// makes nobody a player: a full server takes nothing down.
func (s *Server) activate(ch *channel, a ask) error {
	err := ch.conn.place.Activate(func() string { return s.returning(ch, a) })
	if err == nil {
		return nil
	}
	if !errors.Is(err, guard.ErrGone) { // of who is gone, the log says why already
		s.events.Event("ssh session refused", ch.conn.addr, "reason", err)
	}
	if errors.Is(err, guard.ErrAddress) {
		return errCrowded
	}
	return room.ErrServer
}

// spoken is an error as a person reads it.
func spoken(err error) string {
	var no *room.Refusal
	if errors.As(err, &no) {
		return words.Refused(no)
	}
	return err.Error() // a mistake
}

// errCrowded is what the newest of too many from one address is told.
var errCrowded = &room.Refusal{Code: "crowded"}

// returning is who comes, if a place is kept for them.
func (s *Server) returning(ch *channel, a ask) string {
	var who players.Player
	switch {
	case a.is("return"):
		who, _ = s.Players.Return(a.words[1], ch.conn.addr)
	case a.is("carry"):
		c, _ := s.Players.Carrying(a.words[1], ch.conn.addr)
		who = c.Player
	case ch.key != "":
		who = s.Players.ByKey(ch.key, ch.user)
	}
	if who.ID == "" || !s.Registry.Missed(who.ID) {
		return ""
	}
	return string(who.ID)
}

// introduce finds out who has come, and what they came for.
func (s *Server) introduce(ch *channel, sess *session.Session, a ask) (err error) {
	if _, _, err := sess.Ordered(); err != nil {
		return err
	}
	switch {
	case a.is("return"):
		if sess.Player, err = s.Players.Return(a.words[1], sess.From); err == nil {
			if sess.Player.Provisional {
				sess.Player.Name = ch.user // nobody remembers another
			}
			sess.Args = nil
			if mine := s.Registry.Mine(sess.Player.ID); len(mine) > 0 {
				sess.Args = []string{"join", string(mine[0].Code)}
			}
		}
	case a.is("carry"):
		err = s.carried(ch, sess, a.words[1])
	case ch.key != "":
		sess.Player = s.Players.ByKey(ch.key, ch.user)
	default:
		sess.Player = ch.conn.asGuest(s.Players, ch.user)
	}
	if err != nil {
		return s.refusal(sess, err)
	}
	if a.is("next") {
		ctx, cancel := context.WithTimeout(context.Background(), learnTime)
		defer cancel()
		sess.Args = nil
		if code := s.Registry.Next(ctx, sess.Player.Person(sess.From)); code != "" {
			sess.Args = []string{"join", string(code)}
		}
	}
	if ch.key != "" && !a.is("carry") {
		sess.Offered = s.Players.Offer(sess.Player, ch.user, sess.From)
	}
	sess.Player, sess.Leave = s.Players.Enter(sess.Player, sess.From)
	if sess.Player.Kind == players.Guest && sess.Until.IsZero() { // what never expires is not left behind elsewhere
		sess.ReturnCommand = s.Invite.Command("return " + s.Players.ReturnCode(sess.Player))
	}
	sess.Log = sess.Log.With("player", sess.Player.Name)
	sess.Log.Info("came in by ssh", "key", ch.key, "user", ch.user, "term", ch.term,
		"client", text.Clean(string(ch.conn.peer.ClientVersion()), maxWord))
	return nil
}

// carried goes on here as whoever made the code, where they were.
func (s *Server) carried(ch *channel, sess *session.Session, code string) error {
	var here players.Player
	if ch.key != "" {
		here = s.Players.ByKey(ch.key, ch.user)
	}
	c, err := s.Players.Carried(code, sess.From, func(c players.Carry) error {
		return s.Registry.Apart(here.ID, c.Player.ID)
	})
	if err != nil {
		return err
	}
	sess.Player, sess.Until, sess.Args = c.Player, c.Player.Until, nil
	if c.Room != "" {
		sess.Args = []string{"join", string(c.Room)}
	}
	return nil
}

// refusal is an error as a person may read it. What is no refusal is logged, under
// an id that the person is told.
func (s *Server) refusal(sess *session.Session, err error) error {
	var r *room.Refusal
	if errors.As(err, &r) {
		return r
	}
	id := pace.Incident(sess.Log, "a person could not be let in", err)
	return room.Incident(id)
}

// asGuest is who a client without a key is: the same for all its sessions on
// one connection.
func (c *conn) asGuest(directory *players.Directory, user string) players.Player {
	c.guestMu.Lock()
	defer c.guestMu.Unlock()
	if c.guest.ID == "" {
		c.guest = directory.NewGuest(user)
	}
	return c.guest
}

// screen shows the terminal's screens until the person leaves.
func (s *Server) screen(ch *channel, sess *session.Session, in io.Reader) {
	out := ch.timed(ch)
	// Before the screen, so that it is still there when the line has dropped.
	if sess.ReturnCommand != "" {
		fmt.Fprint(out, words.Say("ssh.back", words.Args{"command": sess.ReturnCommand}), "\r\n")
	}
	fmt.Fprint(out, words.Say("ssh.dropped"), "\r\n")
	screen := &share{cells: &s.cells, from: pace.Network(ch.conn.addr)}
	defer screen.leave()
	_, _ = term.Run(ch.ctx, term.Config{
		In: in, Came: sess.Came, Out: out, Size: ch.size, Sizes: ch.sizes, Fit: screen.fit, Owe: s.owe(ch), Work: s.work(ch), Crew: &s.crew, Look: sess.Look, Name: ch.term, Log: sess.Log,
		Hangup: func(_ string, err error) { ch.exit(farewell(newlines{out}, sess, err)) },
	}, func(wake func()) term.Model { return s.Screen(sess, wake) })
}

// owe counts output in the budget of a session's network.
func (s *Server) owe(ch *channel) func(bytes int) time.Duration {
	from := pace.Network(ch.conn.addr)
	return func(bytes int) time.Duration { return s.output.Delay(from, bytes) }
}

// work does something in the budget of a session's network.
func (s *Server) work(ch *channel) func(do func()) time.Duration {
	from := pace.Network(ch.conn.addr)
	hangs := func() {
		pace.Incident(s.Log, "a screen hangs", "it takes too long", "address", ch.conn.addr)
		ch.conn.cut("a screen hangs")
	}
	return func(do func()) time.Duration { return s.Registry.Work().Show(from, do, hangs) }
}

// spend counts in the same budget what was done.
func (s *Server) spend(ch *channel) func(took time.Duration) time.Duration {
	from := pace.Network(ch.conn.addr)
	return func(took time.Duration) time.Duration { return s.Registry.Work().Spend(from, took) }
}

// line runs line mode until the person leaves.
func (s *Server) line(ch *channel, sess *session.Session, in io.Reader) {
	var out io.Writer = &slow{ch.timed(ch), ch.ctx, term.Paced(leastLine, s.owe(ch))}
	in = &paced{in: in, ctx: ch.ctx, limit: rate.NewLimiter(InputRate, InputBurst), spend: s.spend(ch)}
	if ch.pty {
		t := newTTY(in, out, func() { ch.cancel(errHungUp) })
		in, out = t, t
	}
	sess.Lines = true
	if sess.ReturnCommand != "" {
		sess.ReturnCommand = sess.Invite.Plain("return " + s.Players.ReturnCode(sess.Player))
		fmt.Fprintln(out, words.Say("ssh.back", words.Args{"command": sess.ReturnCommand}))
	}
	status := s.Line(ch.ctx, sess, in, out)
	if context.Cause(ch.ctx) != nil {
		status = farewell(out, sess, context.Cause(ch.ctx))
	}
	ch.exit(status)
}

// farewell prints why a session ended, where the person did not end it, and how
// to come back. It returns the exit status.
func farewell(out io.Writer, sess *session.Session, err error) int {
	var why *ended
	var broke *term.Incident
	status := exitFine
	switch {
	case errors.As(err, &why):
		fmt.Fprintln(out, why.notice)
	case errors.As(err, &broke):
		fmt.Fprintln(out, words.Refused(room.Incident(broke.ID)))
		status = exitFailed
	default:
		return status
	}
	if back := sess.Back(); back != "" {
		fmt.Fprintln(out, words.Say("ssh.back", words.Args{"command": back}))
	}
	return status
}

// broke ends a session that panicked, and nothing else.
func (s *Server) broke(ch *channel, r any) {
	id := pace.Incident(s.Log, "a session panicked", r, "address", ch.conn.addr.String())
	_, errs := ch.streams()
	fmt.Fprintln(errs, words.Refused(room.Incident(id)))
	ch.exit(exitFailed)
}

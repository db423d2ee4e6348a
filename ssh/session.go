package ssh

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"runtime/debug"
	"strings"
	"sync"
	"time"

	"golang.org/x/time/rate"

	"crossplay/players"
	"crossplay/rooms"
	"crossplay/ssh/term"
	"crossplay/ssh/visit"
)

// The exit statuses.
const (
	exitFine   = 0
	exitFailed = 1 // refused, or broken
	exitUsage  = 2 // asked for what there is not
)

// visit runs a session that was started, from its command to its exit status.
// Nothing that breaks in it reaches another.
func (s *Server) visit(ch *channel) {
	defer func() {
		if r := recover(); r != nil {
			s.broke(ch, r)
		}
	}()
	out, errs := ch.streams()
	if ch.kind == "subsystem" {
		fmt.Fprintln(errs, "There are no files here, only games.", usage)
		ch.exit(exitUsage)
		return
	}
	a, err := parse(ch.command)
	if err != nil {
		fmt.Fprintln(errs, err)
		ch.exit(statusOf(err))
		return
	}
	v := &visit.Visit{
		Context: ch.ctx, Registry: s.Registry, Players: s.Players, From: ch.conn.addr, Invite: s.Invite,
		Args: a.words, Look: term.DetectLook(ch.term, ch.env), Version: s.Version,
		Log: s.Log.With("address", ch.conn.addr.String()),
	}
	ch.env = nil
	if a.prints() {
		ch.exit(s.Command(ch.ctx, v, out, errs))
		return
	}
	if err := apart(func() error { return s.introduce(ch, v, a) }); err != nil {
		fmt.Fprintln(errs, err)
		ch.exit(statusOf(err))
		return
	}
	in := &input{in: ch, idle: time.AfterFunc(IdleTimeout, func() {
		ch.cancel(&ended{"You pressed no key for two hours, so we let you go."})
	})}
	defer in.idle.Stop()
	if ch.pty && !a.plain && !term.Dumb(ch.term) {
		s.screen(ch, v, in)
		return
	}
	s.line(ch, v, in)
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

// apart runs f in a goroutine of its own and waits for it: it takes a deep stack,
// which the session would keep for as long as it lives. A panic goes on here.
func apart(f func() error) (err error) {
	var broke any
	var run sync.WaitGroup
	run.Go(func() {
		defer func() {
			if r := recover(); r != nil {
				broke = fmt.Sprintf("%v\n%s", r, debug.Stack())
			}
		}()
		err = f()
	})
	run.Wait()
	if broke != nil {
		panic(broke)
	}
	return err
}

// introduce finds out who has come, and settles what they came for.
func (s *Server) introduce(ch *channel, v *visit.Visit, a ask) (err error) {
	if a.is("play") || a.is("bot") {
		if _, ok := s.Registry.Game(a.words[1]); !ok {
			return s.noGame()
		}
	}
	if a.is("bot") {
		level := ""
		if len(a.words) > 2 {
			level = a.words[2]
		}
		if level, err = visit.Level(s.Registry.Bots(), level); err != nil {
			return err
		}
		v.Args = []string{"bot", a.words[1], level}
	}
	switch {
	case a.is("return"):
		if v.Player, err = s.Players.Return(a.words[1], v.From); err == nil {
			v.Args = nil
			if mine := s.Registry.Mine(v.Player.ID); len(mine) > 0 {
				v.Args = []string{"join", string(mine[0].Code)}
			}
		}
	case ch.key != "":
		v.Player, err = s.Players.ByKey(ch.ctx, ch.key, ch.user, ch.conn.addr)
	default:
		v.Player, err = ch.conn.asGuest(ch.ctx, s.Players, ch.user)
	}
	if err != nil {
		return s.refusal(v, err)
	}
	if v.Player.Kind == players.Guest {
		v.ReturnCommand = s.Invite.Command("return " + s.Players.ReturnCode(v.Player))
	}
	v.Log = v.Log.With("player", v.Player.Name)
	v.Log.Info("came in by ssh", "key", ch.key, "user", ch.user, "term", ch.term,
		"client", rooms.Clean(string(ch.conn.peer.ClientVersion()), maxWord))
	return nil
}

// noGame says which games there are.
func (s *Server) noGame() error {
	var names []string
	for _, g := range s.Registry.Games() {
		names = append(names, g.Name)
	}
	return &rooms.Refusal{Code: rooms.ErrNoGame.Code, Text: rooms.ErrNoGame.Text + " Try one of: " + strings.Join(names, ", ") + "."}
}

// refusal is an error as a person may read it. What is no refusal is logged.
func (s *Server) refusal(v *visit.Visit, err error) error {
	var r *rooms.Refusal
	if errors.As(err, &r) {
		return r
	}
	v.Log.Error("a person could not be let in", "error", err)
	return rooms.ErrInternal
}

// asGuest is who a client without a key is: the same for all its sessions on
// one connection.
func (c *conn) asGuest(ctx context.Context, book *players.Book, user string) (players.Player, error) {
	c.guestMu.Lock()
	defer c.guestMu.Unlock()
	if c.guest.ID != "" {
		return c.guest, nil
	}
	p, err := book.NewGuest(ctx, user, c.addr)
	if err == nil {
		c.guest = p
	}
	return p, err
}

// screen shows the terminal's screens until the person leaves.
func (s *Server) screen(ch *channel, v *visit.Visit, in io.Reader) {
	out := ch.timed(ch)
	if v.ReturnCommand != "" {
		// Before the screen, so that it is still there when the line has dropped.
		fmt.Fprintf(out, "To come back to your seat: %s\r\n", v.ReturnCommand)
	}
	_, _ = term.Run(ch.ctx, term.Config{
		In: in, Out: out, Size: ch.size, Sizes: ch.sizes, Look: v.Look, Log: v.Log,
		Hangup: func(_ string, err error) { ch.exit(farewell(newlines{out}, v, err)) },
	}, func(wake func()) term.Model { return s.Screen(v, wake) })
}

// line runs line mode until the person leaves.
func (s *Server) line(ch *channel, v *visit.Visit, in io.Reader) {
	out := ch.timed(ch)
	in = &paced{in, ch.ctx, rate.NewLimiter(InputRate, InputBurst)}
	if ch.pty {
		t := newTTY(in, out, func() { ch.cancel(errHungUp) })
		in, out = t, t
	}
	v.Lines = true
	if v.ReturnCommand != "" {
		v.ReturnCommand = v.Invite.Plain("return " + s.Players.ReturnCode(v.Player))
		fmt.Fprintf(out, "To come back to your seat: %s\n", v.ReturnCommand)
	}
	status := s.Line(ch.ctx, v, in, out)
	if context.Cause(ch.ctx) != nil {
		status = farewell(out, v, context.Cause(ch.ctx))
	}
	ch.exit(status)
}

// farewell prints why a session ended, where the person did not end it, and how
// to come back. It returns the exit status.
func farewell(out io.Writer, v *visit.Visit, err error) int {
	var why *ended
	var broke *term.Incident
	status := exitFine
	switch {
	case errors.As(err, &why):
		fmt.Fprintln(out, why.notice)
	case errors.As(err, &broke):
		fmt.Fprintf(out, "Something broke here, and it was not your fault. We wrote it down as %s.\n", broke.ID)
		status = exitFailed
	default:
		return status
	}
	fmt.Fprintf(out, "To come back to your seat: %s\n", v.Back())
	return status
}

// broke ends a session that panicked, and nothing else.
func (s *Server) broke(ch *channel, r any) {
	id := rand.Text()[:8]
	s.Log.Error("a session panicked", "incident", id, "address", ch.conn.addr.String(), "panic", fmt.Sprint(r), "stack", string(debug.Stack()))
	_, errs := ch.streams()
	fmt.Fprintf(errs, "Something broke here, and it was not your fault. We wrote it down as %s.\n", id)
	ch.exit(exitFailed)
}

// input is what a person types; typing is what an idle session is not.
type input struct {
	in   io.Reader
	idle *time.Timer
}

func (i *input) Read(p []byte) (int, error) {
	n, err := i.in.Read(p)
	if n > 0 {
		i.idle.Reset(IdleTimeout)
	}
	return n, err
}

// paced reads no faster than its limit.
type paced struct {
	in    io.Reader
	ctx   context.Context
	limit *rate.Limiter
}

func (s *paced) Read(p []byte) (int, error) {
	n, err := s.in.Read(p[:min(len(p), 512)])
	if n > 0 && s.limit.WaitN(s.ctx, n) != nil {
		return 0, io.EOF
	}
	return n, err
}

// Package session is what a session at the terminal window knows: who came, how
// they look at us, and what they asked for. Screens, line mode and commands
// share it.
package session

import (
	"context"
	"io"
	"log/slog"
	"net/netip"
	"strconv"
	"time"

	"crossplay/alerts"
	"crossplay/archive"
	"crossplay/players"
	"crossplay/rooms"
	"crossplay/rooms/room"
	"crossplay/ssh/term"
)

// Session is one of them.
type Session struct {
	Context  context.Context // ends with the session: for commands to rooms
	Registry *rooms.Registry
	Players  *players.Directory
	Alerts   *alerts.Alerts   // nil: there are none
	Archive  *archive.Archive // nil: there is none
	Player   players.Player   // who came, called as they were then: see Me; at the data commands the zero Player, but for who has a key
	Offered  string           // a name that the person may want; see players.Directory.Offer
	Leave    func()           // notes that they have gone; see players.Directory.Enter
	From     netip.Addr       // the address of the connection
	// ReturnCommand brings a guest back to the seat: "ssh -t host return CODE".
	// It is empty for a player with a key, whom the key brings back.
	ReturnCommand string
	// Until is when the window ends of somebody who went on here from another; zero: they did not.
	Until  time.Time
	Lines  bool // in line mode
	Invite Invite
	// Args is the command as it was parsed, never nil, its verb first in lower
	// case. A screen gets nothing, or "join CODE", "watch CODE", "play GAME",
	// "bot GAME …", "invite GAME …" (see Ordered); line mode the same with "plain" removed; a command one
	// of Commands.
	Args []string
	Look term.Look
	// Delay is how long a frame takes to the client and back, as it was measured last;
	// nil: it is not.
	Delay func() time.Duration
	// Came is when what was typed last came from the network; nil: nobody knows.
	Came    func() time.Time
	Log     *slog.Logger // has the address and the player
	Version string
}

// Lag is the delay of the line; zero while it is not known.
func (s *Session) Lag() time.Duration {
	if s.Delay == nil {
		return 0
	}
	return s.Delay()
}

// Typed is when what was typed last came. Whoever reads the input asks for it.
func (s *Session) Typed() time.Time {
	if s.Came == nil {
		return time.Now()
	}
	return s.Came()
}

// Me is who came, as they are called now.
func (s *Session) Me() players.Player {
	if s.Players != nil {
		if p, ok := s.Players.Player(s.Player.ID); ok {
			return p
		}
	}
	return s.Player
}

// Rename gives who came another name.
func (s *Session) Rename(ctx context.Context, name string) error {
	if s.Players == nil {
		return room.ErrInternal
	}
	_, err := s.Players.Rename(ctx, s.Player.ID, name)
	return err
}

// Person is who came, as rooms know them.
func (s *Session) Person() rooms.Person { return s.Me().Person(s.From) }

// Back is the command that brings the person back: a guest by their return code,
// whoever has a key by connecting again. It is empty for whoever went on here from
// another window, which is still theirs.
func (s *Session) Back() string {
	switch {
	case s.ReturnCommand != "":
		return s.ReturnCommand
	case !s.Until.IsZero():
		return ""
	case s.Lines:
		return s.Invite.Plain("")
	default:
		return s.Invite.Command("")
	}
}

// Invite is how others come here.
type Invite struct {
	SSHHost string // "play.example.org"
	SSHPort int    // left out of commands when it is 22
	BaseURL string // "https://play.example.org", without a slash at the end
}

// SSH is the command that joins the room.
func (i Invite) SSH(code string) string { return i.Command("join " + code) }

// Link is the address of the room's page.
func (i Invite) Link(code string) string { return i.BaseURL + "/r/" + code }

// Carry is the address at which a browser goes on by a code. Browsers tell no server what is
// behind the "#", and nothing that looks at a link uses it up.
func (i Invite) Carry(code string) string { return i.BaseURL + "/carry#" + code }

// Command is the shell command that runs args here in a terminal.
func (i Invite) Command(args string) string { return i.command("ssh -t ", args) }

// Plain is the same in line mode.
func (i Invite) Plain(args string) string { return i.command("ssh -T ", args) }

// Print is the same for one of Commands, which need no terminal.
func (i Invite) Print(args string) string { return i.command("ssh ", args) }

func (i Invite) command(ssh, args string) string {
	c := ssh + i.SSHHost
	if i.SSHPort != 22 {
		c += " -p " + strconv.Itoa(i.SSHPort)
	}
	if args == "" {
		return c
	}
	return c + " " + args
}

// The three ways of being here. The server chooses, and gives each its streams.
type (
	// Screen is the model of a terminal. Wake is as in [term.Run].
	Screen func(s *Session, wake func()) term.Model
	// Line is line mode, until the person leaves, the input ends or ctx is done.
	// In gives whole lines: where the person has a PTY the server echoes and
	// edits them, and turns the "\n" of out into "\r\n". Out is safe for
	// concurrent use. The result is the exit status.
	Line func(ctx context.Context, s *Session, in io.Reader, out io.Writer) (status int)
	// Command prints the answer of one of Commands. The result is the exit status.
	Command func(ctx context.Context, s *Session, out, errs io.Writer) (status int)
)

// Commands are the verbs that print and end, and need no player; but for name, me, mine,
// alerts, vacation, challenge and one's own history, which need one with a key.
var Commands = []string{"help", "games", "rooms", "proof", "name", "me", "mine", "history", "export", "alerts", "vacation", "challenge", "version"}

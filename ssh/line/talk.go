package line

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
	"time"

	"crossplay/game"
	"crossplay/rooms"
	"crossplay/ssh/session"
	"crossplay/words"
)

// maxTyped is how many bytes a typed line may have: a chat line of the longest
// kind, in any script.
const maxTyped = 1 << 10

// byteOrderMark is what some editors and shells put in front of a text.
const byteOrderMark = "\ufeff"

// errLeft says that the person wants to go, or that the input has ended.
var errLeft = errors.New("the person has left")

// talk is one session of line mode. Run's goroutine owns it; another one reads.
type talk struct {
	*session.Session
	ctx   context.Context
	end   context.CancelFunc // of ctx
	out   io.Writer
	typed chan typed    // lines as they come; closed at the end of the input
	wake  chan struct{} // a room has news
	came  time.Time     // when the line came that is being dealt with
}

// typed is a line that a person typed.
type typed struct {
	text string
	cut  bool      // it was longer than maxTyped, and only the beginning is there
	at   time.Time // when it came
}

// Run is line mode, until the person leaves, the input ends or ctx is done.
// The result is the exit status.
func Run(ctx context.Context, sess *session.Session, in io.Reader, out io.Writer) int {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	t := &talk{Session: sess, ctx: ctx, end: cancel, out: out, typed: make(chan typed), wake: make(chan struct{}, 1)}
	go t.read(in) // ends with the input, which the server closes when Run returns
	t.say("line.welcome", words.Args{"name": t.me()})
	t.say("line.how")
	t.offerName()
	if err := t.begin(); err != nil && !errors.Is(err, errLeft) {
		return exitFailed
	}
	t.say("bye.name", words.Args{"name": t.Me().Name})
	if back := sess.Back(); back != "" {
		t.say("bye.back", words.Args{"command": back})
	}
	return exitDone
}

// offerName says, once, that somebody who came under another name than theirs can
// have it.
func (t *talk) offerName() {
	if name := t.Offered; name != "" {
		t.Offered = ""
		t.say("line.offered", words.Args{"other": name})
		_ = t.Players.Pass(t.ctx, t.Player.ID, name) // or it is said again
	}
}

// rename takes another name, or says the one there is.
func (t *talk) rename(name string) {
	if name == "" {
		t.say("line.me", words.Args{"name": t.Me().Name})
		return
	}
	if err := t.Rename(t.ctx, name); err != nil {
		t.sorry(err)
		return
	}
	t.say("name.now", words.Args{"name": t.Me().Name})
}

func (t *talk) me() string {
	if me := t.Me(); me.Guest() {
		return words.Say("hear.guest", words.Args{"name": me.Name})
	}
	return t.Me().Name
}

// read takes lines in, cutting what is too long.
func (t *talk) read(in io.Reader) {
	defer close(t.typed)
	r := bufio.NewReaderSize(in, maxTyped)
	for {
		line, more, err := r.ReadLine()
		if err != nil {
			return
		}
		line = bytes.TrimPrefix(line, []byte(byteOrderMark)) // of each text that was put together
		l := typed{strings.TrimSpace(string(line)), more, t.Typed()}
		for more && err == nil {
			_, more, err = r.ReadLine()
		}
		select {
		case t.typed <- l:
		case <-t.ctx.Done():
			return
		}
	}
}

// say prints a sentence, by its key, and tell a text. Who cannot be told anything
// has gone, whatever they have typed before.
func (t *talk) say(key string, args ...words.Args) { t.tell(words.Say(key, args...)) }

func (t *talk) tell(text string) {
	if _, err := fmt.Fprintln(t.out, text); err != nil {
		t.end()
	}
}

// list prints what one can choose from by its number.
func (t *talk) list(choices []string) {
	for i, c := range choices {
		t.tell(fmt.Sprintf("%2d. %s", i+1, c))
	}
}

func (t *talk) sorry(err error) { t.tell(words.Sorry(err)) }

// poke is the wake of everything that is watched here.
func (t *talk) poke() {
	select {
	case t.wake <- struct{}{}:
	default:
	}
}

// next waits for a line.
func (t *talk) next() (string, error) {
	for t.ctx.Err() == nil {
		select {
		case line, ok := <-t.typed:
			switch {
			case !ok:
				return "", errLeft
			case !t.whole(line):
				continue
			}
			return line.text, nil
		case <-t.ctx.Done():
		}
	}
	return "", t.ctx.Err()
}

// whole reports whether a line was taken whole, and complains if not: half a
// sentence is better not said.
func (t *talk) whole(line typed) bool {
	if line.cut {
		t.say("line.long", words.Args{"n": maxTyped})
	}
	t.came = line.at
	return !line.cut
}

// choose asks for one of several things. It returns -1 for none of them. A find gives
// the index of what is meant by another name, or -1.
func (t *talk) choose(question string, choices []string, find ...func(string) int) (int, error) {
	t.tell(question)
	t.list(choices)
	for {
		line, err := t.next()
		if err != nil {
			return -1, err
		}
		if n, ok := number(line); ok && n >= 1 && n <= len(choices) {
			return n - 1, nil
		}
		for i, c := range choices {
			if strings.EqualFold(line, c) {
				return i, nil
			}
		}
		for _, f := range find {
			if i := f(line); i >= 0 {
				return i, nil
			}
		}
		switch strings.ToLower(line) {
		case "", "back", "no", "esc":
			return -1, nil
		case "quit":
			return -1, errLeft
		}
		t.say("line.back", words.Args{"n": len(choices)})
	}
}

// number is the number that a line is: "3", or as lists write it, "3.".
func number(line string) (n int, ok bool) {
	n, err := strconv.Atoi(strings.TrimRight(game.Plain(line), ".)"))
	return n, err == nil
}

// split parts a command from the rest of its line.
func split(line string) (verb, rest string) {
	verb, rest, _ = strings.Cut(line, " ")
	return strings.ToLower(verb), strings.TrimSpace(rest)
}

func (t *talk) person() rooms.Person { return t.Person() }

// Package alertstest is a mail server for tests.
package alertstest

import (
	"bufio"
	"context"
	"crypto/tls"
	"encoding/base64"
	"fmt"
	"io"
	"maps"
	"mime/quotedprintable"
	"net"
	"net/mail"
	"regexp"
	"strings"
	"sync"
)

// Office is a mail server that says what it is told to.
type Office struct {
	mu       sync.Mutex
	got      []Mail
	verbs    []string          // everything that it was asked, over all connections
	answers  map[string]string // to verbs, instead of its own; "" to one: nothing, ever
	TLS      *tls.Config       // nil: it has none
	Implicit bool              // TLS from the first byte
	lines    int               // connections now
	Most     int               // at once
	hostile  func(net.Conn)    // see Hostile
}

// Mail is a mail that has arrived.
type Mail struct {
	From, To string // as they were said to it
	Raw      string
	*mail.Message
	Text string
}

func (p *Office) Dial(context.Context, string, string) (net.Conn, error) {
	ours, theirs := net.Pipe()
	p.mu.Lock()
	p.lines++
	p.Most = max(p.Most, p.lines)
	p.mu.Unlock()
	go p.serve(theirs)
	return &hungUp{Conn: ours, p: p}, nil
}

// hungUp is a connection that is counted.
type hungUp struct {
	net.Conn
	p    *Office
	once sync.Once
}

func (c *hungUp) Close() error {
	c.once.Do(func() {
		c.p.mu.Lock()
		c.p.lines--
		c.p.mu.Unlock()
	})
	return c.Conn.Close()
}

func (p *Office) serve(line net.Conn) {
	defer func() { line.Close() }()
	p.mu.Lock()
	hostile := p.hostile
	p.mu.Unlock()
	if hostile != nil {
		hostile(line)
		return
	}
	secret := p.Implicit
	if secret {
		line = tls.Server(line, p.TLS)
	}
	in := bufio.NewReader(line)
	say := func(text string) { fmt.Fprintf(line, "%s\r\n", text) }
	answer := func(verb, usual string) bool {
		p.mu.Lock()
		defer p.mu.Unlock()
		p.verbs = append(p.verbs, verb)
		other, ok := p.answers[verb]
		switch {
		case !ok:
			say(usual)
			return usual[0] < '4'
		case other == "":
			p.mu.Unlock()
			io.Copy(io.Discard, line) // until whoever waits has gone
			p.mu.Lock()
			return false
		}
		say(other)
		return other[0] < '4'
	}
	if !answer("greeting", "220 mail.example.org") {
		return
	}
	var d Mail
	for {
		text, err := in.ReadString('\n')
		if err != nil {
			return
		}
		text = strings.TrimRight(text, "\r\n")
		verb, rest, _ := strings.Cut(text, " ")
		switch verb = strings.ToUpper(verb); verb {
		case "EHLO":
			extensions := "250-mail.example.org\r\n250-ENHANCEDSTATUSCODES\r\n250-AUTH PLAIN LOGIN"
			if p.TLS != nil && !secret {
				extensions += "\r\n250-STARTTLS"
			}
			answer(verb, extensions+"\r\n250 8BITMIME")
		case "STARTTLS":
			if answer(verb, "220 go on") {
				line = tls.Server(line, p.TLS)
				in, secret = bufio.NewReader(line), true
			}
		case "AUTH":
			code, _ := base64.StdEncoding.DecodeString(strings.TrimPrefix(rest, "PLAIN "))
			if string(code) != "\x00ann@example.org\x00pass word" {
				say("535 5.7.8 wrong")
				continue
			}
			answer(verb, "235 2.7.0 you are in")
		case "MAIL":
			d = Mail{From: rest}
			answer(verb, "250 2.1.0 fine")
		case "RCPT":
			d.To = between(rest, "<", ">")
			answer(verb, "250 2.1.5 fine")
		case "DATA":
			if !answer(verb, "354 go on") {
				continue
			}
			var raw strings.Builder
			for {
				text, err := in.ReadString('\n')
				if err != nil {
					return
				}
				if text == ".\r\n" {
					break
				}
				raw.WriteString(strings.TrimPrefix(text, "."))
			}
			if answer("end", "250 2.0.0 taken") {
				p.take(d, raw.String())
			}
		case "QUIT":
			answer(verb, "221 2.0.0 farewell")
			return
		default: // RSET
			answer(verb, "250 2.0.0 fine")
		}
	}
}

func (p *Office) take(d Mail, raw string) {
	var err error
	d.Raw = raw
	if d.Message, err = mail.ReadMessage(strings.NewReader(raw)); err != nil {
		panic(err)
	}
	text, _ := io.ReadAll(quotedprintable.NewReader(d.Body))
	d.Text = strings.ReplaceAll(string(text), "\r\n", "\n")
	p.mu.Lock()
	defer p.mu.Unlock()
	p.got = append(p.got, d)
}

// Mails are those that have come since it was asked last.
func (p *Office) Mails() []Mail {
	p.mu.Lock()
	defer p.mu.Unlock()
	got := p.got
	p.got = nil
	return got
}

// Heard are the verbs, one after the other.
func (p *Office) Heard() string {
	p.mu.Lock()
	defer p.mu.Unlock()
	return strings.Join(p.verbs, " ")
}

// Answer has it answer a verb otherwise, or, with nil, as it does.
func (p *Office) Answer(other map[string]string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.answers = maps.Clone(other)
}

// Hostile has it do something else with each line instead of everything; nil: no more.
func (p *Office) Hostile(does func(net.Conn)) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.hostile = does
}

func between(text, first, last string) string {
	_, text, _ = strings.Cut(text, first)
	text, _, _ = strings.Cut(text, last)
	return text
}

// Code is the code in a mail, or nothing.
func (d Mail) Code() string {
	if m := code.FindStringSubmatch(d.Text); m != nil {
		return m[1]
	}
	return ""
}

var code = regexp.MustCompile(`\n +([A-Z2-7]{8})\n`)

// Stop is the link that stops such mails.
func (d Mail) Stop() string { return strings.Trim(d.Header.Get("List-Unsubscribe"), "<>") }

// Serve takes mails on a listener, until that is closed.
func (p *Office) Serve(l net.Listener) {
	for {
		line, err := l.Accept()
		if err != nil {
			return
		}
		go p.serve(line)
	}
}

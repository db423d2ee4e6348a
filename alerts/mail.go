package alerts

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"io"
	"net"
	netmail "net/mail"
	"net/netip"
	"net/textproto"
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/wneessen/go-mail"

	"crossplay/text"
	"crossplay/words"
)

// This file speaks to the mail server of the host (RFC 5321).

// Mail is how e-mail goes.
type Mail struct {
	Host     string // of the server
	Port     int
	Implicit bool // TLS from the first byte; else by STARTTLS
	Plain    bool // neither
	User     string
	Password string
	From     *netmail.Address

	Roots *x509.CertPool // whom the server is believed by; nil: those of the machine
	// Dial reaches the server; nil: by TCP.
	Dial func(ctx context.Context, network, address string) (net.Conn, error)
}

// NewMail reads where a mail server is, such as smtps://ann@mail.example.org, and from whom
// its mails are. With plain it is spoken to without TLS, and then no password is sent. Its
// errors say what is wrong with the one or the other, for whoever runs the program.
func NewMail(server, from string, plain bool) (*Mail, error) {
	u, err := url.Parse(server)
	if err != nil || u.Scheme != "smtp" && u.Scheme != "smtps" || u.Hostname() == "" || strings.Trim(u.Path, "/") != "" || u.RawQuery != "" || u.Fragment != "" {
		return nil, errors.New("that is not an address like smtps://ann@mail.example.org or smtp://mail.example.org:587")
	}
	if _, ok := u.User.Password(); ok {
		return nil, errors.New("everybody on the machine can read a password there: it belongs into a file")
	}
	m := &Mail{Host: u.Hostname(), Port: 587, Implicit: u.Scheme == "smtps", Plain: plain, User: u.User.Username()}
	if m.Implicit {
		m.Port = 465
	}
	if p := u.Port(); p != "" {
		if m.Port, err = strconv.Atoi(p); err != nil || m.Port < 1 || m.Port > 65535 {
			return nil, fmt.Errorf("%s is not a port", p)
		}
	}
	switch {
	case plain && m.Implicit:
		return nil, errors.New("smtps is TLS")
	case plain && m.User != "":
		return nil, errors.New("a password without TLS can be read by everybody on the way")
	}
	if m.From, err = netmail.ParseAddress(from); err != nil {
		return nil, errors.New("mails need an address that they are from, such as games@example.org")
	}
	if m.From.Address, err = readEmail(m.From.Address); err != nil {
		return nil, errors.New("mails need an address that they are from, such as games@example.org")
	}
	return m, nil
}

// envelope is a mail.
type envelope struct {
	id      string // the same each time that it is tried
	at      time.Time
	to      string
	subject string
	text    string
	stop    string // the address at which its receiver stops such mails
}

// letterMail is a letter as a mail: what is to be told, and how to be told it no more.
func (a *Alerts) letterMail(l Letter, to, stop string) envelope {
	return envelope{
		id: l.ID, at: l.At, to: to, subject: l.Title, stop: stop,
		text: lines(l, func(s string) string { return s }, func(url string) string { return "\n" + url + "\n" }) + "\n" + signature(words.WhyMail(a.BaseURL, stop)),
	}
}

// signature is what stands below a mail, where readers put it aside.
func signature(text string) string { return "\n-- \n" + text + "\n" }

// mail sends a mail. However many want to, few speak to the server at once.
func (a *Alerts) mail(ctx context.Context, e envelope) error {
	select {
	case a.mailing <- struct{}{}:
		defer func() { <-a.mailing }()
	case <-ctx.Done():
		return &failure{how: "late"}
	}
	stage, err := a.Mail.send(ctx, e, hostOf(a.BaseURL))
	switch {
	case err == nil:
		return nil
	case stage != toReceiver && !errors.Is(ctx.Err(), context.Canceled): // it is the host's to mend, and names nobody
		a.Log.Warn("the mail server takes no mail", "stage", stage, "error", text.Clean(err.Error(), 200))
	}
	if ctx.Err() != nil {
		return &failure{how: "late"}
	}
	return mailFailure(err)
}

// Stages of a conversation with a mail server, for the log.
const (
	toServer   = "server"   // reaching it, and being let in
	toReceiver = "receiver" // what it says of the receiver, or of the mail
)

// send hands a mail over. Every wait in it ends with the context, or after mailTime.
func (m *Mail) send(ctx context.Context, e envelope, self string) (stage string, err error) {
	letter, err := m.letter(e, self)
	if err != nil {
		return toReceiver, err
	}
	ctx, cancel := context.WithTimeout(ctx, mailTime)
	defer cancel()
	line, err := m.reach(ctx)
	if err != nil {
		return toServer, err
	}
	defer line.Close()                                      // the library forgets it where something fails
	defer context.AfterFunc(ctx, func() { line.Close() })() // and knows nothing of the context after it has dialed
	policy := mail.TLSMandatory
	if m.Plain || m.Implicit { // which has TLS already
		policy = mail.NoTLS
	}
	if m.Implicit {
		policy = mail.TLSOpportunistic // finds out that it has
	}
	options := []mail.Option{
		mail.WithPort(m.Port), mail.WithTimeout(mailTime), mail.WithHELO(greeting(self)), mail.WithTLSConfig(m.tls()), mail.WithTLSPolicy(policy),
		mail.WithoutNoop(), mail.WithoutSMTPUTF8(),
		mail.WithDialContextFunc(func(context.Context, string, string) (net.Conn, error) { return line, nil }),
	}
	if m.User != "" {
		options = append(options, mail.WithUsername(m.User), mail.WithPassword(m.Password),
			mail.WithOpportunisticSMTPAuth(mail.SMTPAuthPlain, mail.SMTPAuthLogin, mail.SMTPAuthSCRAMSHA256))
	}
	client, err := mail.NewClient(m.Host, options...)
	if err != nil {
		return toServer, err
	}
	talk, err := client.DialToSMTPClientWithContext(ctx)
	if err != nil {
		return toServer, err
	}
	err = client.SendWithSMTPClient(talk, letter)
	if letter.IsDelivered() { // whatever became of the line then
		_ = line.SetDeadline(time.Now().Add(farewellTime))
		_ = client.CloseWithSMTPClient(talk)
		return "", nil
	}
	var sending *mail.SendError
	if errors.As(err, &sending) && (sending.Reason == mail.ErrSMTPMailFrom || sending.Reason == mail.ErrConnCheck) {
		return toServer, err
	}
	return toReceiver, err
}

// reach reaches the server.
func (m *Mail) reach(ctx context.Context) (net.Conn, error) {
	dial := m.Dial
	if dial == nil {
		dial = (&net.Dialer{KeepAlive: -1}).DialContext
	}
	line, err := dial(ctx, "tcp", net.JoinHostPort(m.Host, strconv.Itoa(m.Port)))
	if err != nil {
		return nil, err
	}
	line = &bounded{line, maxTalk}
	if !m.Implicit {
		return line, nil
	}
	secret := tls.Client(line, m.tls())
	if err := secret.HandshakeContext(ctx); err != nil {
		line.Close()
		return nil, err
	}
	return secret, nil
}

func (m *Mail) tls() *tls.Config {
	return &tls.Config{ServerName: m.Host, MinVersion: tls.VersionTLS12, RootCAs: m.Roots}
}

// bounded is a connection of which no more than so many bytes are read: a server that never
// ends its line fills no memory.
type bounded struct {
	net.Conn
	left int
}

func (b *bounded) Read(p []byte) (int, error) {
	if b.left <= 0 {
		return 0, io.ErrUnexpectedEOF
	}
	n, err := b.Conn.Read(p[:min(len(p), b.left)])
	b.left -= n
	return n, err
}

// letter is a mail as the library has it. Everything in its head is ours or was checked.
func (m *Mail) letter(e envelope, self string) (*mail.Msg, error) {
	l := mail.NewMsg(mail.WithNoDefaultUserAgent())
	if err := errors.Join(l.From(m.From.String()), l.To(e.to)); err != nil {
		return nil, err
	}
	l.Subject(e.subject)
	l.SetDateWithValue(e.at)
	l.SetMessageIDWithValue(e.id + "@" + self)
	l.SetGenHeader("Auto-Submitted", "auto-generated") // nobody's absence answers it: RFC 3834
	l.SetGenHeader(mail.HeaderListUnsubscribe, "<"+e.stop+">")
	l.SetGenHeader(mail.HeaderListUnsubscribePost, "List-Unsubscribe=One-Click") // RFC 8058
	l.SetBodyString(mail.TypeTextPlain, e.text)
	return l, nil
}

// hostOf is the name of the host that an address leads to.
func hostOf(base string) string {
	u, err := url.Parse(base)
	if err != nil || u.Hostname() == "" {
		return "localhost"
	}
	return u.Hostname()
}

// greeting is what a server is greeted as: a number needs brackets.
func greeting(host string) string {
	ip, err := netip.ParseAddr(host)
	switch {
	case err != nil:
		return host
	case ip.Is6():
		return "[IPv6:" + host + "]"
	}
	return "[" + host + "]"
}

// mailFailure says why a mail server took no mail.
func mailFailure(err error) *failure {
	var sending *mail.SendError
	var answer *textproto.Error
	switch {
	case errors.As(err, &sending) && sending.ErrorCode() > 0:
		return &failure{how: "status", status: sending.ErrorCode(), gone: sending.Reason == mail.ErrSMTPRcptTo && isGone(sending)}
	case errors.As(err, &answer):
		return &failure{how: "status", status: answer.Code}
	}
	return &failure{how: "mail"}
}

// enhanced is the code of RFC 3463 behind that of RFC 5321, as the library writes both.
var enhanced = regexp.MustCompile(`\b5\d\d "?(5\.\d{1,3}\.\d{1,3})\b`)

// isGone reports whether nobody has the address any more. What is refused because of who
// sends, or how much they send, is not: a mistake of the host would take everybody's away.
func isGone(refused *mail.SendError) bool {
	if m := enhanced.FindStringSubmatch(refused.Error()); m != nil {
		return slices.Contains([]string{"5.1.1", "5.1.2", "5.1.3", "5.1.6", "5.1.10", "5.2.1"}, m[1])
	}
	return slices.Contains([]int{521, 550, 551, 553, 556}, refused.ErrorCode())
}

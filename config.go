package main

import (
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/url"
	"strconv"
	"strings"

	"github.com/alecthomas/kong"

	"crossplay/alerts"
	"crossplay/guard"
	"crossplay/players"
)

// Config is everything that the person who runs Crossplay may choose. Every
// flag has a twin in the environment: --ssh-addr is CROSSPLAY_SSH_ADDR.
type Config struct {
	SSHAddr  string `name:"ssh-addr" group:"reach" default:"${ssh_addr}" placeholder:"HOST:PORT" help:"Where to listen for terminals (default ${default})."`
	HTTPAddr string `name:"http-addr" group:"reach" default:"${http_addr}" placeholder:"HOST:PORT" help:"Where to listen for browsers (default ${default})."`
	BaseURL  string `name:"base-url" group:"reach" placeholder:"URL" help:"The page's address as people type it, such as https://play.example.org (default: localhost)."`
	SSHHost  string `name:"ssh-host" group:"reach" placeholder:"HOST" help:"The host name in ssh commands on invitations (default: that of the base URL)."`
	SSHPort  int    `name:"ssh-port" group:"reach" placeholder:"PORT" help:"The port in ssh commands on invitations (default: the one that is listened on)."`

	Data string `name:"data" group:"keep" default:"${data}" placeholder:"DIR" help:"The directory for the database, the host key and the cookie secret (default ${default})."`

	TrustedProxies []string `name:"trusted-proxies" group:"guard" placeholder:"PREFIX" help:"Addresses of proxies whose X-Forwarded-For is believed, such as 10.0.0.0/8 (default: none)."`
	ProxyProtocol  bool     `name:"proxy-protocol" group:"guard" help:"Read the PROXY protocol from trusted proxies on the SSH port."`
	MaxPerAddress  int      `name:"max-per-address" group:"guard" default:"${max_per_address}" placeholder:"N" help:"Connections that one address may hold in each window; an IPv6 /64 is one address (default ${default})."`
	NewPerAddress  int      `name:"new-per-address" group:"guard" default:"${new_per_address}" placeholder:"N" help:"New players that one address may bring at once, and as many again in 40 minutes; who only looks does not count (default ${default})."`
	MaxConnections int      `name:"max-connections" group:"guard" default:"${max_connections}" placeholder:"N" help:"Connections in each window in all (default ${default})."`

	AllowPrivateWebhooks bool `name:"allow-private-webhooks" group:"guard" help:"Let people have alerts sent into this host's own network, and without https (default: only to the internet)."`

	SMTP             string `name:"smtp" group:"mail" placeholder:"URL" help:"The mail server by which people can be alerted, such as smtps://ann@mail.example.org, or smtp:// with STARTTLS; needs --base-url (default: no e-mail)."`
	SMTPFrom         string `name:"smtp-from" group:"mail" placeholder:"ADDRESS" help:"Whom the mails are from, such as \"Games <games@example.org>\"."`
	SMTPPasswordFile string `name:"smtp-password-file" group:"mail" placeholder:"FILE" help:"The file that the password for the mail server is in."`
	SMTPPlain        bool   `name:"smtp-plain" group:"mail" help:"Speak to the mail server without TLS, and without a password, as to one on this machine (default: TLS)."`

	Bots bool `name:"bots" group:"bots" default:"true" negatable:"" help:"Let people play against bots, which use half of the processors at most (default: they may)."`

	LogFormat string `name:"log-format" group:"log" default:"auto" enum:"auto,json,text" placeholder:"FORMAT" help:"json, text, or auto: text on a terminal and json elsewhere (default ${default})."`
	LogLevel  string `name:"log-level" group:"log" default:"info" enum:"debug,info,warn,error" placeholder:"LEVEL" help:"debug, info, warn or error (default ${default})."`

	// What check read.

	sshPort, httpPort int
	proxies           guard.Proxies
	mail              *alerts.Mail // nil: there is no e-mail
	level             slog.Level
}

// The defaults that need a reason.
const (
	// defaultPerAddress lets a school of two hundred behind one router play, a few of
	// them in two windows, and stops one address from taking more than a sixteenth of
	// the server: see guard.Limits.
	defaultPerAddress = 256
	// defaultConnections is four times the thousand people that one server is
	// built for; terminals at that number take well below a gigabyte.
	defaultConnections = 4096
)

// Command is what the program was told to do.
type Command string

// The commands.
const (
	Serve       Command = "serve"
	Healthcheck Command = "healthcheck"
	ShowConfig  Command = "config"
	ShowVersion Command = "version"
	Verify      Command = "verify <file>"
	Rebuild     Command = "rebuild"
)

type grammar struct {
	Config

	Serve       struct{} `cmd:"" default:"1" help:"Run the server; so does no command at all."`
	Healthcheck struct{} `cmd:"" help:"Ask the running server whether it is well: exit status 0 or 1."`
	ShowConfig  struct{} `cmd:"" name:"config" help:"Print every setting and where it comes from."`
	ShowVersion struct{} `cmd:"" name:"version" help:"Print the version."`
	Rebuild     struct{} `cmd:"" help:"Make the archive of finished games anew from the database, also while the server runs."`
	Verify      struct {
		File string `arg:"" placeholder:"FILE" help:"The game, as \"ssh HOST proof CODE\" prints it; - for standard input."`
	} `cmd:"" help:"Check that the dice of a finished game were fair: exit status 0 or 1."`
}

// Parsed is what the command line and the environment said.
type Parsed struct {
	Command Command
	Config  Config
	Sources []Source // one for each flag, in the order of the help
	File    string   // for Verify
}

// errHelp says that the help was printed and nothing is left to do.
var errHelp = errors.New("help was printed")

const description = `Board games at one board: some play in a terminal, others in a browser.

Nothing needs to be set. Every flag has a twin in the environment:
--ssh-addr is CROSSPLAY_SSH_ADDR.`

// ParseFlags reads the command line, without the program's name, and the
// CROSSPLAY_ variables. It returns errHelp once it has printed the help that
// was asked for; every other error is a sentence for whoever typed the flags.
func ParseFlags(args []string, stdout io.Writer) (Parsed, error) {
	var g grammar
	helped := false
	parser, err := kong.New(&g,
		kong.Name("crossplay"),
		kong.Description(description),
		kong.DefaultEnvars("CROSSPLAY"),
		kong.Writers(stdout, io.Discard),
		kong.Exit(func(int) { helped = true }),
		kong.ConfigureHelp(kong.HelpOptions{Compact: true, FlagsLast: true, NoAppDescFormat: true, WrapUpperBound: 100}),
		kong.ValueFormatter(func(v *kong.Value) string { return v.Help }),
		kong.PostBuild(func(k *kong.Kong) error {
			k.Model.HelpFlag.Help = "Show this help."
			return nil
		}),
		kong.ExplicitGroups([]kong.Group{
			{Key: "reach", Title: "Addresses:"},
			{Key: "keep", Title: "Storage:"},
			{Key: "guard", Title: "Limits and proxies:"},
			{Key: "mail", Title: "E-mail:"},
			{Key: "bots", Title: "Bots:"},
			{Key: "log", Title: "Logs, on standard error:"},
		}),
		kong.Vars{
			"ssh_addr":        ":2222",
			"http_addr":       ":8080",
			"data":            "data",
			"max_per_address": strconv.Itoa(defaultPerAddress),
			"new_per_address": strconv.Itoa(players.NewBurst),
			"max_connections": strconv.Itoa(defaultConnections),
		})
	if err != nil {
		return Parsed{}, err
	}
	ctx, err := parser.Parse(args)
	if helped {
		return Parsed{}, errHelp
	}
	if err != nil {
		return Parsed{}, err
	}
	if err := g.Config.check(); err != nil {
		return Parsed{}, err
	}
	return Parsed{Command: Command(ctx.Command()), Config: g.Config, Sources: sources(parser, ctx), File: g.Verify.File}, nil
}

// check reads what kong cannot.
func (c *Config) check() error {
	var err error
	if c.sshPort, err = portOf(c.SSHAddr); err != nil {
		return fmt.Errorf("--ssh-addr: %q is not an address like :2222 or 127.0.0.1:2222", c.SSHAddr)
	}
	if c.httpPort, err = portOf(c.HTTPAddr); err != nil {
		return fmt.Errorf("--http-addr: %q is not an address like :8080 or 127.0.0.1:8080", c.HTTPAddr)
	}
	if err := c.checkBaseURL(); err != nil {
		return err
	}
	if c.SSHPort < 0 || c.SSHPort > 65535 {
		return fmt.Errorf("--ssh-port: %d is not a port", c.SSHPort)
	}
	if c.MaxPerAddress < 1 || c.NewPerAddress < 1 || c.MaxConnections < 1 {
		return errors.New("--max-per-address, --new-per-address and --max-connections must be at least 1")
	}
	if c.proxies, err = guard.ParseProxies(c.TrustedProxies); err != nil {
		return fmt.Errorf("--trusted-proxies: %w", err)
	}
	if c.ProxyProtocol && len(c.proxies) == 0 {
		return errors.New("--proxy-protocol needs --trusted-proxies: anyone else could claim any address")
	}
	if err := c.checkMail(); err != nil {
		return err
	}
	return c.level.UnmarshalText([]byte(c.LogLevel))
}

// checkMail reads how e-mail goes, but for the password.
func (c *Config) checkMail() (err error) {
	if c.SMTP == "" {
		if c.SMTPFrom != "" || c.SMTPPasswordFile != "" || c.SMTPPlain {
			return errors.New("--smtp-from, --smtp-password-file and --smtp-plain need --smtp: without a mail server there is no e-mail")
		}
		return nil
	}
	if c.BaseURL == "" {
		return errors.New("--smtp needs --base-url: it is where the links in mails lead")
	}
	if c.mail, err = alerts.NewMail(c.SMTP, c.SMTPFrom, c.SMTPPlain); err != nil {
		return fmt.Errorf("--smtp, --smtp-from, --smtp-plain: %w", err)
	}
	if (c.mail.User == "") != (c.SMTPPasswordFile == "") {
		return errors.New("--smtp with a name before the @ and --smtp-password-file need each other")
	}
	return nil
}

func (c *Config) checkBaseURL() error {
	if c.BaseURL == "" {
		return nil
	}
	u, err := url.Parse(c.BaseURL)
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Hostname() == "" || u.User != nil ||
		strings.Trim(u.Path, "/") != "" || u.RawQuery != "" || u.Fragment != "" {
		return fmt.Errorf("--base-url: %q is not an address like https://play.example.org", c.BaseURL)
	}
	c.BaseURL = u.Scheme + "://" + u.Host
	return nil
}

// portOf is the port that an address names.
func portOf(addr string) (int, error) {
	_, port, err := net.SplitHostPort(addr)
	if err != nil {
		return 0, err
	}
	n, err := strconv.ParseUint(port, 10, 16)
	return int(n), err
}

// reach is how people come in, as invitations and the first lines of the
// program say it.
type reach struct {
	baseURL string // without a slash at the end
	sshHost string
	sshPort int
}

// reach fills in what was not chosen, given the ports that are listened on.
func (c *Config) reach(sshPort, httpPort int) reach {
	r := reach{c.BaseURL, c.SSHHost, c.SSHPort}
	if r.baseURL == "" {
		r.baseURL = "http://localhost:" + strconv.Itoa(httpPort)
	}
	if u, err := url.Parse(r.baseURL); r.sshHost == "" && err == nil {
		r.sshHost = u.Hostname()
	}
	if r.sshPort == 0 {
		r.sshPort = sshPort
	}
	return r
}

// sshCommand is what people type.
func (r reach) sshCommand() string {
	if r.sshPort == 22 {
		return "ssh " + r.sshHost
	}
	return fmt.Sprintf("ssh -p %d %s", r.sshPort, r.sshHost)
}

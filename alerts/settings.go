package alerts

import (
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"net/netip"
	"net/url"
	"slices"
	"strings"
)

// Settings are how somebody wants to be told. The zero value is not at all.
type Settings struct {
	Webhook  *Webhook  `json:"webhook,omitempty"`
	Browsers []Browser `json:"browsers,omitempty"` // the oldest first
	Email    *Email    `json:"email,omitempty"`
	Quiet    Quiet     `json:"quiet,omitzero"`
}

// On reports whether there is anything that is told.
func (s Settings) On() bool { return s.Webhook != nil || len(s.Browsers) > 0 || s.Email != nil }

// Webhook is an address that is posted to.
type Webhook struct {
	ID     string `json:"id"`
	URL    string `json:"url"`
	Form   Form   `json:"form"`
	Secret string `json:"secret"` // what is posted is signed with it: see sign
}

// Form is what is posted to a webhook.
type Form string

// The forms.
const (
	JSON    Form = "json"    // for programs: see docs/alerts.md
	Discord Form = "discord" // a line in a channel of Discord
	Slack   Form = "slack"   // a line in a channel of Slack, and of what takes the same
	Ntfy    Form = "ntfy"    // a notification by ntfy
)

// Forms are all of them.
var Forms = []Form{JSON, Discord, Slack, Ntfy}

// Browser is a subscription of the Push API.
type Browser struct {
	ID       string `json:"id"` // see BrowserID
	Endpoint string `json:"endpoint"`
	Key      string `json:"p256dh"`
	Auth     string `json:"auth"`
}

// Shown are settings as their owner is shown them.
type Shown struct {
	Webhook  *ShownWebhook `json:"webhook,omitempty"`
	Email    string        `json:"email,omitempty"` // the address
	Browsers []string      `json:"browsers"`        // what they are called: see BrowserID
	Quiet    *ShownQuiet   `json:"quiet,omitempty"`
}

// ShownWebhook is a webhook.
type ShownWebhook struct {
	URL    string `json:"url"`
	Form   Form   `json:"form"`
	Secret string `json:"secret"`
}

// ShownQuiet are quiet hours.
type ShownQuiet struct {
	Hours string `json:"hours"`
	Zone  string `json:"zone"`
}

// Show shows settings.
func (s Settings) Show() Shown {
	shown := Shown{Browsers: []string{}} // a list, not null
	if w := s.Webhook; w != nil {
		shown.Webhook = &ShownWebhook{w.URL, w.Form, w.Secret}
	}
	if s.Email != nil {
		shown.Email = s.Email.Address
	}
	for _, b := range s.Browsers {
		shown.Browsers = append(shown.Browsers, b.ID)
	}
	if q := s.Quiet; !q.IsZero() {
		shown.Quiet = &ShownQuiet{q.Hours(), q.Zone}
	}
	return shown
}

// targets are the ids of everything that is told.
func (s Settings) targets() (all []string) {
	if s.Webhook != nil {
		all = append(all, s.Webhook.ID)
	}
	for _, b := range s.Browsers {
		all = append(all, b.ID)
	}
	if s.Email != nil {
		all = append(all, s.Email.ID)
	}
	return all
}

// without are the settings without one that is told.
func (s Settings) without(id string) Settings {
	if s.Webhook != nil && s.Webhook.ID == id {
		s.Webhook = nil
	}
	if s.Email != nil && s.Email.ID == id {
		s.Email = nil
	}
	s.Browsers = slices.DeleteFunc(slices.Clone(s.Browsers), func(b Browser) bool { return b.ID == id })
	return s.tidy()
}

// bytes is how long the settings are in the journal.
func (s Settings) bytes() int { return len(encode(s)) }

// tidy are the settings, or nothing where nothing is told.
func (s Settings) tidy() Settings {
	if !s.On() {
		return Settings{}
	}
	return s
}

// newWebhook reads an address that somebody has typed, and finds out its form where they
// have not said which.
func newWebhook(typed string, form Form, private bool) (*Webhook, error) {
	u, err := address(typed, private)
	if err != nil {
		return nil, err
	}
	if form == "" {
		form = formOf(u)
	}
	if !slices.Contains(Forms, form) {
		return nil, ErrHook.Because("form")
	}
	return &Webhook{ID: newID(), URL: u.String(), Form: form, Secret: newSecret()}, nil
}

// formOf is what the receivers that most people use take.
func formOf(u *url.URL) Form {
	host := u.Hostname()
	is := func(domain string) bool { return host == domain || strings.HasSuffix(host, "."+domain) }
	switch {
	case is("discord.com"), is("discordapp.com"):
		return Discord
	case is("hooks.slack.com"):
		return Slack
	case is("ntfy.sh"), strings.HasPrefix(host, "ntfy."):
		return Ntfy
	}
	return JSON
}

// address reads one that is to be posted to. What it leads to is checked again when it is
// dialed; here it is said at once what can never be.
func address(typed string, private bool) (*url.URL, error) {
	typed = strings.TrimSpace(typed)
	if len(typed) > maxURL {
		return nil, ErrHook.Because("long")
	}
	u, err := url.Parse(typed)
	if err != nil || u.Hostname() == "" || u.Opaque != "" || u.User != nil {
		return nil, ErrHook
	}
	if u.Scheme != "https" && !(private && u.Scheme == "http") {
		return nil, ErrHook.Because("https")
	}
	if ip, err := netip.ParseAddr(u.Hostname()); err == nil && !private && !Public(ip) {
		return nil, ErrHook.Because("private")
	}
	u.Fragment = ""
	return u, nil
}

// BrowserID is what a browser is called that is told at an endpoint: so it knows itself
// among others, and none learns of the endpoints of others.
func BrowserID(endpoint string) string {
	sum := sha256.Sum256([]byte(endpoint))
	return base64.RawURLEncoding.EncodeToString(sum[:9])
}

// newID names something that is told.
func newID() string { return rand.Text()[:10] }

// secretPrefix is that of Standard Webhooks.
const secretPrefix = "whsec_"

// newSecret is a key of 24 bytes, the least that Standard Webhooks ask for.
func newSecret() string {
	key := make([]byte, 24)
	rand.Read(key) // never fails
	return secretPrefix + base64.StdEncoding.EncodeToString(key)
}

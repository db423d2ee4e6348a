package alerts

import (
	"context"
	"crypto/ecdh"
	"encoding/base64"
	"net/http"
	"slices"
	"strings"

	webpush "github.com/SherClockHolmes/webpush-go"

	"crossplay/rooms"
)

// This file tells browsers, by the push services of their makers (RFC 8030), in messages
// that only the browser can read (RFC 8291) and that show whose they are (RFC 8292).

// Keys are what push services know this server by. Both are base64url.
type Keys struct {
	Private string `json:"private"`
	Public  string `json:"public"`
}

// NewKeys makes new ones. Whoever subscribed with others is told nothing any more.
func NewKeys() (Keys, error) {
	private, public, err := webpush.GenerateVAPIDKeys()
	return Keys{private, public}, err
}

// Valid reports whether the keys belong together.
func (k Keys) Valid() bool {
	raw, err := base64.RawURLEncoding.DecodeString(k.Private)
	if err != nil {
		return false
	}
	key, err := ecdh.P256().NewPrivateKey(raw)
	return err == nil && base64.RawURLEncoding.EncodeToString(key.PublicKey().Bytes()) == k.Public
}

// PublicKey is what a browser subscribes with; empty: none can.
func (a *Alerts) PublicKey() string { return a.Keys.Public }

// Subscribe has somebody told by a browser, for which its oldest may have to go.
func (a *Alerts) Subscribe(ctx context.Context, by rooms.Person, b Browser) (Settings, error) {
	if a.PublicKey() == "" || !b.valid(a.Private) {
		return a.Settings(by.ID), ErrPush
	}
	b.ID = BrowserID(b.Endpoint)
	return a.change(ctx, by, func(s Settings) (Settings, error) {
		s = s.forget(b.ID)
		s.Browsers = append(s.Browsers, b)
		for len(s.Browsers) > maxBrowsers || len(s.Browsers) > 1 && s.bytes() > maxSettings {
			s.Browsers = s.Browsers[1:]
		}
		return s, nil
	})
}

// Unsubscribe has somebody not told by a browser any more.
func (a *Alerts) Unsubscribe(ctx context.Context, by rooms.Person, id string) (Settings, error) {
	return a.change(ctx, by, func(s Settings) (Settings, error) { return s.forget(id), nil })
}

// forget are the settings without a browser.
func (s Settings) forget(id string) Settings {
	s.Browsers = slices.DeleteFunc(slices.Clone(s.Browsers), func(b Browser) bool { return b.ID == id })
	return s
}

// valid reports whether a subscription can be one.
func (b *Browser) valid(private bool) bool {
	if _, err := address(b.Endpoint, private); err != nil {
		return false
	}
	point, err := decodeKey(b.Key)
	if err != nil {
		return false
	}
	_, err = ecdh.P256().NewPublicKey(point)
	auth, wrong := decodeKey(b.Auth)
	return err == nil && wrong == nil && len(auth) == 16
}

func decodeKey(text string) ([]byte, error) {
	return base64.RawURLEncoding.DecodeString(strings.TrimRight(text, "="))
}

// notice is what the page's service worker shows.
type notice struct {
	Title string `json:"title"`
	Text  string `json:"text"`
	URL   string `json:"url"`
	Tag   string `json:"tag"` // a notice replaces the one before it of the same
}

// push tells a browser.
func (a *Alerts) push(ctx context.Context, b Browser, l Letter) error {
	tag, urgency := "games", webpush.UrgencyNormal
	if len(l.Games) == 1 {
		tag = string(l.Games[0].Room)
	}
	if slices.ContainsFunc(l.Games, func(g About) bool { return g.What == Low }) {
		urgency = webpush.UrgencyHigh
	}
	answer, err := webpush.SendNotificationWithContext(ctx, encode(notice{l.Title, l.Text, l.URL, tag}),
		&webpush.Subscription{Endpoint: b.Endpoint, Keys: webpush.Keys{P256dh: b.Key, Auth: b.Auth}},
		&webpush.Options{
			HTTPClient: a.client, Subscriber: subject(a.BaseURL), Topic: tag, TTL: int(keepFor.Seconds()), Urgency: urgency,
			VAPIDPublicKey: a.Keys.Public, VAPIDPrivateKey: a.Keys.Private,
		})
	if err != nil {
		return unreached(err)
	}
	return outcome(answer, http.StatusNotFound, http.StatusGone)
}

// subject says to push services who may be asked about what we send. They want https;
// Apple's refuses what is neither that nor a real address of e-mail.
func subject(base string) string {
	return "https://" + strings.TrimPrefix(strings.TrimPrefix(base, "https://"), "http://")
}

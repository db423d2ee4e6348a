package alerts

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"time"

	"crossplay/rooms/room"
)

// This file speaks to receivers.

// failure is why a receiver was not told. It says nothing of where it is: that is
// somebody's secret.
type failure struct {
	how    string // as words has it
	status int
	gone   bool          // it is no more
	after  time.Duration // it asks for as long before the next try
}

func (f *failure) Error() string {
	if f.status > 0 {
		return fmt.Sprintf("the receiver answered %d", f.status)
	}
	return f.how
}

// refusal is what a person is told of it.
func refusal(err error) error {
	var f *failure
	switch {
	case err == nil:
		return nil
	case !errors.As(err, &f):
		return ErrFailed
	case f.status > 0:
		return ErrFailed.Because("status").With("status", f.status)
	}
	return ErrFailed.Because(f.how)
}

// newClient follows no redirect: it would lead where nobody has asked to.
func newClient(transport http.RoundTripper) *http.Client {
	return &http.Client{
		Transport:     transport,
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
}

// send tells one receiver of somebody.
func (a *Alerts) send(ctx context.Context, id room.PersonID, s Settings, to string, l Letter) error {
	if s.Webhook != nil && s.Webhook.ID == to {
		return a.post(ctx, s.Webhook, l)
	}
	for _, b := range s.Browsers {
		if b.ID == to {
			return a.push(ctx, b, l)
		}
	}
	if e := s.Email; e != nil && e.ID == to && a.Mail != nil { // else the host has no e-mail any more
		return a.mail(ctx, a.letterMail(l, e.Address, a.stopAlerts(id, e)))
	}
	return nil
}

func (a *Alerts) post(ctx context.Context, w *Webhook, l Letter) error {
	body, headers := w.Form.body(l)
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, w.URL, bytes.NewReader(body))
	if err != nil {
		return &failure{how: "unreachable"}
	}
	setAll(r.Header, headers)
	r.Header.Set("User-Agent", "Crossplay")
	sign(r.Header, w.Secret, l.ID, time.Now(), body)
	answer, err := a.client.Do(r)
	if err != nil {
		return unreached(err)
	}
	return outcome(answer, http.StatusGone)
}

// outcome is what an answer says. Those of the status gone mean that nobody is there any
// more.
func outcome(answer *http.Response, gone ...int) error {
	defer answer.Body.Close()
	_, _ = io.CopyN(io.Discard, answer.Body, maxAnswer) // what it says is nobody's
	code := answer.StatusCode
	switch {
	case code >= 200 && code < 300:
		return nil
	case code >= 300 && code < 400:
		return &failure{how: "redirect"}
	}
	f := &failure{how: "status", status: code, gone: slices.Contains(gone, code)}
	if s, err := strconv.Atoi(answer.Header.Get("Retry-After")); err == nil && s > 0 {
		f.after = time.Duration(min(s, int(retryMost/time.Second))) * time.Second
	}
	return f
}

// unreached says why there was no answer, without the address that errors name. What is
// not on the internet and what has no address are one: which names there are inside the
// house is nobody's to find out.
func unreached(err error) *failure {
	var timed *url.Error
	var name *net.DNSError
	if errors.As(err, &timed) && timed.Timeout() && !errors.As(err, &name) {
		return &failure{how: "late"}
	}
	return &failure{how: "unreachable"}
}

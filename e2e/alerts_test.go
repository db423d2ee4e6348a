package e2e

import (
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"crossplay/alerts/alertstest"
)

// E-mail is confirmed on the page and in a terminal, arrives over TLS, and is stopped by its link.
func TestAlertsByEmail(t *testing.T) {
	t.Parallel()
	office := new(alertstest.Office)
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { l.Close() })
	go office.Serve(l)
	mail := func() alertstest.Mail {
		t.Helper()
		var all []alertstest.Mail
		for end := time.Now().Add(patience); len(all) == 0; all = office.Mails() {
			if time.Now().After(end) {
				t.Fatal("no mail came")
			}
			runtime.Gosched()
		}
		return all[0]
	}
	s := newServer(t, "--base-url", "https://play.example.org", "--smtp", "smtp://"+l.Addr().String(), "--smtp-from", "games@example.org", "--smtp-plain")
	p := s.page("/")
	p.see("Play")
	p.press("Alerts")
	p.see("E-mail", "A code goes to the address first")
	p.do(chromedp.SendKeys(chromedp.CSS(`dialog input[inputmode=email]`), "ann@bücher.example", chromedp.NodeVisible))
	p.press("Send a code")
	p.see("A code was sent to ann@xn--bcher-kva.example")
	p.do(chromedp.SendKeys(chromedp.CSS(`dialog input[autocomplete=one-time-code]`), mail().Code(), chromedp.NodeVisible))
	p.press("Confirm")
	p.see("You are told at ann@xn--bcher-kva.example")
	if os.Getenv(axeFile) != "" {
		p.schemes("e-mail")
	}
	p.press("Try it")
	p.see("A trial was sent")
	link := mail().Stop()
	p = s.page(strings.TrimPrefix(link, "https://play.example.org"))
	p.see("No more mail?")
	if _, err := chromedp.RunResponse(p.ctx, chromedp.Click(chromedp.CSS(`form button`))); err != nil {
		t.Fatal(err)
	}
	p.see("Done.")
	p = s.page("/")
	p.see("Play")
	p.press("Alerts")
	p.see("E-mail", "A code goes to the address first")

	key := sshKey(t)
	run := func(typed, says string) {
		t.Helper()
		out, err := s.sshCommand("Ann", key, "alerts", typed).CombinedOutput()
		if !strings.Contains(string(out), says) {
			t.Errorf("alerts %s: %v %s", typed, err, out)
		}
	}
	run("email bob@example.org", "A code was sent to bob@example.org")
	run("confirm "+mail().Code(), "bob@example.org")
	if said := s.said(); strings.Contains(said, "bob@") || strings.Contains(said, "ann@") {
		t.Errorf("the log has addresses: %s", said)
	}
}

// receiver is somebody's webhook, or the push service of a browser.
type receiver struct {
	url string
	got chan *http.Request // their bodies are read, into the header "Body"
}

func newReceiver(t *testing.T) *receiver {
	r := &receiver{got: make(chan *http.Request, 10)}
	s := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, q *http.Request) {
		body, _ := io.ReadAll(q.Body)
		q.Header.Set("Body", string(body))
		r.got <- q
	}))
	t.Cleanup(s.Close)
	r.url = s.URL
	return r
}

// next is the next request that comes.
func (r *receiver) next(t *testing.T) *http.Request {
	t.Helper()
	select {
	case q := <-r.got:
		return q
	case <-time.After(patience):
		t.Fatal("nothing was posted")
		return nil
	}
}

// aPushService stands for that of the browser's maker: what subscribes is told there.
const aPushService = `
	const endpoint = %q;
	let there = null;
	Notification.requestPermission = async () => 'granted';
	PushManager.prototype.getSubscription = async () => there;
	PushManager.prototype.subscribe = async ({ applicationServerKey: key }) => {
		if (key.length !== 65) throw new TypeError('the key of the server');
		const pair = await crypto.subtle.generateKey({ name: 'ECDH', namedCurve: 'P-256' }, true, ['deriveBits']);
		const text = (b) => btoa(String.fromCharCode(...new Uint8Array(b))).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
		const keys = { p256dh: text(await crypto.subtle.exportKey('raw', pair.publicKey)), auth: text(crypto.getRandomValues(new Uint8Array(16))) };
		return there = { endpoint, toJSON: () => ({ endpoint, keys }), unsubscribe: async () => { there = null; } };
	};
	navigator.serviceWorker.ready.then(() => true)`

// Alerts are set on the page and in a terminal, and arrive.
func TestAlertsAreSetInBothWindows(t *testing.T) {
	t.Parallel()
	s := newServer(t, "--allow-private-webhooks")
	hook, push := newReceiver(t), newReceiver(t)
	p := s.page("/")
	p.see("Play")
	p.do(chromedp.Evaluate[chromedp.Void](fmt.Sprintf(aPushService, push.url+"/send/1"), chromedp.EvalAwaitPromise))

	p.press("Alerts")
	p.see("Be told what waits for you", "It can tell you")
	p.press("Tell me here")
	p.see("It tells you, also when this page is closed.")
	p.do(chromedp.SendKeys(chromedp.CSS(`dialog input[type=url]`), hook.url+"/mine", chromedp.NodeVisible))
	p.click(`dialog form:has([type=url]) button:not([type=button])`)
	p.see("whsec_")
	p.press("Try it")
	p.see("A trial was sent")
	posted := hook.next(t)
	if posted.URL.Path != "/mine" || !strings.Contains(posted.Header.Get("Body"), "This is how Crossplay tells you") || !strings.HasPrefix(posted.Header.Get("webhook-signature"), "v1,") {
		t.Errorf("%v", posted.Header)
	}
	if pushed := push.next(t); pushed.Header.Get("Content-Encoding") != "aes128gcm" || !strings.HasPrefix(pushed.Header.Get("Authorization"), "vapid t=") {
		t.Errorf("%v", pushed.Header)
	}
	if os.Getenv(axeFile) != "" {
		p.schemes("the alerts")
	}
	p.press("Not here any more")
	p.see("It can tell you")
	p.press("Turn all off")
	p.await("nothing more to try", `!document.body.innerText.includes('Try it')`)

	// In a terminal by commands, with a key.
	key := sshKey(t)
	run := func(args ...string) string {
		out, err := s.sshCommand("Ann", key, append([]string{"alerts"}, args...)...).CombinedOutput()
		if err != nil {
			return fmt.Sprintf("%v: %s", err, out)
		}
		return string(out)
	}
	for _, step := range [][]string{
		{"webhook " + hook.url + "/ann slack", "slack"}, {"test", "A trial was sent"}, {"quiet 22:00-07:00 Europe/Berlin", "22:00-07:00 Europe/Berlin"},
		{"--json", `"whsec_`}, {"off", "You are told nothing"},
	} {
		if said := run(step[0]); !strings.Contains(said, step[1]) {
			t.Errorf("alerts %s: %s", step[0], said)
		}
	}
	if posted := hook.next(t); posted.URL.Path != "/ann" || !strings.HasPrefix(posted.Header.Get("Body"), `{"text":`) {
		t.Errorf("%s", posted.Header.Get("Body"))
	}
	if said := s.said(); strings.Contains(said, hook.url) || strings.Contains(said, push.url) || strings.Contains(said, "whsec_") {
		t.Errorf("the log has what is secret: %s", said)
	}
}

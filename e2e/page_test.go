package e2e

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"strings"
	"sync"
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
)

// page is a person's tab in a Chromium of their own.
type page struct {
	t   *testing.T
	ctx context.Context
	s   *server

	mu       sync.Mutex
	problems []string // scripts that broke, and requests to other hosts
	heard    []string // everything that came through the socket

	pressed string // where something was picked last
}

// page opens an address of the server.
func (s *server) page(path string) *page {
	s.t.Helper()
	chromium := require(s.t, "chromium", "chromium-browser", "google-chrome")
	options := append(chromedp.DefaultExecAllocatorOptions[:],
		chromedp.ExecPath(chromium),
		chromedp.NoSandbox, // the tests may run as root
		chromedp.DisableGPU,
		chromedp.Flag("disable-quic", true),
		chromedp.Flag("disable-background-networking", true),
		chromedp.Flag("disable-component-update", true),
		chromedp.Flag("disable-sync", true),
		chromedp.WindowSize(1280, 900),
		chromedp.UserDataDir(s.t.TempDir()),
		chromedp.Env(environ()...),
	)
	ctx, stop := chromedp.NewExecAllocator(context.Background(), options...)
	tab, closeTab := chromedp.NewContext(ctx)
	p := &page{t: s.t, ctx: tab, s: s}
	s.t.Cleanup(func() {
		p.finish()
		chromedp.Cancel(tab) // waits for the browser
		closeTab()
		stop()
	})
	if err := chromedp.Do(tab); err != nil {
		s.t.Fatal("chromium: ", err)
	}
	if err := chromedp.Listen(tab, p.listen); err != nil {
		s.t.Fatal(err)
	}
	p.do(chromedp.Navigate(s.url(path)))
	return p
}

// listen hears what the page does besides what it should.
func (p *page) listen(event any) {
	p.mu.Lock()
	defer p.mu.Unlock()
	switch e := event.(type) {
	case *runtime.EventExceptionThrown:
		p.problems = append(p.problems, "a script broke: "+e.ExceptionDetails.Text)
	case *network.EventWebSocketFrameReceived:
		p.heard = append(p.heard, string(e.Response.PayloadData))
	case *network.EventRequestWillBeSent:
		if !strings.HasPrefix(e.Request.URL, p.s.url("/")) && !strings.HasPrefix(e.Request.URL, "data:") {
			p.problems = append(p.problems, "a request to "+e.Request.URL)
		}
	}
}

func (p *page) finish() {
	p.mu.Lock()
	defer p.mu.Unlock()
	for _, what := range p.problems {
		p.t.Error("the page: ", what)
	}
}

func (p *page) do(steps ...chromedp.Action[chromedp.Void]) {
	p.t.Helper()
	ctx, cancel := context.WithTimeout(p.ctx, patience)
	defer cancel()
	if err := chromedp.Do(ctx, steps...); err != nil {
		p.t.Fatalf("the page: %v\n%s", err, p.text())
	}
}

// text is what the page shows.
func (p *page) text() string {
	ctx, cancel := context.WithTimeout(p.ctx, patience)
	defer cancel()
	text, err := chromedp.Run(ctx, chromedp.Evaluate[string](`document.body.innerText`))
	if err != nil {
		return fmt.Sprintf("(the page does not answer: %v)", err)
	}
	return text
}

// path is the path of the address that the page shows.
func (p *page) path() string {
	p.t.Helper()
	path, err := chromedp.Run(p.ctx, chromedp.Evaluate[string](`location.pathname`))
	if err != nil {
		p.t.Fatal(err)
	}
	return path
}

// await waits until the expression is true, looking again whenever the page
// changes, or another is loaded in its place, and now and then.
func (p *page) await(what, expression string) {
	p.t.Helper()
	ctx, cancel := context.WithTimeout(p.ctx, patience)
	defer cancel()
	wait := `new Promise((done) => {
		const look = () => (` + expression + `) && (watch.disconnect(), clearInterval(often), done(true));
		const watch = new MutationObserver(look);
		const often = setInterval(look, 100); // what an animation brings into sight changes nothing else
		watch.observe(document, { subtree: true, childList: true, characterData: true, attributes: true });
		look();
	})`
	for {
		_, err := chromedp.Run(ctx, chromedp.Evaluate[bool](wait, chromedp.EvalAwaitPromise))
		if err == nil {
			return
		}
		if ctx.Err() != nil || !strings.Contains(err.Error(), "navigated") {
			p.t.Fatalf("the page does not show %s (%v):\n%s", what, err, p.text())
		}
	}
}

// see waits until the page shows all of the texts.
func (p *page) see(texts ...string) {
	p.t.Helper()
	list, err := json.Marshal(texts)
	if err != nil {
		p.t.Fatal(err)
	}
	p.await(string(list), string(list)+`.every((text) => document.body?.innerText.includes(text))`)
}

// press clicks the button with the label, once it can be clicked.
func (p *page) press(label string) {
	p.t.Helper()
	p.pressWithin(label, 10)
}

// pressWithin is press with so many tries more.
func (p *page) pressWithin(label string, tries int) {
	p.t.Helper()
	p.await("the button "+label, fmt.Sprintf(`(() => { // the one that is to be seen: a card and a panel may have the same
		document.querySelector('[data-press]')?.removeAttribute('data-press');
		const called = (b) => [b.textContent.trim().replace(/\s+/g, ' '), b.getAttribute('aria-label')].includes(%q);
		const found = [...document.querySelectorAll('button')].find((b) => called(b) && b.checkVisibility({ visibilityProperty: true }));
		found?.setAttribute('data-press', '');
		return Boolean(found);
	})()`, label))
	// The page may draw the button anew before it is clicked: then it is looked for again.
	switch err := p.tap(`[data-press]`); {
	case err == nil:
	case tries > 0 && errors.Is(err, context.DeadlineExceeded):
		p.pressWithin(label, tries-1)
	default:
		p.t.Fatalf("the button %s: %v\n%s", label, err, p.text())
	}
}

// click clicks what the selector finds, once it is there to be seen. It tries more than
// once, as a browser that is busy loses a click now and then.
func (p *page) click(selector string) {
	p.t.Helper()
	var err error
	for range 10 {
		if err = p.tap(selector); !errors.Is(err, context.DeadlineExceeded) {
			break
		}
	}
	if err != nil {
		p.t.Fatalf("a click on %s: %v\n%s", selector, err, p.text())
	}
}

// tap tries once, and not for long, to click what the selector finds.
func (p *page) tap(selector string) error {
	ctx, cancel := context.WithTimeout(p.ctx, patience/20)
	defer cancel()
	return chromedp.Do(ctx, chromedp.Click(chromedp.CSS(selector), chromedp.NodeVisible))
}

// choose gives an answer in a form.
func (p *page) choose(value string) {
	p.t.Helper()
	p.click(fmt.Sprintf(`label:has(input[value=%q])`, value))
}

// pick clicks a cell of the board, once it may be picked.
func (p *page) pick(cell string) {
	p.t.Helper()
	selector := fmt.Sprintf(`[role=gridcell][aria-label^="%s, "]:not([aria-disabled], [aria-selected])`, cell)
	p.await("that "+cell+" can be picked", fmt.Sprintf(`document.querySelector(%q)`, selector))
	p.seen(cell)
	p.click(selector)
}

// seen waits until a person has seen what there is to pick: what is pressed before is
// not taken, and longer not, where it was pressed last.
func (p *page) seen(place string) {
	p.t.Helper()
	least := 260
	if place == p.pressed {
		least = 510
	}
	p.pressed = place
	p.do(chromedp.Evaluate[chromedp.Void](fmt.Sprintf(`new Promise((done) => {
		const look = () => (performance.now() - document.querySelector('.boards').dataset.turned > %d ? done() : requestAnimationFrame(look));
		look();
	})`, least), chromedp.EvalAwaitPromise))
}

// holds waits until the cell holds the piece, as it is read aloud.
func (p *page) holds(cell, piece string) {
	p.t.Helper()
	p.await(cell+" with "+piece, fmt.Sprintf(`document.querySelector('[role=gridcell][aria-label^="%s, %s"]')`, cell, piece))
}

// scheme asks for a light or a dark page, and waits until all of it is.
func (p *page) scheme(name string) {
	p.t.Helper()
	if _, err := chromedp.Call(p.ctx, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{
		Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: name}},
	}); err != nil {
		p.t.Fatal(err)
	}
	p.do(chromedp.Evaluate[chromedp.Void](`new Promise(requestAnimationFrame)
		.then(() => new Promise(requestAnimationFrame))
		.then(() => Promise.allSettled(document.getAnimations().map((a) => a.finished)))`, chromedp.EvalAwaitPromise))
}

// axeFile is the variable with the path of axe-core's script.
const axeFile = "CROSSPLAY_TEST_AXE"

// schemes runs axe-core on the page as it is, light and dark.
func (p *page) schemes(where string) {
	p.t.Helper()
	for _, scheme := range []string{"light", "dark"} {
		p.scheme(scheme)
		p.axe(where + ", " + scheme)
	}
}

// axe runs axe-core on the page as it is, and fails for each violation.
func (p *page) axe(where string) {
	p.t.Helper()
	file := os.Getenv(axeFile)
	if file == "" {
		missing(p.t, axeFile+", the path of axe.min.js,")
	}
	script, err := os.ReadFile(file)
	if err != nil {
		p.t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(p.ctx, patience)
	defer cancel()
	run := string(script) + `;
		axe.run().then((r) => r.violations.flatMap((v) => v.nodes.map((n) => v.id + ": " + v.help + ": " + n.html + " " + n.failureSummary)))`
	found, err := chromedp.Run(ctx, chromedp.Evaluate[[]string](run, chromedp.EvalAwaitPromise))
	if err != nil {
		p.t.Fatal(err)
	}
	for _, f := range found {
		p.t.Errorf("%s: %s", where, f)
	}
}

package e2e

import (
	"testing"

	cdppage "github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
)

// A page whose games do not come, as on a bad line, asks to be greeted again.
func TestAPageWaitsForTheGames(t *testing.T) {
	s := newServer(t)
	p := s.page("/robots.txt")
	if _, err := chromedp.Call(p.ctx, cdppage.AddScriptToEvaluateOnNewDocument, cdppage.AddScriptToEvaluateOnNewDocumentParams{
		Source: `const real = fetch; let asked = 0; window.fetch = (...what) => /sketches/.test(what[0]) || ++asked > 4 ? real(...what) : Promise.reject(new TypeError('lost'))`,
	}); err != nil {
		t.Fatal(err)
	}
	p.do(chromedp.Navigate(s.url("/")))
	p.press("Play Tic-tac-toe")
	p.code()
	p.await("that two greetings were in vain", `asked === 6`)
}

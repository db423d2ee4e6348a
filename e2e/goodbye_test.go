package e2e

import (
	"context"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	cdppage "github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"

	"crossplay/rooms"
)

// Who closes the page, or goes elsewhere with it, went deliberately: the other waits for ten
// seconds, not for minutes.
func TestWhoClosesThePageIsWaitedForShortly(t *testing.T) {
	for name, goes := range map[string]func(p *page){
		"closed": func(p *page) {
			p.do(func(ctx context.Context, t *chromedp.Target) (chromedp.Void, error) {
				_, err := cdp.Call(ctx, t, cdppage.Close, cdp.Empty{})
				return chromedp.Void{}, err
			})
		},
		"elsewhere": func(p *page) { p.do(chromedp.Navigate("about:blank")) },
	} {
		t.Run(name, func(t *testing.T) {
			s := newServer(t)
			p := s.page("/")
			me, other := p.person(), newSocket(s)
			other.anew()
			code := me.must(command{Do: "create", Game: "chess", Clock: "10+5"})
			other.must(command{Do: "sit", Room: code})
			p.at(code)
			p.see("Your turn")
			ply := 0
			me.must(command{Do: "move", Room: code, Ply: &ply, Move: "e2e4"})
			ply = 1
			other.must(command{Do: "move", Room: code, Ply: &ply, Move: "e7e5"})
			p.see("Your turn")
			if err := other.enter(code); err != nil {
				t.Fatal(err)
			}
			goes(p)
			err := other.until(func(s *rooms.Snapshot) bool {
				c := s.Chairs[0]
				if c.Present || c.Away.IsZero() || c.Claim.IsZero() {
					return false
				}
				if wait := c.Claim.Sub(c.Away); wait > 11*time.Second {
					t.Errorf("the game can be claimed after %v", wait)
				}
				return true
			})
			if err != nil {
				t.Fatal(err)
			}
		})
	}
}

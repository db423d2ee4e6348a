package e2e

import (
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"crossplay/rooms/room"
)

// A challenge to a daily game is left in one window, stands out in the other, and is taken
// there; whoever takes days off is seen to by the other.
func TestAChallengeIsLeftAndDaysAreTakenOff(t *testing.T) {
	t.Parallel()
	s := newServer(t)
	p := s.page("/")
	p.press("Leave a challenge")
	p.see("A daily game that waits for anybody")
	p.choose("7d")
	p.press("Create the room")
	p.see("Waiting for an opponent")
	code := p.code()

	key := sshKey(t)
	run := func(words ...string) string {
		out, err := s.sshCommand("Ann", key, words...).CombinedOutput()
		if err != nil {
			return fmt.Sprintf("%v: %s", err, out)
		}
		return string(out)
	}
	if said := run("challenge", "kalah"); !strings.Contains(said, "stands for two weeks") {
		t.Errorf("ssh says %q", said)
	}
	if said := run("rooms"); !strings.Contains(said, "challenge, 7d") || !strings.Contains(said, "challenge, 3d") {
		t.Errorf("ssh lists %q", said)
	}

	p.do(chromedp.Navigate(s.url("/")))
	p.see("a challenge, 3d", "Days off")
	p.await("that the challenge of another glows", `getComputedStyle(document.querySelector('.open .room.stands')).boxShadow !== 'none'`)
	p.press("Days off")
	p.see("28 of 28 days of vacation are left", "Your weekends count.")
	p.press("Go on vacation")
	p.see("You are on vacation until "+time.Now().Add(7*24*time.Hour).UTC().Format(time.DateOnly), "21 of 28")
	p.press("Have weekends free")
	p.see("Your weekends are free")
	if os.Getenv(axeFile) != "" {
		p.schemes("the days off")
	}

	bob := newSocket(s)
	bob.anew()
	bob.must(command{Do: "sit", Room: room.Code(code)})
	q := s.page("/r/" + code)
	q.see("on vacation until", "weekends free")
}

// The button for the next board that waits comes round all of them, and where one is over.
func TestTheNextBoardThatWaitsComesRound(t *testing.T) {
	s := newServer(t)
	p := s.page("/")
	me, other := p.person(), newSocket(s)
	other.anew()
	var codes []room.Code
	for _, clock := range []string{"1d", "3d", "7d"} {
		code := me.must(command{Do: "create", Game: "kalah", Clock: clock})
		other.must(command{Do: "sit", Room: code})
		codes = append(codes, code)
	}
	other.must(command{Do: "resign", Room: codes[2]})
	var been []room.Code
	for range codes {
		p.await("a next board", `!document.querySelector('#next').hidden`)
		before := p.path()
		p.click("#next")
		p.await("another board", fmt.Sprintf(`location.pathname !== %q && document.querySelector('.boards')`, before))
		been = append(been, room.Code(strings.TrimPrefix(p.path(), "/r/")))
	}
	slices.Sort(been)
	slices.Sort(codes)
	if !slices.Equal(been, codes) {
		t.Errorf("of %v it leads to %v", codes, been)
	}
}

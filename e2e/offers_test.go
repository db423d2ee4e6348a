package e2e

import (
	"strings"
	"testing"
)

// What somebody is asked stands beside the answers, also when who asked has gone since.
func TestWhatIsAskedIsSaidWhoeverIsAway(t *testing.T) {
	t.Parallel()
	s := newServer(t)
	p := s.page("/")
	me, other := p.person(), newSocket(s)
	other.anew()
	other.must(command{Do: "name", Name: "Bob"})
	code := me.must(command{Do: "create", Game: "chess"})
	other.must(command{Do: "sit", Room: code})
	p.at(code)
	p.see("Your turn")
	for i, move := range strings.Fields("e2e4 e7e5 g1f3 b8c6") {
		[]*socket{me, other}[i%2].must(command{Do: "move", Room: code, Ply: &i, Move: move})
	}
	if err := other.enter(code); err != nil {
		t.Fatal(err)
	}
	other.must(command{Do: "draw", Room: code})
	other.conn.Close()
	p.await("what is asked, and who is away", `(() => {
		const said = document.querySelector('.offer p')?.textContent ?? '';
		return said.includes('Bob offers a draw.') && said.includes('Bob is away');
	})()`)
	p.await("the answers", `[...document.querySelectorAll('.offer button')].map((b) => b.textContent).join() === 'Agree,Decline'`)
	p.await("a name that nobody translates", `document.querySelector('.offer p [translate=no]').textContent === 'Bob'`)
}

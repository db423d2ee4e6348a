package e2e

import (
	"fmt"
	"regexp"
	"testing"

	"github.com/chromedp/chromedp"

	"crossplay/rooms"
	"crossplay/rooms/room"
)

// One's own games come first, each with whether it waits for its player, and are done with
// from the list, as their rooms let one.
func TestOwnGamesInTheLobby(t *testing.T) {
	t.Parallel()
	s := newServer(t)
	p := s.page("/")
	me, other := p.person(), newSocket(s)
	other.anew()
	game := me.must(command{Do: "create", Game: "chess"})
	other.must(command{Do: "sit", Room: game})
	waits := me.must(command{Do: "create", Game: "hex", Private: true})
	theirs := other.must(command{Do: "create", Game: "othello"})
	if err := other.enter(theirs); err != nil {
		t.Fatal(err)
	}
	p.see("Your games", "● your turn", "Hex", "Sit down")
	p.await("the own games before those of others", `(() => {
		const all = [...document.querySelectorAll('.room')].map((r) => r.closest('.rooms').className.split(' ').at(-1));
		return all.join() === 'mine,mine,open';
	})()`)
	for _, width := range []int64{390, 1280} {
		p.do(chromedp.EmulateViewport(width, 844))
		p.await("the own games before all that can be begun", `document.querySelector('.mine').getBoundingClientRect().bottom < Math.min(...[...document.querySelectorAll('.acts, .game, .open')].map((e) => e.getBoundingClientRect().top))`)
	}
	p.await("a picture for each", `[...document.querySelectorAll('.room use')].every((u) => document.querySelector(u.getAttribute('href') + ' .piece'))`)

	p.press("Be done with it: Hex, Waiting for an opponent")
	p.see("Done with this game?")
	if !p.is(`document.activeElement.textContent === "Keep it"`) {
		t.Error("the harmless answer has not the focus")
	}
	p.settle()
	p.press("Close the room and go")
	p.await("one game less", `document.querySelectorAll('.mine .room:not(.gone)').length === 1`)
	if err := other.enter(waits); err == nil {
		t.Error("the room is still there")
	}

	other.anew()
	p.await("a way to be done with a game", `document.querySelector('.mine .room:not(.gone) .discard')`)
	p.click(`.mine .room:not(.gone) .discard`)
	p.see("Done with this game?", "Call the game off")
	p.settle()
	p.press("Call the game off")
	if err := other.enter(game); err != nil {
		t.Fatal(err)
	}
	if err := other.until(func(s *rooms.Snapshot) bool { return s.Phase == room.Over }); err != nil {
		t.Fatal(err)
	}
}

// What has room beside the others is shown.
func TestARowOfOwnGamesIsFull(t *testing.T) {
	s := newServer(t)
	p := s.page("/")
	me, other := p.person(), newSocket(s)
	other.anew()
	for range 9 {
		other.must(command{Do: "sit", Room: me.must(command{Do: "create", Game: "tictactoe"})})
	}
	for width, most := range map[int64]string{390: "6", 1280: "8"} {
		p.do(chromedp.EmulateViewport(width, 844), chromedp.Navigate(s.url("/")))
		p.see("Show all 9")
		p.await("as many as there is room for", `document.querySelectorAll(".mine .room").length === `+most)
	}
}

// No word of a game's title is broken on a usual screen.
func TestTitlesAreWholeInTheLobby(t *testing.T) {
	t.Parallel()
	p := newServer(t).page("/")
	p.see("Ultimate tic-tac-toe")
	for _, width := range []int64{1280, 1265, 1024, 360} { // with bars to scroll by, too
		p.do(chromedp.EmulateViewport(width, 800))
		p.await(fmt.Sprint("whole words at ", width), `[...document.querySelectorAll('.game h2')].every((title) => {
			const word = document.createRange();
			return [...title.firstChild.data.matchAll(/[^ -]+/g)].every((at) => {
				word.setStart(title.firstChild, at.index);
				word.setEnd(title.firstChild, at.index + at[0].length);
				return word.getClientRects().length === 1;
			});
		})`)
	}
}

// On a telephone one's own name has the room that the name of the house cannot use.
func TestOwnNameHasRoomOnATelephone(t *testing.T) {
	t.Parallel()
	p := newServer(t).page("/")
	p.do(chromedp.EmulateViewport(360, 740))
	p.person().must(command{Do: "name", Name: "Swift Robin 62"})
	p.await("the whole name", `(() => {
		const name = document.querySelector(".my-name");
		return name.textContent === "Swift Robin 62" && name.scrollWidth <= name.clientWidth;
	})()`)
}

// settle waits until a question can be answered, and not by what was meant for something else.
func (p *page) settle() {
	p.t.Helper()
	p.do(chromedp.Evaluate[chromedp.Void](`(() => {
		const since = performance.now();
		return new Promise((done) => {
			const look = () => (performance.now() - since > 600 ? done() : requestAnimationFrame(look));
			look();
		});
	})()`, chromedp.EvalAwaitPromise))
}

// What a list of rooms shows stays where it is while somebody is there, however the rooms
// come and go; and it shows few of five hundred until it is asked for all.
func TestListsOfRoomsKeepStill(t *testing.T) {
	s := newServer(t)
	p := s.page("/")
	p.see("Tic-tac-toe")
	for name, check := range map[string]string{
		"new rooms come behind, and who goes leaves a place": `
			list.show(some('A B C'));
			list.el.dispatchEvent(new PointerEvent('pointerdown'));
			list.show(some('D C A E'));
			is(codes(), 'A,B gone,C,D,E', 'with somebody there');
			is(list.ul.children[1].querySelector('button').disabled, true, 'what is gone can be pressed');
			list.touched = -Infinity;
			list.el.dispatchEvent(new PointerEvent('pointerleave'));
			await new Promise((done) => setTimeout(done));
			is(codes(), 'A,C,D,E', 'with nobody there');
			list.show(some('E D C A'));
			is(codes(), 'A,C,D,E', 'in another order');
		`,
		"five hundred": `
			const all = some(Array.from({ length: 500 }, (_, i) => 'R' + i).join(' '));
			list.el.style.width = '400px';
			list.show(all);
			is(list.ul.children.length, 6, 'before anybody asks');
			const first = list.ul.firstChild;
			list.all.click();
			is(list.ul.children.length, 500, 'when all are asked for');
			document.activeElement.blur();
			list.show(all.slice(1).reverse());
			is(list.ul.children.length, 499, 'with one less');
			list.show(all);
			is(list.ul.lastChild.textContent.includes('R0'), true, 'one that comes again is not last');
		`,
	} {
		script := fmt.Sprintf(`(async () => {
			const at = document.querySelector('script[type=module]').src;
			const { RoomList } = await import(at.replace('main.js', 'roomlist.js'));
			const wrong = [];
			const is = (have, want, when) => have === want || wrong.push(when + ': ' + have + ', not ' + want);
			const list = new RoomList({ title: 'Rooms', kind: 'test', card: (c) => ({ info: { name: 'hex', title: 'Hex' }, names: [c.code], called: c.code, sub: [], act: ['Watch', 'quiet', () => {}] }) });
			document.body.append(list.el);
			const some = (codes) => codes.split(' ').map((code) => ({ code, phase: 'open', round: 1 }));
			const codes = () => [...list.ul.children].map((n) => n.querySelector('.name').textContent + (n.classList.contains('gone') ? ' gone' : '')).join();
			%s
			list.el.remove();
			return wrong;
		})()`, check)
		wrong, err := chromedp.Run(p.ctx, chromedp.Evaluate[[]string](script, chromedp.EvalAwaitPromise))
		if err != nil {
			t.Fatal(name, ": ", err)
		}
		for _, w := range wrong {
			t.Errorf("%s: %s", name, w)
		}
	}
}

// Whoever wants to be matched by a clock chooses it once, beside the games, and meets who
// wants the same.
func TestQuickMatchByAClock(t *testing.T) {
	s := newServer(t)
	ann, bob, cat := s.page("/"), s.page("/"), s.page("/")
	const play = "Play Chess, 3 min each, and 2 s with each move"
	for _, p := range []*page{ann, bob} {
		p.choose("3+2")
	}
	ann.press(play)
	ann.see("Chess · 3+2", "Waiting for an opponent")
	code := ann.code()
	cat.press("Play Chess")
	if other := cat.code(); other == code {
		t.Error("somebody who wants no clock was matched with one who does")
	}
	bob.press(play)
	bob.await("the room where Ann waits", fmt.Sprintf(`location.pathname === "/r/%s"`, code))
	ann.see("Your turn")
	bob.do(chromedp.Navigate(s.url("/")))
	bob.await("the clock that was chosen before", `document.querySelector('.pace input[value="3+2"]')?.checked`)
}

// Somebody who played in a terminal without a key comes back on the page, with the command
// that the terminal printed pasted where codes are typed.
func TestAGuestComesBackOnThePage(t *testing.T) {
	t.Parallel()
	s := newServer(t)
	x := s.line("Bob", t.TempDir()+"/none", "play", "chess")
	room := x.code()
	x.say("quit")
	command := regexp.MustCompile(`return [a-z2-9-]{35}`).FindString(x.hear(regexp.MustCompile(`return [a-z2-9]{8}(-[a-z2-9]{8}){3}`)))
	p := s.page("/")
	p.see("Join by code")
	p.do(chromedp.SendKeys(chromedp.ID("code"), `Come back with "ssh -t localhost `+command+`".`+"\r", chromedp.NodeVisible))
	p.see("Come back as that guest?", "forgets "+p.name())
	p.settle()
	p.press("Come back")
	p.do(chromedp.WaitVisible(chromedp.CSS(".mine .room"))) // on a page that was loaded anew
	p.await("the guest of the terminal", `document.querySelector('.my-name')?.textContent === 'Bob'`)
	p.see("Your games")
	p.press("Return")
	p.await("the room", fmt.Sprintf(`location.pathname === "/r/%s"`, room))
}

// What most people come for is one act and the choice of a game.
func TestTheLobbyHasOneActForEach(t *testing.T) {
	t.Parallel()
	s := newServer(t)
	p := s.page("/")
	p.press("Play now")
	p.press("Hex")
	p.see("Waiting for an opponent", "Hex")
	p.press("Close the room and go")
	p.press("A bot")
	p.press("Othello")
	p.see("How good shall it be?")
	p.press("Cancel")
	p.press("Invite a friend")
	p.press("Kalah")
	p.see("Waiting for an opponent", "Kalah", "Private: by the code alone")
	other := s.page(p.path())
	other.press("Sit down")
	p.see("Your turn")
	p.await("the keyboard at a house that can be sown", `document.activeElement.classList.contains("can")`)
}

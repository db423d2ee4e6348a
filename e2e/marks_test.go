package e2e

import (
	"bytes"
	"context"
	"image"
	"image/png"
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"

	"crossplay/game/all"
)

// marked is a cell that bears a mark in the second of two pictures.
type marked struct {
	Mark          string
	X, Y, Wide, H int
}

// mark puts each mark on a cell of its own, with a piece or without one as the mark has it, and
// says where: for every board that is played on. Marks that were there go first.
const mark = `(() => {
	const marks = [['can', false], ['can lift', true], ['picked', false], ['is-win', true], ['is-check', true], ['is-target', false], ['is-hidden', false], ['is-out', true], ['is-last', false]];
	const play = document.querySelector('.play'), style = (board) => [...board.classList].find((c) => c !== 'board');
	const none = { slots: ['can', 'is-out', 'is-check', 'is-target'], hexes: ['can', 'is-out', 'is-check'], edges: ['is-out', 'is-check', 'is-hidden'], pits: ['is-out', 'is-check', 'is-hidden', 'is-target'], lines: ['is-check', 'is-hidden'], points: ['is-check', 'is-hidden', 'is-out'], checks: ['is-hidden'] };
	if (!window.marked) {
		window.marked = [];
		play.className = 'play ready targets';
		for (const board of document.querySelectorAll('.mains .board')) {
			const free = [...board.querySelectorAll('[role=gridcell]')].filter((n) => n.getBoundingClientRect().width > 12);
			for (const n of free) n.classList.remove('can', 'lift', 'picked', 'over', ...[...n.classList].filter((c) => c.startsWith('is-')));
			board.querySelectorAll('.brackets, .ghost').forEach((n) => n.remove());
			for (const [mark, full] of marks) {
				if ((none[style(board)] ?? []).includes(mark) || (mark.includes('lift') && style(board) !== 'points')) continue;
				const fits = (n) => style(board) === 'pits' || Boolean(n.querySelector('.piece, .wall')) === (full || (style(board) === 'edges' && mark === 'is-last'));
				const i = free.findIndex(fits);
				if (i < 0) continue;
				const [node] = free.splice(i, 1);
				window.marked.push([node, mark, style(board)]);
			}
		}
	} else for (const [node, mark] of window.marked) {
		if (mark === 'is-last') {
			const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg'), path = document.createElementNS('http://www.w3.org/2000/svg', 'path');
			svg.setAttribute('class', 'brackets'); svg.setAttribute('viewBox', '0 0 100 100');
			path.setAttribute('d', 'M7 22V7H22M78 7H93V22M93 78V93H78M22 93H7V78');
			svg.append(path); node.append(svg);
			node.classList.add(mark);
		} else node.classList.add(...mark.split(' '));
	}
	return window.marked.map(([node, mark, style]) => {
		const r = node.getBoundingClientRect();
		const out = mark === 'is-last' && style === 'points' ? 20 : 0; // it lies on the rim
		return { Mark: mark + ' of ' + style, X: Math.round(r.x), Y: Math.round(r.y) - out, Wide: Math.round(r.width), H: Math.round(r.height) + 2 * out };
	});
})()`

// Every mark on every kind of board is seen where colours are forced, and where more contrast is asked for.
func TestMarksAreSeenWithoutColours(t *testing.T) {
	t.Parallel()
	s := newServer(t)
	p := s.page("/")
	p.do(chromedp.EmulateViewport(1000, 1400))
	seen := make(map[string]bool)
	for _, media := range [][]*emulation.MediaFeature{
		{{Name: "forced-colors", Value: "active"}, {Name: "prefers-color-scheme", Value: "light"}},
		{{Name: "forced-colors", Value: "active"}, {Name: "prefers-color-scheme", Value: "dark"}},
		{{Name: "prefers-contrast", Value: "more"}, {Name: "prefers-color-scheme", Value: "light"}},
	} {
		if _, err := chromedp.Call(p.ctx, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Features: media}); err != nil {
			t.Fatal(err)
		}
		for _, name := range []string{"othello", "chess", "connectfour", "gomoku", "hex", "backgammon", "kalah", "dots"} {
			if all.Rules(name) == nil {
				t.Fatal(name)
			}
			me, other := newSocket(s), newSocket(s)
			me.anew()
			other.anew()
			code := me.must(command{Do: "create", Game: name, Seats: 2})
			other.must(command{Do: "sit", Room: code})
			playOn(t, code, []*socket{me, other}, 8)
			p.at(code)
			p.see("to move")
			before, cells := p.marks()
			after, _ := p.marks()
			for _, c := range cells {
				seen[c.Mark] = true
				if n := differ(before, after, image.Rect(c.X, c.Y, c.X+c.Wide, c.Y+c.H)); n < c.Wide/4 {
					t.Errorf("%s, %s: the mark %q changes %d pixels of a cell of %d", media[0].Name, name, c.Mark, n, c.Wide*c.H)
				}
			}
			me.conn.Close()
			other.conn.Close()
		}
	}
	if len(seen) < 35 {
		t.Errorf("only %d marks were looked at", len(seen))
	}
}

// marks is a picture of the page, the first time without marks and then with them, and where they are.
func (p *page) marks() (image.Image, []marked) {
	p.t.Helper()
	ctx, cancel := context.WithTimeout(p.ctx, patience)
	defer cancel()
	cells, err := chromedp.Run(ctx, chromedp.Evaluate[[]marked](mark))
	if err != nil {
		p.t.Fatal(err)
	}
	p.do(chromedp.Evaluate[chromedp.Void](`Promise.allSettled(document.getAnimations().map((a) => a.finished))`, chromedp.EvalAwaitPromise))
	shot, err := chromedp.Run(ctx, chromedp.CaptureScreenshot())
	if err != nil {
		p.t.Fatal(err)
	}
	picture, err := png.Decode(bytes.NewReader(shot))
	if err != nil {
		p.t.Fatal(err)
	}
	return picture, cells
}

// differ counts the pixels of a part of two pictures that are not alike.
func differ(a, b image.Image, part image.Rectangle) int {
	n := 0
	for y := part.Min.Y; y < part.Max.Y; y++ {
		for x := part.Min.X; x < part.Max.X; x++ {
			if a.At(x, y) != b.At(x, y) {
				n++
			}
		}
	}
	return n
}

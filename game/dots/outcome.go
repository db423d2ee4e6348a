package dots

import (
	"fmt"
	"slices"
	"strings"

	"crossplay/game"
)

// Outcome gives the win to everybody who has the most boxes of those who did
// not give up; when that is all of them, it is a draw.
func (p *position) Outcome() (game.Outcome, bool) {
	if !p.over() {
		return game.Outcome{}, false
	}
	left := p.left()
	if len(left) == 1 {
		return game.Outcome{Winners: left, Reason: "everybody else gave up"}, true
	}
	most := int8(0)
	for _, seat := range left {
		most = max(most, p.score[seat])
	}
	out := game.Outcome{Reason: p.reason(left)}
	for _, seat := range left {
		if p.score[seat] == most {
			out.Winners = append(out.Winners, seat)
		}
	}
	if len(out.Winners) == len(left) {
		out.Winners = nil
	}
	return out, true
}

// reason counts the boxes, the most first.
func (p *position) reason(left []game.Seat) string {
	counts := make([]int, len(left))
	for i, seat := range left {
		counts[i] = int(p.score[seat])
	}
	slices.Sort(counts)
	slices.Reverse(counts)
	last := len(counts) - 1
	switch {
	case counts[0] == counts[last]:
		return boxes(counts[0]) + " each"
	case len(counts) == 2:
		return fmt.Sprintf("%s to %d", boxes(counts[0]), counts[1])
	}
	texts := make([]string, last)
	for i, n := range counts[:last] {
		texts[i] = fmt.Sprint(n)
	}
	return fmt.Sprintf("%s and %s", strings.Join(texts, ", "), boxes(counts[last]))
}

func boxes(n int) string {
	if n == 1 {
		return "1 box"
	}
	return fmt.Sprintf("%d boxes", n)
}

package weiqi

import (
	"fmt"
	"strings"

	"crossplay/game"
)

// stoneNames and areaNames are what [game.Info] calls them.
var (
	stoneNames = [...]string{empty: "", black: "black", white: "white"}
	areaNames  = [...]string{empty: "", black: "black-area", white: "white-area"}
	players    = [...]string{"Black", "White"}
)

// View is the same for everybody but for the choices: nothing is hidden.
func (p *position) View(seat game.Seat) game.View {
	v := game.View{Boards: []game.Board{p.draw()}, Log: p.log(), Note: p.note()}
	for _, m := range p.Moves(seat) {
		v.Choices = append(v.Choices, p.choice(m))
	}
	return v
}

// Like implements [game.Alike].
func (*position) Like(game.Seat) game.Seat { return game.Spectator }

func (p *position) choice(m game.Move) game.Choice {
	switch m {
	case pass:
		return game.Choice{Move: m, Label: "Pass"}
	case agree:
		winner, lead := p.score().lead()
		return game.Choice{Move: m, Label: fmt.Sprintf("Agree: %s by %s", players[winner], halves(lead))}
	case resume:
		return game.Choice{Move: m, Label: "Play on"}
	}
	point := m[strings.IndexByte(string(m), ' ')+1:]
	return game.Choice{Move: m, Path: []game.Spot{game.Spot(point)}}
}

// draw shows the territory once stones are no longer played.
func (p *position) draw() game.Board {
	b := game.Board{
		Style:     game.Lines,
		Cols:      p.cols,
		Rows:      p.rows,
		Cells:     make([]game.Cell, len(p.points)),
		ColLabels: p.colLabels,
		RowLabels: p.rowLabels,
	}
	var owner stones
	if p.count != nil || p.over {
		owner = p.area()
	}
	for i, at := range p.points {
		name := p.plays[at]
		c := game.Cell{Spot: game.Spot(name), Label: string(name), Piece: stoneNames[p.stones[at]]}
		if p.stones[at] == empty {
			c.Piece = areaNames[owner[at]]
		}
		if p.stars[i] {
			c.Marks = append(c.Marks, game.Star)
		}
		if p.last != nil && p.last.at == at {
			c.Marks = append(c.Marks, game.Last)
		}
		if p.count != nil && p.count.dead[at] {
			c.Marks = append(c.Marks, game.Out)
		}
		b.Cells[i] = c
	}
	return b
}

func (p *position) log() []game.Step {
	return game.Logged(func(yield func(*game.Log, game.Step) bool) {
		for s := p.last; s != nil && yield(&s.lines, game.Step{Seat: s.seat, Text: string(s.move)}); s = s.before {
		}
	})
}

func (p *position) note() string {
	var say []string
	switch {
	case p.over:
		return p.score().String() + "."
	case p.count != nil:
		if p.count.marks != [2]int{maxMarks, maxMarks} {
			say = append(say, "Mark dead stones, then agree.")
		}
		for seat, yes := range p.count.agreed {
			if yes {
				say = append(say, players[seat]+" agrees.")
			}
		}
		say = append(say, p.score().String()+".")
		for seat, n := range p.count.marks {
			if n == maxMarks {
				say = append(say, players[seat]+" can mark no more: agree or play on.")
			}
		}
		return strings.Join(say, " ")
	case p.passes == 1:
		say = append(say, fmt.Sprintf("%s passed: if %s passes too, the game is counted.", players[1-p.mover], players[p.mover]))
	}
	if p.resumes == maxResumes {
		say = append(say, "All stones will count as they stand.")
	}
	if p.taken != [2]int{} {
		say = append(say, fmt.Sprintf("Black has captured %d, White %d.", p.taken[0], p.taken[1]))
	}
	return strings.Join(say, " ")
}

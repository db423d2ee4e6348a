package bot

import (
	"cmp"
	"math"
	"math/rand/v2"
	"slices"

	"crossplay/game"
)

// How a beginner sees. The figures are chosen so that somebody who knows the
// rules and pays attention wins most games, and somebody who moves at random
// hardly any.
const (
	// seesWin is how likely a beginner sees that a move wins at once.
	seesWin = 0.97
	// seesNear and seesFar are how likely it sees what the other can do next: where
	// something has just happened, and elsewhere.
	seesNear = 0.85
	seesFar  = 0.4
	// nearby is how many cells away from there that is.
	nearby = 2
	// seesQuiet is the part of that for replies which win nothing at once.
	seesQuiet = 0.6
	// dear is what a reply costs that is seen with just that likelihood: three of the
	// smallest pieces. It is as if each such part of the cost were another chance to
	// see it.
	dear = 300
	// doubt is the spread of what a move seems to be worth around what it is worth,
	// as a chance to win.
	doubt = 0.06
	// likesNear and likesMiddle are how much better a move looks that is made where
	// something has just happened, and in the middle of the board.
	likesNear   = 0.05
	likesMiddle = 0.05
	// firstGlance is how many times as much that counts when the moves come to mind
	// which are felt into at all.
	firstGlance = 4
	// dreaded is what a move is worth that is seen to lose at once: no liking makes
	// up for it.
	dreaded = -1
	// likesBoard is how much worse it looks to pass, or the like.
	likesBoard = 0.15
	// confident is when a game looks as good as won. From then on the beginner takes
	// care: it overlooks nothing, and plays nothing that is plainly worse.
	confident = 0.9
)

const (
	// hunches is how many moves a beginner feels its way into, where the position
	// says nothing about its worth, and feelings how many games it dreams of for each.
	hunches  = 20
	feelings = 6
	// dreamPlies is how far such a dream goes.
	dreamPlies = 300
	// weighed is with how many moves to choose from a beginner weighs each of them.
	// With more it goes by feeling: nobody who is new to a game compares two hundred.
	weighed = 80
	// wide is how many positions two plies may lead to, at most, so that all are looked at.
	wide = 2500
)

// beginner picks a move as somebody does who is new to the game. It looks two
// plies ahead at most; it sees its own chances better than those of the other,
// and these the better the nearer they are to where something has just happened
// and the more they threaten; what it does not see at all it judges by how natural
// it looks. So it errs by overlooking things, and not by playing nonsense.
func beginner(w *watch, p Problem) game.Move {
	s := p.Imagine(p.Rand)
	b := &novice{w: w, r: p.Rand, me: p.Seat, scene: look(p.View), seen: make(map[game.Move]bool)}
	ideas := b.ideas(s, p.View.Choices)
	if len(ideas) == 0 || w.ctx.Err() != nil {
		return ""
	}
	for _, i := range ideas {
		if i.result == wonBy(b.me) && b.r.Float64() < seesWin {
			return i.move
		}
	}
	b.judge(s, ideas)
	if i := slices.MaxFunc(ideas, func(a, b *idea) int { return cmp.Compare(a.worth, b.worth) }); i.worth >= confident {
		b.careful = true
		b.judge(s, ideas)
	}
	best := ideas[0]
	for _, i := range ideas {
		i.worth += b.looks(i.move, 1)
		if i.worth > best.worth {
			best = i
		}
	}
	return best.move
}

type novice struct {
	w       *watch
	r       *rand.Rand
	me      game.Seat
	scene   *scene
	careful bool
	seen    map[game.Move]bool // whether a reply is one that it would think of
}

// idea is a move with what the beginner makes of it.
type idea struct {
	move   game.Move
	next   game.State
	result proof
	worth  float64 // the chance to win, as it seems
}

func (b *novice) ideas(s game.State, choices []game.Choice) []*idea {
	var all []*idea
	known := make(map[game.Move]bool)
	for _, c := range choices {
		if known[c.Move] {
			continue
		}
		known[c.Move] = true
		next, err := s.Play(b.me, c.Move)
		if err != nil {
			panic("bot: " + err.Error())
		}
		if b.w.step() {
			break
		}
		all = append(all, &idea{move: c.Move, next: next, result: result(next)})
	}
	b.r.Shuffle(len(all), func(i, j int) { all[i], all[j] = all[j], all[i] })
	return all
}

// judge decides what every idea is worth.
func (b *novice) judge(s game.State, ideas []*idea) {
	if _, ok := s.(valuer); ok && len(ideas) <= weighed {
		for _, i := range ideas {
			i.worth = b.weigh(i)
		}
	} else {
		b.feel(ideas)
	}
	b.fear(ideas)
}

// weigh is what a move is worth by the value of the position: after it, or after
// the worst of the replies that are seen.
func (b *novice) weigh(i *idea) float64 {
	if i.result != 0 {
		return i.result.value(b.me)
	}
	value := func(s game.State) int { return s.(valuer).Evaluate(b.me) }
	worst := value(i.next)
	seat := i.next.Turn()[0]
	if seat == game.Chance || seat == b.me {
		return chance(worst)
	}
	moves := game.Moves(i.next, seat)
	calm := value(i.next)
	for _, m := range moves {
		next, err := i.next.Play(seat, m)
		if err != nil {
			panic("bot: " + err.Error())
		}
		if b.w.step() {
			break
		}
		if result(next) != 0 {
			continue // this is a matter of fear
		}
		if v := value(next); v < worst && b.sees(i, seat, m, calm-v) {
			worst = v
		}
	}
	return chance(worst)
}

// sees reports whether the beginner thinks of a reply that would cost so much.
func (b *novice) sees(i *idea, seat game.Seat, m game.Move, cost int) bool {
	if b.careful {
		return true
	}
	known, ok := b.seen[m]
	if ok {
		return known
	}
	if _, ok := b.scene.paths[m]; !ok {
		b.scene.learn(i.next.View(seat).Choices)
	}
	chance := seesFar
	at, ok := b.scene.target(i.move)
	if ok && b.scene.apart(m, at) <= nearby || b.scene.apart(m, b.scene.last...) <= nearby {
		chance = seesNear
	}
	if cost < loudAtLeast {
		chance *= seesQuiet
	} else {
		chance = 1 - math.Pow(1-chance, float64(cost)/dear)
	}
	b.seen[m] = b.r.Float64() < chance
	return b.seen[m]
}

// feel gives moves a worth by dreaming of how the game may go on.
func (b *novice) feel(ideas []*idea) {
	looks := make(map[*idea]float64)
	for _, i := range ideas {
		looks[i] = b.looks(i.move, firstGlance)
		i.worth = 0
	}
	slices.SortStableFunc(ideas, func(x, y *idea) int { return cmp.Compare(looks[y], looks[x]) })
	sum, n := 0.0, 0
	for k, i := range ideas {
		if i.result != 0 {
			i.worth = i.result.value(b.me)
			continue
		}
		if k >= hunches || b.w.over {
			i.worth = sum/float64(max(n, 1)) - 6*doubt // it does not come to mind, unless all others are worse
			continue
		}
		for range feelings {
			i.worth += b.dream(i.next) / feelings
		}
		sum += i.worth
		n++
	}
}

// dream is what a game played on at random comes to.
func (b *novice) dream(s game.State) float64 {
	for range dreamPlies {
		movers := s.Turn()
		if len(movers) == 0 {
			break
		}
		var m game.Move
		if movers[0] == game.Chance {
			m = s.Draw(b.r)
		} else {
			moves := game.Moves(s, movers[0])
			m = moves[b.r.IntN(len(moves))]
		}
		next, err := s.Play(movers[0], m)
		if err != nil {
			panic("bot: " + err.Error())
		}
		if s = next; b.w.step() {
			return half
		}
	}
	return worth(s, b.me)
}

// fear takes away the worth of moves after which the other wins at once, as far
// as the beginner sees it.
func (b *novice) fear(ideas []*idea) {
	replies := func(i *idea) (game.Seat, []game.Move) {
		if i.result != 0 {
			return b.me, nil
		}
		seat := i.next.Turn()[0]
		if seat == game.Chance || seat == b.me {
			return b.me, nil
		}
		return seat, game.Moves(i.next, seat)
	}
	wins := func(i *idea, seat game.Seat, m game.Move) bool {
		next, err := i.next.Play(seat, m)
		b.w.step()
		return err == nil && result(next) == wonBy(seat)
	}
	_, first := replies(ideas[0])
	all := len(ideas)*len(first) <= wide
	var threats []game.Move
	for _, k := range [...]int{0, len(ideas) / 2} { // the threats that two moves leave are those that stand
		if all {
			break
		}
		seat, moves := replies(ideas[k])
		for _, m := range moves {
			if b.w.over {
				return
			}
			if wins(ideas[k], seat, m) && !slices.Contains(threats, m) {
				threats = append(threats, m)
			}
		}
	}
	for _, i := range ideas {
		seat, moves := replies(i)
		if !all && len(moves) > 0 {
			moves = threats
		}
		for _, m := range moves {
			if b.w.over {
				return
			}
			if wins(i, seat, m) && b.sees(i, seat, m, dear) {
				i.worth = dreaded
				break
			}
		}
	}
}

// looks is how much better a move seems than it is, for no good reason: what is
// natural about it counts that many times.
func (b *novice) looks(m game.Move, natural float64) float64 {
	if b.careful {
		return 0
	}
	v := b.r.NormFloat64() * doubt
	if b.scene.button(m) {
		v -= likesBoard
	}
	if at, ok := b.scene.target(m); ok {
		v += natural * likesMiddle * at.central
	}
	if d := b.scene.apart(m, b.scene.last...); d < far {
		v += natural * likesNear * math.Exp(-d/nearby)
	}
	return v
}

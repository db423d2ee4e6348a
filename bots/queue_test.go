package bots

import (
	"cmp"
	"fmt"
	"net/netip"
	"slices"
	"testing"
	"time"

	"crossplay/game/bot"
	"crossplay/pace"
	"crossplay/rooms"
	"crossplay/rooms/room"
)

// guest plays a number of games against bots, and takes a while for each move.
type guest struct {
	person rooms.Person
	games  int
	moves  time.Duration

	thoughts []time.Duration // how long bots could think
	waits    []time.Duration // and how long they waited to
}

// guests are people behind one address.
func guests(addr string, people, games int, moves time.Duration) []*guest {
	all := make([]*guest, people)
	for i := range all {
		at := netip.MustParseAddr(addr)
		all[i] = &guest{
			person: rooms.Person{ID: room.PersonID(fmt.Sprint(addr, " ", i)), From: netip.PrefixFrom(at, 32)},
			games:  games, moves: moves,
		}
	}
	return all
}

// wanted is a bot whose turn comes at some time.
type wanted struct {
	at     time.Duration
	player *player
	guest  *guest
}

// simulate lets people play for a while of made-up time, in which each thought of
// the one worker takes all that it may.
func simulate(long time.Duration, crowds ...[]*guest) {
	var q queue
	q.init(1)
	var coming []wanted
	of := make(map[*player]wanted)
	for i, g := range slices.Concat(crowds...) {
		for n := range g.games {
			p := &player{me: rooms.Person{Bot: string(bot.Hard)}}
			coming = append(coming, wanted{g.moves + time.Duration(i+n)*time.Microsecond, p, g})
		}
	}
	for now := time.Duration(0); now < long; {
		slices.SortFunc(coming, func(a, b wanted) int { return cmp.Compare(a.at, b.at) })
		for len(coming) > 0 && coming[0].at <= now {
			of[coming[0].player] = coming[0]
			q.put(coming[0].player, coming[0].guest.person)
			coming = coming[1:]
		}
		if _, ok := q.groups.next(); !ok {
			now = coming[0].at
			continue
		}
		s, _ := q.take()
		w := of[s.player]
		w.guest.thoughts = append(w.guest.thoughts, s.budget)
		w.guest.waits = append(w.guest.waits, now-w.at)
		now += s.budget
		q.done(s, s.budget)
		coming = append(coming, wanted{now + w.guest.moves, w.player, w.guest})
	}
}

// mean is how long one's bots could think, and waited, on average.
func (g *guest) mean() (thought, wait time.Duration) {
	for i := range g.thoughts {
		thought += g.thoughts[i]
		wait += g.waits[i]
	}
	n := time.Duration(max(1, len(g.thoughts)))
	return thought / n, wait / n
}

// total is how much the bots of a crowd could think together.
func total(crowd []*guest) (sum time.Duration) {
	for _, g := range crowd {
		for _, t := range g.thoughts {
			sum += t
		}
	}
	return sum
}

func TestAFloodFromOneAddressLeavesABystanderHalfOfTheThought(t *testing.T) {
	flood, bystander := guests("192.0.2.1", 58, 50, 0), guests("198.51.100.1", 1, 1, 5*time.Second)[0]
	simulate(10*time.Minute, flood, []*guest{bystander})
	half := bot.Hard.Budget() / 2
	for i, thought := range bystander.thoughts {
		if thought < half || bystander.waits[i] > 50*time.Millisecond {
			t.Errorf("thought %d could take %v, and waited %v", i, thought, bystander.waits[i])
		}
	}
	if len(bystander.thoughts) < 90 {
		t.Errorf("only %d thoughts in ten minutes", len(bystander.thoughts))
	}
	thought, wait := bystander.mean()
	t.Logf("a bystander's bot waits %v and thinks %v of %v", wait, thought, bot.Hard.Budget())
}

// Whoever has many networks has them side by side.
func TestAFloodFromManyNetworksOfOneGroupLeavesABystanderHalfOfTheThought(t *testing.T) {
	var flood []*guest
	for i := range 600 {
		flood = append(flood, guests(fmt.Sprintf("192.0.%d.%d", i/250, 1+i%250), 1, 1, 0)...)
	}
	bystander := guests("198.51.100.1", 1, 1, 5*time.Second)[0]
	simulate(10*time.Minute, flood, []*guest{bystander})
	half := bot.Hard.Budget() / 2
	for i, thought := range bystander.thoughts {
		if thought < half || bystander.waits[i] > 50*time.Millisecond {
			t.Errorf("thought %d could take %v, and waited %v", i, thought, bystander.waits[i])
		}
	}
	if len(bystander.thoughts) < 90 {
		t.Errorf("only %d thoughts in ten minutes", len(bystander.thoughts))
	}
	thought, wait := bystander.mean()
	t.Logf("a bystander's bot waits %v and thinks %v of %v", wait, thought, bot.Hard.Budget())
}

// Fifty pupils behind one address, and one person elsewhere.
func TestASchoolHasWhatOnePersonElsewhereLeaves(t *testing.T) {
	school, other := guests("192.0.2.1", 50, 1, 5*time.Second), guests("198.51.100.1", 1, 1, 5*time.Second)
	simulate(10*time.Minute, school, other)
	if share := total(school).Seconds() / 600; share < 0.6 {
		t.Errorf("the school had %.0f%% of the time", 100*share)
	}
	for _, g := range school {
		if n := len(g.thoughts); n < 60 {
			t.Errorf("a pupil's bot moved %d times in ten minutes", n)
		}
	}
	thought, wait := school[0].mean()
	t.Logf("a pupil's bot waits %v and thinks %v", wait, thought)

	// Somebody elsewhere who asks for all the thought there is gets as much as the
	// school together, and not more.
	school, greedy := guests("192.0.2.1", 50, 1, 5*time.Second), guests("198.51.100.1", 1, 50, 0)
	simulate(10*time.Minute, school, greedy)
	if share := total(school).Seconds() / 600; share < 0.45 {
		t.Errorf("beside one with fifty games the school had %.0f%% of the time", 100*share)
	}
	thought, wait = school[0].mean()
	t.Logf("beside one with fifty games it waits %v and thinks %v", wait, thought)
}

// Whoever comes late catches up on nothing, and whoever was there before owes
// nothing for the time when nobody else waited.
func TestNobodySavesTimeUp(t *testing.T) {
	var q queue
	q.init(1)
	early, late := guests("192.0.2.1", 1, 1, 0)[0], guests("198.51.100.1", 1, 1, 0)[0]
	bot := func() *player { return &player{me: rooms.Person{Bot: "hard"}} }
	turns := make(map[netip.Prefix]int)
	think := func(n int) {
		for range n {
			s, _ := q.take()
			q.done(s, s.budget)
			for _, g := range []*guest{early, late} {
				if q.groups.of[pace.Group(g.person.From)] == s.group {
					turns[g.person.From]++
					q.put(s.player, g.person)
				}
			}
		}
	}
	q.put(bot(), early.person)
	think(100)
	q.put(bot(), late.person)
	clear(turns)
	think(20)
	if a, b := turns[early.person.From], turns[late.person.From]; a < 9 || b < 9 {
		t.Errorf("of twenty turns one had %d and the other %d", a, b)
	}
}

func TestTheQueueForgetsNetworks(t *testing.T) {
	var q queue
	q.init(1)
	for i := range 1000 {
		from := netip.PrefixFrom(netip.AddrFrom4([4]byte{10, byte(i), byte(i >> 8), 1}), 32)
		q.put(&player{me: rooms.Person{Bot: string(bot.Hard)}}, rooms.Person{ID: "someone", From: from})
	}
	for range 1000 {
		s, _ := q.take()
		q.done(s, s.budget)
	}
	for range 10 { // one who plays on overtakes the others
		q.put(&player{me: rooms.Person{Bot: string(bot.Hard)}}, rooms.Person{ID: "someone"})
		s, _ := q.take()
		q.done(s, s.budget)
	}
	if n := len(q.groups.of); n > 1 {
		t.Errorf("%d groups are remembered", n)
	}
}

// A bystander's bot while 58 guests of one address play fifty games each.
func BenchmarkFlood(b *testing.B) {
	var flood []*guest
	var bystander *guest
	for b.Loop() {
		flood, bystander = guests("192.0.2.1", 58, 50, 0), guests("198.51.100.1", 1, 1, 5*time.Second)[0]
		simulate(time.Minute, flood, []*guest{bystander})
	}
	thought, wait := bystander.mean()
	b.ReportMetric(float64(thought.Milliseconds()), "ms-thought")
	b.ReportMetric(float64(wait.Milliseconds()), "ms-wait")
	thought, _ = flood[0].mean()
	b.ReportMetric(float64(thought.Milliseconds()), "ms-thought-of-attacker")
}

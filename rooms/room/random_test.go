package room

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"crossplay/game"
	"crossplay/game/all"
)

// In every game, whatever people and time do to a room: it never breaks, deciding changes
// nothing, whatever is offered is done, some player can always end the game, and the
// records give the same room again, from their beginning and from a checkpoint among them.
func TestEveryGameIsReadBackAsItWasPlayed(t *testing.T) {
	for _, rules := range all.Games() {
		info := rules.Info()
		t.Run(fmt.Sprint(info.Name, " ", info.Version), func(t *testing.T) {
			t.Parallel()
			rapid.Check(t, func(t *rapid.T) {
				p := newParty(t, rules)
				for range rapid.IntRange(1, 40).Draw(t, "steps") {
					p.step()
					p.check()
				}
				p.readBack()
			})
		})
	}
}

// party is a room in which everything happens at random.
type party struct {
	*Room
	t     *rapid.T
	rules game.Rules
	now   time.Time
	start time.Time
	away  map[PersonID]bool // for long
	j     [][]byte
}

// strangers is how many come and go besides those who have a seat.
const strangers = 1

func newParty(t *rapid.T, rules game.Rules) *party {
	info := rules.Info()
	p := &party{Room: New(rules), t: t, rules: rules, now: time.Unix(1e9, 0).UTC(), away: make(map[PersonID]bool)}
	p.start = p.now
	seats := rapid.IntRange(info.MinSeats, info.MaxSeats).Draw(t, "seats")
	clocks := []string{"", "", "1+1", "0+3x20", "1d", "3d"}
	if seats == 2 {
		clocks = append(clocks, "1d/3d", "5+0/1+0")
	}
	made := &Created{Code: "AAAAAA", Game: info.Name, Version: info.Version, Seats: seats, Clock: rapid.SampledFrom(clocks).Draw(t, "clock"), Options: make(map[string]string)}
	for _, o := range info.Options {
		made.Options[o.Name] = rapid.SampledFrom(o.Values).Draw(t, o.Name).Name
	}
	p.take(person(0), "", Event{Created: made}, Event{Sat: &Sat{0, person(0)}})
	for n := 1; n < seats; n++ {
		p.must(person(n), Command{Do: Sit})
	}
	return p
}

func (p *party) circumstances() Circumstances {
	return Circumstances{
		Absent: func(who PersonID) bool { return p.away[who] && !p.Daily() }, // as the owner of a room says it
		Looks:  func(who PersonID) bool { return !p.away[who] },
		Here:   func(who PersonID) bool { return !p.away[who] },
		Dice:   func(round int) Secret { return Secret{byte(round)} },
		Bots:   []string{"weak"},
		Since: func(seat game.Seat) time.Time {
			if p.Adjourned || p.TurnSince(seat) < 0 {
				return time.Time{}
			}
			return p.Turned
		},
		Up:  p.start,
		Now: p.now,
	}
}

func (p *party) take(by Person, id string, events ...Event) {
	p.t.Helper()
	rec := &Record{At: p.now, By: by.ID, Cmd: id, Events: events}
	data, err := rec.Encode()
	if err != nil {
		p.t.Fatal(err)
	}
	if err := p.Apply(rec); err != nil {
		p.t.Fatal(err)
	}
	p.j = append(p.j, data)
}

// try gives a command, and says why it was refused.
func (p *party) try(by Person, c Command) error {
	p.t.Helper()
	before := facts(p.Room)
	events, err := p.Decide(by, c, p.circumstances())
	if after := facts(p.Room); after != before {
		p.t.Fatalf("deciding %+v changed the room from\n%s to\n%s", c, before, after)
	}
	var no *Refusal
	if errors.As(err, &no); err != nil && no == nil {
		p.t.Fatalf("deciding %+v: %v", c, err)
	}
	if len(events) > 0 {
		p.take(by, c.ID, events...)
	}
	return err
}

func (p *party) must(by Person, c Command) {
	p.t.Helper()
	if err := p.try(by, c); err != nil {
		p.t.Fatalf("%s, who was offered it, may not %+v: %v", by.Name, c, err)
	}
}

func (p *party) step() {
	p.now = p.now.Add(rapid.SampledFrom([]time.Duration{0, time.Second, time.Second, time.Second, 10 * time.Second, time.Minute, time.Hour, 23 * time.Hour}).Draw(p.t, "later"))
	switch rapid.SampledFrom([]string{"move", "move", "move", "offered", "offered", "wild", "plan", "ahead", "ahead", "time", "away"}).Draw(p.t, "step") {
	case "move":
		p.play()
	case "offered":
		p.takeUp()
	case "wild":
		p.wild()
	case "plan":
		p.foresee()
	case "ahead":
		p.ahead()
	case "time":
		p.passes()
	case "away":
		who := p.anybody().ID
		p.away[who] = !p.away[who]
	}
}

func (p *party) anybody() Person {
	return person(rapid.IntRange(0, len(p.Chairs)-1+strangers).Draw(p.t, "who"))
}

// play makes a move that whoever is to move may choose.
func (p *party) play() {
	turn := p.Turn()
	if len(turn) == 0 {
		return
	}
	seat := rapid.SampledFrom(turn).Draw(p.t, "seat")
	c := p.choose(p.Position, seat)
	_ = p.try(p.Chairs[seat].Person, Command{Do: Move, Ply: p.Ply, Move: c.Move}) // or its flag has fallen
}

func (p *party) choose(pos game.State, seat game.Seat) game.Choice {
	return rapid.SampledFrom(pos.View(seat).Choices).Draw(p.t, "choice")
}

// takeUp does something that somebody is offered: it must not be refused.
func (p *party) takeUp() {
	by := p.anybody()
	actions := p.Actions(p.SeatOf(by.ID), p.circumstances())
	if len(actions) == 0 {
		return
	}
	a := rapid.SampledFrom(actions).Draw(p.t, "action")
	if a.Do == Plan || a.Do == Premove {
		return // see foresee and ahead
	}
	c := Command{Do: a.Do, Offer: a.Offer}
	for _, arg := range a.Args {
		switch arg.Name {
		case "text":
			c.Text = "hello"
		case "bot":
			c.Bot = arg.Values[0]
		}
	}
	p.must(by, c)
}

// wild does what nobody is offered.
func (p *party) wild() {
	by := p.anybody()
	_ = p.try(by, Command{
		Do:    rapid.SampledFrom(verbs).Draw(p.t, "do").Do,
		Ply:   p.Ply + rapid.SampledFrom([]int{0, 0, -1, 1}).Draw(p.t, "late"),
		Move:  rapid.SampledFrom([]game.Move{"", "a1", "pass", "done", "e2e4", "1", "b"}).Draw(p.t, "wild move"),
		Text:  rapid.SampledFrom([]string{"", "a1 b2", "hello"}).Draw(p.t, "text"),
		Bot:   rapid.SampledFrom([]string{"weak", "unknown"}).Draw(p.t, "bot"),
		Offer: p.Offers * rapid.IntRange(0, 1).Draw(p.t, "answers"),
	})
}

// foresee sets up a line of legal moves, as the log would write them, and reads it back.
func (p *party) foresee() {
	seat := p.SeatOf(p.anybody().ID)
	if seat < 0 || p.mayPlan(seat) != nil {
		return
	}
	var line []string
	pos, own := p.Position, 0 // how many moves there are up to the last of its own
	for range rapid.IntRange(2, 6).Draw(p.t, "line") {
		turn := pos.Turn()
		if len(turn) != 1 {
			break
		}
		c := p.choose(pos, turn[0])
		next, err := pos.Play(turn[0], c.Move)
		if err != nil {
			p.t.Fatal(err)
		}
		line, pos = append(line, game.Written(c)), next
		if turn[0] == seat {
			own = len(line)
		}
	}
	if own == 0 {
		return
	}
	by := p.Chairs[seat].Person
	p.must(by, Command{Do: Plan, Text: strings.Join(line, ", ")})
	plan := p.Plans(seat)
	if len(plan) != 1 || len(plan[0]) != own {
		p.t.Fatalf("of %q, whose last answer is the move %d, is kept %v", line, own, plan)
	}
	p.must(by, Command{Do: Plan, Text: p.Plan(seat)})
	if again := p.Plans(seat); fmt.Sprint(again) != fmt.Sprint(plan) {
		p.t.Fatalf("%q is read as %v, and was %v", p.Plan(seat), again, plan)
	}
}

// ahead sets up what a seat may be able to play, and withdraws it sometimes.
func (p *party) ahead() {
	seat := p.SeatOf(p.anybody().ID)
	if seat < 0 || p.mayPremove(seat) != nil || p.Adjourned || p.offered(seat) || slices.Contains(p.Turn(), seat) {
		return
	}
	by := p.Chairs[seat].Person
	all, err := p.Premoves(seat, p.Ply)
	if err != nil {
		p.t.Fatal(err)
	}
	if len(all) == 0 {
		return
	}
	c := rapid.SampledFrom(all).Draw(p.t, "premove")
	p.must(by, Command{Do: Premove, Ply: p.Ply, Move: c.Move})
	if now := p.Room.Premove(seat); now == nil || now.Lost != "" || now.Move != c.Move || now.Text == "" {
		p.t.Fatalf("of %q is kept %+v", c.Move, now)
	}
	if rapid.IntRange(0, 4).Draw(p.t, "withdraws") == 0 {
		p.must(by, Command{Do: Forget})
		if p.Room.Premove(seat) != nil {
			p.t.Fatal("it is still there")
		}
	}
}

// passes lets happen what time and the server do.
func (p *party) passes() {
	var events []Event
	var err error
	switch rapid.SampledFrom([]string{"flag", "flag", "thought", "restart", "seen"}).Draw(p.t, "what") {
	case "flag":
		events, err = p.Flag(p.circumstances())
	case "thought":
		events = p.Thought(p.circumstances())
	case "restart":
		events = p.Restart()
	case "seen":
		for i := range p.Chairs {
			if p.Unseen(game.Seat(i)) {
				events = append(events, Event{Seen: &Seen{game.Seat(i)}})
			}
		}
	}
	if err != nil {
		p.t.Fatal(err)
	}
	if len(events) > 0 {
		p.take(Person{}, "", events...)
	}
}

// check says what holds at any time.
func (p *party) check() {
	at := p.circumstances()
	if p.Phase == Playing {
		ends := false
		for i, c := range p.Chairs {
			seat := game.Seat(i)
			_, resigns := p.offerResign(seat, at)
			ends = ends || resigns && !c.IsBot()
		}
		if !ends {
			p.t.Fatal("nobody can end the game")
		}
	}
	if _, runs := p.Due(); runs && p.Phase != Playing {
		p.t.Fatalf("a game that is %s is due", p.Phase)
	}
	for i := range p.Chairs {
		seat := game.Seat(i)
		if plan := p.Plan(seat); plan != "" && p.Phase != Playing {
			p.t.Fatalf("in a room that is %s, %q is answered in advance", p.Phase, plan)
		}
		if now := p.Room.Premove(seat); now != nil && (p.Phase != Playing || p.Adjourned || now.Lost == "" && (slices.Contains(p.Turn(), seat) || p.offered(seat))) {
			p.t.Fatalf("in a room that is %s, in the turn of %v, with the offer %+v, %+v waits", p.Phase, p.Turn(), p.Offer, now)
		}
		for _, line := range p.Plans(seat) {
			pos := p.Position
			for _, m := range line {
				turn := pos.Turn()
				if len(turn) != 1 {
					p.t.Fatalf("%v does not fit the board", line)
				}
				var err error
				if pos, err = pos.Play(turn[0], m.Move); err != nil {
					p.t.Fatalf("%v does not fit the board: %v", line, err)
				}
			}
		}
	}
}

// shown is everything that a room knows and does not forget, with what everybody sees on
// the board.
func shown(r *Room) string {
	s := facts(r)
	for seat := game.Spectator; int(seat) < len(r.Chairs); seat++ {
		view, _ := json.Marshal(r.Position.View(seat))
		s += string(view) + "\n"
	}
	return s
}

// readBack reads the records, and from a checkpoint among them.
func (p *party) readBack() {
	read := func(r *Room, g *Games, j [][]byte) {
		p.t.Helper()
		for _, data := range j {
			rec, err := Decode(data)
			if err != nil {
				p.t.Fatal(err)
			}
			if err := r.Apply(rec); err != nil {
				p.t.Fatal(err)
			}
			g.Apply(r.Created.Code, rec)
		}
	}
	again, games := New(p.rules), new(Games)
	read(again, games, p.j)
	if got, want := shown(again), shown(p.Room); got != want {
		p.t.Fatalf("read back:\n%s\nlived:\n%s", got, want)
	}
	cut := rapid.IntRange(1, len(p.j)).Draw(p.t, "cut")
	half, before := New(p.rules), new(Games)
	read(half, before, p.j[:cut])
	data, err := Save(half, *before)
	if err != nil {
		p.t.Fatal(err)
	}
	k, err := Load(data)
	if err != nil {
		p.t.Fatal(err)
	}
	resumed, err := k.Room(p.rules)
	if err != nil {
		p.t.Fatal(err)
	}
	after := k.Games()
	read(resumed, &after, p.j[cut:])
	if got, want := shown(resumed), shown(p.Room); got != want {
		p.t.Fatalf("from the checkpoint at %d of %d:\n%s\nlived:\n%s", cut, len(p.j), got, want)
	}
	if games.Last != nil {
		if _, err := games.Last.Check(all.Games()); err != nil {
			p.t.Fatalf("the transcript: %v", err)
		}
	}
}

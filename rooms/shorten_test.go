package rooms

import (
	"fmt"
	"net/netip"
	"testing"
	"time"

	"crossplay/rooms/room"
)

// fewCards is how many the lists of these tests remember.
const fewCards = 12_000

// newLists is a registry that keeps lists and nothing else.
func newLists() *Registry {
	return &Registry{
		cards: make(map[room.Code]*card), mine: make(map[room.PersonID]map[room.Code]*card), live: make(map[room.Code]*live), made: make(map[netip.Prefix]int), shelf: newShelf(), most: fewCards, lobby: newLobby(), memory: memory{most: maxMemory},
	}
}

// listing is the card of a game.
func listing(code string, touched time.Time, seats ...room.Person) *card {
	s := room.Sitting{Created: room.Created{Code: room.Code(code)}, Phase: room.Playing, Moved: true, Touched: touched}
	for _, p := range seats {
		s.Chairs = append(s.Chairs, room.Chair{Person: p})
	}
	return &card{Sitting: s}
}

// quiet fills the lists with games that nobody looks at.
func quiet(reg *Registry, games int) {
	for i := range games {
		reg.keep(&card{
			Sitting: room.Sitting{
				Created: room.Created{Code: room.Code(fmt.Sprint("Q", i)), Game: "nim", Private: i%3 == 0}, Phase: room.Playing, Moved: i%2 == 0, Touched: time.Now(),
				Chairs: []room.Chair{{Person: room.Person{ID: "bot-easy-1", Bot: "easy"}}},
			},
		})
	}
}

func TestTheLobbySearchesOnlyWhatItShows(t *testing.T) {
	reg := newLists()
	quiet(reg, 1000)
	if n := len(reg.lobby.listed); n != 0 {
		t.Errorf("%d games that nobody looks at are searched for the list", n)
	}
	waits := &card{Sitting: room.Sitting{Created: room.Created{Code: "W", Game: "nim"}, Phase: room.Open, Touched: time.Now()}, meets: time.Now().Add(matchGrace)}
	reg.keep(waits)
	if l := reg.roomsLocked(); len(l.Open) != 1 || len(l.Playing) != 0 || len(reg.fitting("bob", "nim", "")) != 1 {
		t.Fatalf("the list is %+v", l)
	}
	waits.meets = time.Now()
	if l := reg.roomsLocked(); len(l.Open) != 0 || len(reg.lobby.listed) != 0 {
		t.Errorf("when nobody waits any more: %+v, and %d are searched", l, len(reg.lobby.listed))
	}
}

func TestWhoAsksForTheListMakesNoNewOne(t *testing.T) {
	reg := newLists()
	if first := reg.Rooms(); reg.Rooms() != first {
		t.Error("each who asks for the list has it made anew")
	}
}

// BenchmarkListBesideManyGames asks for the list of rooms, has it made anew, and
// looks for a match, beside as many games as the lists remember.
func BenchmarkListBesideManyGames(b *testing.B) {
	for _, games := range []int{0, maxCards - 1} {
		reg := newLists()
		reg.most = maxCards
		quiet(reg, games)
		for name, do := range map[string]func(){
			"rooms": func() { reg.Rooms() }, "make": func() { reg.roomsLocked() }, "fitting": func() { reg.fitting("bob", "nim", "") },
		} {
			b.Run(fmt.Sprintf("%s/games=%d", name, games), func(b *testing.B) {
				for b.Loop() {
					do()
				}
			})
		}
	}
}

func TestTheListsRememberOnlySoManyGames(t *testing.T) {
	reg := newLists()
	now := time.Now()
	age := func(i int) time.Time { return now.Add(-time.Duration(i) * time.Second) }
	for i := range fewCards + 1 {
		reg.keep(listing(fmt.Sprint(i), age(i), room.Person{ID: "ann"}, room.Person{ID: room.PersonID(fmt.Sprint(i))}))
	}
	if n := reg.known(); n > fewCards || n < fewCards/2 {
		t.Fatalf("%d games are listed", n)
	}
	if len(reg.of("ann")) != reg.known() || len(reg.of(room.PersonID(fmt.Sprint(fewCards)))) != 1 || len(reg.of(room.PersonID(fmt.Sprint(fewCards-1)))) != 0 {
		t.Error("who plays what was not kept in step")
	}
	for _, code := range []room.Code{"0", room.Code(fmt.Sprint(fewCards))} {
		if !reg.knows(code) {
			t.Errorf("game %s was touched lately and is gone", code)
		}
	}
	if reg.knows(room.Code(fmt.Sprint(fewCards - 1))) {
		t.Error("the game untouched for longest is still listed")
	}
}

func TestANetworkForgetsItsOwnGamesOnly(t *testing.T) {
	reg := newLists()
	flood := netip.MustParsePrefix("192.0.2.1/32")
	list := func(i int, maker netip.Prefix) {
		reg.keep(&card{Sitting: listing(fmt.Sprint(i), time.Now().Add(time.Duration(i)*time.Second)).Sitting, maker: maker})
	}
	list(0, netip.MustParsePrefix("192.0.2.2/32"))
	list(1, netip.Prefix{})
	for i := range 2 * maxCardsOfNetwork {
		list(2+i, flood)
	}
	if n := reg.known(); n > maxCardsOfNetwork+2 || n < maxCardsOfNetwork/2 || reg.made[flood] != n-2 {
		t.Errorf("%d games are listed, and %d are counted", n, reg.made[flood])
	}
	if !reg.knows("0") || !reg.knows("1") {
		t.Error("the games of others were forgotten")
	}
}

// Thirteen networks make as many games with bots as each may. Games of others are
// older, and are remembered all the same.
func TestManyNetworksForgetTheirOwnGamesOnly(t *testing.T) {
	reg := newLists()
	against := func(bot string) []room.Person {
		return []room.Person{{ID: "ann", Name: "Ann"}, {ID: "other", Bot: bot}}
	}
	list := func(code string, chairs []room.Person, maker string, age time.Duration) {
		c := listing(code, time.Now().Add(-age), chairs...)
		if maker != "" {
			c.maker = netip.MustParsePrefix(maker)
		}
		reg.keep(c)
		reg.rest(c.Created.Code)
	}
	for i := range 100 {
		list(fmt.Sprint("school", i), against(""), "192.0.2.1/32", 24*time.Hour)
		list(fmt.Sprint("bot", i), against("easy"), "192.0.2.2/32", 24*time.Hour)
		list(fmt.Sprint("before the crash", i), against(""), "", 48*time.Hour)
	}
	for i := range 2 * fewCards {
		list(fmt.Sprint("flood", i), against("easy"), fmt.Sprintf("198.51.100.%d/32", i%13), 0)
	}
	for i := range 2 * fewCards { // as they are read back after a crash
		list(fmt.Sprint("unknown", i), against("easy"), "", 0)
	}
	for i := range 100 {
		for _, kind := range []string{"school", "bot", "before the crash"} {
			if !reg.knows(room.Code(fmt.Sprint(kind, i))) {
				t.Fatalf("%s %d was forgotten", kind, i)
			}
		}
	}
}

func BenchmarkShorten(b *testing.B) {
	for b.Loop() {
		b.StopTimer()
		reg := newLists()
		reg.most = maxCards
		quiet(reg, maxCards)
		b.StartTimer()
		reg.shorten(func(room.Code, netip.Prefix) bool { return true })
	}
}

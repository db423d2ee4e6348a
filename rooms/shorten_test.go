package rooms

import (
	"fmt"
	"net/netip"
	"testing"
	"time"
)

func TestTheListsRememberOnlySoManyGames(t *testing.T) {
	reg := &Registry{cards: make(map[Code]*card), mine: make(map[PersonID]map[Code]*card), live: make(map[Code]*live)}
	now := time.Now()
	age := func(i int) time.Time { return now.Add(-time.Duration(i) * time.Second) }
	for i := range maxCards + 1 {
		reg.keep(&card{Card: Card{Code: Code(fmt.Sprint(i)), Phase: Playing}, Own: Playing, IDs: []PersonID{"ann", PersonID(fmt.Sprint(i))}, Touched: age(i)})
	}
	if n := len(reg.cards); n > maxCards || n < maxCards/2 {
		t.Fatalf("%d games are listed", n)
	}
	if len(reg.mine["ann"]) != len(reg.cards) || len(reg.mine) != len(reg.cards)+1 {
		t.Error("who plays what was not kept in step")
	}
	for _, code := range []Code{"0", Code(fmt.Sprint(maxCards))} {
		if reg.cards[code] == nil {
			t.Errorf("game %s was touched lately and is gone", code)
		}
	}
	if reg.cards[Code(fmt.Sprint(maxCards-1))] != nil {
		t.Error("the game untouched for longest is still listed")
	}
}

func TestANetworkForgetsItsOwnGamesOnly(t *testing.T) {
	reg := &Registry{
		cards: make(map[Code]*card), mine: make(map[PersonID]map[Code]*card), live: make(map[Code]*live), made: make(map[netip.Prefix]int),
	}
	flood := netip.MustParsePrefix("192.0.2.1/32")
	list := func(i int, maker netip.Prefix) {
		reg.keep(&card{Card: Card{Code: Code(fmt.Sprint(i)), Phase: Playing}, Own: Playing, Touched: time.Now().Add(time.Duration(i) * time.Second), maker: maker})
	}
	list(0, netip.MustParsePrefix("192.0.2.2/32"))
	list(1, netip.Prefix{})
	for i := range 2 * maxCardsOfNetwork {
		list(2+i, flood)
	}
	if n := len(reg.cards); n > maxCardsOfNetwork+2 || n < maxCardsOfNetwork/2 || reg.made[flood] != n-2 {
		t.Errorf("%d games are listed, and %d are counted", n, reg.made[flood])
	}
	if reg.cards["0"] == nil || reg.cards["1"] == nil {
		t.Error("the games of others were forgotten")
	}
}

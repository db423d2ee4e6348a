package rooms

import (
	"fmt"
	"net/netip"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"crossplay/rooms/room"
)

// fillIn gives everything in a value something that is not nothing.
func fillIn(v reflect.Value, n *int) {
	*n++
	switch v.Kind() {
	case reflect.Bool:
		v.SetBool(true)
	case reflect.Int8:
		v.SetInt(1)
	case reflect.Int:
		v.SetInt(int64(*n) * 1000 * (1 - 2*int64(*n%2)))
	case reflect.String:
		v.SetString(fmt.Sprint("é", *n))
	case reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), 2, 2))
		for i := range v.Len() {
			fillIn(v.Index(i), n)
		}
	case reflect.Map:
		v.Set(reflect.ValueOf(map[string]string{"size": "19", "": "é"}))
	case reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
		fillIn(v.Elem(), n)
	case reflect.Struct:
		if v.Type() == timeType {
			v.Set(reflect.ValueOf(time.Date(2026, 11, *n, 8, 7, 6, 5, time.UTC)))
			return
		}
		for i := range v.NumField() {
			fillIn(v.Field(i), n)
		}
	default:
		panic(v.Kind())
	}
}

// Whatever a card may know is found on the shelf again, also what it will know one day.
func TestACardIsUnpackedAsItWas(t *testing.T) {
	full := new(card)
	n := 0
	fillIn(reflect.ValueOf(&full.Sitting).Elem(), &n)
	full.Created.Code = "K7MPQX"
	full.turn, full.since, full.told, full.records, full.seen = full.Result.Winners, []int{-1, 4}, true, 7, full.Touched
	for name, c := range map[string]*card{"full": full, "empty": {Sitting: room.Sitting{Created: room.Created{Code: "A"}}}} {
		same := cmp.Options{cmp.AllowUnexported(card{}), cmpopts.EquateComparable(netip.Prefix{})}
		data := c.pack()
		if diff := cmp.Diff(c, unpack(data), same); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
		kept := unpack(kept(data))
		if diff := cmp.Diff(c.Sitting, kept.Sitting); diff != "" {
			t.Errorf("%s, from a checkpoint: %s", name, diff)
		}
		if kept.told || kept.turn != nil || !kept.seen.IsZero() {
			t.Errorf("%s: a checkpoint says what is known since this start: %+v", name, kept)
		}
	}
}

func TestAnotherShapeOfCardIsAnotherFormat(t *testing.T) {
	type one struct{ A, B int }
	type two struct{ A, C int }
	type three struct {
		A int
		B []time.Time
	}
	seen := make(map[uint64]bool)
	for _, t := range []reflect.Type{reflect.TypeFor[one](), reflect.TypeFor[two](), reflect.TypeFor[three](), reflect.TypeFor[*one]()} {
		seen[shape(t)] = true
	}
	if len(seen) != 4 {
		t.Errorf("of four types, %d are told apart", len(seen))
	}
}

// waiting puts daily games on the shelf, of two people each.
func waiting(reg *Registry, games int, step time.Duration) {
	for i := range games {
		c := listing(fmt.Sprint("D", i), time.Now(), room.Person{ID: room.PersonID(fmt.Sprint("a", i))}, room.Person{ID: room.PersonID(fmt.Sprint("b", i))})
		c.Clock, c.Round = "3d", 1
		c.Deadlines = []room.Deadline{{Seat: 0, At: time.Now().Add(step*time.Duration(i) - time.Minute)}}
		reg.keep(c)
		reg.rest(c.Created.Code)
	}
}

// A game that waits is on the shelf, is found by everyone who sits there, and says when
// its time is over.
func TestGamesThatWaitAreFoundOnTheShelf(t *testing.T) {
	reg := newLists()
	waiting(reg, 1000, time.Hour)
	if len(reg.cards) != 0 || len(reg.mine) != 0 || reg.known() != 1000 {
		t.Fatalf("%d cards are awake, and %d known", len(reg.cards), reg.known())
	}
	for _, id := range []room.PersonID{"a7", "b7", "a999"} {
		if all := reg.of(id); len(all) != 1 || !all[0].has(id) || all[0].due.IsZero() {
			t.Errorf("%s has %+v", id, all)
		}
	}
	if all := reg.of("a"); len(all) != 0 {
		t.Errorf("somebody who plays nothing has %d games", len(all))
	}
	c := reg.wake("D7")
	if c == nil || len(reg.cards) != 1 || reg.known() != 1000 || len(reg.of("a7")) != 1 {
		t.Fatalf("awake there is %+v", c)
	}
	reg.forget("D7")
	if len(reg.of("a7")) != 0 || reg.knows("D7") || reg.known() != 999 {
		t.Error("a game that was forgotten is known")
	}
}

// What is due is found by its time, however often a game was looked at meanwhile, and the
// index does not grow with that.
func TestTheShelfKnowsWhatIsDue(t *testing.T) {
	reg := newLists()
	waiting(reg, 100, time.Hour)
	for range 100 {
		for i := range 100 {
			code := room.Code(fmt.Sprint("D", i))
			reg.wake(code).Touched = time.Now()
			reg.rest(code)
		}
	}
	if n := len(reg.shelf.due); n > 2*100+agendaSlack+1 {
		t.Errorf("of 100 games there are %d appointments", n)
	}
	at := func(hours int) []room.Code {
		codes := reg.shelf.fall(time.Now().Add(time.Duration(hours)*time.Hour + time.Minute))
		slices.Sort(codes)
		return slices.Compact(codes)
	}
	if codes := at(2); !slices.Equal(codes, []room.Code{"D0", "D1", "D2"}) {
		t.Errorf("within two hours are due: %v", codes)
	}
	if codes := at(1000); len(codes) != 97 {
		t.Errorf("later, %d are due", len(codes))
	}
}

// What a server only just up owes nobody, it looks at again in time.
func TestTheShelfLooksAgainAfterTheGraceOfAStart(t *testing.T) {
	reg := newLists()
	waiting(reg, 1, 0)
	if reg.up = time.Now(); len(reg.overdue(nil)) != 0 {
		t.Fatal("a game whose time was over while the server was down is due at once")
	}
	if len(reg.shelf.due) != 1 || reg.shelf.due[0].at < seconds(reg.up.Add(room.DailyGrace)) {
		t.Errorf("it is looked at again at %+v", reg.shelf.due)
	}
	reg.up = time.Time{}
	if codes := reg.overdue([]room.Code{"D0", "gone"}); !slices.Equal(codes, []room.Code{"D0"}) {
		t.Errorf("then are due: %v", codes)
	}
}

// A checkpoint has every card, awake or not, and no address.
func TestACheckpointHasTheWholeShelf(t *testing.T) {
	reg := newLists()
	waiting(reg, 100, time.Hour)
	reg.claim(reg.wake("D5"), netip.MustParsePrefix("192.0.2.77/32"))
	reg.rest("D5")
	reg.wake("D6")
	challenge := &card{Sitting: room.Sitting{Created: room.Created{Code: "C", Game: "nim", Clock: "3d", Seats: 2}, Phase: room.Open, Touched: time.Now(), Chairs: make([]room.Chair, 2)}}
	reg.keep(challenge)
	data, err := reg.saveCards()
	if err != nil {
		t.Fatal(err)
	}
	maker, _ := netip.MustParsePrefix("192.0.2.77/32").Addr().MarshalBinary()
	if strings.Contains(string(data), string(maker)) {
		t.Error("the checkpoint has an address")
	}
	again := newLists()
	if err := again.loadCards(data); err != nil {
		t.Fatal(err)
	}
	if again.known() != 101 || len(again.of("b5")) != 1 || len(again.roomsLocked().Open) != 1 || len(again.cards) != 1 {
		t.Errorf("after a start %d are known, %d awake, and the lobby has %+v", again.known(), len(again.cards), again.roomsLocked())
	}
	for _, n := range []int{1, len(data) / 2, len(data) - 1} {
		if newLists().loadCards(data[:n]) == nil {
			t.Errorf("%d of %d bytes are taken for a checkpoint", n, len(data))
		}
	}
}

package alerts

import (
	"errors"
	"fmt"
	"net"
	"net/netip"
	"net/url"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"crossplay/journal"
	"crossplay/rooms"
	"crossplay/rooms/room"
)

// This file is about those who take what is there for all.

// crowd has so many told, from networks of one group, since a time.
func (h *harness) crowd(name, group string, n int, since journal.Pos) {
	h.mu.Lock()
	defer h.mu.Unlock()
	for i := range n {
		who := &person{settings: Settings{Webhook: webhook(hook)}, since: since + journal.Pos(i), done: make(marks), pending: make(map[string][]message)}
		if group != "" {
			who.from = netip.MustParsePrefix(fmt.Sprintf("%s.0.%d/32", group, i%79))
		}
		h.people[room.PersonID(fmt.Sprint(name, i))] = who
	}
}

func (h *harness) told(id room.PersonID) bool { return h.Settings(id).On() }

func TestACrowdMakesRoomForOthers(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := newHarness(t)
		h.crowd("early", "", 100, 1)
		h.crowd("house", "93.184", 100, 500)
		h.crowd("crowd", "81.2", maxPeople-200, 1000)
		h.tells(bob)
		var left int
		for i := range maxPeople - 200 {
			if h.told(room.PersonID(fmt.Sprint("crowd", i))) {
				left++
			}
		}
		if !h.told("bob") || h.count() != maxPeople || left != maxPeople-201 {
			t.Errorf("Bob is told: %v; %d people, %d of the crowd", h.told("bob"), h.count(), left)
		}
	})
}

// After a start nobody knows who came from where.
func TestThoseWhoCameLastMakeRoomAfterAStart(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := newHarness(t)
		h.crowd("early", "", maxPeople, 1)
		last := room.PersonID(fmt.Sprint("early", maxPeople-1))
		h.Guest = func(id room.PersonID) bool { return id != last }
		h.tells(bob)
		if next := room.PersonID(fmt.Sprint("early", maxPeople-2)); !h.told("bob") || !h.told(last) || !h.told("early0") || h.told(next) {
			t.Errorf("Bob: %v, who has a key: %v, the first: %v, the last guest: %v", h.told("bob"), h.told(last), h.told("early0"), h.told(next))
		}
	})
}

func TestWhenSomebodyBeganIsKept(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := newHarness(t)
		h.tells(ann)
		h.tells(bob)
		h.tells(ann)
		data, err := h.save()
		if err != nil {
			t.Fatal(err)
		}
		loaded := &Alerts{watch: newWatch()}
		if err := loaded.load(data); err != nil {
			t.Fatal(err)
		}
		for _, a := range []*Alerts{h.Alerts, loaded} {
			if x, y := a.people["ann"].since, a.people["bob"].since; x == 0 || x >= y {
				t.Errorf("Ann began at %d, and Bob at %d", x, y)
			}
		}
	})
}

// Many who answer just in time hold up nobody else.
func TestSlowReceiversHoldUpNobody(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		const crowd = 40
		h := newHarness(t)
		h.post.slowly = "slow"
		var theirs []room.Code
		var them []rooms.Person
		for i := range crowd {
			p := rooms.Person{ID: room.PersonID(fmt.Sprint("p", i)), Name: fmt.Sprint("P", i), From: netip.MustParsePrefix(fmt.Sprintf("81.2.0.%d/32", i))}
			if _, err := h.Hook(t.Context(), p, "https://slow.example.com/hook", ""); err != nil {
				t.Fatal(err)
			}
			for b := range maxBrowsers {
				if _, err := h.Subscribe(t.Context(), p, newReader(t, fmt.Sprintf("https://slow.example.com/%d/%d", i, b)).Browser); err != nil {
					t.Fatal(err)
				}
			}
			code, err := h.reg.Create(t.Context(), ann, "", rooms.New{Game: "connectfour", Clock: "3d"})
			if err != nil {
				t.Fatal(err)
			}
			h.do(p, code, room.Command{Do: room.Sit})
			theirs, them = append(theirs, code), append(them, p)
		}
		own := h.daily()
		h.tells(bob)
		later(returning)
		turns := func(ply int) {
			t.Helper()
			for _, code := range theirs {
				h.move(ann, code, ply, "1")
			}
			later(2 * passEvery) // they are before Bob
			h.move(ann, own, ply, "1")
		}
		comes := func(within time.Duration) {
			t.Helper()
			h.post.take()
			later(settle + 2*passEvery + within)
			var n int
			for _, p := range h.post.take() {
				if p.url == hook {
					n++
				}
			}
			if n != 1 {
				t.Errorf("Bob was told %d times within %v", n, within)
			}
		}
		turns(0)
		comes(sendTime) // nobody knew yet that they are slow
		later(10 * time.Minute)
		for i, code := range theirs {
			h.move(them[i], code, 1, "1")
		}
		h.move(bob, own, 1, "1")
		turns(2)
		comes(0)
	})
}

func TestWhoeverHasNothingOnItsWayIsToldWhileTooMuchIs(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := newHarness(t)
		code := h.daily()
		h.tells(bob)
		later(returning)
		h.mu.Lock()
		h.pending = maxPending
		h.mu.Unlock()
		h.move(ann, code, 0, "1")
		later(time.Minute)
		h.wants("turn")
	})
}

// What one change writes is bounded, whatever the addresses are made of.
func TestAChangeWritesLittle(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := newHarness(t)
		full := strings.Repeat("&", maxURL-100)
		if _, err := h.Hook(t.Context(), ann, hook+"?"+full, ""); !errors.Is(err, ErrHook) {
			t.Errorf("an address of nothing but what must be escaped: %v", err)
		}
		for i := range maxBrowsers {
			h.subscribe("bob", newReader(t, fmt.Sprintf("https://push.example.com/%d/%s", i, strings.Repeat("x", maxURL-100))))
		}
		h.tells(bob)
		if n := h.Settings("bob").bytes(); n > maxSettings || len(h.Settings("bob").Browsers) < 3 {
			t.Errorf("Bob's %d browsers are %d bytes", len(h.Settings("bob").Browsers), n)
		}
		for e, err := range h.journal.Read(t.Context(), stream, 0) {
			if err != nil || len(e.Record) > maxSettings+200 {
				t.Errorf("%d bytes are written: %v", len(e.Record), err)
			}
		}
	})
}

// Whoever turns off what is off writes nothing.
func TestNothingIsWrittenOfNothing(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := newHarness(t)
		if err := h.Off(t.Context(), ann); err != nil {
			t.Fatal(err)
		}
		for e := range h.journal.Read(t.Context(), stream, 0) {
			t.Errorf("%s is written", e.Record)
		}
	})
}

func TestTrialsOfANetworkKeepAPace(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := newHarness(t)
		var err error
		for i := range networkTrialBurst + 1 {
			p := rooms.Person{ID: room.PersonID(fmt.Sprint("p", i))}
			h.tells(p)
			if err != nil {
				t.Fatalf("trial %d: %v", i, err)
			}
			err = h.Test(t.Context(), p)
		}
		if !errors.Is(err, room.ErrThrottled) {
			t.Errorf("the last of many is answered with %v", err)
		}
		later(networkTrialEvery)
		if err := h.Test(t.Context(), rooms.Person{ID: "p0"}); err != nil {
			t.Errorf("later: %v", err)
		}
	})
}

// Which names there are inside the house is not to be found out by trying.
func TestWhatIsInsideAndWhatIsNotThereAreOne(t *testing.T) {
	inside := poster(guarded(false, names("10.0.0.1"))).post(t.Context(), webhook("https://db.internal"), Letter{})
	nowhere := unreached(&url.Error{Op: "Post", URL: "https://nowhere.internal", Err: &net.DNSError{IsNotFound: true}})
	silent := unreached(&url.Error{Op: "Post", URL: "https://nowhere.internal", Err: &net.DNSError{IsTimeout: true}})
	for _, err := range []error{inside, nowhere, silent} {
		if refusal(err).Error() != ErrFailed.Because("unreachable").Error() {
			t.Errorf("%v", err)
		}
		fails(t, err, "unreachable")
	}
}

func TestAPersonIsSpokenToAtOnePlaceAtATime(t *testing.T) {
	o, now := newOutbox(), time.Now()
	first, second := parcel{receiver: receiver{"bob", "a"}}, parcel{receiver: receiver{"bob", "b"}}
	if _, ok := o.take(first, now); !ok {
		t.Error("the first is not spoken to")
	}
	if _, ok := o.take(second, now); ok {
		t.Error("the second is spoken to beside the first")
	}
	if _, ok := o.take(parcel{receiver: receiver{"ann", "a"}}, now); !ok {
		t.Error("Ann waits for Bob")
	}
	o.done(first.receiver, sendTime, nil)
	o.forget(nil) // nothing waits, but it stays slow
	if _, ok := o.take(second, now); !ok || o.slow != 0 {
		t.Error("the second is not spoken to after the first")
	}
	o.done(second.receiver, 0, nil)
	if _, ok := o.take(first, now); !ok || o.slow != 1 {
		t.Errorf("%d slow ones are spoken to", o.slow)
	}
}

package room

import (
	"encoding/json"
	"reflect"
	"testing"
	"time"

	"crossplay/game"
)

func moved(seat game.Seat, m game.Move) Event { return Event{Moved: &Moved{Seat: seat, Move: m}} }

func charged(seat game.Seat, m game.Move, c Charge) Event {
	return Event{Moved: &Moved{Seat: seat, Move: m, Charge: &c}}
}

// Records of moves are written and read by hand as package json does it.
func TestRecordsOfMoves(t *testing.T) {
	at := time.Date(2026, 2, 3, 4, 5, 6, 7_008_000, time.UTC)
	for _, r := range []Record{
		{At: at, By: "p_1", Cmd: "c1", Events: []Event{moved(0, "d4")}},
		{At: at.Truncate(time.Second), Events: []Event{moved(game.Chance, "3-1")}},
		{At: at, By: "p_1", Events: []Event{charged(1, "e5", Charge{1500, Clock{Left: 58500, Bank: 1230, Lag: 40}}), moved(game.Chance, "6")}},
		{At: at, By: "p_1", Events: []Event{charged(1, "e5", Charge{0, Clock{Left: 0, Periods: 3}})}},
		{At: at, By: "p_1", Events: []Event{moved(1, "a b"), moved(game.Chance, ""), moved(0, "8/5 6/5")}},
		{At: at, By: "p_1", Cmd: `a"b`, Events: []Event{moved(1, `<\>`)}},
		{At: at, By: "ü", Events: []Event{moved(1, "é")}},
		{At: at.In(time.FixedZone("", 3600)), By: "p_1", Events: []Event{moved(1, "a")}},
		{At: at, Events: []Event{moved(1, "a"), {Ended: &Ended{Round: 1}}}},
		{At: at},
	} {
		got, err := r.Encode()
		if err != nil {
			t.Fatal(err)
		}
		want, err := json.Marshal(&r)
		if err != nil || string(got) != string(want) {
			t.Errorf("it is written as\n%s, not\n%s (%v)", got, want, err)
		}
		var plain Record
		if err := json.Unmarshal(got, &plain); err != nil {
			t.Fatal(err)
		}
		if read, err := Decode(got); err != nil || !reflect.DeepEqual(read, &plain) {
			t.Errorf("%s is read as\n%+v, not\n%+v (%v)", got, read, &plain, err)
		}
	}
}

// What is read by hand is what package json reads, and all else is left to it.
func FuzzReadMoves(f *testing.F) {
	for _, text := range []string{
		`{"v":2,"at":"2026-02-03T04:05:06.007008Z","by":"p","cmd":"c","events":[{"moved":{"seat":0,"move":"d4"}}]}`,
		`{"v":2,"at":"2026-02-03T04:05:06Z","events":[{"moved":{"seat":-1,"move":"3"}},{"moved":{"seat":1,"move":""}}]}`,
		`{"v":2,"at":"2026-02-03T04:05:06Z","events":[{"moved":{"seat":01,"move":"3"}}]}`,
		`{"v":2,"at":"2026-02-03T04:05:06Z","events":[{"moved":{"seat":0,"move":"3"}},]}`,
		`{"v":2,"at":"2026-02-03T04:05:06Z","events":[`, `{"v":2,"at":"`, `{"v":1}`,
	} {
		f.Add([]byte(text))
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		got, ok := readMoves(text)
		if !ok {
			return
		}
		var want Record
		if err := json.Unmarshal(text, &want); err != nil {
			t.Skip("nobody writes it:", err)
		}
		if written, err := want.Encode(); err == nil && string(written) == string(text) && !reflect.DeepEqual(got, &want) {
			t.Fatalf("%s is read as\n%+v, not\n%+v", text, got, &want)
		}
	})
}

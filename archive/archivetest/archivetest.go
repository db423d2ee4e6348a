// Package archivetest makes archives for the tests of windows.
package archivetest

import (
	"context"
	"log/slog"
	"math/rand/v2"
	"path/filepath"
	"testing"
	"time"

	"crossplay/archive"
	"crossplay/game"
	"crossplay/journal"
	"crossplay/journal/journaltest"
	"crossplay/rooms/room"
)

// Game is a game that was played: by its rules to its end, or until the first seat
// resigned.
type Game struct {
	Code    room.Code
	Rules   game.Rules
	Options map[string]string
	Private bool
	Seats   []room.Person
	Moves   []game.Move // of the seats; what chance draws comes by itself
	Every   time.Duration
	Began   time.Time
}

// Open is an archive in which these games are over. It is closed with the test.
func Open(t testing.TB, games ...Game) *archive.Archive {
	t.Helper()
	j := journaltest.NewMemory()
	var last journal.Pos
	var rules []game.Rules
	for _, g := range games {
		last = write(t, j, g)
		rules = append(rules, g.Rules)
	}
	a := archive.Open(archive.Config{Path: filepath.Join(t.TempDir(), "archive.db"), Journal: j, Games: rules, Log: slog.New(slog.DiscardHandler)})
	t.Cleanup(a.Close)
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	if err := a.Wait(ctx, last); err != nil {
		t.Fatal(err)
	}
	return a
}

// write journals a game.
func write(t testing.TB, j *journaltest.Memory, g Game) (tail journal.Pos) {
	t.Helper()
	at := g.Began
	info := g.Rules.Info()
	add := func(events ...room.Event) {
		r := &room.Record{At: at, Events: events}
		data, err := r.Encode()
		if err == nil {
			tail, err = j.Append(context.Background(), journal.Stream("room/"+string(g.Code)), tail, data)
		}
		if err != nil {
			t.Fatal(err)
		}
		at = at.Add(g.Every)
	}
	pos, err := g.Rules.Start(game.Setup{Seats: len(g.Seats), Options: g.Options})
	if err != nil {
		t.Fatal(err)
	}
	add(room.Event{Created: &room.Created{Code: g.Code, Game: info.Name, Version: info.Version, Seats: len(g.Seats), Options: g.Options, Private: g.Private}})
	add(room.Event{Started: &room.Started{Round: 1, Game: info.Name, Version: info.Version, Options: g.Options, Private: g.Private, Seats: g.Seats}})
	chance := rand.New(rand.NewPCG(1, 2))
	play := func(seat game.Seat, m game.Move) {
		if pos, err = pos.Play(seat, m); err != nil {
			t.Fatalf("%s by %d: %v", m, seat, err)
		}
		add(room.Event{Moved: &room.Moved{Seat: seat, Move: m}})
	}
	for _, m := range g.Moves {
		for turn := pos.Turn(); len(turn) > 0 && turn[0] == game.Chance; turn = pos.Turn() {
			play(game.Chance, pos.Draw(chance))
		}
		play(pos.Turn()[0], m)
	}
	result := room.Result{How: room.Resigned, By: []game.Seat{0}, Winners: []game.Seat{1}}
	if out, over := pos.Outcome(); over {
		result = room.Result{How: room.ByRules, Winners: out.Winners, Reason: out.Reason}
	}
	add(room.Event{Ended: &room.Ended{Round: 1, Seats: g.Seats, Result: result}})
	return tail
}

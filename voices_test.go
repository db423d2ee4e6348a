package main

import (
	"bytes"
	"errors"
	"log/slog"
	"net/netip"
	"testing"

	"crossplay/game/all"
	"crossplay/journal/journaltest"
	"crossplay/players"
)

// Nobody is called as a seat of any game is: what they say would be taken for the
// game's.
func TestNobodyIsCalledAsASeat(t *testing.T) {
	d, err := players.Open(t.Context(), players.Config{
		Journal: journaltest.NewMemory(), Secret: bytes.Repeat([]byte{1}, 32), Log: slog.New(slog.DiscardHandler), Voices: voices(),
	})
	if err != nil {
		t.Fatal(err)
	}
	defer d.Close()
	for _, g := range all.Games() {
		for _, seat := range g.Info().Seats {
			p, leave := d.Enter(d.NewBrowser(), netip.Addr{})
			if _, err := d.Rename(t.Context(), p.ID, seat); !errors.Is(err, players.ErrNameTaken) {
				t.Errorf("%s of %s: %v", seat, g.Info().Title, err)
			}
			leave()
		}
	}
}

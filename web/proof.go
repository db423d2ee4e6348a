package web

import (
	"context"
	"errors"
	"net/http"
	"time"

	"crossplay/rooms/room"
	"crossplay/words"
)

// proofTime is how long reading a record may take.
const proofTime = 10 * time.Second

// proof serves the transcript of a room's last game, which shows that its dice
// were fair: "crossplay verify" checks it.
func (s *Server) proof(w http.ResponseWriter, r *http.Request) {
	code, err := room.ParseCode(r.PathValue("code"))
	if err != nil {
		http.Error(w, words.Refused(room.ErrNoRoom), http.StatusNotFound)
		return
	}
	ctx, cancel := context.WithTimeout(r.Context(), proofTime)
	defer cancel()
	p, _ := s.remembered(r) // nobody: asks as a stranger
	transcript, err := s.conf.Registry.Transcript(ctx, p.Person(s.conf.Proxies.Client(r)), code)
	switch {
	case errors.Is(err, room.ErrNotOver):
		http.Error(w, words.Refused(room.ErrNotOver), http.StatusConflict)
	case errors.Is(err, room.ErrNoRoom):
		http.Error(w, words.Refused(room.ErrNoRoom), http.StatusNotFound)
	case errors.Is(err, room.ErrGuesses):
		http.Error(w, words.Refused(room.ErrGuesses), http.StatusTooManyRequests)
	case err != nil:
		http.Error(w, words.Refused(s.wire.Refusal(err)), http.StatusServiceUnavailable)
	default:
		h := w.Header()
		h.Set("Content-Type", types[".json"])
		h.Set("Content-Disposition", `attachment; filename="`+string(code)+`.json"`)
		h.Set("Cache-Control", "no-store") // a rematch has another one
		info, _ := s.conf.Registry.Game(transcript.Game)
		w.Write(encode(words.RecordOf(transcript, info)))
	}
}

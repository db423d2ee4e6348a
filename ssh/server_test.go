package ssh

import (
	"testing"

	"crossplay/guard"
)

func TestAServerCanBeShutDownAtAnyTime(t *testing.T) {
	open(t, guard.Limits{}, func(t *testing.T, h *harness) {
		for range 50 {
			s, err := New(h.server.Config)
			check(t, err)
			served, l := make(chan error, 1), newPipeListener()
			go func() { served <- s.Serve(t.Context(), l) }()
			s.Shutdown(t.Context(), farewellNotice)
			check(t, <-served)
			check(t, s.Serve(t.Context(), newPipeListener()))
		}
	})
}

package guard

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/netip"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"
)

func TestAFloodIsAFewRecordsAndACount(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var out bytes.Buffer
		l := NewLog(slog.New(slog.NewJSONHandler(&out, nil)))
		for range 1000 {
			l.Event("refused", addr("192.0.2.1"))
		}
		l.Event("another", addr("192.0.2.1")) // has a limit of its own
		if n := strings.Count(out.String(), "\n"); n != logBurst+1 {
			t.Fatalf("%d records:\n%s", n, out.String())
		}
		out.Reset()
		<-time.After(2 * time.Second)
		l.Event("refused", addr("192.0.2.1"))
		l.Event("refused", addr("192.0.2.1"))
		records := strings.Split(strings.TrimSpace(out.String()), "\n")
		if len(records) != 2 || !strings.Contains(records[0], fmt.Sprintf(`"suppressed":%d`, 1000-logBurst)) || strings.Contains(records[1], "suppressed") {
			t.Errorf("then:\n%s", out.String())
		}
	})
}

func TestAStrangerCannotForgeARecord(t *testing.T) {
	evil := "x\r\nlevel=ERROR msg=\"owned\"\x1b[31m\u202e\u0085\xff"
	for name, handler := range map[string]func(*bytes.Buffer) slog.Handler{
		"text": func(b *bytes.Buffer) slog.Handler { return slog.NewTextHandler(b, nil) },
		"json": func(b *bytes.Buffer) slog.Handler { return slog.NewJSONHandler(b, nil) },
	} {
		var out bytes.Buffer
		NewLog(slog.New(handler(&out))).Event("refused", netip.Addr{},
			"user", evil, "bytes", []byte(evil), "error", errors.New(evil), slog.String("agent", evil), slog.Any("cause", errors.New(evil)),
			"long", strings.Repeat("x", 1_000_000), "n", 3)
		got := out.String()
		if strings.Count(got, "\n") != 1 || len(got) > 4000 || strings.ContainsAny(got, "\r\x1b\u202e\u0085") || strings.Contains(got, "address") {
			t.Errorf("%s: %d bytes, %+.2000q", name, len(got), got)
		}
	}
}

func TestManyMessagesTakeLittleMemory(t *testing.T) {
	l := NewLog(slog.New(slog.DiscardHandler))
	for i := range 10 * maxMessages {
		l.Event(fmt.Sprint("message ", i), netip.Addr{})
	}
	if len(l.said) > maxMessages+1 {
		t.Errorf("%d messages are remembered", len(l.said))
	}
}

// stuck is a handler whose disk does not take the record.
type stuck struct {
	slog.Handler
	release <-chan struct{}
}

func (s stuck) Enabled(context.Context, slog.Level) bool { return true }

func (s stuck) Handle(context.Context, slog.Record) error {
	<-s.release
	return nil
}

func TestALogThatIsStuckHoldsUpNobodyWhoIsOverTheLimit(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		release := make(chan struct{})
		l := NewLog(slog.New(stuck{slog.DiscardHandler, release}))
		var wg sync.WaitGroup
		for range logBurst {
			wg.Go(func() { l.Event("refused", netip.Addr{}) })
		}
		synctest.Wait()
		l.Event("refused", netip.Addr{}) // would deadlock
		close(release)
		wg.Wait()
	})
}

func TestNoLogIsSilent(t *testing.T) {
	var l *Log
	l.Event("refused", netip.Addr{})
}

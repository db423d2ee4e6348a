package guard

import (
	"bytes"
	"context"
	"errors"
	"log/slog"
	"net/netip"
	"strings"
	"sync"
	"testing"
	"testing/synctest"

	"crossplay/pace"
)

func TestAFloodIsAFewRecords(t *testing.T) {
	var out bytes.Buffer
	l := NewLog(slog.New(slog.NewJSONHandler(&out, nil)))
	for range 1000 {
		l.Event("refused", addr("192.0.2.1"))
	}
	if n := strings.Count(out.String(), "\n"); n > 10 {
		t.Errorf("%d records:\n%s", n, out.String())
	}
}

func TestTwoLogsShareThePaceOfTheirHandler(t *testing.T) {
	var out bytes.Buffer
	whole := slog.New(pace.NewHandler(slog.NewJSONHandler(&out, nil)))
	for range 1000 {
		NewLog(whole).Event("refused", addr("192.0.2.1"))
		NewLog(whole.With("window", "web")).Event("refused", addr("192.0.2.1"))
	}
	if n := strings.Count(out.String(), "\n"); n > 10 {
		t.Errorf("%d records", n)
	}
}

func TestLinesOfTheStandardLogAreEvents(t *testing.T) {
	var out bytes.Buffer
	l := NewLog(slog.New(slog.NewJSONHandler(&out, nil))).Std("web: net/http complains")
	for i := range 1000 {
		l.Printf("http: TLS handshake error from 192.0.2.1:%d: \x1b[31m EOF", i)
	}
	got := out.String()
	if n := strings.Count(got, "\n"); n > 10 || strings.Contains(got, "\x1b") || !strings.Contains(got, `"msg":"web: net/http complains","cause":"http: TLS handshake error from 192.0.2.1:0: `) {
		t.Errorf("%d records: %s", n, got)
	}
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
		for range 5 { // as many as may be written at once
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

package main

import (
	"log/slog"
	"strings"
	"testing"
)

// Whatever a stranger calls themselves, a record is one line and says nothing
// to the terminal that shows it.
func TestARecordIsOneQuotedLine(t *testing.T) {
	for _, format := range []string{"auto", "json", "text"} {
		var out strings.Builder
		newLog(&out, format, slog.LevelInfo).Info("came in", "user", "eve\r\nlevel=ERROR msg=\"all is lost\"\x1b[2J")
		record := strings.TrimSuffix(out.String(), "\n")
		if strings.ContainsAny(record, "\r\n\x1b") || !strings.Contains(record, `came in`) {
			t.Errorf("%s: %q", format, record)
		}
		if json := strings.HasPrefix(record, "{"); json != (format != "text") {
			t.Errorf("%s: %q", format, record)
		}
	}
}

func TestTheLogLevelHolds(t *testing.T) {
	var out strings.Builder
	log := newLog(&out, "text", slog.LevelWarn)
	log.Info("unheard")
	log.Warn("heard")
	if got := out.String(); strings.Contains(got, "unheard") || !strings.Contains(got, "level=WARN msg=heard") {
		t.Errorf("%q", got)
	}
}

// A stranger who comes and goes eight hundred times a second must not fill a disk.
func TestAFloodOfOneMessageIsWrittenAtAPace(t *testing.T) {
	for _, format := range []string{"json", "text"} {
		var out strings.Builder
		log := newLog(&out, format, slog.LevelInfo)
		for range 10_000 {
			log.With("address", "192.0.2.1").Info("came in by ssh")
			log.Error("a session panicked")
		}
		if n := strings.Count(out.String(), "\n"); n > 100 {
			t.Errorf("%s: %d records", format, n)
		}
	}
}

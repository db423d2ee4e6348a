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

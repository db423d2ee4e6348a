package main

import (
	"io"
	"log/slog"
	"os"
	"time"

	"github.com/charmbracelet/x/term"

	"crossplay/pace"
)

// newLog writes one record a line. Whatever strangers put into a record, both
// formats quote it; and however often they cause one, it is written at a pace.
func newLog(w io.Writer, format string, level slog.Level) *slog.Logger {
	if format == "auto" {
		format = "json"
		if f, ok := w.(*os.File); ok && term.IsTerminal(f.Fd()) {
			format = "text"
		}
	}
	options := &slog.HandlerOptions{Level: level}
	if format == "json" {
		return slog.New(pace.NewHandler(slog.NewJSONHandler(w, options)))
	}
	options.ReplaceAttr = clockOnly
	return slog.New(pace.NewHandler(slog.NewTextHandler(w, options)))
}

// clockOnly leaves the date out: whoever watches a terminal knows the day.
func clockOnly(groups []string, a slog.Attr) slog.Attr {
	if a.Key == slog.TimeKey && len(groups) == 0 {
		return slog.String(a.Key, a.Value.Time().Format(time.TimeOnly))
	}
	return a
}

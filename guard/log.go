package guard

import (
	"bytes"
	"fmt"
	"log"
	"log/slog"
	"net/netip"
	"strconv"
	"strings"

	"crossplay/pace"
)

// maxValue is how much is written of a value, in bytes.
const maxValue = 256

// Log writes what strangers do, one structured record for each event, and
// neither too often nor in their own words. It is safe for concurrent use; a
// nil Log writes nothing.
type Log struct{ out *slog.Logger }

// NewLog writes to out at the pace of a [pace.Handler], which it shares if out
// has one.
func NewLog(out *slog.Logger) *Log { return &Log{slog.New(pace.NewHandler(out.Handler()))} }

// Event writes one warning with the address, unless it is not valid, and args
// as slog takes them. Text among args is shortened, and everything in it that
// does not print is escaped.
func (l *Log) Event(msg string, a netip.Addr, args ...any) {
	if l == nil {
		return
	}
	record := make([]any, 0, len(args)+2)
	if a.IsValid() {
		record = append(record, "address", a.String())
	}
	for _, arg := range args {
		record = append(record, quoted(arg))
	}
	l.out.Warn(msg, record...)
}

// Std is a log for the standard library, whose lines become events with the
// text as their cause.
func (l *Log) Std(msg string) *log.Logger { return log.New(lines{l, msg}, "", 0) }

type lines struct {
	log *Log
	msg string
}

func (w lines) Write(p []byte) (int, error) {
	w.log.Event(w.msg, netip.Addr{}, "cause", bytes.TrimSpace(p))
	return len(p), nil
}

// quoted is the argument with its text made harmless.
func quoted(arg any) any {
	switch v := arg.(type) {
	case string:
		return printable(v)
	case []byte:
		return printable(string(v[:min(len(v), maxValue+1)]))
	case error:
		return printable(v.Error())
	case slog.Attr:
		if k := v.Value.Kind(); k == slog.KindString || k == slog.KindAny {
			return slog.Any(v.Key, quoted(v.Value.Any()))
		}
	case fmt.Stringer:
		return printable(v.String())
	}
	return arg
}

// printable escapes as Go does what does not print, and cuts what is too long.
func printable(s string) string {
	cut := ""
	if len(s) > maxValue {
		s, cut = s[:maxValue], "…"
	}
	q := strconv.Quote(s)
	return strings.ReplaceAll(q[1:len(q)-1], `\"`, `"`) + cut
}

package guard

import (
	"fmt"
	"log/slog"
	"net/netip"
	"strconv"
	"strings"
	"sync"

	"golang.org/x/time/rate"
)

const (
	// A message is written logBurst times at once and then once a second: an
	// attack is worth a few records, not a full disk.
	logBurst = 5
	logRate  = rate.Limit(1)
	// maxMessages is how many different messages are told apart. A program has
	// a few dozen; should a stranger's text ever become one, the rest share a
	// limit.
	maxMessages = 256
	// maxValue is how much is written of a value, in bytes.
	maxValue = 256
)

// Log writes what strangers do, one structured record for each event, and
// neither too often nor in their own words. It is safe for concurrent use; a
// nil Log writes nothing.
type Log struct {
	out *slog.Logger

	mu   sync.Mutex
	said map[string]*voice // by message
}

// voice is the limit on one message.
type voice struct {
	limit      *rate.Limiter
	suppressed int // since the last that was written
}

// NewLog writes to out.
func NewLog(out *slog.Logger) *Log {
	return &Log{out: out, said: make(map[string]*voice)}
}

// Event writes one warning with the address, unless it is not valid, and args
// as slog takes them. Text among args is shortened, and everything in it that
// does not print is escaped. Records above the rate are counted instead, and
// the next one that is written says how many as "suppressed". Event never waits
// for its turn.
func (l *Log) Event(msg string, a netip.Addr, args ...any) {
	if l == nil {
		return
	}
	suppressed, ok := l.turn(msg)
	if !ok {
		return
	}
	record := make([]any, 0, len(args)+4)
	if a.IsValid() {
		record = append(record, "address", a.String())
	}
	for _, arg := range args {
		record = append(record, quoted(arg))
	}
	if suppressed > 0 {
		record = append(record, "suppressed", suppressed)
	}
	l.out.Warn(msg, record...)
}

// turn says whether the message may be written now, and how many were not.
func (l *Log) turn(msg string) (suppressed int, ok bool) {
	l.mu.Lock()
	defer l.mu.Unlock()
	v := l.said[msg]
	if v == nil {
		if len(l.said) >= maxMessages {
			msg = ""
		}
		if v = l.said[msg]; v == nil {
			v = &voice{limit: rate.NewLimiter(logRate, logBurst)}
			l.said[msg] = v
		}
	}
	if !v.limit.Allow() {
		v.suppressed++
		return 0, false
	}
	suppressed, v.suppressed = v.suppressed, 0
	return suppressed, true
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

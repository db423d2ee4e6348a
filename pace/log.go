package pace

import (
	"context"
	"crypto/rand"
	"fmt"
	"log/slog"
	"runtime/debug"
	"sync"
	"time"

	"golang.org/x/time/rate"
)

const (
	// A message is written logBurst times at once and then once a second: an
	// attack is worth a few records, not a full disk. What is nothing to warn of,
	// such as a class that comes in, may be more at once. A message that never
	// stops writes below 30 MB a day.
	logBurst  = 5
	infoBurst = 60
	logRate   = rate.Limit(1)
	// maxMessages is how many different messages are told apart. A program has
	// a few dozen; should a stranger's text ever become one, the rest share a
	// limit.
	maxMessages = 256
	// maxCause and maxStack are how much is written of what broke and where, in
	// bytes: a sentence, and the innermost thirty calls or so.
	maxCause = 256
	maxStack = 4 << 10
	// incidentLength is how many characters name an incident: enough to find it
	// in a log, and little to read out.
	incidentLength = 8
)

// Handler is a [slog.Handler] that writes no message too often. Records above
// the rate are counted instead, and the next one that is written says how many
// as "suppressed". Nobody waits for their turn. It is safe for concurrent use.
type Handler struct {
	slog.Handler
	voices *voices
}

// voices are the limits that a handler shares with those derived from it.
type voices struct {
	mu sync.Mutex
	of map[string]*voice // by message
}

// voice is the limit on one message.
type voice struct {
	limit      *rate.Limiter
	suppressed int    // since the last that was written
	incident   string // the id of the last one that was written
}

// NewHandler writes to h. A handler that keeps the pace already stays as it is.
func NewHandler(h slog.Handler) *Handler {
	if paced, ok := h.(*Handler); ok {
		return paced
	}
	return &Handler{h, &voices{of: make(map[string]*voice)}}
}

// Handle implements [slog.Handler].
func (h *Handler) Handle(ctx context.Context, r slog.Record) error {
	suppressed, _, ok := h.voices.allow(r.Message, r.Level, "")
	if !ok {
		return nil
	}
	if suppressed > 0 {
		r.AddAttrs(slog.Int("suppressed", suppressed))
	}
	return h.Handler.Handle(ctx, r)
}

// WithAttrs implements [slog.Handler].
func (h *Handler) WithAttrs(attrs []slog.Attr) slog.Handler {
	return &Handler{h.Handler.WithAttrs(attrs), h.voices}
}

// WithGroup implements [slog.Handler].
func (h *Handler) WithGroup(name string) slog.Handler {
	return &Handler{h.Handler.WithGroup(name), h.voices}
}

// Incident logs what broke, with the stack of its caller, and returns the id
// that people are told: call it where the panic was recovered. If log keeps a
// pace, an incident above the rate has the id of the last one of its kind that
// was written: whatever id people were told is in the log.
func Incident(log *slog.Logger, msg string, cause any, args ...any) (id string) {
	id = rand.Text()[:incidentLength]
	out, suppressed := log, 0
	if h, ok := log.Handler().(*Handler); ok {
		var mine bool
		if suppressed, id, mine = h.voices.allow(msg, slog.LevelError, id); !mine {
			return id
		}
		out = slog.New(h.Handler)
	}
	args = append(args, "incident", id, "cause", cut(fmt.Sprint(cause), maxCause), "stack", cut(string(debug.Stack()), maxStack))
	if suppressed > 0 {
		args = append(args, "suppressed", suppressed)
	}
	out.Error(msg, args...)
	return id
}

func cut(s string, size int) string {
	if len(s) > size {
		return s[:size] + "…"
	}
	return s
}

// allow says whether a message may be written now, how many were not, and under
// which incident people find it.
func (vs *voices) allow(msg string, level slog.Level, incident string) (suppressed int, as string, ok bool) {
	vs.mu.Lock()
	defer vs.mu.Unlock()
	if vs.of[msg] == nil && len(vs.of) >= maxMessages {
		msg = ""
	}
	v := vs.of[msg]
	if v == nil {
		burst := logBurst
		if level < slog.LevelWarn {
			burst = infoBurst
		}
		v = &voice{limit: rate.NewLimiter(logRate, burst)}
		vs.of[msg] = v
	}
	first := incident != "" && v.incident == "" // nothing else could stand for it
	if !v.limit.AllowN(time.Now(), 1) && !first {
		v.suppressed++
		return 0, v.incident, false
	}
	if incident != "" {
		v.incident = incident
	}
	suppressed, v.suppressed = v.suppressed, 0
	return suppressed, incident, true
}

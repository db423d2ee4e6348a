package pace

import (
	"bytes"
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"testing"
	"testing/synctest"
	"time"
)

// paced is a log that can be read.
func paced() (*slog.Logger, *bytes.Buffer) {
	var out bytes.Buffer
	return slog.New(NewHandler(slog.NewJSONHandler(&out, nil))), &out
}

func records(out *bytes.Buffer) []string {
	return strings.Split(strings.TrimSpace(out.String()), "\n")
}

func TestAFloodOfOneMessageIsAFewRecordsAndACount(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		log, out := paced()
		for i := range 1000 {
			log.With("player", i).Error("refused") // the limit is the message's, whatever comes with it
			log.WithGroup("g").Info("came in", "n", i)
		}
		log.Error("another") // has a limit of its own
		if n := len(records(out)); n != logBurst+infoBurst+1 {
			t.Fatalf("%d records:\n%s", n, out)
		}
		out.Reset()
		<-time.After(2 * time.Second)
		log.Error("refused")
		log.Error("refused")
		if r := records(out); len(r) != 2 || !strings.Contains(r[0], fmt.Sprintf(`"suppressed":%d`, 1000-logBurst)) || strings.Contains(r[1], "suppressed") {
			t.Errorf("then:\n%s", out)
		}
	})
}

func TestWhatIsNotLoggedTakesNobodysTurn(t *testing.T) {
	var out bytes.Buffer
	log := slog.New(NewHandler(slog.NewJSONHandler(&out, &slog.HandlerOptions{Level: slog.LevelWarn})))
	for range 1000 {
		log.Info("refused")
	}
	log.Warn("refused")
	if r := records(&out); len(r) != 1 || strings.Contains(r[0], "suppressed") {
		t.Errorf("logged:\n%s", out.String())
	}
}

func TestManyMessagesTakeLittleMemory(t *testing.T) {
	log, out := paced()
	for i := range 10 * maxMessages {
		log.Info(fmt.Sprint("message ", i))
	}
	if n := len(log.Handler().(*Handler).voices.of); n > maxMessages+1 {
		t.Errorf("%d messages are remembered", n)
	}
	if n := len(records(out)); n > maxMessages+infoBurst {
		t.Errorf("%d records", n)
	}
}

func TestEveryIncidentThatPeopleAreToldOfIsInTheLog(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		log, out := paced()
		for range infoBurst { // the same message, but nothing broke
			log.Error("a room broke")
		}
		told := make(map[string]bool)
		for range 1000 {
			told[Incident(log, "a room broke", strings.Repeat("boom ", 1000), "room", "K7MPQX")] = true
			<-time.After(100 * time.Millisecond)
		}
		for id := range told {
			if id == "" || strings.Count(out.String(), `"incident":"`+id+`"`) != 1 {
				t.Errorf("incident %q is not there", id)
			}
		}
		r := records(out)
		if last := r[len(r)-1]; len(told) > 102 || !strings.Contains(last, `"suppressed":9,`) && !strings.Contains(last, `"suppressed":9}`) || !strings.Contains(last, "TestEveryIncident") || len(last) > 2*maxStack {
			t.Errorf("%d incidents, the last %s", len(told), last)
		}
	})
}

func TestAnIncidentOfALogWithoutAPaceIsLogged(t *testing.T) {
	var out bytes.Buffer
	id := Incident(slog.New(slog.NewTextHandler(&out, nil)), "a room broke", errors.New("boom"))
	if !strings.Contains(out.String(), "incident="+id+" cause=boom stack=") {
		t.Error(out.String())
	}
}

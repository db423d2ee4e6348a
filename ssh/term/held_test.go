package term

import (
	"io"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	tea "charm.land/bubbletea/v2"
)

// jam is a desk whose w takes until hold is closed, as on a disk that stalls.
func jam(t *testing.T, hold chan struct{}) *desk {
	work := func() tea.Msg { <-hold; return nil }
	return sit(t, t.Context(), nil, map[string]tea.Cmd{"w": work})
}

// shown reports whether the model is still on the terminal.
func (d *desk) shown() bool {
	d.term.mu.Lock()
	defer d.term.mu.Unlock()
	return d.term.vt.IsAltScreen()
}

func TestWhileCommandsStallKeysWaitAtTheSenderAndNoneIsLost(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		hold := make(chan struct{})
		d := jam(t, hold)
		const keys = 20_000
		written := 0
		go func() {
			for range keys / 100 {
				n, _ := io.WriteString(d.keys, strings.Repeat("w", 100))
				written += n
			}
		}()
		pass(time.Minute)
		if n := strings.Count(d.heard(), "w"); n != MaxCommands+maxWaiting+strings.Count("tea.WindowSizeMsg", "w") {
			t.Errorf("%d keys were handled, and %d commands may run or wait", n, MaxCommands+maxWaiting)
		}
		if most := MaxCommands + maxWaiting + maxHeld/heldKey + 2*readSize; written > most {
			t.Errorf("%d keys were read, and at most %d can be kept", written, most)
		}
		d.sizes <- Size{20, 5}
		d.wake()
		synctest.Wait()
		if got := d.heard(); !strings.Contains(got, "w tea.WindowSizeMsg") || !strings.Contains(got, "term.WakeMsg") {
			t.Error("neither resizes nor wakes are heard meanwhile")
		}
		close(hold)
		pass(2 * keys / KeyRate * time.Second)
		if n := strings.Count(d.heard(), " w"); n != keys {
			t.Errorf("%d of %d keys were handled in the end", n, keys)
		}
		_ = d.keys.Close()
		<-d.ended
	})
}

func TestCtrlCTwiceLeavesWhileCommandsStall(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		hold := make(chan struct{})
		d := jam(t, hold)
		d.press(strings.Repeat("w", 100) + "\x03")
		if !d.shown() {
			t.Fatal("once was enough")
		}
		d.press("\x03")
		if d.shown() {
			t.Error("the screen is still there")
		}
		close(hold)
		<-d.ended
		if d.err != nil {
			t.Error(d.err)
		}
	})
}

func TestHangingUpEndsASessionWhoseCommandsStall(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		hold := make(chan struct{})
		d := jam(t, hold)
		d.press(strings.Repeat("w", 100))
		_ = d.keys.Close()
		synctest.Wait()
		if d.shown() {
			t.Error("the screen is still there")
		}
		close(hold)
		<-d.ended
	})
}

// Wakes that ask for something do not pile up either.
func TestWakesWaitWhileCommandsStall(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		hold := make(chan struct{})
		d := sit(t, t.Context(), nil, map[string]tea.Cmd{"term.WakeMsg": func() tea.Msg { <-hold; return nil }})
		for range 1000 {
			d.wake()
			pass(FrameTime)
		}
		if n := strings.Count(d.heard(), "term.WakeMsg"); n != MaxCommands+2*maxWaiting {
			t.Errorf("%d wakes were handled", n)
		}
		close(hold)
		_ = d.keys.Close()
		<-d.ended
	})
}

package term

import (
	"fmt"
	"strings"
	"testing"
	"testing/synctest"
	"time"
)

// sent is what terminals send besides text, and what it means here when it comes
// at once.
var sent = []struct{ name, bytes, means string }{
	{"cursor key", "\x1b[A", "up"},
	{"cursor key of an application", "\x1bOD", "left"},
	{"cursor key with control", "\x1b[1;5C", "ctrl+right"},
	{"function key", "\x1b[15~", "f5"},
	{"function key of vt100", "\x1bOP", "f1"},
	{"function key of the Linux console", "\x1b[[A", ""},
	{"key of the kitty protocol", "\x1b[97;5u", "ctrl+a"},
	{"key that was let go", "\x1b[97;1:3u", ""},
	{"key by modifyOtherKeys", "\x1b[27;5;97~", "ctrl+a"},
	{"flags of the kitty protocol", "\x1b[?1u", ""},
	{"click", "\x1b[<0;5;3M", "click 4,2"},
	{"button let go", "\x1b[<0;5;3m", ""},
	{"wheel", "\x1b[<64;1;1M", "wheel 0,0"},
	{"click of X10", "\x1b[M #\"", "click 2,1"},
	{"click of X10 on a far column", "\x1b[M r8", "click 81,23"},
	{"click of urxvt", "\x1b[32;5;3M", ""},
	{"focus", "\x1b[I", ""},
	{"focus lost", "\x1b[O", ""},
	{"paste", "\x1b[200~q\rRy\r4\x1b[201~", `paste "q\rRy\r4"`},
	{"foreground, BEL", "\x1b]10;rgb:dcdc/dcdc/cccc\x07", ""},
	{"background, BEL", "\x1b]11;rgb:ffff/ffff/ffff\x07", "background #ffffff"},
	{"background, ST", "\x1b]11;rgb:1e1e/1e1e/1e1e\x1b\\", "background #1e1e1e"},
	{"background with alpha", "\x1b]11;rgba:1e/1e/1e/ff\x1b\\", "background #1e1e1e"},
	{"colour of the palette", "\x1b]4;4;rgb:0000/0000/eeee\x1b\\", ""},
	{"clipboard, BEL", "\x1b]52;c;cTQKUnk=\x07", ""},
	{"clipboard, ST", "\x1b]52;c;cTQKUnk=\x1b\\", ""},
	{"title", "\x1b]lqh5 R16 y\x1b\\", ""},
	{"title of the icon", "\x1b]LRh3\x1b\\", ""},
	{"name and version", "\x1bP>|XTerm(370)\x1b\\", ""},
	{"name and version with a space", "\x1bP>|iTerm2 3.5.0\x1b\\", ""},
	{"setting", "\x1bP1$r0;1m\x1b\\", ""},
	{"shape of the cursor", "\x1bP1$r2 q\x1b\\", ""},
	{"no such setting", "\x1bP0$r\x1b\\", ""},
	{"capability", "\x1bP1+r544e=787465726d\x1b\\", ""},
	{"attributes", "\x1b[?62;22;52c", ""},
	{"more attributes", "\x1b[>41;370;0c", ""},
	{"unit", "\x1bP!|00000000\x1b\\", ""},
	{"state", "\x1b[0n", ""},
	{"place of the cursor", "\x1b[24;80R", ""},
	{"place with a page", "\x1b[?24;80;1R", ""},
	{"state of a mode", "\x1b[?2026;2$y", ""},
	{"size", "\x1b[8;24;80t", ""},
	{"size as it changes", "\x1b[48;24;80;480;800t", ""},
	{"colours that changed", "\x1b[?997;1n", ""},
	{"picture of kitty", "\x1b_Gi=31;OK\x1b\\", ""},
	{"private message", "\x1b^qh5 y\x1b\\", ""},
	{"start of string", "\x1bXqh5 y\x1b\\", ""},
}

// TestHoweverALineCutsWhatATerminalSendsNoneOfItIsTyped cuts each sequence at
// every place, and also at all of them, with pauses. A cut right behind the
// escape makes that a key, and a cut anywhere else changes nothing.
func TestHoweverALineCutsWhatATerminalSendsNoneOfItIsTyped(t *testing.T) {
	for _, s := range sent {
		t.Run(s.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				d := sit(t, t.Context(), nil, nil)
				for _, pause := range []time.Duration{EscTimeout / 2, EscTimeout + EscTimeout/2, 2 * time.Second} {
					late := s.means // where the escape is a key before the rest comes
					if pause > EscTimeout {
						late = "esc"
						if strings.HasPrefix(s.means, "paste") {
							late += " " + s.means
						}
					}
					for cut := 1; cut < len(s.bytes); cut++ {
						want := s.means
						if cut == 1 {
							want = late
						}
						d.hears(t, fmt.Sprintf("%v behind %q", pause, s.bytes[:cut]), want, pause, s.bytes[:cut], s.bytes[cut:])
					}
					d.hears(t, fmt.Sprintf("%v behind each byte", pause), late, pause, strings.Split(s.bytes, "")...)
				}
				_ = d.keys.Close()
				<-d.ended
			})
		})
	}
}

// hears types parts with pauses between them and then, a while later, an x.
func (d *desk) hears(t *testing.T, how, want string, pause time.Duration, parts ...string) {
	t.Helper()
	before := len(d.heard())
	for i, part := range parts {
		if i > 0 {
			pass(pause)
		}
		d.press(part)
	}
	pass(2 * PasteTimeout)
	d.press("x")
	if got := strings.TrimSpace(d.heard()[before:]); got != strings.TrimSpace(want+" x") {
		t.Errorf("%s: heard %q, want %q and x", how, got, want)
	}
}

// What a person types after escape is theirs, also where a sequence could begin
// like it.
func TestWhatAPersonTypesBehindEscapeIsHeard(t *testing.T) {
	for _, keys := range []string{"O-O-O\r", "O16\r", "P16\r", "Rh3\r", "]x", "q", "\r", "\x7f", "\x1b"} {
		for _, pause := range []time.Duration{EscTimeout / 2, EscTimeout, 300 * time.Millisecond, 2 * time.Second} {
			synctest.Test(t, func(t *testing.T) {
				d := sit(t, t.Context(), nil, nil)
				var plain Decoder
				want := "esc"
				for _, k := range keys {
					out, _ := plain.Feed([]byte(string(k)))
					if k == esc {
						want += " esc"
					} else {
						want += " " + say(out)
					}
				}
				d.hears(t, fmt.Sprintf("%q typed every %v", keys, pause), want, pause, strings.Split("\x1b"+keys, "")...)
				d.hears(t, fmt.Sprintf("%q %v after escape", keys, pause), want, pause, "\x1b", keys)
				_ = d.keys.Close()
				<-d.ended
			})
		}
	}
}

func TestWhatIsNeverFinishedIsDroppedAndLaterKeysAreHeard(t *testing.T) {
	for bytes, want := range map[string]string{
		"\x1b]11;rgb:1e": "", "\x1bP>|": "", "\x1b[": "", "\x1b[1": "", "\x1b[<0;5": "", "\x1b[M ": "", "\x1b_G": "", "\x1bO": "", "\xe4\xb8": "",
		"\x1b]52;c;" + strings.Repeat("A", 2*maxSequence): "",
		"\x1b[200~e4\rq": `paste "e4\rq"`, "\x1b[200~e4\x1b[20": `paste "e4"`,
	} {
		synctest.Test(t, func(t *testing.T) {
			d := sit(t, t.Context(), nil, nil)
			d.hears(t, fmt.Sprintf("%q", bytes), want, 0, bytes)
			_ = d.keys.Close()
			<-d.ended
		})
	}
}

// The person is not kept waiting for what nobody sends.
func TestTypingGoesOnSoonAfterWhatIsNeverFinished(t *testing.T) {
	for bytes, wait := range map[string]time.Duration{"\x1b]": RestTimeout, "\x1b]11;r": RestTimeout, "\x1b[200~half": PasteTimeout} {
		synctest.Test(t, func(t *testing.T) {
			d := sit(t, t.Context(), nil, nil)
			d.press(bytes)
			pass(wait)
			d.press("x")
			if got := d.heard(); !strings.HasSuffix(got, " x") {
				t.Errorf("%q: %v later heard %s", bytes, wait, got)
			}
			_ = d.keys.Close()
			<-d.ended
		})
	}
}

func TestOneEnterIsOneHoweverItIsSent(t *testing.T) {
	for _, enter := range []string{"\r", "\n", "\r\n", "\r\x00"} {
		for _, pause := range []time.Duration{0, EscTimeout, 2 * time.Second} {
			synctest.Test(t, func(t *testing.T) {
				d := sit(t, t.Context(), nil, nil)
				d.hears(t, fmt.Sprintf("%q at once", enter), "4 enter 5 enter", 0, "4"+enter+"5"+enter)
				d.hears(t, fmt.Sprintf("%q with %v between", enter, pause), "4 enter 5 enter", pause, strings.Split("4"+enter+"5"+enter, "")...)
				_ = d.keys.Close()
				<-d.ended
			})
		}
	}
}

// Nothing of a paste is a key, not even behind what would break it off.
func TestCtrlCGetsOutOfAPasteAndTheRestOfItIsNoKey(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d := sit(t, t.Context(), nil, nil)
		d.hears(t, "ctrl+c in a paste", `ctrl+c paste "e4\rq"`, 0, "\x1b[200~e4\x03\rq\x1b[201~")
		_ = d.keys.Close()
		<-d.ended
	})
}

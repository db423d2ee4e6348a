package term

import (
	"fmt"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
	"pgregory.net/rapid"
)

// say names messages so that a test reads like what was typed.
func say(msgs []tea.Msg) string {
	var all []string
	for _, m := range msgs {
		switch m := m.(type) {
		case tea.KeyPressMsg:
			all = append(all, m.String())
		case tea.MouseClickMsg:
			all = append(all, fmt.Sprintf("click %d,%d", m.X, m.Y))
		case tea.MouseWheelMsg:
			all = append(all, fmt.Sprintf("wheel %d,%d", m.X, m.Y))
		case tea.PasteMsg:
			all = append(all, fmt.Sprintf("paste %q", m.Content))
		case tea.BackgroundColorMsg:
			all = append(all, "background "+m.String())
		case NoticeMsg:
			all = append(all, "notice")
		default:
			all = append(all, fmt.Sprintf("%T", m))
		}
	}
	return strings.Join(all, " ")
}

var typed = []struct{ bytes, want string }{
	{"a", "a"}, {"Q", "Q"}, {"世", "世"}, {"é?", "é ?"}, {" ", "space"},
	{"\r", "enter"}, {"\n", "enter"}, {"\t", "tab"}, {"\x7f", "backspace"}, {"\b", "backspace"}, {"\x03", "ctrl+c"},
	{"\x1b[A\x1b[B\x1b[C\x1b[D", "up down right left"}, {"\x1bOA\x1bOD", "up left"}, {"\x1b[Z", "shift+tab"},
	{"\x1b[5~\x1b[6~\x1b[H\x1b[F\x1b[3~", "pgup pgdown home end delete"}, {"\x1b[1;5C", "ctrl+right"},
	{"\x1bx", "esc x"}, {"\x1b\x03", "esc ctrl+c"}, {"\x1b\x1b[A", "alt+up"}, {"\x1b\x1bx", "esc esc x"},
	{"\x1b[<0;5;3M\x1b[<0;5;3m", "click 4,2"}, {"\x1b[<64;1;1M", "wheel 0,0"}, {"\x1b[M #\"", "click 2,1"},
	{"\x1b[200~hello\x1b[A\x1b[20world\x1b[201~x", `paste "hello\x1b[A\x1b[20world" x`},
	{"\x1b]11;rgb:ffff/ffff/ffff\x1b\\a", "background #ffffff a"}, {"\x1b]11;rgb:00/00/00\x07", "background #000000"},
	{"\x1b]52;c;aGk=\x07a\x1bP1$r0m\x1b\\b\x1b_x\x1b\\c", "a b c"},
	{"\x1b[65;0;97;1;0;65535_a", "a"}, {"\x1b\x1b[65;0;97;1;0;9_a", "a"}, {"\x1b[48;24;80;480;640t\x1b[1;2Ra", "shift+f3 a"},
	{"a\xffb\x9bc", "a b c"}, {"\x1b]11;half\x03", "ctrl+c"}, {"\x1b[12\x03", "ctrl+c"}, {"\x1b[200~half\x03x", "ctrl+c"},
	{"\r\n", "enter"}, {"\r\x00", "enter"}, {"\n\n", "enter enter"}, {"\r\r\n\r\n", "enter enter enter"}, {"\x1b\r\n", "esc enter"},
	{"\x1bO-O\r", "esc O - O enter"}, {"\x1bP16\r", "esc P 1 6 enter"}, {"\x1b]x", "esc ] x"}, // escape, and then a move
	{"\x1b[12\r\nx", "x"}, {"\x1b]11;half\rx", "x"}, {"\x1b[M \rx", "x"}, {"\x1b[M \x1b[A", "up"}, {"\x1bO\x1b[A", "up"},
}

func TestKeysClicksAndPastesAreUnderstood(t *testing.T) {
	for _, tt := range typed {
		var d Decoder
		out, _ := d.Feed([]byte(tt.bytes))
		if got := say(out); got != tt.want {
			t.Errorf("%q: got %s, want %s", tt.bytes, got, tt.want)
		}
	}
}

func TestItDoesNotMatterHowTheLineSplitsTheBytes(t *testing.T) {
	for _, tt := range typed {
		var d Decoder
		var out []tea.Msg
		for _, b := range []byte(tt.bytes) {
			more, _ := d.Feed([]byte{b})
			out = append(out, more...)
		}
		if got := say(out); got != tt.want {
			t.Errorf("%q byte by byte: got %s, want %s", tt.bytes, got, tt.want)
		}
	}
}

func TestAnUnfinishedSequenceIsDroppedAndWhatFollowsIsHeard(t *testing.T) {
	for _, begin := range []string{"\x1b]11;", "\x1bP", "\x1b[", "\x1b_"} {
		var d Decoder
		out, _ := d.Feed([]byte(begin))
		for range 1000 {
			more, _ := d.Feed([]byte(strings.Repeat("1", 1000)))
			out = append(out, more...)
		}
		if len(out) > 0 || cap(d.pending) > 2*maxSequence {
			t.Errorf("%q: %d messages, %d bytes held", begin, len(out), cap(d.pending))
		}
		if out, _ = d.Feed([]byte("\x03")); say(out) != "ctrl+c" {
			t.Errorf("%q: then ctrl+c was heard as %q", begin, say(out))
		}
	}
}

func TestAPasteIsCutAndThePersonIsTold(t *testing.T) {
	var d Decoder
	out, _ := d.Feed([]byte(start))
	for range 1000 {
		more, _ := d.Feed([]byte(strings.Repeat("é", 500)))
		out = append(out, more...)
	}
	more, _ := d.Feed([]byte(end + "x"))
	out = append(out, more...)
	if len(out) != 3 || len(out[0].(tea.PasteMsg).Content) != PasteCap || say(out[1:]) != "notice x" {
		t.Errorf("got %d messages: %.80s", len(out), say(out))
	}
}

// What comes in is held until it is done, and costs what it makes to be done.
func TestNothingBecomesMoreThanWasTyped(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		sequence := rapid.Custom(func(t *rapid.T) string {
			params := rapid.SliceOfN(rapid.SampledFrom([]string{"", "0", "1", "48", "97", "65535", "?1", "1:3"}), 4, 7).Draw(t, "parameters")
			return "\x1b[" + strings.Join(params, ";") + string(rapid.OneOf(rapid.ByteRange(0x40, 0x7e), rapid.SampledFrom([]byte("_~uRtM"))).Draw(t, "final"))
		})
		var d Decoder
		in := strings.Join(rapid.SliceOfN(sequence, 1, 9).Draw(t, "sequences"), "")
		if out, _ := d.Feed([]byte(in)); len(out) > len(in) {
			t.Fatalf("%d bytes became %d messages", len(in), len(out))
		}
	})
}

func TestRandomBytesNeverBreakTheDecoder(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var d Decoder
		bytes := rapid.OneOf(rapid.Byte(), rapid.SampledFrom([]byte("\x1b\x1b[[]OP_^XM;<~0129\x07\\\x9b\xe4")))
		for range rapid.IntRange(1, 5).Draw(t, "reads") {
			d.Feed(rapid.SliceOfN(bytes, 0, 300).Draw(t, "bytes"))
			if len(d.pending) > maxSequence {
				t.Fatalf("%d bytes are pending", len(d.pending))
			}
		}
		d.Expire()
		d.Feed([]byte("\x1b\\" + end + "\x03\x03"))
		if out, _ := d.Feed([]byte("\x03ok")); say(out) != "ctrl+c o k" {
			t.Fatalf("afterwards ctrl+c, o, k are heard as %s", say(out))
		}
	})
}

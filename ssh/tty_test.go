package ssh

import (
	"bytes"
	"io"
	"strings"
	"testing"
)

func TestALineIsEchoedErasedAndGivenWhole(t *testing.T) {
	for typed, want := range map[string][2]string{ // what is read, what is seen
		"hi\r":             {"hi\n", "hi\r\n"},
		"hi\r\nyo\n":       {"hi\nyo\n", "hi\r\nyo\r\n"},
		"a世\x7f\x7fb\r":    {"b\n", "a世\b \b\b \b\b \bb\r\n"},
		"abc\x15d\r":       {"d\n", "abc\b \b\b \b\b \bd\r\n"},
		"a\x1b[A\x1bOPb\r": {"ab\n", "ab\r\n"},
		"a\x04\r\x04never": {"a\n", "a\r\n"},
		"a\tb\x7f\x7f\x7f": {"", "ab\b \b\b \b"},
	} {
		var seen bytes.Buffer
		got, err := io.ReadAll(newTTY(strings.NewReader(typed), &seen, func() {}))
		check(t, err)
		if string(got) != want[0] || seen.String() != want[1] {
			t.Errorf("%q: read %q, saw %q", typed, got, seen.String())
		}
	}
}

func TestWhatIsPrintedGoesAboveTheLineBeingTyped(t *testing.T) {
	var seen bytes.Buffer
	in, typing := io.Pipe()
	tty := newTTY(in, &seen, func() {})
	read := make(chan string)
	go func() {
		b, _ := io.ReadAll(tty)
		read <- string(b)
	}()
	_, _ = typing.Write([]byte("hel"))
	_, _ = typing.Write(nil) // the reader is back for more once this returns
	_, _ = tty.Write([]byte("Bob played b2.\n"))
	_, _ = typing.Write([]byte("lo\r"))
	_ = typing.Close()
	if got := <-read; got != "hello\n" || seen.String() != "hel\r\nBob played b2.\r\nhello\r\n" {
		t.Errorf("read %q, saw %q", got, seen.String())
	}
}

func TestALineHasAnEnd(t *testing.T) {
	got, err := io.ReadAll(newTTY(strings.NewReader(strings.Repeat("x", 10*maxLine)+"\r"), io.Discard, func() {}))
	check(t, err)
	if len(got) != maxLine+1 {
		t.Errorf("%d bytes", len(got))
	}
}

package ssh

import (
	"bytes"
	"io"
	"strings"
	"testing"
	"testing/synctest"
	"time"
)

func TestALineIsEchoedErasedAndGivenWhole(t *testing.T) {
	for typed, want := range map[string][2]string{ // what is read, what is seen
		"hi\r":                                   {"hi\n", "hi\r\n"},
		"hi\r\nyo\n":                             {"hi\nyo\n", "hi\r\nyo\r\n"},
		"a世\x7f\x7fb\r":                          {"b\n", "a世\b \b\b \b\b \bb\r\n"},
		"abc\x15d\r":                             {"d\n", "abc\b \b\b \b\b \bd\r\n"},
		"a\x1b[A\x1bOPb\r":                       {"ab\n", "ab\r\n"},
		"a\x04\r\x04never":                       {"a\n", "a\r\n"},
		"ab\x0cc\r":                              {"abc\n", "ab\r\nabc\r\n"},
		"b2\r\x00b3\r\n":                         {"b2\nb3\n", "b2\r\nb3\r\n"},
		"a\x1b[200~b2\rresign\ryes\r\x1b[201~\r": {"ab2 resign yes\n", "ab2 resign yes\r\n"},
		"\x1bRh3\r":                              {"Rh3\n", "Rh3\r\n"}, // and not h3, which is another move
		"a\x1b]11;rgb:4444/1e1e/1e1e\x1b\\\x1bP>|XTerm(370)\x1b\\\x1b[?62;c\x1b[M !!\x1b[<0;5;3Mb\r": {"ab\n", "ab\r\n"},
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

// The pieces of an answer that the line cut are no line, and escape takes nothing
// away of what is typed after it.
func TestCutAnswersAreNotTypedIntoALine(t *testing.T) {
	const answer = "\x1b]11;rgb:4444/1e1e/1e1e\x1b\\"
	for cut := 1; cut < len(answer); cut++ {
		synctest.Test(t, func(t *testing.T) {
			in, typing := io.Pipe()
			tty := newTTY(in, io.Discard, func() {})
			read := make(chan string)
			go func() {
				b, _ := io.ReadAll(tty)
				read <- string(b)
			}()
			for _, part := range []string{"a", answer[:cut], answer[cut:], "b\r\n", "\x1b", "Rh3\r"} {
				_, _ = io.WriteString(typing, part)
				<-time.After(2 * time.Second)
			}
			_ = typing.Close()
			if got := <-read; got != "ab\nRh3\n" {
				t.Errorf("cut at %d: read %q", cut, got)
			}
		})
	}
}

package term

import "testing"

// A terminal that knows both ways is told once, and tmux is asked to pass it on.
func TestATerminalNotifiesOnce(t *testing.T) {
	const nine, more = "\x1b]9;hi\x07", "\x1b]777;notify;Crossplay;hi\x07"
	for name, want := range map[string]string{
		"xterm-256color": nine + more, "": nine + more, "rxvt-unicode-256color": more,
		"xterm-kitty": nine, "foot-extra": nine, "wezterm": nine, "xterm-ghostty": nine,
		"tmux-256color": "\x1bPtmux;\x1b\x1b]9;hi\x07\x1b\\",
	} {
		if got := notifySequence("hi", name); got != want {
			t.Errorf("%q is told %q, not %q", name, got, want)
		}
	}
}

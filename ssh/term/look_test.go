package term

import "testing"

func TestTheLookComesFromTheSessionAlone(t *testing.T) {
	for _, k := range []string{"COLORTERM", "TERM", "LC_ALL", "NO_COLOR", "COLORFGBG"} {
		t.Setenv(k, "server") // and nothing of it counts
	}
	for _, tt := range []struct {
		term string
		env  []string
		want Look
	}{
		{"xterm", nil, Look{Profile: Colours16}},
		{"xterm-256color", []string{"LANG=en_GB.UTF-8"}, Look{Profile: Colours256}},
		{"xterm-256color", []string{"COLORTERM=truecolor"}, Look{Profile: TrueColour}},
		{"xterm-kitty", nil, Look{Profile: TrueColour}},
		{"screen-256color", []string{"COLORTERM=truecolor"}, Look{Profile: Colours256}},
		{"xterm-256color", []string{"NO_COLOR=yes", "COLORTERM=truecolor"}, Look{}},
		{"xterm-256color", []string{"LC_ALL=C", "LANG=de_DE.UTF-8"}, Look{Profile: Colours256, ASCII: true}},
		{"xterm", []string{"LC_CTYPE=en_US.ISO-8859-1"}, Look{Profile: Colours16, ASCII: true}},
		{"linux", nil, Look{Profile: Colours16, ASCII: true}},
		{"xterm", []string{"COLORFGBG=0;15"}, Look{Profile: Colours16, Light: true}},
		{"dumb", nil, Look{}},
	} {
		if got := DetectLook(tt.term, tt.env); got != tt.want {
			t.Errorf("%s %q: %+v, want %+v", tt.term, tt.env, got, tt.want)
		}
	}
}

func TestATerminalThatCannotMoveItsCursorIsDumb(t *testing.T) {
	for name, want := range map[string]bool{"": true, "dumb": true, "xterm": false, "vt100": false} {
		if Dumb(name) != want {
			t.Errorf("Dumb(%q) is %v", name, !want)
		}
	}
}

package text_test

import (
	"strings"
	"testing"

	"crossplay/text"
)

func TestTheNearestNameIsFound(t *testing.T) {
	names := []string{"chess", "Connect Four", "go", "Gomoku", "othello", "draughts", "play", "join", "coin", "rooms", "resign", "rematch", "help", "b", "?"}
	for typed, want := range map[string]string{
		"chss": "chess", "CHESSS": "chess", "hcess": "chess", "Ches": "chess", "che": "chess",
		"connect-fuor": "Connect Four", "connectfour": "Connect Four", "connect": "Connect Four",
		"gomuko": "Gomoku", "otello": "othello", "jion": "join", "jonin": "join", "plya": "play", "resgin": "resign", "romms": "rooms", "hlep": "help",
		"re": "", "goo": "go", "res": "resign", "ioin": "join or coin", "c": "", "": "", "xyzzy": "", "backgammon": "", "o": "", "bb": "", "Go!": "go",
	} {
		if got := text.Nearest(typed, names); strings.Join(got, " or ") != want {
			t.Errorf("%q: %q, want %q", typed, got, want)
		}
	}
}

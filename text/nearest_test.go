package text_test

import (
	"testing"

	"crossplay/text"
)

func TestTheNearestNameIsFound(t *testing.T) {
	names := []string{"chess", "Connect Four", "go", "Gomoku", "othello", "draughts", "play", "join", "rooms", "resign", "rematch", "help", "b", "?"}
	for typed, want := range map[string]string{
		"chss": "chess", "CHESSS": "chess", "hcess": "chess", "Ches": "chess", "che": "chess",
		"connect-fuor": "Connect Four", "connectfour": "Connect Four", "connect": "Connect Four",
		"gomuko": "Gomoku", "otello": "othello", "jion": "join", "jonin": "join", "plya": "play", "resgin": "resign", "romms": "rooms", "hlep": "help",
		"re": "", "c": "", "": "", "xyzzy": "", "backgammon": "", "o": "", "bb": "", "Go!": "go",
	} {
		if got, ok := text.Nearest(typed, names); got != want || ok != (want != "") {
			t.Errorf("%q: %q, %v, want %q", typed, got, ok, want)
		}
	}
}

package screen

import (
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"crossplay/game"
	"crossplay/game/chess"
	"crossplay/words"
)

// Letters that are keys are so with Caps Lock, and on a keyboard that writes Cyrillic
// or Greek.
func TestKeysAreTheSameOnEveryKeyboard(t *testing.T) {
	for name, keys := range map[string]map[string]string{
		"Caps Lock": {"p": "P", "n": "N", "j": "J", "R": "r", "q": "Q", "y": "Y"},
		"Russian":   {"p": "з", "n": "т", "j": "о", "R": "к", "q": "й", "y": "Н"},
		"Greek":     {"p": "π", "n": "Ν", "j": "ξ", "R": "ρ", "q": "q", "y": "υ"},
	} {
		t.Run(name, func(t *testing.T) {
			bubble(t, func(t *testing.T, h *harness) {
				alice := sit(t, h.session(t, "Alice"), normal, nil)
				pass(time.Second)
				for key, opens := range map[string]string{"p": "Play now", "n": "New room", "j": "Join by code"} {
					alice.press(keys[key])
					alice.sees(opens, "esc back")
					alice.press("esc")
					pass(time.Second)
				}
				alice.press(keys["p"], "enter")
				pass(time.Second)
				alice.press(keys["y"])
				alice.sees("Copied")
				bob := sit(t, h.session(t, "Bob", "play", "tictactoe"), normal, nil)
				pass(time.Second)
				bob.press("esc", keys["R"])
				bob.sees("Resign?")
				bob.press("esc", "esc", keys["q"])
				pass(time.Second)
				bob.sees("Your games")
			})
		})
	}
}

// In front of a board they are text, and the text is a move.
func TestMovesAreTypedOnEveryKeyboard(t *testing.T) {
	among(t, []game.Rules{chess.Rules{}}, func(t *testing.T, h *harness) {
		alice, bob := two(t, h, "chess")
		alice.press("Т", "а", "3")
		alice.sees("Move: Та3")
		alice.press("enter")
		bob.sees("Nf3", "Your turn")
		bob.press("ε", "5", "enter")
		alice.sees("e5", "Your turn")
		alice.press("tab", "п", "р", "enter")
		bob.sees("пр")
	})
}

// Brackets, slashes, tildes and the like are behind other keys, or none, on half of the
// world's keyboards.
func TestNoKeyNeedsAKeyboardOfItsOwn(t *testing.T) {
	const everywhere = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789+?"
	for _, v := range words.Verbs {
		if !strings.Contains(everywhere, v.Key) {
			t.Errorf("%q has the key %q", v.Label, v.Key)
		}
	}
	bubble(t, func(t *testing.T, h *harness) {
		alice, _ := two(t, h, "connectfour")
		for _, i := range alice.app.page.(*table).menu() {
			if !strings.Contains(everywhere, i.key) {
				t.Errorf("%q has the key %q", i.name, i.key)
			}
		}
	})
}

// Whatever a page, or what is in front of it, does by a letter, it does so with Caps Lock
// and by the letters of other alphabets on the same keys.
func TestEveryLetterIsAKeyOnEveryKeyboard(t *testing.T) {
	bubble(t, func(t *testing.T, h *harness) {
		a := sit(t, h.session(t, "Alice"), normal, nil).app
		table := &table{app: a}
		all := map[string]any{
			"home": a.page, "history": a.newHistory(), "replay": &replay{table: table}, "creation": &creation{app: a, at: 1},
			"form": &form{app: a}, "guide": a.newGuide(nil), "record": &record{table: table}, "invite": &invite{app: a}, "fair": &fair{app: a},
			"dialog": &dialog{app: a}, "carrying": &carrying{app: a},
		}
		for on, letters := range lettersOfKeys(t) {
			if on == "table" || on == "app" { // which passes keys on, and where they are of the menu
				continue
			}
			switch it := all[on].(type) {
			case page:
				a.page, a.front = it, nil
			case overlay:
				a.front = it
			default:
				t.Errorf("%s has the keys %q, and is not tried", on, letters)
				continue
			}
			for _, letter := range letters {
				if letter == "G" { // g is another key
					continue
				}
				for _, typed := range []string{letter, strings.ToUpper(letter), keyIn(letter, russian), strings.ToUpper(keyIn(letter, russian)), keyIn(letter, greek)} {
					if typed == "" {
						continue
					}
					want := letter
					if capital := strings.ToUpper(letter); typed == strings.ToUpper(typed) && slices.Contains(letters, capital) {
						want = capital
					}
					if got := a.meant(press(typed)).String(); got != want {
						t.Errorf("%s: %q is taken for %q, not for the key %q", on, typed, got, want)
					}
				}
			}
		}
	})
}

// The rows of a Russian and of a Greek keyboard, as they lie on those of a Latin one.
const (
	latin   = "qwertyuiopasdfghjklzxcvbnm"
	russian = "йцукенгшщзфывапролдячсмить"
	greek   = " ςερτυθιοπασδφγηξκλζχψωβνμ"
)

// keyIn is what a keyboard has where others have the letter, or nothing.
func keyIn(letter, keyboard string) string {
	return strings.TrimSpace(string([]rune(keyboard)[strings.Index(latin, letter)]))
}

// lettersOfKeys are the letters that stand in this package in the methods that take keys,
// by whose they are.
func lettersOfKeys(t *testing.T) map[string][]string {
	t.Helper()
	names, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	all, constants := map[string][]string{}, map[string]string{
		"alertsKey": alertsKey, "offKey": offKey, "historyKey": historyKey, "habitsKey": habitsKey, "clockKey": clockKey, "challengeKey": challengeKey,
	}
	for _, name := range names {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		file, err := parser.ParseFile(token.NewFileSet(), name, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		for _, d := range file.Decls {
			f, ok := d.(*ast.FuncDecl)
			if !ok || f.Recv == nil || f.Name.Name != "key" && f.Name.Name != "keys" {
				continue
			}
			of := f.Recv.List[0].Type.(*ast.StarExpr).X.(*ast.Ident).Name
			ast.Inspect(f, func(n ast.Node) bool {
				var letter string
				switch n := n.(type) {
				case *ast.BasicLit:
					letter, _ = strconv.Unquote(n.Value)
				case *ast.Ident:
					letter = constants[n.Name]
				}
				if len(letter) == 1 && ('a' <= letter[0] && letter[0] <= 'z' || letter == "G") {
					all[of] = append(all[of], letter)
				}
				return true
			})
		}
	}
	return all
}

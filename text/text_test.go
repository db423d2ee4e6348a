package text

import (
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/clipperhouse/uax29/v2/graphemes"
	"golang.org/x/text/unicode/norm"
	"pgregory.net/rapid"
)

func TestCleanRemovesWhatAttacks(t *testing.T) {
	for _, c := range []struct{ name, text, want string }{
		{"plain", "Hello, Bob!", "Hello, Bob!"},
		{"markup stays literal text", `<img src=x onerror="alert(1)">`, `<img src=x onerror="alert(1)">`},
		{"colour", "\x1b[31mred\x1b[0m", "red"},
		{"colour with colons", "\x1b[38:2::1:2:3mred", "red"},
		{"private mode", "\x1b[?1049hx\x1b[2 q", "x"},
		{"title by BEL", "a\x1b]0;owned\ab", "ab"},
		{"title by ST", "a\x1b]0;owned\x1b\\b", "ab"},
		{"link", "\x1b]8;;http://evil\x1b\\click\x1b]8;;\x1b\\", "click"},
		{"unterminated OSC", "a\x1b]52;c;" + strings.Repeat("A", 1000), "a"},
		{"DCS, APC", "a\x1bP1$q\x1b\\b\x1b_G\x1b\\c", "abc"},
		{"character set", "\x1b(0lqk", "lqk"},
		{"reset", "a\x1bcb", "ab"},
		{"escape at the end", "a\x1b", "a"},
		{"escape before an escape", "a\x1b\x1b[31mb", "ab"},
		{"cut CSI", "a\x1b[31", "a"},
		{"8-bit CSI", "a\u009b31mb", "ab"},
		{"8-bit OSC", "a\u009d0;x\u009cb", "ab"},
		{"8-bit CSI that is not UTF-8", "a\x9bb", "ab"},
		{"C0", "a\x00\x07\x08\x7fb", "ab"},
		{"C1", "a\u0080\u0084b", "ab"},
		{"line ends are spaces", "a\r\nb\nc\rd\u0085e\u2028f\u2029g", "a b c d e f g"},
		{"spaces", "\t a  \u00a0\u3000\u2800 b ", "a b"},
		{"bidi", "\u202aa\u202e\u2066b\u2069\u200e\u200f\u061cc", "abc"},
		{"zero width", "a\u200bb\u200c\u200dc\ufeff\u2060d\u00ade", "abcde"},
		{"fillers", "a\u115f\u1160\u3164\uffa0\u034fb", "ab"},
		{"tags", "a\U000e0001\U000e0061\U000e007fb", "ab"},
		{"variation selectors", "a\ufe0fb\ufe00\U000e0100c\u180b", "abc"},
		{"private use", "a\ue000\U000f0000b", "ab"},
		{"noncharacters", "a\ufdd0\ufffe\U0001ffffb", "ab"},
		{"unassigned", "a\u0378b", "ab"},
		{"stand-ins", "a\ufffc\ufffdb", "ab"},
		{"invalid UTF-8", "a\xff\xc3\xed\xa0\x80\xf4\x90\x80\x80b", "ab"},
		{"NFC", "e\u0301", "é"},
		{"NFC across something invisible", "e\u200b\u0301", "é"},
		{"marks", "x" + strings.Repeat("\u0336", 10_000), "x" + strings.Repeat("\u0336", MaxCombining)},
		{"marks on nothing", "\u0301\u0301 \u0301a", "a"},
		{"marks on a space", "a \u0301 b", "a b"},
		{"only rubbish", "\x1b[0m\u200b\n", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := Clean(c.text, 100); got != c.want {
				t.Errorf("Clean(%+q) = %+q, want %+q", c.text, got, c.want)
			}
		})
	}
}

func TestCleanKeepsWhatPeopleWrite(t *testing.T) {
	for _, text := range []string{
		"Grüße, Ångström", "Tiếng Việt", "Привет", "Γειά σου", "日本語テスト", "한국어", "हिन्दी में", "ภาษาไทย", "שָׁלוֹם", "السلام عليكم", "မြန်မာ",
		"👍🏽", "❤️", "👩‍🚀", "👨‍👩‍👧‍👦", "🏳️‍🌈", "🕵🏻‍♂️", "🇩🇪", "♟️ e4!", "½ × 3 ≠ ∞",
	} {
		if got := Clean(text, 100); got != norm.NFC.String(text) {
			t.Errorf("Clean(%q) = %+q, want %+q", text, got, text)
		}
	}
}

func TestCleanCountsCharactersAsPeopleDo(t *testing.T) {
	for _, c := range []struct {
		text string
		max  int
		want string
	}{
		{"abcdef", 3, "abc"},
		{"ab cd", 3, "ab"},
		{"abc", 0, ""},
		{"abc", -1, ""},
		{"👨‍👩‍👧‍👦👍🏽é!", 3, "👨‍👩‍👧‍👦👍🏽é"},
		{strings.Repeat("👨🏻‍👩🏻‍👧🏻‍👦🏻 ", 20), 4, "👨🏻‍👩🏻‍👧🏻‍👦🏻 👨🏻‍👩🏻‍👧🏻‍👦🏻"},
		{"hi " + strings.Repeat("\u1100", 500), 10, "hi"},       // one endless Hangul syllable
		{"hi " + strings.Repeat("👩\u200d", 500), 10, "hi"},      // one endless family
		{strings.Repeat("\u200b", 10_000_000) + "late", 10, ""}, // beyond what is read
		{strings.Repeat("a", 10_000_000), 10, "aaaaaaaaaa"},
	} {
		if got := Clean(c.text, c.max); got != c.want {
			t.Errorf("Clean(%.40q…, %d) = %+q, want %+q", c.text, c.max, got, c.want)
		}
	}
}

func TestLengthCountsWhatCleanKeeps(t *testing.T) {
	for text, want := range map[string]int{
		"": 0, "abc": 3, "  a  b  ": 3, "é!": 2, "e\u0301": 1, "👨‍👩‍👧‍👦👍🏽": 2, "\x1b[31mred": 3, "\u200b\a": 0, strings.Repeat("x", 500): 500,
	} {
		if got := Length(text); got != want {
			t.Errorf("Length(%q) = %d, want %d", text, got, want)
		}
	}
}

func TestCleanTextIsSafeAndStays(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		hostile := rapid.SampledFrom([]string{
			"\x1b", "[", "]", "31m", "\a", "\x1b\\", "\u009b", "\u009c", "\u200d", "\ufe0f", "\ufe0e", "👩", "❤", "🏻", "🇩", "\u0301", "\u0316", "\u0345",
			"\u1100", "\u1161", "\u11a8", "\uac00", "\u034f", " ", "\n", "\xff", "\u202e", "\u0958", "\u09c7", "\u09be", "\u20e3", "1", "e", "\u0344", "\u094d", "\u0915", "\u0d4e",
		})
		text := strings.Join(rapid.SliceOfN(rapid.OneOf(hostile, rapid.String(), hostile), 0, 200).Draw(t, "text"), "")
		checkClean(t, text, rapid.IntRange(0, 40).Draw(t, "max"))
	})
}

func FuzzClean(f *testing.F) {
	f.Add("\x1b[31mred\x1b]0;x\a👩\u200d🚀 e\u0301\u202e", 10)
	f.Add(strings.Repeat("\u0316\u0301", 40), 3)
	f.Fuzz(func(t *testing.T, text string, max int) { checkClean(t, text, max%1000) })
}

func checkClean(t interface{ Fatalf(string, ...any) }, text string, max int) {
	got := Clean(text, max)
	again := Clean(got, max)
	if again != got {
		t.Fatalf("Clean(%+q, %d) = %+q, cleaned again %+q", text, max, got, again)
	}
	if !utf8.ValidString(got) || !norm.NFC.IsNormalString(got) || got != strings.TrimSpace(got) || strings.Contains(got, "  ") {
		t.Fatalf("Clean(%+q, %d) = %+q is not one tidy line", text, max, got)
	}
	characters, marks := 0, 0
	for g := graphemes.FromString(got); g.Next(); {
		characters++
	}
	if characters > max && max >= 0 {
		t.Fatalf("Clean(%+q, %d) = %+q has %d characters", text, max, got, characters)
	}
	for _, r := range got {
		if r != joiner && !unicode.IsGraphic(r) || r != ' ' && unicode.IsSpace(r) {
			t.Fatalf("Clean(%+q, %d) = %+q contains %U", text, max, got, r)
		}
		if marks++; !unicode.IsMark(r) {
			marks = 0
		}
		if marks > MaxCombining {
			t.Fatalf("Clean(%+q, %d) = %+q has a heap of marks", text, max, got)
		}
	}
}

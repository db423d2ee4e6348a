package players_test

import (
	"errors"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"crossplay/players"
	"crossplay/rooms/journaltest"
)

func TestNobodyCanLookLikeSomebodyElse(t *testing.T) {
	for _, c := range []struct{ name, like string }{
		{"alice", "ALICE"},
		{"alice", "ａｌｉｃｅ"},
		{"alice", "𝐚𝐥𝐢𝐜𝐞"},
		{"alice", "a.l i-c_e"},
		{"alice", "al\u0131ce"},
		{"alice", "AL1CE"},
		{"alice", "ạlíçe"},
		{"Bill", "Bi1l"},
		{"Ian", "lan"},
		{"Otto", "0tt0"},
		{"Tim", "Tirn"},

		{"copa", "сора"}, // Cyrillic
		{"HOCKA", "НОСКА"},
		{"ANNA", "ΑΝΝΑ"}, // Greek
		{"αννα", "ΑΝΝΑ"},
		{"ΑΝΝΑ", "αννα"},
		{"ΝΙΚΗ", "nikh"},
		{"Андрей", "андреи"},
		{"alice-2", "alice2"},
	} {
		b := open(t, journaltest.NewMemory())
		first := must(t)(b.NewGuest(ctx, c.name, home))
		second := must(t)(b.NewBrowser(ctx, "", home))
		if first.Name != c.name {
			t.Errorf("%q became %q", c.name, first.Name)
		}
		if _, err := b.Rename(ctx, second.ID, c.like); !errors.Is(err, players.ErrNameTaken) {
			t.Errorf("%q beside %q: %v", c.like, c.name, err)
		}
		if p := must(t)(b.NewGuest(ctx, c.like, home)); strings.EqualFold(p.Name, c.name) {
			t.Errorf("%q came in as %q", c.like, p.Name)
		}
		must(t)(b.Rename(ctx, first.ID, "somebody else"))
		if _, err := b.Rename(ctx, second.ID, c.like); err != nil {
			t.Errorf("%q after %q is free: %v", c.like, c.name, err)
		}
	}
}

func TestNamesThatDifferAreTwoNames(t *testing.T) {
	b := open(t, journaltest.NewMemory())
	for _, name := range []string{"Zoe", "Zora", "राम", "रमा", "かな", "がな", "กา", "กี", "민수", "민소", "王伟", "王芳", "שרה", "علي"} {
		if p := must(t)(b.NewGuest(ctx, name, home)); p.Name != name {
			t.Errorf("%q became %q", name, p.Name)
		}
	}
}

func TestNamesAreCleanedAtTheDoor(t *testing.T) {
	for wanted, want := range map[string]string{
		"  alice  ":             "alice",
		"<b>bob</b>":            "<b>bob</b>",
		"--carol--":             "carol",
		"-\u0301carol":          "carol",
		"‼\ufe0fcarol":          "carol",
		"\x1b[31mdave\x1b[0m":   "dave",
		"eve\r\nroot":           "eve root",
		"\u202efrank":           "frank",
		"J. R. R.":              "J. R. R",
		"Henry Ⅷ":               "Henry Ⅷ",
		"⭐ Ann":                 "⭐ Ann",
		"42":                    "42",
		"...":                   "",
		"⭐":                     "",
		"Pаblo":                 "", // a Cyrillic а
		"Ρablo":                 "", // a Greek Ρ
		"Aндрей":                "", // a Latin A
		"ᎪᎡ":                    "", // Cherokee
		"ꓐꓳꓐ":                   "", // Lisu
		"ꓮlice":                 "",
		"太郎Taro":                "太郎Taro",
		"太郎Таро":                "",
		strings.Repeat("x", 99): strings.Repeat("x", players.MaxName),
	} {
		if got := players.CleanName(wanted); got != want {
			t.Errorf("CleanName(%+q) = %+q, want %+q", wanted, got, want)
		}
	}
}

func TestACleanNameStaysAsItIs(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		name := players.CleanName(rapid.String().Draw(t, "wanted"))
		if again := players.CleanName(name); again != name {
			t.Fatalf("%+q, cleaned again %+q", name, again)
		}
	})
}

package players_test

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"unicode"

	"pgregory.net/rapid"

	"crossplay/journal"
	"crossplay/journal/journaltest"
	"crossplay/players"
	"crossplay/rooms/room"
	"crossplay/text"
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

		{"Victoria", "Vɪctoria"},
		{"Victoria", "Victᴏria"},
		{"Victoria", "Victoria ✓"},
		{"Victoria", "Victoria™"},
		{"Victoria", "Victoriaᵃ"},
		{"Victoria", "Vᵢctoria"},
		{"Victoria", "ⱽictoria"},
		{"Victoria", "Ⓥictoria"},
		{"Victoria", "🅥ictoria"},
		{"Victoria", "🇻🇮🇨🇹oria"},
		{"Victoria", "∨ictoria"},
		{"Victoria", "V!ctoria"},
		{"Maria", "M@ria"},
		{"Victoria", "⭐ Victoria ⭐"},
		{"Victoria", "ʻVictoriaʼ"},
		{"Victoria", "Ѵістогіа"},
		{"Victoria", "VICTORIɅ"},
		{"Hassan", "ʜᴀꜱꜱᴀɴ"},
		{"Gabriel", "ɢᴀʙʀɪᴇʟ"},
		{"Đorđe", "Dorde"},
		{"Łukasz", "Lukasz"},
		{"Søren", "Soren"},
		{"علي", "عليـ"},
		{"שרה", "שָׂרָה"},
	} {
		d := open(t, journaltest.NewMemory())
		first := keep(t, d, d.NewGuest(c.name))
		second := keep(t, d, d.NewBrowser())
		if first.Name != c.name {
			t.Errorf("%q became %q", c.name, first.Name)
		}
		if _, err := d.Rename(ctx, second.ID, c.like); !errors.Is(err, players.ErrNameTaken) {
			t.Errorf("%q beside %q: %v", c.like, c.name, err)
		}
		if p := keep(t, d, d.NewGuest(c.like)); strings.EqualFold(p.Name, c.name) {
			t.Errorf("%q came in as %q", c.like, p.Name)
		}
		must(t)(d.Rename(ctx, first.ID, "somebody else"))
		if _, err := d.Rename(ctx, second.ID, c.like); err != nil {
			t.Errorf("%q after %q is free: %v", c.like, c.name, err)
		}
	}
}

func TestNamesThatDifferAreTwoNames(t *testing.T) {
	d := open(t, journaltest.NewMemory())
	for _, name := range []string{"Zoe", "Zora", "राम", "रमा", "かな", "がな", "กา", "กี", "민수", "민소", "王伟", "王芳", "שרה", "علي"} {
		if p := keep(t, d, d.NewGuest(name)); p.Name != name {
			t.Errorf("%q became %q", name, p.Name)
		}
	}
}

func TestNamesAreCleanedOnTheWayIn(t *testing.T) {
	for wanted, want := range map[string]string{
		"  alice  ":            "alice",
		"<b>bob</b>":           "<b>bob</b>",
		"--carol--":            "carol",
		"-\u0301carol":         "carol",
		"‼\ufe0fcarol":         "carol",
		"\x1b[31mdave\x1b[0m":  "dave",
		"eve\r\nroot":          "eve root",
		"\u202efrank":          "frank",
		"J. R. R.":             "J. R. R",
		"Henry Ⅷ":              "Henry Ⅷ",
		"⭐ Ann":                "⭐ Ann",
		"42":                   "42",
		"...":                  "",
		"⭐":                    "",
		"Pаblo":                "", // a Cyrillic а
		"Ρablo":                "", // a Greek Ρ
		"Aндрей":               "", // a Latin A
		"ᎪᎡ":                   "", // Cherokee
		"ꓐꓳꓐ":                  "", // Lisu
		"ꓮlice":                "",
		"太郎Taro":               "太郎Taro",
		"太郎Таро":               "",
		"Nguyễn Thị Ánh Tuyết": "Nguyễn Thị Ánh Tuyết",
		"남궁민수":                 "남궁민수",

		strings.Repeat("ế", players.MaxName): strings.Repeat("ế", players.MaxName),
		strings.Repeat("ﷺ", players.MaxName): "", // each is eighteen letters
		strings.Repeat("x", 99):              strings.Repeat("x", players.MaxName),
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

// Whoever reads one of these would take it for the server, a bot, or nobody.
func TestNobodyPretends(t *testing.T) {
	d := open(t, journaltest.NewMemory())
	for _, name := range []string{
		"admin", "Admin", "ADMIN", "ᴀdmin", "a d m i n", "a.d.m.i.n", "the a d m i n", "ad-min", "Ad Min", "admin1", "1admin", "adm1n", "4dmin", "adm!n",
		"admin Ann", "Ann (admin)", "the admin", "Ann_admin", "AnnAdmin", "theadmin", "adminann", "Аdmin", "ɑdmin", "ádmin", "🇦🇩🇲🇮🇳 1", "Ⓐdmin", "Admin✓", "Administrators", "SysAdmin",
		"crossplay", "crᴏssplay", "Cr0ssplay", "Crossplay team", "The Crossplay", "crossplayteam", "Cro$$play", "C®ossplay", "Cross Play", "cross.play",
		"System", "System™", "5ystem", "System 2", "The System", "Server", "Serv3r", "Staff", "Chess Staff", "Moderator", "Mod Ann", "supermoderator", "m0derator",
		"Hard bot", "Hard ʙot", "hardbot", "HARDBOT", "HardBot2", "Bot (hard)", "EasyBot 2", "b0t 3", "b.o.t", "B O T", "Anna-Bots", "Robot", "bot™", "ﬁne bot", "вот", "ʙᴏᴛ", "ЬОТ",
		"Alice (guest", "Alice (guest)", "Alice, guest", "Ann · you", "Alice [bot", "Ann – away",
		"Alice has left", "Alice left", "Alice is away", "Bob offers a draw", "Bob resigned", "Ann did not play on", "Ann.has.left", "Ann ran out of time", "Ann hás left",
		"Black", "white", "Blаck", "White 2", "Ring", "X", "Dice", "Dice!", "Player", "Player 2", "The game", "a guest", "Your turn", "your opponent", "Opponent", "Waiting", "The House", "Official", "referee", "Arbiter", "Someone", "They", "me",
		"root", "r00t", "Root 1", "Guest", "Guest 12", "you", "You!", "nobody", "Free seat", "left", "Owner", "Support",
		"Админ", "модератор", "管理人", "管理员",
	} {
		if err := try(d, name); !errors.Is(err, players.ErrNameTaken) && !errors.Is(err, players.ErrBadName) {
			t.Errorf("%q: %v", name, err)
		}
		if got := keep(t, d, d.NewGuest(name)); got.Name == players.CleanName(name) {
			t.Errorf("%q came in under that name", name)
		}
	}
}

// Everybody else is called as they are.
func TestPeopleKeepTheirNames(t *testing.T) {
	d := open(t, journaltest.NewMemory())
	for _, name := range strings.Split("Abbott|Talbot|Chabot|Cabot|Joe Root|Badminton Bob|Lady Ada|Modesty|Modibo|Adele|Steffi|Hostetler|Guestrin|Ownsworth|Rooted|"+
		"O'Brien|Anne-Marie|Jean-Luc|J. R. R|María José|Zoë|Renée|Søren|Øyvind|Åsa|Łukasz|Đorđe|Þórunn|Guðrún|Straße|Jürgen|Günther|François|Beyoncé|Nguyễn Văn Tý|Trần Thị Hồng|Đặng|"+
		"Şebnem|İbrahim|Işık|Çağla|Əliyev|Kɔfi|Ŋatta|Αλέξανδρος|Ελένη|ΝΙΚΟΣ|Ζωή|Дмитрий|Ольга|Ёлка|Їжак|Юрій|Ћирић|Ғалым|Աննա|Արամ|ანა|გიორგი|"+
		"שרה|דוד|יוסף|علی|فاطمة|محمد|يوسف|राम|प्रिया|অনন্যা|பிரியா|สมชาย|ณัฐ|王伟|李娜|太郎|さくら|レイ|リー|ゆうこ|민수|지영|Taro太郎|Jack Black|Barry White|Jae Won|Chris Guest|Isabel Hasan|Wasim|Hass|Leif Tveit|Ann [Kiel] B|Rolf - Ring|X Æ|Bo Oster|Ann 🌸|Kim ✨|Max 2|Nr. 5|⭐ Eva", "|") {
		if p := keep(t, d, d.NewGuest(name)); p.Name != name {
			t.Errorf("%q became %q", name, p.Name)
		}
	}
}

// Whatever a pretender puts in place of the letters of a name that is taken, or
// between them, is refused.
func TestEditsThatNobodySeesAreRefused(t *testing.T) {
	alike := make(map[string][]rune) // characters by their shape
	for r := range players.Prototypes() {
		if unicode.IsGraphic(r) && !unicode.IsMark(r) { // the others are not shown, or not everywhere
			alike[players.Shape(string(r))] = append(alike[players.Shape(string(r))], r)
		}
	}
	for _, all := range alike {
		slices.Sort(all)
	}
	d := open(t, journaltest.NewMemory())
	edits := 0
	rapid.Check(t, func(t *rapid.T) {
		name := rapid.StringMatching(`[A-Za-z][a-z]{3,7}[A-Za-z0-9]`).Draw(t, "name")
		p, leave := d.Enter(d.NewGuest(name), home)
		defer leave()
		if p.Name != name {
			return // a word like "bot"
		}
		var edited strings.Builder
		for _, r := range name {
			switch of := alike[players.Shape(string(r))]; rapid.IntRange(0, 9).Draw(t, "edit") {
			case 0, 1, 2, 3:
				if len(of) > 0 {
					r = rapid.SampledFrom(of).Draw(t, "like")
				}
			case 4:
				r = unicode.ToUpper(r)
			case 5:
				r = unicode.ToLower(r)
			}
			edited.WriteRune(r)
			edited.WriteString(rapid.SampledFrom([]string{"", "", "", "", "\u0301", " ", "-", "·", "™", "✓", "ʰ", "ʼ", "\u200b", "²", "⭐"}).Draw(t, "between"))
		}
		if clean := players.CleanName(edited.String()); clean != "" && clean != text.Clean(edited.String(), 99) {
			return // what is shown is another name
		}
		edits++
		switch err := try(d, edited.String()); {
		case errors.Is(err, players.ErrNameTaken), errors.Is(err, players.ErrBadName):
		default:
			t.Fatalf("%+q beside %q: %v", edited.String(), name, err)
		}
	})
	if edits == 0 {
		t.Error("nothing was tried")
	}
}

// An earlier version took names for different that look alike today.
func TestNamesOfAnOldDatabaseStay(t *testing.T) {
	j := journaltest.NewMemory()
	pos := journal.Pos(0)
	ids := []room.PersonID{"00000000000000000000000001", "00000000000000000000000002", "00000000000000000000000003"}
	for i, name := range []string{"Victoria", "Vɪctoria", "Hard ʙot"} {
		var err error
		if pos, err = j.Append(ctx, "players", pos, players.RecordOf(ids[i], name)); err != nil {
			t.Fatal(err)
		}
	}
	d := open(t, j)
	for i, name := range []string{"Victoria", "Vɪctoria", "Hard ʙot"} {
		if p, ok := d.Player(ids[i]); !ok || p.Name != name || p.Provisional {
			t.Errorf("%q is %+v", name, p)
		}
	}
	other := keep(t, d, d.NewBrowser())
	for _, id := range ids[:2] { // the name is free when both have another
		if _, err := d.Rename(ctx, other.ID, "VICTORIA"); !errors.Is(err, players.ErrNameTaken) {
			t.Errorf("beside the old ones: %v", err)
		}
		if _, err := d.Rename(ctx, id, "Queen "+string(id[25:])); err != nil {
			t.Error(err)
		}
	}
	must(t)(d.Rename(ctx, other.ID, "VICTORIA"))
}

func TestNoNameSaysSomething(t *testing.T) {
	for wanted, want := range map[string]string{
		"Victor Hugo: gg. Bob": "Victor Hugo gg. Bob", "Ann：hi": "Ann hi", "Ann∶ hi": "Ann hi", ":": "", "Ann:": "Ann",
	} {
		if got := players.CleanName(wanted); got != want {
			t.Errorf("%q becomes %q", wanted, got)
		}
	}
}

package players

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// This file says which names would pass for the server, for a bot, or for
// nobody.

// reserved are the words of names that pretend.
type reserved struct {
	// words are what nobody has in their name. Bots call themselves by their level
	// and "bot". Surnames that end like one, as Talbot and Chabot, are other words.
	words map[string]bool
	// alone is no name by itself. Some of it is what the windows say where a name
	// is missing.
	alone map[string]bool
	// within passes for the server in the midst of a word, and ends only at its
	// beginning or end: there is an admin in badminton.
	within, ends map[string]bool
	// notes are what windows add to a name, in brackets or behind a comma, and says is
	// how they go on after one, in words that are in few names: who is called "Ann has
	// left" would have it said of Ann.
	notes, says map[string]bool
	// generic are user names that programs and images come with: nobody chose
	// them.
	generic map[string]bool
}

// newReserved adds to them what the program calls seats, and who else speaks in it.
func newReserved(voices []string) reserved {
	no := reserved{
		words: set("admin admins administrator administrators sysadmin sysop superuser webmaster " +
			"moderator moderators mod mods crossplay staff system server " +
			"bot bots robot robots easybot mediumbot hardbot aibot chatbot chessbot gamebot housebot mybot playbot superbot thebot " +
			"админ администратор модератор система бот 管理者 管理人 管理员 系统"),
		alone: set("agame game thegame player players anybody everybody everyone freeseat afreeseat guest guests host house left nobody nobodyyet operator owner root seat " +
			"somebody someone spectator spectators support they theopponent thehouse arbiter aguest me official opponent referee waiting you youropponent yourturn"),
		within:  set("administrator crossplay moderator"),
		ends:    set("admin"),
		generic: set("debian ec2-user fedora git opc pi test ubuntu user vagrant"),
		notes:   set("away bot easy gaveup guest hard host left medium out owner ready spectator watching you"),
		says: set("agrees did disconnected declined declines gave gives has is joined joins left lost makes offered offers played ran resigned resigns says sat " +
			"stayed took was wins withdraws"),
	}
	for _, voice := range voices {
		for _, l := range looks(voice) {
			no.alone[l] = true
		}
	}
	return no
}

// set holds what the words look like.
func set(words string) map[string]bool {
	m := make(map[string]bool)
	for _, w := range strings.Fields(words) {
		for _, l := range looks(w) {
			m[l] = true
		}
	}
	return m
}

// pretends reports whether somebody of that name would pass for the server, for a bot or
// for a seat, or whether the name reads as something that is said of another.
func (no reserved) pretends(name string) bool {
	whole := numberless(name)
	for _, l := range whole {
		if no.words[l] || no.alone[l] || anyOf(no.within, func(w string) bool { return strings.Contains(l, w) }) {
			return true
		}
	}
	for _, word := range words(name) {
		like := whole
		if word != name { // it takes a while to find out
			like = numberless(word)
		}
		for _, l := range like {
			if no.words[l] || anyOf(no.ends, func(w string) bool { return strings.HasPrefix(l, w) || strings.HasSuffix(l, w) }) {
				return true
			}
		}
	}
	return no.tells(name)
}

// tells reports whether the name reads as another with a note, or as a sentence.
func (no reserved) tells(name string) bool {
	parts := strings.FieldsFunc(name, func(r rune) bool {
		return r != '\'' && r != '’' && !isWord(r) && !unicode.IsMark(r) && !unicode.IsSpace(r)
	})
	if len(parts) > 1 && slices.ContainsFunc(parts[1:], func(note string) bool { return anyLook(no.notes, note) }) {
		return true
	}
	all := strings.FieldsFunc(name, func(r rune) bool { return !isWord(r) && !unicode.IsMark(r) })
	return len(all) > 1 && slices.ContainsFunc(all[1:], func(word string) bool {
		return strings.ContainsFunc(word, unicode.IsLetter) && anyLook(no.says, word) // 15 is a number
	})
}

// anyLook reports whether the text looks like one of the words.
func anyLook(words map[string]bool, text string) bool {
	return slices.ContainsFunc(looks(text), func(l string) bool { return words[l] })
}

// isChosen reports whether a person could have meant the name.
func (no reserved) isChosen(name string) bool {
	return !anyLook(no.generic, name) && !no.pretends(name)
}

func anyOf(words map[string]bool, is func(string) bool) bool {
	for w := range words {
		if is(w) {
			return true
		}
	}
	return false
}

// leet are digits that stand for letters where somebody wants them to. Everybody
// else's are numbers, so that Ann3 is no Anne.
var leet = strings.NewReplacer("3", "e", "4", "a", "7", "t")

// numberless are what text looks like with the numbers at its ends and without:
// "admin1", "5ystem".
func numberless(text string) []string {
	left, right := strings.TrimLeftFunc(text, unicode.IsNumber), strings.TrimRightFunc(text, unicode.IsNumber)
	var all []string
	for _, of := range distinct(text, left, right, strings.TrimFunc(text, unicode.IsNumber)) {
		for _, l := range looks(of) {
			all = append(all, l, leet.Replace(l))
		}
	}
	return all
}

// words are the parts of a name that are read as words: what stands between
// spaces, between any separators, from one capital to the next, and letters that
// stand alone together, as in "a d m i n".
func words(name string) []string {
	all := strings.Fields(name)
	spelled := ""
	for _, part := range strings.FieldsFunc(name, func(r rune) bool { return !isWord(r) && !unicode.IsMark(r) }) {
		all = append(all, part)
		all = append(all, humps(part)...)
		if utf8.RuneCountInString(part) == 1 {
			spelled += part
			continue
		}
		all, spelled = append(all, spelled), ""
	}
	return slices.DeleteFunc(distinct(append(all, spelled)...), func(word string) bool {
		return !strings.ContainsFunc(word, unicode.IsLetter) // 607 is a number, though бот looks like it
	})
}

func distinct(texts ...string) []string {
	slices.Sort(texts)
	return slices.Compact(texts)
}

// humps are the words of "EasyBot".
func humps(part string) []string {
	var all []string
	from := 0
	var last rune
	for i, r := range part {
		if unicode.IsUpper(r) && !unicode.IsUpper(last) && i > from {
			all = append(all, part[from:i])
			from = i
		}
		last = r
	}
	return append(all, part[from:])
}

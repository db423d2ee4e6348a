package players

import (
	"slices"
	"strings"
	"sync"
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
	// generic are user names that programs and images come with: nobody chose
	// them.
	generic map[string]bool
}

// reservedNames are made when they are first needed, as what they look like is.
var reservedNames = sync.OnceValue(func() reserved {
	return reserved{
		words: set("admin admins administrator administrators sysadmin sysop superuser webmaster " +
			"moderator moderators mod mods crossplay staff system server " +
			"bot bots robot robots easybot mediumbot hardbot aibot chatbot chessbot gamebot housebot mybot playbot superbot thebot " +
			"админ администратор модератор система бот 管理者 管理人 管理员 系统"),
		alone: set("anybody everybody everyone freeseat afreeseat guest guests host house left nobody nobodyyet operator owner root seat " +
			"somebody spectator spectators support you"),
		within:  set("administrator crossplay moderator"),
		ends:    set("admin"),
		generic: set("debian ec2-user fedora git opc pi test ubuntu user vagrant"),
	}
})

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

// pretends reports whether somebody of that name would pass for the server or for
// a bot.
func pretends(name string) bool {
	no := reservedNames()
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
	return false
}

// isChosen reports whether a person could have meant the name.
func isChosen(name string) bool {
	for _, l := range looks(name) {
		if reservedNames().generic[l] {
			return false
		}
	}
	return !pretends(name)
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

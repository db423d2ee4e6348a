package game

import (
	"regexp"
	"slices"
	"strings"
)

// This file reads a turn of several moves that is typed at once, as backgammon writes
// them: "13/7 8/7", "24/20*/16", "8/4(2)". The page has the same in
// web/page/typed.js, and both are held against testdata/typed.json.

// maxHops is how many moves a turn has at most: a double's four.
const maxHops = 4

var (
	// lead is what stands before the moves of a turn: its number and its dice: "opening 6-1".
	lead = regexp.MustCompile(`^(\d{1,3}\.+ *)?((?:[a-z]+ +)?[1-6]-?[1-6]([:,] *| +))?`)
	// way is where a piece goes, by which places, where it hits, and how many do the same.
	way = regexp.MustCompile(`^((?:bar|\d{1,2})(?:/(?:off|\d{1,2})\*?)+)(?:\(([2-4])\))?$`)
)

// Begin finds the choice that a typed text begins with, and the rest of it: like
// [Match], and of a whole turn the first of its moves that can be made now.
func Begin(choices []Choice, typed string) (c Choice, rest string, ok bool) {
	all := hops(typed)
	if len(all) < 2 {
		if c, ok := Match(choices, typed); ok {
			return c, "", true
		}
	}
	for i, hop := range all {
		if c, ok := Match(choices, hop); ok {
			return c, strings.Join(slices.Delete(all, i, i+1), " "), true
		}
	}
	return Choice{}, "", false
}

// hops are the single moves of a turn, or nothing where the text is no turn.
func hops(typed string) (all []string) {
	if len(typed) > maxTyped {
		return nil
	}
	typed = strings.TrimRight(strings.ToLower(Plain(typed)), annotations)
	for _, part := range strings.FieldsFunc(lead.ReplaceAllString(typed, ""), parts) {
		m := way.FindStringSubmatch(part)
		if m == nil {
			return nil
		}
		places := strings.Split(m[1], "/")
		for range times(m[2]) {
			for i, to := range places[1:] {
				all = append(all, strings.TrimSuffix(places[i], "*")+"/"+to)
			}
		}
		if len(all) > maxHops {
			return nil
		}
	}
	return all
}

// parts reports whether a sign stands between the moves of a turn.
func parts(r rune) bool { return strings.ContainsRune(" \t,;·", r) }

// times is how often a move is made behind which a digit stands in brackets, or nothing.
func times(digit string) int {
	if digit == "" {
		return 1
	}
	return int(digit[0] - '0')
}

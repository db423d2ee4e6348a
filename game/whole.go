package game

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// This file reads a turn of several moves that is typed at once, as backgammon writes
// them: "13/7 8/7", "24/20*/16", "24/13", "8/4(2)". The page has the same in
// web/page/typed.js, and both are held against testdata/typed.json.

// maxHops is how many moves a turn has at most: a double's four.
const maxHops = 4

var (
	// lead is what stands before the moves of a turn: its number and its dice: "opening 6-1".
	lead = regexp.MustCompile(`^(\d{1,3}\.+ *)?((?:[a-z]+ +)?[1-6]-?[1-6]([:,] *| +))?`)
	// dashed is a turn as servers of backgammon write it: "8-5 6-5". Dice with a dash stand
	// before another kind of move.
	dashed = regexp.MustCompile(`^(?:bar|\d{1,2})-(?:off|\d{1,2})(?: +(?:bar|\d{1,2})-(?:off|\d{1,2}))+$`)
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
	for i, hop := range all {
		if c, rest, ok := run(choices, hop); ok {
			all[i] = rest
			return c, strings.Join(all, " "), true
		}
	}
	return Choice{}, "", false
}

// run finds the first move of a piece that goes several times, of which the text only says
// from where to where: "24/13" is 24/18 and 18/13. Where it hits on its way, that would have
// been said, so the way on which it does not is meant.
func run(choices []Choice, hop string) (first Choice, rest string, ok bool) {
	here, there, _ := strings.Cut(strings.TrimSuffix(hop, "*"), "/")
	from, to := point(here), point(there)
	dice := dice(choices)
	for _, c := range choices {
		if !isHop(c) || point(string(c.Path[0])) != from {
			continue
		}
		switch left := point(string(c.Path[1])) - to; {
		case left <= 0:
			continue
		case len(dice) > 1: // the other of two
			if left == far(c) || !slices.Contains(dice, left) {
				continue
			}
		case left%dice[0] != 0 && left > 6: // the same again, or one that nothing can go by yet
			continue
		}
		if hits := strings.Contains(string(c.Move), "*"); !ok || !hits {
			_, after, _ := strings.Cut(hop, "/")
			first, rest, ok = c, string(c.Path[1])+"/"+after, true
			if !hits {
				return first, rest, true
			}
		}
	}
	return first, rest, ok
}

// dice are how far pieces can go now, each distance once.
func dice(choices []Choice) (all []int) {
	for _, c := range choices {
		if isHop(c) {
			all = append(all, far(c))
		}
	}
	slices.Sort(all)
	return slices.Compact(all)
}

// isHop reports whether the choice is one of those moves.
func isHop(c Choice) bool {
	return len(c.Path) == 2 && strings.Contains(string(c.Move), "/") && far(c) > 0
}

// far is how far a piece goes.
func far(c Choice) int { return point(string(c.Path[0])) - point(string(c.Path[1])) }

// point is the number of a place: the bar is behind the last, and off is before the first.
func point(name string) int {
	switch name {
	case "bar":
		return 25
	case "off":
		return 0
	}
	n, _ := strconv.Atoi(name)
	return n
}

// hops are the single moves of a turn, or nothing where the text is no turn.
func hops(typed string) (all []string) {
	if len(typed) > maxTyped {
		return nil
	}
	typed = strings.TrimRight(strings.ToLower(Plain(typed)), annotations)
	ends := strings.NewReplacer("25/", "bar/", "/0", "/off") // as points are counted on
	if dashed.MatchString(typed) {
		typed = strings.ReplaceAll(typed, "-", "/")
	}
	for _, part := range strings.FieldsFunc(lead.ReplaceAllString(typed, ""), parts) {
		m := way.FindStringSubmatch(ends.Replace(part))
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

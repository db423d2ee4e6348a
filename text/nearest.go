package text

import (
	"strings"
	"unicode"
)

// Nearest finds what somebody meant who mistyped a name: the names that are nearest,
// if they are near. Case, spaces and signs do not count.
func Nearest(typed string, names []string) (nearest []string) {
	const longest = 40 // characters: nobody mistypes a longer one into a name
	t := letters(typed)
	if len(t) < 2 || len(t) > longest {
		return nil
	}
	best := longest
	for _, name := range names {
		n := letters(name)
		d := distance(t, n)
		if len(t) >= 3 && len(n) > len(t) && string(n[:len(t)]) == string(t) {
			d = 0 // it is not finished
		}
		switch near := max(1, min(len(t), len(n))/3); {
		case d > near || len(n) == 1 || d > best:
		case d < best:
			best, nearest = d, []string{name}
		default:
			nearest = append(nearest, name)
		}
	}
	return nearest
}

// letters are what of a name counts.
func letters(name string) []rune {
	return []rune(strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return unicode.ToLower(r)
		}
		return -1
	}, name))
}

// distance counts the letters that have to be put in, left out or changed, and the
// neighbours that have to change places: the optimal string alignment distance.
func distance(a, b []rune) int {
	var rows [3][]int
	for i := range rows {
		rows[i] = make([]int, len(b)+1)
	}
	before, above, row := rows[0], rows[1], rows[2]
	for j := range row {
		row[j] = j
	}
	for i := range a {
		before, above, row = above, row, before
		row[0] = i + 1
		for j := range b {
			same := 1
			if a[i] == b[j] {
				same = 0
			}
			row[j+1] = min(above[j+1]+1, row[j]+1, above[j]+same)
			if i > 0 && j > 0 && a[i] == b[j-1] && a[i-1] == b[j] {
				row[j+1] = min(row[j+1], before[j-1]+1)
			}
		}
	}
	return row[len(b)]
}

package words

import (
	"fmt"
	"strings"
)

// Args are what a text is filled in with: texts, numbers and lists of names.
type Args map[string]any

// Fill fills in a text. {name} stands for an argument, a list of names as one says
// it; {names|wants|want} for the first word where it is one, and for the second
// where it is any other number. The page fills in the same texts by the same rule.
func Fill(text string, args Args) string {
	if strings.IndexByte(text, '{') < 0 {
		return text
	}
	var b strings.Builder
	for {
		before, rest, ok := strings.Cut(text, "{")
		b.WriteString(before)
		if !ok {
			return b.String()
		}
		inside, after, ok := strings.Cut(rest, "}")
		if !ok {
			b.WriteString("{" + rest)
			return b.String()
		}
		key, forms, choose := strings.Cut(inside, "|")
		one, many, _ := strings.Cut(forms, "|")
		switch arg, known := args[key]; {
		case !known:
			b.WriteString("{" + inside + "}")
		case choose && single(arg):
			b.WriteString(one)
		case choose:
			b.WriteString(many)
		default:
			b.WriteString(written(arg))
		}
		text = after
	}
}

func single(arg any) bool {
	switch arg := arg.(type) {
	case []string:
		return len(arg) == 1
	case int:
		return arg == 1
	}
	return true
}

func written(arg any) string {
	switch arg := arg.(type) {
	case string:
		return arg
	case []string:
		return Join(arg)
	}
	return fmt.Sprint(arg)
}

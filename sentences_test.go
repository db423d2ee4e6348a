package main

import (
	"go/ast"
	"go/parser"
	"go/token"
	"maps"
	"os"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"crossplay/words"
)

// speakers are the directories whose programs, in Go or for the page, say to people
// only what stands in words.Sentences and words.Verbs.
var speakers = []string{
	"ssh",
	"web/page",
	"words",
}

// tables are where sentences are written, besides the rows of words.Verbs.
var tables = regexp.MustCompile(`^words/sentences_\w+\.go$`)

// What looks as if people should read it: words with a space between, before or
// behind them, and a word with a capital. The synopsis of a command is none.
var (
	sentence = regexp.MustCompile(`\pL{2,}[.,:;!?]* +\pL|^[ ,]+\pL{2,}|\pL{2,}[.,:;!?]* +$|\b\p{Lu}\p{Ll}+\b`)
	synopsis = regexp.MustCompile(`^[a-z]+( \[?([A-Z]+|--[a-z]+)\]?)+$`)
	word     = regexp.MustCompile(`\pL{2,}`)
)

// unspoken are the functions whose texts are for programs and logs.
var unspoken = []string{
	"New", "Errorf", "panic", // errors
	"Debug", "Info", "Warn", "Error", "With", "Event", "Incident", "cut", // logs
	"refuse", "WithVersion", // what the protocol tells the client's program
}

// spoken are the functions whose texts people read, even of one word.
var spoken = []string{"Put", "Centre", "Link", "Box", "drawBox", "drawHeader", "say", "tell"}

// sayers are the functions that take a key and what to fill in.
var sayers = []string{"Say", "say", "mistaken"}

// notSaid are texts that look like sentences and are none.
var notSaid = map[string]string{
	"join ":                      "a command of ours, with a code behind it",
	"return ":                    "a command of ours, with a code behind it",
	"carry ":                     "a command of ours, with a code behind it",
	"proof ":                     "a command of ours, with a code behind it",
	" proof ":                    "a command of ours, with a code behind it",
	"ssh ":                       "a command of a shell",
	"ssh -t ":                    "a command of a shell",
	"ssh -T ":                    "a command of a shell",
	"esc ":                       "the name of a key, with another behind it",
	" bot":                       "how the names of bots end, and what is cut off there",
	" / span ":                   "where a cell lies, for a style sheet",
	"K7MPQX":                     "a code, for an example",
	"Notification":               "an interface of browsers",
	"incident ":                  "an error that people are told in other words",
	"\x1b]777;notify;Crossplay;": "what a terminal is told",
	"\x1bPtmux;":                 "what a terminal is told",
}

// literal is a text in a program.
type literal struct {
	text string
	line int
	mute bool // nobody reads it
	loud bool // people read it, even if it is one word
}

func (l literal) isSentence() bool {
	switch {
	case l.mute || notSaid[l.text] != "" || synopsis.MatchString(l.text):
		return false
	case l.loud && word.MatchString(l.text) && words.Sentences[l.text] == "" && !isGroup(l.text):
		return true
	}
	return sentence.MatchString(l.text)
}

// isGroup reports whether a text is the beginning of keys, of which the rest is said by
// what it is about.
func isGroup(text string) bool {
	m := keyed.FindStringSubmatch(text)
	return m != nil && m[2] == ""
}

func TestSentencesStandInTheTable(t *testing.T) {
	met := make(map[string]bool)
	for file, all := range spokenFiles(t) {
		for _, l := range all {
			met[l.text] = true
			if l.isSentence() {
				t.Errorf("%s:%d says %q, which belongs into a table of words", file, l.line, l.text)
			}
		}
	}
	for text := range notSaid {
		if !met[text] {
			t.Errorf("%q is not there any more", text)
		}
	}
}

// A key looks like a word with a point behind it, and the name of a group in front.
var keyed = regexp.MustCompile(`^([a-z]+)\.([a-zA-Z_.]*)$`)

func TestKeysAreThoseOfTheTable(t *testing.T) {
	groups, used := make(map[string]bool), make(map[string]bool)
	for key := range words.Sentences {
		m := keyed.FindStringSubmatch(key)
		if m == nil {
			t.Errorf("%q is no key", key)
			continue
		}
		groups[m[1]] = true
	}
	for file, all := range spokenFiles(t) {
		for _, l := range all {
			m := keyed.FindStringSubmatch(l.text)
			switch {
			case m == nil || !groups[m[1]] || path.Ext(l.text) == ".js" || path.Ext(l.text) == ".css":
			case m[2] == "": // the rest is said by what it is about
				for key := range words.Sentences {
					used[key] = used[key] || strings.HasPrefix(key, l.text)
				}
			case words.Sentences[l.text] == "":
				t.Errorf("%s:%d: there is no sentence %q", file, l.line, l.text)
			default:
				used[l.text] = true
			}
		}
	}
	for _, key := range slices.Sorted(maps.Keys(words.Sentences)) {
		if !used[key] {
			t.Errorf("nobody says %q", key)
		}
	}
}

var blank = regexp.MustCompile(`\{(\w+)[|}]`)

// blanks are what a sentence is to be filled in with.
func blanks(key string) []string {
	var all []string
	for _, m := range blank.FindAllStringSubmatch(words.Sentences[key], -1) {
		all = append(all, m[1])
	}
	slices.Sort(all)
	return slices.Compact(all)
}

func TestSentencesAreFilledIn(t *testing.T) {
	for _, file := range goFiles(t) {
		if !speaks(file) || tables.MatchString(file) {
			continue
		}
		for _, decl := range parse(t, file).Decls {
			given := argsOf(decl) // to anything that is said in the function
			said := make(map[ast.Node]bool)
			ast.Inspect(decl, func(n ast.Node) bool {
				if call, ok := n.(*ast.CallExpr); ok && slices.Contains(sayers, called(call)) && textOf(call.Args[0]) != "" {
					said[call.Args[0]] = true
					fillsIn(t, file, call, given)
				}
				if key := textOf(n); !said[n] && len(blanks(key)) > 0 {
					t.Errorf("%s: nobody can see whether %q is filled in; say it where it stands", file, key)
				}
				return true
			})
		}
	}
}

// fillsIn checks that a call says a sentence that there is, and fills in all of it and
// nothing else. Args that have a name may have more in them, for several sentences.
func fillsIn(t *testing.T, file string, call *ast.CallExpr, given []string) {
	t.Helper()
	key := textOf(call.Args[0])
	if words.Sentences[key] == "" {
		t.Errorf("%s: there is no sentence %q", file, key)
	}
	var extra []string
	switch {
	case len(call.Args) == 1:
		given = nil
	case nameOf(call.Args[1]) == "":
		given = argsOf(call.Args[1])
		extra = given
	}
	for _, name := range blanks(key) {
		if !slices.Contains(given, name) {
			t.Errorf("%s does not fill in {%s} of %q", file, name, key)
		}
	}
	for _, name := range extra {
		if !slices.Contains(blanks(key), name) {
			t.Errorf("%s: %q has no {%s}", file, key, name)
		}
	}
}

// argsOf are the names that words.Args are made with in a node, or set to.
func argsOf(n ast.Node) (names []string) {
	ast.Inspect(n, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.CompositeLit:
			if nameOf(n.Type) != "Args" {
				return true
			}
			for _, e := range n.Elts {
				names = append(names, textOf(e.(*ast.KeyValueExpr).Key))
			}
		case *ast.AssignStmt:
			if at, ok := n.Lhs[0].(*ast.IndexExpr); ok {
				names = append(names, textOf(at.Index))
			}
		}
		return true
	})
	return names
}

func speaks(file string) bool {
	return slices.ContainsFunc(speakers, func(dir string) bool { return within(file, dir) })
}

// spokenFiles are the texts of the programs of all speakers.
func spokenFiles(t *testing.T) map[string][]literal {
	t.Helper()
	files := make(map[string][]literal)
	for _, dir := range speakers {
		walk(t, dir, func(file string) {
			if tables.MatchString(file) || strings.HasSuffix(file, "_test.go") || strings.Contains(file, "test/") {
				return
			}
			content, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			switch path.Ext(file) {
			case ".go":
				files[file] = goLiterals(t, string(content))
			case ".js":
				files[file] = jsLiterals(string(content))
			}
		})
		if len(files) == 0 {
			t.Errorf("%s says nothing", dir)
		}
	}
	return files
}

func goLiterals(t *testing.T, source string) (all []literal) {
	t.Helper()
	fset := token.NewFileSet()
	f, err := parser.ParseFile(fset, "", source, parser.SkipObjectResolution)
	if err != nil {
		t.Fatal(err)
	}
	mute, loud := make(map[ast.Node]bool), make(map[ast.Node]bool)
	ast.Inspect(f, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.ImportSpec:
			return false
		case *ast.Field:
			mute[n.Tag] = true
		case *ast.CallExpr:
			for _, arg := range n.Args {
				mark(mute, arg, slices.Contains(unspoken, called(n)))
				mark(loud, arg, slices.Contains(spoken, called(n)))
			}
		case *ast.CompositeLit:
			if nameOf(n.Type) == "[]Verb" {
				return false
			}
			for _, e := range n.Elts {
				if inner, ok := e.(*ast.CompositeLit); ok && inner.Type == nil && nameOf(n.Type) == "[]hint" {
					mark(loud, inner.Elts[1], true)
				}
			}
			if nameOf(n.Type) == "hint" && len(n.Elts) > 1 {
				mark(loud, n.Elts[1], true)
			}
		case *ast.BasicLit:
			if text := textOf(n); text != "" {
				all = append(all, literal{text, fset.Position(n.Pos()).Line, mute[n], loud[n]})
			}
		}
		return true
	})
	return all
}

// mark marks a text, or all that are joined to one.
func mark(marked map[ast.Node]bool, e ast.Expr, yes bool) {
	if sum, ok := e.(*ast.BinaryExpr); ok {
		mark(marked, sum.X, yes)
		mark(marked, sum.Y, yes)
	}
	marked[e] = marked[e] || yes
}

// textOf is the text of a literal, or "".
func textOf(n ast.Node) string {
	if l, ok := n.(*ast.BasicLit); ok && l.Kind == token.STRING {
		text, _ := strconv.Unquote(l.Value)
		return text
	}
	return ""
}

// called is the name of the function that is called, without its package or value.
func called(call *ast.CallExpr) string { return nameOf(call.Fun) }

func nameOf(e ast.Expr) string {
	switch e := e.(type) {
	case *ast.Ident:
		return e.Name
	case *ast.SelectorExpr:
		return e.Sel.Name
	case *ast.ArrayType:
		return "[]" + nameOf(e.Elt)
	}
	return ""
}

func TestSentencesAreFound(t *testing.T) {
	const program = `package p
import "a long/path"
type s struct { f int ` + "`json:\"a b\"`" + ` }
var e = errors.New("two words")
func f() {
	log.Info("it is logged" + " and so")
	c.Put(0, 0, style, "menu"+x)
	c.Put(0, 0, style, words.Say("side.chat"))
	g("menu", "ctrl+c", "play GAME [LEVEL]", "--json", "ssh -t ", "one", "Two", "three words", " of ", ", you")
	_ = []hint{{"esc", "back", "esc"}, {"q", words.Say("key.leave"), "q"}}
	_ = hint{"enter", "play", "enter"}
}`
	var got []string
	for _, l := range goLiterals(t, program) {
		if l.isSentence() {
			got = append(got, l.text)
		}
	}
	if want := []string{"menu", "Two", "three words", " of ", ", you", "back", "play"}; !slices.Equal(got, want) {
		t.Errorf("found %q, not %q", got, want)
	}
}

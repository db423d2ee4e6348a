package main

import (
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"crossplay/words"
)

// Of a function of the page, which of its arguments people read, even of one word, and
// which are for the program. A method has a point in front.
var (
	pageSpoken = map[string][]int{
		"el": {2, 3, 4, 5, 6, 7, 8}, "button": {0}, "setText": {1}, "say": {0}, ".say": {0}, ".call": {0}, ".toast": {0}, ".title": {0},
		"tell": {0}, "form": {0, 2}, "ask": {0, 1, 2, 3}, "block": {0, 2}, "choose": {0}, "copyButton": {0}, ".append": {0, 1, 2},
	}
	pageUnspoken = map[string][]int{"el": {0}, "svg": {0}, "draw": {1}, "hull": {1}, ".querySelector": {0}, ".closest": {0}, "matchMedia": {0}, ".keep": {0}, ".drop": {0}, ".startsWith": {0}}
)

// Attributes and fields likewise. Those of which the value is named by the argument
// before it are the attributes that a function sets.
var (
	spokenFields   = []string{"aria-label", "title", "placeholder", "alt", "text"}
	unspokenFields = []string{"class", "d", "viewBox", "preserveAspectRatio", "transform", "easing", "kind"}
	setters        = map[string]int{"setAttr": 1, ".setAttribute": 0}
)

// jsFile is what a test needs to know of a file of JavaScript.
type jsFile struct {
	texts   []literal
	said    []jsSaying
	objects map[string][]string // the fields of those that have a name
}

// jsSaying is a call of say.
type jsSaying struct {
	line  int
	keys  []string // one of them is said
	given []string // the fields of an object
	whole []string // the names of objects that are given whole, alone or spread in it
}

// jsPlace is where a scanner is: between two brackets that belong together.
type jsPlace struct {
	call   string // the function, if that is what the brackets are of
	arg    int
	field  string // of an object, or an attribute that is being set
	mute   bool   // whatever is here
	loud   bool
	saying *jsSaying
	fields []string // of the object so far
	spread []string // the names of objects that are spread in it
}

func (p jsPlace) isMute() bool {
	return p.mute || slices.Contains(pageUnspoken[p.call], p.arg) || slices.Contains(unspokenFields, p.field)
}

func (p jsPlace) isLoud() bool {
	return p.loud || slices.Contains(pageSpoken[p.call], p.arg) || slices.Contains(spokenFields, p.field)
}

// A token of JavaScript: a name, a number or a sign, with what is between them. Texts,
// templates and regular expressions are read by themselves.
var (
	jsSkip   = regexp.MustCompile(`\A(?s:\s+|//[^\n]*|/\*.*?\*/)+`)
	jsName   = regexp.MustCompile(`\A(?:[\pL_$#][\pL\d_$]*|\d[\w.]*)`)
	jsText   = regexp.MustCompile(`\A(?s:'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")`)
	jsSign   = regexp.MustCompile(`\A(?:=>|\.\.\.|[=!]==|\?\.)`)
	jsRegexp = regexp.MustCompile(`\A/(?:[^/\\\[\n]|\\.|\[(?:[^\]\\\n]|\\.)*\])+/\w*`)
)

var jsKeywords = []string{"if", "for", "while", "switch", "return", "case", "typeof", "await", "of", "in"}

type jsScanner struct {
	jsFile
	source string
	at     int
	before []string // tokens, the last one at the end
}

func scanJS(source string) jsFile {
	s := &jsScanner{source: source, jsFile: jsFile{objects: make(map[string][]string)}}
	s.scan(&jsPlace{}, 0)
	return s.jsFile
}

func jsLiterals(source string) []literal { return scanJS(source).texts }

// last is a token before, the last one for 1; what is between brackets counts as one.
func (s *jsScanner) last(n int) string {
	if len(s.before) < n {
		return ""
	}
	return s.before[len(s.before)-n]
}

func (s *jsScanner) skip() {
	s.at += len(jsSkip.FindString(s.source[s.at:]))
}

// scan reads up to a closing bracket, or the end.
func (s *jsScanner) scan(p *jsPlace, end byte) {
	for s.skip(); s.at < len(s.source); s.skip() {
		rest := s.source[s.at:]
		switch c := rest[0]; {
		case c == end:
			s.at++
			return
		case c == '\'' || c == '"':
			text := jsText.FindString(rest)
			s.at += len(text)
			if s.isField(end) {
				p.setField(text[1 : len(text)-1])
			} else {
				s.found(p, text[1:len(text)-1])
			}
			s.before = append(s.before, "text")
		case c == '`':
			s.template(p)
		case c == '/' && !s.afterValue() && jsRegexp.MatchString(rest):
			s.at += len(jsRegexp.FindString(rest))
			s.before = append(s.before, "text")
		case c == '(' || c == '[' || c == '{':
			s.inside(p, c)
		case c == ',':
			p.arg++
			if p.call == "" {
				p.field = ""
			}
			s.token(",")
		case strings.HasPrefix(rest, "?.(") || strings.HasPrefix(rest, "?.["):
			s.at += 2 // as without
		case jsSign.MatchString(rest):
			s.token(jsSign.FindString(rest))
		case jsName.MatchString(rest):
			name := jsName.FindString(rest)
			if s.at += len(name); s.isField(end) || end == '}' && (s.last(1) == "{" || s.last(1) == ",") && s.source[s.at] != '(' && s.source[s.at] != '.' {
				p.setField(name)
			} else if p.saying != nil && p.arg == 1 {
				p.saying.whole = append(p.saying.whole, name)
			}
			if s.last(1) == "..." {
				p.spread = append(p.spread, name)
			}
			s.before = append(s.before, name)
		default:
			s.token(rest[:1])
		}
	}
}

func (s *jsScanner) token(text string) {
	s.at += len(text)
	if text == "?." {
		text = "."
	}
	s.before = append(s.before, text)
}

func (p *jsPlace) setField(name string) {
	p.field = name
	p.fields = append(p.fields, name)
}

// isField reports whether what was just read names a field of an object.
func (s *jsScanner) isField(end byte) bool {
	s.skip()
	return end == '}' && (s.last(1) == "{" || s.last(1) == ",") && s.at < len(s.source) && s.source[s.at] == ':'
}

// afterValue reports whether a value was just read, so that a slash divides it.
func (s *jsScanner) afterValue() bool {
	last := s.last(1)
	return last == ")" || last == "]" || last == "}" || jsName.MatchString(last) && !slices.Contains(jsKeywords, last)
}

func (s *jsScanner) found(p *jsPlace, text string) {
	compared := strings.HasSuffix(s.last(1), "==") || strings.HasSuffix(jsSign.FindString(strings.TrimLeft(s.source[s.at:], " ")), "==")
	s.texts = append(s.texts, literal{text, 1 + strings.Count(s.source[:s.at], "\n"), p.isMute() || compared, p.isLoud()})
	if p.saying != nil && p.arg == 0 && !compared && text != "" && !strings.HasSuffix(text, ".") {
		p.saying.keys = append(p.saying.keys, text)
	}
	if at, ok := setters[p.call]; ok && at == p.arg {
		p.field = text
	}
}

// template reads a text with values in it, which cut it in pieces.
func (s *jsScanner) template(p *jsPlace) {
	s.at++
	for start := s.at; s.at < len(s.source); s.at++ {
		switch rest := s.source[s.at:]; {
		case rest[0] == '\\':
			s.at++
		case rest[0] == '`':
			s.found(p, s.source[start:s.at])
			s.at++
			s.before = append(s.before, "text")
			return
		case strings.HasPrefix(rest, "${"):
			s.found(p, s.source[start:s.at])
			s.at += 2
			s.before = append(s.before, "${")
			s.scan(&jsPlace{mute: p.isMute(), loud: p.isLoud()}, '}')
			start = s.at
			s.at--
		}
	}
}

// inside reads what is between brackets.
func (s *jsScanner) inside(p *jsPlace, open byte) {
	in := &jsPlace{mute: p.isMute()}
	name, line := s.last(1), 1+strings.Count(s.source[:s.at], "\n")
	var assigned string
	switch open {
	case '(':
		if jsName.MatchString(name) && !slices.Contains(jsKeywords, name) {
			if in.call = name; s.last(2) == "." {
				in.call = "." + name
			}
			if name == "say" && s.last(2) != "." {
				in.saying = &jsSaying{line: line}
			}
		} else {
			in.loud = p.isLoud()
			in.saying = p.saying
			in.arg = p.arg
		}
	case '[':
		in.loud = p.isLoud()
	case '{':
		if name == "=" {
			assigned = s.last(2)
		}
	}
	s.token(string(open))
	depth := len(s.before)
	s.scan(in, map[byte]byte{'(': ')', '[': ']', '{': '}'}[open])
	s.before = append(s.before[:depth-1], map[byte]string{'(': ")", '[': "]", '{': "}"}[open])
	switch {
	case open == '(' && in.call == "say" && in.saying != nil && len(in.saying.keys) > 0:
		s.said = append(s.said, *in.saying)
	case open == '{' && p.saying != nil && p.arg == 1:
		p.saying.given = append(p.saying.given, in.fields...)
		p.saying.whole = append(p.saying.whole, in.spread...)
	case assigned != "":
		s.objects[assigned] = append(s.objects[assigned], in.fields...)
		for _, name := range in.spread {
			s.objects[assigned] = append(s.objects[assigned], s.objects[name]...)
		}
	}
}

// unsent is what the page says before it has been sent anything.
var unsent = []string{
	"Crossplay", // its title, and where it stands in its head
	"Board games at one board: one of you in a browser, the other in a terminal.",
	"Skip to the content",
	"Connecting…",
	"Something between this browser and the server lets no websocket through. Whoever runs the server finds what its proxy needs in the documentation.",
	"Sound",
	"Crossplay needs JavaScript here",
	"The board is drawn by a small script from this server, and by nothing else. Allow it and load the page again, or play in a terminal instead:", "ssh", "to this host, no browser needed.",
	"No connection", "The server cannot be reached. This page tries again by itself.", "Try again",
}

// htmlText is what stands between tags, or in an attribute that people read.
var htmlText = regexp.MustCompile(`(?:aria-label|alt|title|placeholder|data-first|data-blocked|"description" content)="([^"]+)"|>([^<>]*\pL[^<>]*)<`)

func TestThePageSaysLittleBeforeItIsSentWords(t *testing.T) {
	content, err := os.ReadFile("web/page/index.html")
	if err != nil {
		t.Fatal(err)
	}
	var said []string
	for _, m := range htmlText.FindAllStringSubmatch(string(content), -1) {
		if text := strings.TrimSpace(m[1] + m[2]); !slices.Contains(said, text) {
			said = append(said, text)
		}
	}
	if !slices.Equal(said, unsent) {
		t.Errorf("it says %q, not %q", said, unsent)
	}
}

// What cannot be read as a program is no page at all.
func TestThePageCanBeRead(t *testing.T) {
	node, err := exec.LookPath("node")
	if err != nil {
		t.Skip("SKIPPED: node is missing")
	}
	files, err := filepath.Glob("web/page/*.js")
	if err != nil || len(files) < 20 {
		t.Fatalf("%d files, %v", len(files), err)
	}
	var all strings.Builder // one import for each: a browser runs none of them when one cannot be read
	for _, file := range files {
		fmt.Fprintf(&all, "await import(%q).catch((e) => { if (e instanceof SyntaxError) console.log(%q, e.message); });\n", "./"+filepath.Base(file), file)
	}
	cmd := exec.Command(node, "--input-type=module", "--eval", all.String())
	cmd.Dir = "web/page"
	if out, err := cmd.CombinedOutput(); err != nil || len(out) > 0 {
		t.Errorf("%v\n%s", err, out)
	}
}

// The page says what it is sent, and fills in all that a sentence has to be filled in
// with, and nothing else.
func TestThePageFillsSentencesIn(t *testing.T) {
	var sent struct{ Sentences map[string]string }
	if err := json.Unmarshal(words.JSON(), &sent); err != nil {
		t.Fatal(err)
	}
	var later map[string]string // come with the files that few visits need
	if err := json.Unmarshal(words.LaterJSON(true), &later); err != nil {
		t.Fatal(err)
	}
	gets := func(file, key string) bool {
		return sent.Sentences[key] != "" || slices.Contains([]string{"alerts.js", "carry.js", "daily.js", "me.js", "mail.js", "past.js"}, path.Base(file)) && later[key] != ""
	}
	used := make(map[string]bool)
	walk(t, "web/page", func(file string) {
		if path.Ext(file) != ".js" {
			return
		}
		content, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		js := scanJS(string(content))
		said := make(map[string]bool)
		for _, call := range js.said {
			for _, key := range call.keys {
				said[key] = true
				given := slices.Clone(call.given)
				for _, name := range call.whole {
					given = append(given, js.objects[name]...)
				}
				if !gets(file, key) {
					t.Errorf("%s:%d: the page is not sent %q", file, call.line, key)
				}
				for _, name := range blanks(key) {
					if !slices.Contains(given, name) {
						t.Errorf("%s:%d does not fill in {%s} of %q", file, call.line, name, key)
					}
				}
				for _, name := range call.given {
					if !slices.Contains(blanks(key), name) {
						t.Errorf("%s:%d: %q has no {%s}", file, call.line, key, name)
					}
				}
			}
		}
		for _, l := range js.texts {
			used[l.text] = true
			switch _, ok := words.Sentences[l.text]; {
			case ok && !said[l.text] && len(blanks(l.text)) > 0:
				t.Errorf("%s:%d: nobody can see whether %q is filled in; say it where it stands", file, l.line, l.text)
			case ok && !said[l.text] && !gets(file, l.text):
				t.Errorf("%s:%d: the page is not sent %q", file, l.line, l.text)
			}
		}
	})
	for key := range sent.Sentences {
		if strings.HasPrefix(key, "page.") && !used[key] {
			t.Errorf("the page does not say %q", key)
		}
	}
}

func TestTextsOfThePageAreFound(t *testing.T) {
	const page = `import { a } from './a long/path'; // a comment's words
/* and 'these too' */
const a = 'one', b = "two words", c = ` + "`${n} of ${f(m ? 'and more' : `Deep ${x}`)}`" + `; // it's
const d = x.replace(/['"] not this/, '') / 2;
say('side.chat', 'Chat');
el('quiet small', { class: on ? 'quiet small' : ` + "`more ${b ? 'and less' : ''}`" + `, title: 'hint' }, 'child', [e ? 'list' : say('side.moves')], el('b', null, 'deeper'), () => g('id'));
setAttr(node, 'aria-label', 'label'); setAttr(node, 'data-phase', 'over'); box.querySelector('.two words');
app.ask('quick', { game }); ask('sure'); if (e.key !== 'Enter' && 'Escape' === e.key) node?.closest?.('p, a');
`
	var got []string
	for _, l := range jsLiterals(page) {
		if l.isSentence() {
			got = append(got, l.text)
		}
	}
	if want := []string{"two words", " of ", "and more", "Deep ", "Chat", "hint", "child", "list", "deeper", "label", "sure"}; !slices.Equal(got, want) {
		t.Errorf("found %q, not %q", got, want)
	}
}

func TestSayingsOfThePageAreFound(t *testing.T) {
	js := scanJS("const args = { a, b: 1 }; const more = { ...args, c: f({ d }) };\n" +
		"say('one'); say(x ? 'two' : 'three', { n, time: clock({ ms }) });\nthis.say('not one'); say('four', more); say(`${x}`); say(x === 'no' ? 'five' : `no.${x}`, { ...args, e });")
	want := []jsSaying{{2, []string{"one"}, nil, nil}, {2, []string{"two", "three"}, []string{"n", "time"}, nil}, {3, []string{"four"}, nil, []string{"more"}}, {3, []string{"five"}, []string{"e"}, []string{"args"}}}
	if !slices.EqualFunc(js.said, want, func(a, b jsSaying) bool {
		return a.line == b.line && slices.Equal(a.keys, b.keys) && slices.Equal(a.given, b.given) && slices.Equal(a.whole, b.whole)
	}) {
		t.Errorf("found %+v, not %+v", js.said, want)
	}
	if got := js.objects["more"]; !slices.Equal(got, []string{"c", "a", "b"}) {
		t.Errorf("more has %q", got)
	}
}

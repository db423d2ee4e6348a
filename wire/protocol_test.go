package wire_test

import (
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"golang.org/x/crypto/ssh"
)

func protocol(t *testing.T) string {
	t.Helper()
	doc, err := os.ReadFile("../docs/protocol.md")
	if err != nil {
		t.Fatal(err)
	}
	return string(doc)
}

func TestExamplesOfTheProtocol(t *testing.T) {
	t.Parallel()
	examples := regexp.MustCompile("(?s)```replay\n(.*?)```").FindAllStringSubmatch(protocol(t), -1)
	if len(examples) == 0 {
		t.Fatal("docs/protocol.md has no examples")
	}
	for i, example := range examples {
		for transport, connect := range transports {
			t.Run(fmt.Sprint("example ", i+1, " by ", transport), func(t *testing.T) {
				t.Parallel()
				r := replay{t: t, harness: open(t), dial: connect, people: make(map[string]*actor), words: make(map[string]any)}
				for _, line := range steps(example[1]) {
					r.step(line)
				}
				r.finish()
			})
		}
	}
}

// steps are the steps of an example: a line, and the indented ones after it.
func steps(example string) []string {
	var all []string
	for line := range strings.Lines(example) {
		switch {
		case strings.TrimSpace(line) == "":
		case strings.HasPrefix(line, " "):
			all[len(all)-1] += " " + strings.TrimSpace(line)
		default:
			all = append(all, strings.TrimSpace(line))
		}
	}
	return all
}

// replay plays an example.
type replay struct {
	t       *testing.T
	harness *harness
	dial    func(*harness, *actor) (line, error)
	people  map[string]*actor
	words   map[string]any // what each $word stands for
}

// actor is somebody in an example.
type actor struct {
	line
	cookie  string      // by websocket
	client  *ssh.Client // by SSH
	key     ssh.Signer  // of a player with one
	answers []any       // that came and were not looked at
	pushes  []any
}

func (r *replay) step(line string) {
	r.t.Helper()
	name, rest, _ := strings.Cut(line, " ")
	person := r.people[strings.TrimRight(name, "<>")]
	switch {
	case line == "server stops":
		go r.harness.close()
	case rest == "connects", rest == "returns":
		r.connect(name)
	case rest == "leaves":
		person.leave()
	case strings.HasPrefix(rest, "closed "):
		r.closed(person, line, rest)
	case strings.HasSuffix(name, ">"):
		if err := person.send(r.say(rest)); err != nil {
			r.t.Fatalf("%s: %v", line, err)
		}
	case strings.HasSuffix(name, "<"):
		r.expect(person, line, rest)
	default:
		r.t.Fatalf("what does this mean? %s", line)
	}
}

func (r *replay) connect(name string) {
	r.t.Helper()
	p := r.people[name]
	if p == nil {
		p = new(actor)
		r.people[name] = p
	}
	l, err := r.dial(r.harness, p)
	if err != nil {
		r.t.Fatalf("%s connects: %v", name, err)
	}
	r.t.Cleanup(l.leave)
	p.line = l
}

// say puts what the words stand for into a message.
func (r *replay) say(text string) string {
	return regexp.MustCompile(`\$\w+`).ReplaceAllStringFunc(text, func(word string) string {
		return fmt.Sprint(r.words[word])
	})
}

// expect reads on until the message comes: the next answer, or some push.
func (r *replay) expect(p *actor, line, rest string) {
	r.t.Helper()
	var want any
	if err := json.Unmarshal([]byte(rest), &want); err != nil {
		r.t.Fatalf("%s: %v", line, err)
	}
	answer := want.(map[string]any)["type"] == "answer"
	for {
		switch {
		case answer && len(p.answers) > 0:
			got := p.answers[0]
			p.answers = p.answers[1:]
			if why := r.match(want, got); why != "" {
				r.t.Fatalf("%s\ncame %s\n%s", line, compact(got), why)
			}
			return
		case !answer:
			for i, got := range p.pushes {
				if r.match(want, got) == "" {
					p.pushes = p.pushes[i+1:]
					return
				}
			}
		}
		if err := r.read(p); err != nil {
			last := ""
			if n := len(p.pushes); n > 0 {
				last = fmt.Sprintf("\nthe last was %s\n%s", compact(p.pushes[n-1]), r.match(want, p.pushes[n-1]))
			}
			r.t.Fatalf("%s\ndid not come: %v%s", line, err, last)
		}
	}
}

// read takes in the next message.
func (r *replay) read(p *actor) error {
	text, err := p.next()
	if err != nil {
		return err
	}
	var m map[string]any
	if err := json.Unmarshal(text, &m); err != nil {
		return err
	}
	if m["type"] == "answer" {
		p.answers = append(p.answers, m)
	} else {
		p.pushes = append(p.pushes, m)
	}
	return nil
}

func (r *replay) closed(p *actor, line, rest string) {
	r.t.Helper()
	for {
		err := r.read(p)
		if e, ok := err.(closed); ok {
			if fmt.Sprint("closed ", int(e)) != rest {
				r.t.Errorf("%s: %v", line, e)
			}
			delete(r.people, strings.Fields(line)[0])
			return
		}
		if err != nil {
			r.t.Fatalf("%s: %v", line, err)
		}
	}
}

// finish makes sure that nobody got an answer too many.
func (r *replay) finish() {
	r.t.Helper()
	for name, p := range r.people {
		r.step(name + `> {"id": "the-end", "do": "ping"}`)
		r.step(name + `< {"type": "answer", "id": "the-end", "ok": true}`)
		if len(p.answers) > 0 {
			r.t.Errorf("%s got more answers: %v", name, p.answers)
		}
	}
}

// match says why the message is not what the example shows, or nothing: then
// the new words of the example stand for what it has in their places.
func (r *replay) match(want, got any) string {
	words := maps.Clone(r.words)
	why := r.matchValue(want, got)
	if why != "" {
		r.words = words
	}
	return why
}

func (r *replay) matchValue(want, got any) string {
	switch want := want.(type) {
	case string:
		switch known, ok := r.words[want]; {
		case want == "$*":
			return ""
		case !strings.HasPrefix(want, "$"):
		case !ok:
			r.words[want] = got
			return ""
		default:
			return same(known, got)
		}
		return same(want, got)
	case map[string]any:
		return r.matchObject(want, got)
	case []any:
		list, ok := got.([]any)
		if n := len(want); n > 0 && want[n-1] == "..." {
			want = want[:n-1]
			list = list[:min(len(list), n-1)]
		}
		if !ok || len(list) != len(want) {
			return fmt.Sprintf("%s is not as long as %s", compact(got), compact(want))
		}
		for i := range want {
			if why := r.matchValue(want[i], list[i]); why != "" {
				return why
			}
		}
		return ""
	}
	return same(want, got)
}

func (r *replay) matchObject(want map[string]any, got any) string {
	object, ok := got.(map[string]any)
	if !ok {
		return fmt.Sprintf("%s is no object", compact(got))
	}
	_, partly := want["..."]
	for name, value := range object {
		w, ok := want[name]
		if !ok && !partly && value != nil {
			return fmt.Sprintf("%q is not in the example", name)
		}
		if ok {
			if why := r.matchValue(w, value); why != "" {
				return name + ": " + why
			}
		}
	}
	for name := range want {
		if _, ok := object[name]; !ok && name != "..." {
			return fmt.Sprintf("%q is missing", name)
		}
	}
	return ""
}

func same(want, got any) string {
	if want == got {
		return ""
	}
	return fmt.Sprintf("%s, not %s", compact(got), compact(want))
}

func compact(v any) string {
	b, _ := json.Marshal(v) // it came from JSON
	return string(b)
}

func TestEverythingIsInTheProtocol(t *testing.T) {
	doc := protocol(t)
	documented := func(kind, name string) {
		t.Helper()
		if !regexp.MustCompile("(?m)^\\| [^|]*`" + name + "`[^|]* \\|").MatchString(doc) {
			t.Errorf("docs/protocol.md does not explain the %s %q", kind, name)
		}
	}
	for _, do := range open(t).wire.Verbs() {
		documented("verb", do)
		if !strings.Contains(doc, fmt.Sprintf(`"do": %q`, do)) {
			t.Errorf("docs/protocol.md has no example of %q", do)
		}
	}
	codes := regexp.MustCompile(`Refusal\{(?:Code: )?"(\w+)"`)
	found := 0
	for _, where := range []string{"*.go", "../rooms/*.go", "../rooms/room/*.go", "../players/*.go", "../alerts/*.go"} {
		files, err := filepath.Glob(where)
		if err != nil {
			t.Fatal(err)
		}
		for _, file := range files {
			if strings.HasSuffix(file, "_test.go") {
				continue
			}
			source, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			for _, m := range codes.FindAllStringSubmatch(string(source), -1) {
				documented("code", m[1])
				found++
			}
		}
	}
	if found < 20 {
		t.Errorf("only %d codes were found", found)
	}
	types := regexp.MustCompile(`(?:Type:\s+|envelope\()"(\w+)"`)
	source, err := os.ReadFile("message.go")
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range types.FindAllStringSubmatch(string(source), -1) {
		documented("message", m[1])
	}
	for _, m := range []string{"room", "delta", "closed", "alerts"} {
		documented("message", m)
	}
}

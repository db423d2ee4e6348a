package line

import (
	"strings"

	"crossplay/rooms"
	"crossplay/rooms/room"
	"crossplay/ssh/session"
	"crossplay/words"
)

// intent is something that the person wants to do, and has not said completely:
// an argument is missing, or the yes to a question.
type intent struct {
	room.Action
	command room.Command
	missing []room.Arg
	asked   string // the question that awaits a yes
}

// intend does an action, with what was typed behind its command. What is missing
// is asked for.
func (t *table) intend(s *rooms.Snapshot, a room.Action, rest string) {
	t.pursue(s, intent{Action: a, command: room.Command{Do: a.Do, Offer: a.Offer}, missing: a.Args}, rest)
}

func (t *table) pursue(s *rooms.Snapshot, in intent, rest string) {
	if len(in.missing) > 0 && in.missing[0].Now != "" {
		if !t.settle(&in, rest) {
			return
		}
		in.missing = nil
	}
	for len(in.missing) > 0 {
		arg := in.missing[0]
		value := rest
		if len(arg.Values) > 0 {
			var ok bool
			if value, rest, ok = pick(arg.Values, rest); !ok {
				if rest != "" {
					t.say("ask.unknown")
				}
				t.ask(s, in)
				return
			}
		}
		in.command.Give(arg, value)
		in.missing = in.missing[1:]
	}
	if in.Confirm {
		if question := t.question(s, in.Action); in.asked != question {
			in.asked = question
			t.asked = &in
			t.tell(question)
			return
		}
	}
	t.do(in.command)
}

// settle fills in those of the arguments that were typed, in any order, of an action that
// needs none of them. It fails, having told what they can be, where something else was typed,
// or nothing.
func (t *table) settle(in *intent, rest string) bool {
	known := rest != ""
	for rest != "" && known {
		known = false
		for _, arg := range in.missing {
			value, after, ok := pick(arg.Values, rest)
			if typed, behind, _ := strings.Cut(rest, " "); !ok && arg.Name == "clock" {
				if _, err := room.ParseControl(typed); err == nil {
					value, after, ok = typed, behind, true
				}
			}
			if ok {
				in.command.Give(arg, value)
				rest, known = after, true
				break
			}
		}
	}
	if known {
		return true
	}
	var all []string
	for _, arg := range in.missing {
		all = append(all, words.Say("ask.values", words.Args{"name": words.ArgName(t.info, arg), "values": strings.Join(arg.Values, ", ")}))
	}
	t.say("ask.terms", words.Args{"command": words.VerbFor(t.seen, in.Action).Command(), "all": strings.Join(all, "; ")})
	return false
}

// pick finds the value that a text begins with.
func pick(values []string, text string) (value, rest string, ok bool) {
	for _, v := range values {
		n := len(v)
		if len(text) >= n && strings.EqualFold(text[:n], v) && (len(text) == n || text[n] == ' ') && (!ok || n > len(value)) {
			value, ok = v, true
		}
	}
	return value, strings.TrimSpace(text[len(value):]), ok
}

// ask asks which value an argument shall have.
func (t *table) ask(s *rooms.Snapshot, in intent) {
	t.asked = &in
	t.say("ask.which", words.Args{"label": words.VerbFor(s, in.Action).Label})
	t.list(in.missing[0].Values)
	t.say("ask.number", words.Args{"n": len(in.missing[0].Values)})
}

func (t *table) question(s *rooms.Snapshot, a room.Action) string {
	v := words.VerbFor(s, a)
	if v.Ask == "" {
		v.Ask = v.Label + "?"
	}
	return strings.Join(strings.Fields(words.Say("ask.sure", words.Args{"ask": v.Ask, "more": v.More})), " ")
}

// answered reports whether a line was the answer to a question.
func (t *table) answered(s *rooms.Snapshot, line string) bool {
	if t.asked == nil {
		return false
	}
	in := *t.asked
	t.asked = nil
	yes := in.asked != "" && strings.EqualFold(line, "yes")
	if in.asked == "" {
		values := in.missing[0].Values
		n, isNumber := number(line)
		_, _, named := pick(values, line)
		switch refuses := strings.EqualFold(line, "no") || strings.EqualFold(line, "back"); {
		case isNumber && n >= 1 && n <= len(values):
			line, yes = values[n-1], true
		case named:
			yes = true
		case isNumber:
			t.asked = &in
			t.say("ask.number", words.Args{"n": len(values)})
			return true
		case !refuses:
			return false // something else came to mind
		}
	} else {
		line = ""
	}
	if !yes {
		t.tell(strings.TrimSpace(words.Say("ask.no") + " " + sentence(words.VerbFor(s, in.Action).No)))
		return true
	}
	now, ok := s.Action(in.Do)
	if !ok {
		t.refused(s, in.Do, line)
		return true
	}
	in.Action = now // asked again where it has come to mean something else
	t.pursue(s, in, line)
	return true
}

// refused has the room say why something cannot be done now. What asks before it
// is done is not tried: it could be possible again by then.
func (t *table) refused(s *rooms.Snapshot, do room.Verb, rest string) {
	if words.VerbFor(s, room.Action{Do: do}).Ask != "" {
		key := "not." + string(do)
		if _, ok := words.Sentences[key]; !ok {
			key = "not.now"
		}
		t.say(key)
		return
	}
	level, err := session.Level(t.Registry.Bots(), rest)
	if err != nil {
		level = rest
	}
	t.do(room.Command{Do: do, Text: rest, Bot: level})
}

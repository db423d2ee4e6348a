package line

import (
	"slices"
	"strings"

	"crossplay/game"
	"crossplay/rooms"
	"crossplay/rooms/room"
	"crossplay/words"
)

// This file tells what happens in a room, each thing once.

// news tells what has changed since the last snapshot.
func (t *table) news(s *rooms.Snapshot) {
	old := t.seen
	t.seen = s
	if old == nil {
		t.arrive(s)
	} else {
		t.happened(old, s)
		t.follows(old, s)
		t.next(s)
	}
	for _, l := range s.Chat {
		if l.Seq > t.heard {
			t.heard = l.Seq
			t.say("hear.says", words.Args{"name": words.Speaker(l), "text": l.Text})
		}
	}
}

// happened tells the news in their order, the moves among them.
func (t *table) happened(old, s *rooms.Snapshot) {
	for _, n := range t.newer(old, s) {
		if n.What == room.Moves {
			if !words.Earlier(s, n) {
				t.steps(s, n.To)
			}
			continue
		}
		for _, said := range words.News(s, t.info, n) {
			t.tell(said)
		}
		switch {
		case n.What == room.Begins:
			t.lines = 0
			t.who(s)
		case n.What == room.Ends && words.Earlier(s, n): // and the next game has begun since
			t.score(s)
		case n.What == room.Offers && n.Mine:
			t.done(s, n)
		}
	}
	t.steps(s, s.LogFrom+len(s.View.Log)) // what no news tell, or none any more
}

// newer are the news that were not told. A game that has begun is always among
// them: whoever has just sat down looks from another seat than before, and what
// its readers know may begin later.
func (t *table) newer(old, s *rooms.Snapshot) []room.News {
	news, told := words.Newer(s, t.told)
	t.told = told
	begins := func(n room.News) bool { return n.What == room.Begins }
	if old.Round != s.Round && !slices.ContainsFunc(news, begins) {
		news = slices.Insert(slices.Clone(news), 0, room.News{What: room.Begins, Seat: game.Spectator, About: room.Nothing})
	}
	return news
}

// steps tells the lines of the log up to one. It begins behind the last that was
// told: more may have happened than there are news of.
func (t *table) steps(s *rooms.Snapshot, to int) {
	for _, said := range words.Lines(s, t.info, t.lines, to) {
		t.tell(said)
	}
	t.lines = max(t.lines, to)
}

// done confirms what the viewer has done, where nobody is waited for.
func (t *table) done(s *rooms.Snapshot, n room.News) {
	if v := words.VerbFor(s, room.Action{Do: n.Do}); v.Mine == "" {
		t.say("ask.done", words.Args{"label": v.Label})
	}
}

// follows shows once how the table looks after the news: the board, and whose
// turn it is or how the game has ended.
func (t *table) follows(old, s *rooms.Snapshot) {
	begun := old.Round != s.Round
	switch {
	case s.Phase == room.Over && (old.Phase != room.Over || begun):
		t.end(s)
	case s.Phase == room.Playing && begun:
		t.turn(s)
	case s.Phase == room.Playing:
		// Not everything that is played can be seen by everybody.
		if t.drawing(s) != t.drawn {
			t.turn(s)
		} else if t.of(s) != t.status {
			t.says(s)
		}
	case s.Phase == room.Open && t.of(s).Text != t.status.Text:
		t.status = t.of(s)
		t.tell(sentence(t.status.Text))
	}
}

// next tells what can be done now and could not be before. Talking, giving up,
// leaving and what is quiet go without saying; the help has everything.
func (t *table) next(s *rooms.Snapshot) {
	known := make(map[string]bool)
	var can, more []string
	for _, a := range s.Actions {
		v := words.VerbFor(s, a)
		text := phrase(v, a)
		stands := words.Standing(s, a)
		key := text + stands
		known[key] = true
		if t.known[key] || v.Quiet && stands == "" || slices.Contains([]room.Verb{room.Chat, room.Resign, room.Leave}, a.Do) {
			continue
		}
		if stands != "" && stands != t.status.More && (a.State == room.Mine || t.known == nil) { // another's offer was news
			t.tell(stands)
		}
		if a.State != room.Mine {
			can = append(can, text)
			if v.More != "" {
				more = append(more, v.More)
			}
		}
	}
	t.known = known
	if len(can) > 0 {
		t.tell(strings.Join(append([]string{words.Say("line.type", words.Args{"commands": either(can)})}, more...), " "))
	}
}

// phrase says what to type for an action, and what for: "bot to play a bot".
func phrase(v words.Verb, a room.Action) string {
	text, does := v.Command(), v.Infinitive()
	for _, arg := range a.Args {
		if len(arg.Values) == 0 {
			text += " " + strings.ToUpper(arg.Name)
		}
	}
	if strings.EqualFold(text, does) {
		return text
	}
	return words.Say("line.to", words.Args{"command": text, "does": does})
}

// either joins what one can choose from: "this, that or another".
func either(all []string) string {
	if len(all) < 2 {
		return strings.Join(all, "")
	}
	last := len(all) - 1
	return words.Say("list.or", words.Args{"some": strings.Join(all[:last], ", "), "last": all[last]})
}

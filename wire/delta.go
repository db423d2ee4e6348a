package wire

import (
	"slices"
	"strconv"

	"crossplay/game"
	"crossplay/rooms"
	"crossplay/rooms/room"
)

// This file writes what changed from one snapshot to another, both seen from the
// same seat, as docs/protocol.md says under "Deltas". It compares what the
// snapshots are made of: a list that was only added to, and the few cells of a
// large board that a move touched, are found without encoding the rest.

// deltaKey is the key of a delta in the memo of the newer snapshot. Those who look
// from one seat and know the same version share it.
type deltaKey struct {
	from  uint64
	you   game.Seat // was, before they sat down or left
	moves bool      // they take moves in short
}

// smallDelta is below what a whole snapshot has, in bytes.
const smallDelta = 1 << 10

// change is what one subscription is sent of a new version.
type change struct {
	message []byte // nil: the whole snapshot
	nothing bool   // nothing but the version is new
}

func delta(from, to *rooms.Snapshot, moves bool) change {
	return to.Memo(deltaKey{from.Version, from.You, moves}, func() any {
		var moved []game.Step
		if moves {
			moved = oneMove(from, to)
		}
		c := compare(from, to, moved)
		if len(c.message) > smallDelta && len(c.message) > len(whole(to)) {
			c.message = nil
		}
		return c
	}).(change)
}

// patch writes an object of changes: field by field, and objects in it.
type patch struct {
	b     []byte
	first bool // no field was written in the innermost object yet
}

func (p *patch) field(name string) {
	if !p.first {
		p.b = append(p.b, ',')
	}
	p.first = false
	p.b = append(append(append(p.b, '"'), name...), '"', ':')
}

// within writes an object of changes, unless there are none.
func (p *patch) within(name string, changes func()) {
	start, first := len(p.b), p.first
	p.field(name)
	p.b = append(p.b, '{')
	p.first = true
	empty := len(p.b)
	changes()
	if len(p.b) == empty {
		p.b, p.first = p.b[:start], first
		return
	}
	p.b, p.first = append(p.b, '}'), false
}

func (p *patch) null(name string) {
	p.field(name)
	p.b = append(p.b, "null"...)
}

func (p *patch) number(name string, from, to int) {
	if from != to {
		p.field(name)
		p.b = appendInt(p.b, to)
	}
}

// text writes a text that is absent where it is empty.
func (p *patch) text(name, from, to string) {
	switch {
	case from == to:
	case to == "":
		p.null(name)
	default:
		p.field(name)
		p.b = game.AppendText(p.b, to)
	}
}

func (p *patch) value(name string, v any) {
	p.field(name)
	p.b = append(p.b, encode(v)...)
}

// oneMove is what a move has added to the log, if one was made since and it is told as
// most are: so many of its numbers are one more than they were.
func oneMove(from, to *rooms.Snapshot) []game.Step {
	log, news, kept := from.View.Log, to.News, from.News
	if to.Version != from.Version+1 || to.Ply != from.Ply+1 || to.LogFrom != from.LogFrom ||
		len(to.View.Log) <= len(log) || !same(log, to.View.Log[:len(log)]) || len(news) == 0 || len(kept) == 0 {
		return nil
	}
	lines, begins := to.View.Log[len(log):], from.LogFrom+len(log)
	last := room.News{
		N: kept[len(kept)-1].N + 1, What: room.Moves, Seat: lines[0].Seat, About: room.Nothing,
		From: begins, To: begins + len(lines),
	}
	if len(kept) == room.MaxNews {
		kept = kept[1:]
	}
	if news[len(news)-1] != last || len(news) != len(kept)+1 || !same(kept, news[:len(kept)]) {
		return nil
	}
	return lines
}

// compare writes the changes, or nothing where they are to be told as a whole. What a
// move has added to the log is told apart.
func compare(from, to *rooms.Snapshot, moved []game.Step) change {
	if !alike(from, to) {
		return change{}
	}
	p := &patch{b: make([]byte, 0, 512), first: true}
	p.b = append(append(p.b, `{"type":"delta","room":"`...), to.Code...)
	p.b = strconv.AppendUint(append(p.b, `","from":`...), from.Version, 10)
	p.b = append(p.b, `,"set":{`...)
	if moved == nil {
		p.field("version")
		p.b = strconv.AppendUint(p.b, to.Version, 10)
	}
	start := len(p.b)
	p.text("phase", string(from.Phase), string(to.Phase))
	p.number("round", from.Round, to.Round)
	if moved == nil {
		p.number("ply", from.Ply, to.Ply)
	}
	p.number("draws", from.Draws, to.Draws)
	p.number("spectators", from.Spectators, to.Spectators)
	if from.LogFrom != 0 && to.LogFrom == 0 {
		p.null("logFrom")
	} else {
		p.number("logFrom", from.LogFrom, to.LogFrom)
	}
	if !slices.Equal(from.Turn, to.Turn) {
		p.field("turn")
		p.b = appendList(p.b, to.Turn, appendSeat)
	}
	if from.Offer.Open() && !to.Offer.Open() {
		p.null("offer")
	} else if from.Offer != to.Offer {
		p.value("offer", to.Offer)
	}
	if from.Time != nil && to.Time == nil {
		p.null("time")
	} else if !from.Time.Same(to.Time) {
		p.value("time", to.Time)
	}
	if !slices.EqualFunc(from.Chairs, to.Chairs, sameChair) {
		p.value("chairs", to.Chairs)
	}
	if from.Premove != nil && to.Premove == nil {
		p.null("premove")
	} else if !samePremove(from.Premove, to.Premove) {
		p.value("premove", to.Premove)
	}
	if !slices.EqualFunc(from.Actions, to.Actions, room.Action.Same) {
		p.value("actions", to.Actions)
	}
	if moved == nil {
		p.news(from.News, to.News)
	}
	if from.Result != nil && to.Result == nil {
		p.null("result")
	} else if from.Result == nil && to.Result != nil {
		p.value("result", to.Result)
	}
	if from.Proof != nil && to.Proof == nil {
		p.null("proof")
	} else if from.Proof == nil && to.Proof != nil {
		p.value("proof", to.Proof)
	}
	var spared []byte
	p.within("view", func() {
		p.boards(from.View.Boards, to.View.Boards)
		spared = p.choices(&from.View, &to.View)
		if moved == nil {
			p.log(from, to)
		}
		p.text("note", from.View.Note, to.View.Note)
	})
	nothing := len(p.b) == start && moved == nil
	p.b = append(p.b, '}')
	if moved != nil {
		p.b = appendList(append(p.b, `,"moved":`...), moved, appendStep)
	}
	if spared != nil {
		p.b = append(append(p.b, `,"free":`...), spared...)
	}
	return change{message: append(p.b, '}'), nothing: nothing}
}

// alike reports whether what differs can be told as changes: what a room is never
// does while it is looked at, and a board in another shape is another one.
func alike(from, to *rooms.Snapshot) bool {
	return from.Code == to.Code && from.You == to.You && from.Game == to.Game && from.Private == to.Private && from.Final == to.Final && from.Lot == to.Lot && from.Clock == to.Clock && from.Stands == to.Stands && from.Adjourned == to.Adjourned && from.Plan == to.Plan &&
		(from.Result == nil || to.Result == nil || sameResult(from.Result, to.Result)) &&
		(from.Proof == nil || to.Proof == nil || *from.Proof == *to.Proof) &&
		slices.EqualFunc(from.View.Boards, to.View.Boards, func(a, b game.Board) bool { return a.SameShape(&b) })
}

func samePremove(a, b *room.Ahead) bool {
	return a == b || a != nil && b != nil && a.Move == b.Move && a.Lost == b.Lost && a.Text == b.Text && slices.Equal(a.Path, b.Path)
}

func sameResult(a, b *room.Result) bool {
	return a.How == b.How && a.Reason == b.Reason && slices.Equal(a.Winners, b.Winners) && slices.Equal(a.By, b.By)
}

func sameChair(a, b rooms.Chair) bool {
	return a.Name == b.Name && a.Guest == b.Guest && a.Bot == b.Bot && a.Present == b.Present && a.Away.Equal(b.Away) &&
		a.Wins == b.Wins && a.Left == b.Left && a.Out == b.Out && slices.Equal(a.Offers, b.Offers)
}

// boards writes the cells that changed.
func (p *patch) boards(from, to []game.Board) {
	p.within("boards", func() {
		for i := range to {
			p.within(strconv.Itoa(i), func() {
				p.within("cells", func() {
					for at := range to[i].Cells {
						if a, b := &from[i].Cells[at], &to[i].Cells[at]; !a.Same(b) {
							p.within(strconv.Itoa(at), func() { p.cell(a, b) })
						}
					}
				})
			})
		}
	})
}

// cell writes what is new of a cell, as [game.Cell.AppendJSON] writes the whole.
func (p *patch) cell(a, b *game.Cell) {
	p.text("spot", string(a.Spot), string(b.Spot))
	p.text("piece", a.Piece, b.Piece)
	if a.Count != 0 && b.Count == 0 {
		p.null("count")
	} else {
		p.number("count", a.Count, b.Count)
	}
	p.text("kind", string(a.Kind), string(b.Kind))
	p.text("arms", a.Arms, b.Arms)
	if len(a.Marks) > 0 && len(b.Marks) == 0 {
		p.null("marks")
	} else if !slices.Equal(a.Marks, b.Marks) {
		p.field("marks")
		p.b = game.AppendTexts(p.b, b.Marks)
	}
	switch was, is := a.Label != string(a.Spot), b.Label != string(b.Spot); {
	case was && !is:
		p.null("label")
	case is && (!was || a.Label != b.Label):
		p.field("label")
		p.b = game.AppendText(p.b, b.Label)
	}
}

// choices writes what may be chosen now. Where that is nearly every free cell, it
// returns the list of those that are not, to be sent instead.
func (p *patch) choices(from, to *game.View) (spared []byte) {
	if slices.EqualFunc(from.Choices, to.Choices, sameChoice) {
		return nil
	}
	spared, rest := spare(to)
	switch {
	case len(rest) > 0:
		p.field("choices")
		p.b = appendList(p.b, rest, appendChoice)
	case len(from.Choices) > 0:
		p.null("choices")
	}
	return spared
}

func sameChoice(a, b game.Choice) bool {
	return a.Move == b.Move && a.Label == b.Label && a.Text == b.Text && slices.Equal(a.Path, b.Path)
}

// manyChoices is how many choices are enough to be told by their cells.
const manyChoices = 12

// spare finds the free cells that may not be chosen, where most of them may be and
// stand at the front of the choices in the same order, and the choices behind
// those; else it returns nothing, and all choices.
func spare(v *game.View) (spared []byte, rest []game.Choice) {
	rest = v.Choices
	if len(rest) < manyChoices {
		return nil, rest
	}
	var not []game.Spot
	for _, spot := range freeSpots(v) {
		if c := rest; len(c) > 0 && string(c[0].Move) == string(spot) && c[0].Label == "" && c[0].Text == "" && len(c[0].Path) == 1 && c[0].Path[0] == spot {
			rest = rest[1:]
		} else {
			not = append(not, spot)
		}
	}
	if len(not)+len(rest) > len(v.Choices)/2 {
		return nil, v.Choices
	}
	return game.AppendTexts(nil, not), rest
}

// freeSpots are the spots of all cells on which nothing lies, each once.
func freeSpots(v *game.View) (spots []game.Spot) {
	seen := make(map[game.Spot]bool, len(v.Choices))
	for _, b := range v.Boards {
		for _, c := range b.Cells {
			if c.Spot != "" && c.Piece == "" && !seen[c.Spot] {
				seen[c.Spot] = true
				spots = append(spots, c.Spot)
			}
		}
	}
	return spots
}

// log writes the lines of the log that are new, and how many were cut off.
func (p *patch) log(from, to *rooms.Snapshot) {
	a, b := from.View.Log, to.View.Log
	if len(a) > 0 && len(b) == 0 {
		p.null("log")
		return
	}
	grow(p, "log", a, b, to.LogFrom-from.LogFrom, appendStep)
}

// news writes the news that are new, and how many were cut off.
func (p *patch) news(a, b []room.News) {
	cut := 0
	for len(b) > 0 && cut < len(a) && a[cut].N < b[0].N {
		cut++
	}
	grow(p, "news", a, b, cut, appendNews)
}

// grow writes how a list became another: by cutting so many off its beginning and
// adding to its end, or as a whole.
func grow[T comparable](p *patch, name string, a, b []T, cut int, one func([]byte, T) []byte) {
	kept := len(a) - cut
	if cut == 0 && kept == len(b) && same(a, b) {
		return
	}
	if cut < 0 || kept <= 0 || kept > len(b) || !same(a[cut:], b[:kept]) {
		p.field(name)
		p.b = appendList(p.b, b, one)
		return
	}
	p.within(name, func() {
		if cut > 0 {
			p.field("-")
			p.b = appendInt(p.b, cut)
		}
		if kept < len(b) {
			p.field("+")
			p.b = appendList(p.b, b[kept:], one)
		}
	})
}

// appendNews writes news as package json does.
func appendNews(b []byte, n room.News) []byte {
	b = strconv.AppendUint(append(b, `{"n":`...), n.N, 10)
	b = game.AppendText(append(b, `,"what":`...), string(n.What))
	b = appendInt(append(b, `,"seat":`...), int(n.Seat))
	text := func(name, value string) {
		if value != "" {
			b = game.AppendText(append(b, name...), value)
		}
	}
	text(`,"name":`, n.Name)
	if n.Guest {
		b = append(b, `,"guest":true`...)
	}
	text(`,"bot":`, n.Bot)
	text(`,"was":`, n.Was)
	text(`,"why":`, string(n.Why))
	if n.Secs != 0 {
		b = appendInt(append(b, `,"secs":`...), n.Secs)
	}
	text(`,"do":`, string(n.Do))
	if n.Mine {
		b = append(b, `,"mine":true`...)
	}
	if n.From != 0 {
		b = appendInt(append(b, `,"from":`...), n.From)
	}
	if n.To != 0 {
		b = appendInt(append(b, `,"to":`...), n.To)
	}
	return append(b, '}')
}

func appendSeat(b []byte, s game.Seat) []byte { return appendInt(b, int(s)) }

// same reports whether two lists of one length are, which those often are that
// only grow.
func same[T comparable](a, b []T) bool {
	return len(a) == 0 || &a[0] == &b[0] || slices.Equal(a, b)
}

func appendInt(b []byte, n int) []byte { return strconv.AppendInt(b, int64(n), 10) }

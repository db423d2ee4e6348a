package wire

import (
	"context"
	"errors"
	"time"

	"crossplay/archive"
	"crossplay/game"
	"crossplay/pace"
	"crossplay/players"
	"crossplay/rooms"
	"crossplay/rooms/room"
	"crossplay/words"
)

// This file shows games that are over.

// pastVerbs are those of a server that has an archive.
var pastVerbs = map[string]verb{
	"history":  {takes: []string{"name", "game", "with", "result", "since", "until", "after", "limit"}, cost: lookCost, run: (*Peer).history},
	"replay":   {needs: []string{"room"}, takes: []string{"round"}, cost: lookCost, run: (*Peer).replay},
	"position": {needs: []string{"room", "ply"}, takes: []string{"round", "seat"}, run: (*Peer).position},
	"export":   {needs: []string{"room"}, takes: []string{"round", "format"}, cost: lookCost, run: (*Peer).export},
}

// Replayed is a room as it was in a finished game after so many plies, as a seat saw it,
// or with nothing hidden for [game.Spectator]. What can be done, and news, are not in it.
func Replayed(r *archive.Replay, ply int, seat game.Seat) (*rooms.Snapshot, error) {
	ply = max(0, min(ply, r.Plies()))
	if seat < 0 || int(seat) >= len(r.Seats) {
		seat = game.Spectator
	}
	v, err := r.View(ply, seat)
	if err != nil {
		return nil, err
	}
	s := &rooms.Snapshot{
		Code: r.Room, Game: r.Game, Options: r.Options, Private: r.Private, Final: r.Final, Clock: r.Clock,
		Phase: room.Playing, Round: r.Round, Ply: ply, You: r.You, View: v, Chairs: make([]rooms.Chair, len(r.Seats)),
		Turn: []game.Seat{}, Actions: []room.Action{}, News: []room.News{}, Version: 1,
	}
	if pos, err := r.At(ply); err == nil && ply < r.Plies() {
		s.Turn = append(s.Turn, pos.Turn()...)
	}
	for i, p := range r.Seats {
		s.Chairs[i] = rooms.Chair{Name: p.Name, Guest: p.Guest, Bot: p.Bot}
	}
	for _, played := range r.Line[:ply] {
		if played.GaveUp {
			s.Chairs[played.Seat].Out = true
		}
	}
	if clocks := r.Clocks(ply); clocks != nil {
		s.Time = &rooms.Time{Control: r.Clock}
		for _, c := range clocks {
			s.Time.Clocks = append(s.Time.Clocks, rooms.Clock{Left: c.Left, Periods: c.Periods})
		}
	}
	return s, nil
}

// listed is a finished game as a peer is told of it.
type listed struct {
	archive.Game
	ID     string `json:"id"`
	Score  string `json:"score"`  // for people
	With   string `json:"with"`   // and this
	Ending string `json:"ending"` // and this
}

func (k *Peer) listed(g archive.Game, info game.Info) listed {
	return listed{g, g.ID(), words.Score(&g.Finished, g.Seat), words.With(&g.Finished, g.Seat), words.Outcome(&g.Finished, g.You, info)}
}

type historyMessage struct {
	Type  string   `json:"type"`
	Name  string   `json:"name,omitempty"` // whose, as they are called
	Games []listed `json:"games"`
	More  string   `json:"more,omitempty"`
}

func (k *Peer) history(ctx context.Context, c command) (result, error) {
	q := archive.Query{Viewer: k.id, Person: k.id, Game: c.Game, Result: archive.Outcome(c.Result), After: c.After, Limit: c.Limit}
	m := historyMessage{Type: "history", Games: []listed{}}
	if c.Name != "" {
		p, ok := k.server.conf.Players.Named(c.Name, k.from)
		if !ok {
			return result{}, players.ErrNobody
		}
		q.Person, m.Name = p.ID, p.Name
	}
	if c.With != "" {
		p, ok := k.server.conf.Players.Named(c.With, k.from)
		if !ok {
			return result{}, players.ErrNobody
		}
		q.Against = p.ID
	}
	for _, bound := range []struct {
		text string
		to   *time.Time
	}{{c.Since, &q.Since}, {c.Until, &q.Until}} {
		var err error
		if bound.text == "" {
			continue
		}
		if *bound.to, err = time.Parse(time.RFC3339, bound.text); err != nil {
			if *bound.to, err = time.Parse(time.DateOnly, bound.text); err != nil {
				return result{}, room.ErrCommand
			}
		}
	}
	page, err := k.server.conf.Archive.Search(ctx, q)
	if err != nil {
		return result{}, err
	}
	for _, g := range page.Games {
		info, _ := k.server.conf.Registry.Game(g.Game)
		m.Games = append(m.Games, k.listed(g, info))
	}
	m.More = page.More
	return result{then: func() { k.reply(encode(m)) }}, nil
}

// found is the finished game that a command is about.
func (k *Peer) found(ctx context.Context, c command) (*archive.Replay, error) {
	code, err := room.ParseCode(c.Room)
	if err != nil || c.Round < 0 {
		return nil, room.ErrNoReplay
	}
	return k.server.conf.Archive.Replay(ctx, archive.Asker{ID: k.id, From: k.network}, code, c.Round)
}

type replayMessage struct {
	Type  string      `json:"type"`
	Game  listed      `json:"game"`
	Log   []game.Step `json:"log"`
	Lines []int       `json:"lines"` // after how many plies each line of the log is there
	Plies int         `json:"plies"`
	After []int64     `json:"after"`          // by ply: milliseconds since the beginning
	Forms []string    `json:"formats"`        // in which it can be written down: see export
	Fair  string      `json:"fair,omitempty"` // for people, in games with dice
	Dice  *dice       `json:"dice,omitempty"`
}

// dice is what came of checking what chance drew.
type dice struct {
	Fair  bool        `json:"fair"`
	Draws int         `json:"draws"`
	Proof *room.Proof `json:"proof,omitempty"`
}

func (k *Peer) replay(ctx context.Context, c command) (result, error) {
	r, err := k.found(ctx, c)
	if err != nil {
		return result{}, err
	}
	return k.told(ctx, func() ([]byte, error) {
		log, err := r.Log()
		if err != nil {
			return nil, err
		}
		m := replayMessage{
			Type: "replay", Game: k.listed(r.Listed(), r.Info), Log: append([]game.Step{}, log...), Lines: append([]int{}, r.Lines()...), Plies: r.Plies(),
			After: make([]int64, len(r.Line)), Forms: r.Formats(), Fair: words.Fair(r.Info.Chance, r.Draws, r.Unfair),
		}
		for i, p := range r.Line {
			m.After[i] = p.After.Milliseconds()
		}
		if r.Info.Chance {
			m.Dice = &dice{r.Unfair == nil, r.Draws, r.Proof}
		}
		return encode(m), nil
	})
}

// told is the answer with a message about a game behind it. To make it is work of the peer's
// network, which has paid for what was done before.
func (k *Peer) told(ctx context.Context, tell func() ([]byte, error)) (result, error) {
	work := k.server.conf.Registry.Work()
	if err := work.Due(ctx, k.network, maxOwed); errors.Is(err, pace.ErrOwes) {
		return result{}, room.ErrThrottled
	} else if err != nil {
		return result{}, err
	}
	var message []byte
	var err error
	work.Do(k.network, func() { message, err = tell() })
	if err != nil {
		return result{}, err
	}
	return result{then: func() { k.reply(message) }}, nil
}

// maxOwed is for how long a network waits that owes for work, before it is refused.
const maxOwed = 5 * time.Second

func (k *Peer) position(ctx context.Context, c command) (result, error) {
	r, err := k.found(ctx, c)
	if err != nil {
		return result{}, err
	}
	seat := game.Spectator
	if c.Seat != nil && *c.Seat >= 0 && *c.Seat < len(r.Seats) {
		seat = game.Seat(*c.Seat)
	}
	return k.told(ctx, func() ([]byte, error) {
		s, err := Replayed(r, c.Ply, seat)
		if err != nil {
			return nil, err
		}
		lines := len(s.View.Log)
		s.View.Log = nil // they are in the message before
		m := append([]byte(`{"type":"position","id":`), encode(r.ID())...)
		m = append(append(m, `,"lines":`...), encode(lines)...)
		m = append(append(m, `,"seat":`...), encode(seat)...)
		m = append(append(m, `,"room":`...), appendSnapshot(nil, s)...)
		return append(m, '}'), nil
	})
}

type exportMessage struct {
	Type   string `json:"type"` // "export"
	ID     string `json:"id"`
	Format string `json:"format"`
	File   string `json:"file"`
	Text   string `json:"text"`
}

// export writes a game down for the programs of others.
func (k *Peer) export(ctx context.Context, c command) (result, error) {
	r, err := k.found(ctx, c)
	if err != nil {
		return result{}, err
	}
	return k.told(ctx, func() ([]byte, error) {
		text, as, err := r.Export(c.Format, k.server.conf.Site)
		return encode(exportMessage{"export", r.ID(), as, r.File(as), string(text)}), err
	})
}

package room

import (
	"encoding/json"
	"fmt"
	"time"

	"crossplay/game"
)

// kept is a room as a checkpoint holds it.
type kept struct {
	Sitting
	Proof    *Proof         `json:"proof,omitempty"`
	Chat     []Line         `json:"chat"`
	By       []PersonID     `json:"chatBy,omitempty"` // who said each of them
	Said     int            `json:"said"`
	Talk     talk           `json:"talk"`
	Ply      int            `json:"ply,omitempty"` // Room.Ply, where moves were taken back
	Since    []int          `json:"since,omitempty"`
	Asked    []asked        `json:"asked,omitempty"`
	Quiet    []time.Time    `json:"quiet,omitempty"` // since when each seat has done nothing
	Turns    []time.Time    `json:"turns,omitempty"` // since when each seat may move
	Plans    [][][]Intended `json:"plans,omitempty"`
	Premoves []*Ahead       `json:"premoves,omitempty"`
	Now      *Transcript    `json:"now,omitempty"`
	Last     *Transcript    `json:"last,omitempty"`
	// Done is what has happened and must not happen again: see Room.Answered.
	Done map[PersonID][]keptCommand `json:"done"`
}

type keptCommand struct {
	By PersonID `json:"by"`
	ID string   `json:"id"`
}

// Save is the room, and the games that were played in it, as a checkpoint keeps
// them. Refusals are not among it.
func Save(r *Room, g Games) ([]byte, error) {
	k := kept{
		Sitting: r.Sitting, Proof: r.Proof, Chat: r.Chat, Said: r.said, Talk: r.talk, Asked: r.past, Plans: r.plans, Premoves: r.premoves, Now: g.Now, Last: g.Last,
		Done: make(map[PersonID][]keptCommand),
	}
	if r.Ply != len(r.line) {
		k.Ply, k.Since = r.Ply, r.since
	}
	for _, line := range r.Chat {
		k.By = append(k.By, line.By)
	}
	for _, q := range r.quiet {
		k.Quiet, k.Turns = append(k.Quiet, q.at), append(k.Turns, q.turn)
	}
	for owner, a := range r.answers {
		for _, key := range a.order {
			if a.given[key] == nil {
				k.Done[owner] = append(k.Done[owner], keptCommand{key.person, key.id})
			}
		}
	}
	b, err := json.Marshal(k)
	if err != nil {
		return nil, fmt.Errorf("encode a room's checkpoint: %w", err)
	}
	return b, nil
}

// Checkpoint is a room as [Save] left it, not yet with a board.
type Checkpoint struct{ kept kept }

// Load reads a checkpoint.
func Load(data []byte) (*Checkpoint, error) {
	var c Checkpoint
	if err := json.Unmarshal(data, &c.kept); err != nil {
		return nil, fmt.Errorf("decode a room's checkpoint: %w", err)
	}
	return &c, nil
}

// Created is what was played there, and by which version.
func (c *Checkpoint) Created() Created { return c.kept.Created }

// Sitting is who sat where.
func (c *Checkpoint) Sitting() Sitting { return c.kept.Sitting }

// Games are the games of the room.
func (c *Checkpoint) Games() Games { return Games{c.kept.Now, c.kept.Last} }

// Room lays out the board and plays the newest game again.
func (c *Checkpoint) Room(rules game.Rules, more ...Rule) (r *Room, err error) {
	defer func() {
		if broken := recover(); broken != nil {
			err = fmt.Errorf("%v", broken)
		}
	}()
	k := &c.kept
	r = New(rules, more...)
	r.Sitting, r.Proof, r.Chat, r.said, r.talk = k.Sitting, k.Proof, k.Chat, k.Said, k.Talk
	if len(k.By) == len(k.Chat) {
		for i := range r.Chat {
			r.Chat[i].By = k.By[i]
		}
	}
	if err := r.setUp(); err != nil {
		return nil, err
	}
	if k.Now != nil {
		for _, m := range k.Now.Moves {
			if m.GaveUp {
				err = r.giveUp(&GaveUp{Seat: m.Seat})
			} else {
				err = r.move(&Moved{Seat: m.Seat, Move: m.Move})
			}
			if err != nil {
				return nil, err
			}
		}
	}
	r.past, r.plans, r.premoves = k.Asked, k.Plans, k.Premoves
	if k.Ply > r.Ply {
		r.Ply, r.since = k.Ply, k.Since
		r.wentBack = r.Ply // or later than it was: what was on its way then has gone
	}
	r.listen(&Record{At: k.Touched}) // what an earlier version wrote says no more
	for i, at := range k.Quiet {
		r.quiet[i].at, r.quiet[i].turn = at, at // what an earlier version left says no more
	}
	for i, at := range k.Turns {
		r.quiet[i].turn = at
	}
	for owner, commands := range k.Done {
		for _, c := range commands {
			r.remember(owner, answerKey{c.By, c.ID}, nil)
		}
	}
	return r, nil
}

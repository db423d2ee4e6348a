package rooms

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"crossplay/game"
	"crossplay/journal"
)

// kept is a replay as a checkpoint holds it.
type kept struct {
	Created created     `json:"created"`
	Phase   Phase       `json:"phase"`
	Began   time.Time   `json:"began"`
	Touched time.Time   `json:"touched"`
	Round   int         `json:"round"`
	Chairs  []keptChair `json:"chairs"`
	Draws   int         `json:"draws"`
	Result  *Result     `json:"result,omitempty"`
	Proof   *Proof      `json:"proof,omitempty"`
	Chat    []Line      `json:"chat"`
	Said    int         `json:"said"`
	Talk    talk        `json:"talk"`
	Now     *Transcript `json:"now,omitempty"`
	Last    *Transcript `json:"last,omitempty"`
	// Done is what has happened and must not happen again: see room.answers.
	Done map[PersonID][]keptCommand `json:"done"`
}

type keptChair struct {
	Person  PersonID `json:"person,omitempty"`
	Name    string   `json:"name,omitempty"`
	Guest   bool     `json:"guest,omitempty"`
	Bot     string   `json:"bot,omitempty"`
	Cmd     string   `json:"cmd,omitempty"`
	Wins    int      `json:"wins"`
	Ready   bool     `json:"ready,omitempty"`
	Rematch bool     `json:"rematch,omitempty"`
	Out     bool     `json:"out,omitempty"`
}

type keptCommand struct {
	By PersonID `json:"by"`
	ID string   `json:"id"`
}

// keep is the replay as a checkpoint holds it.
func (p *replay) keep() *kept {
	r := p.room
	k := &kept{
		Created: r.created, Phase: r.phase, Began: r.began, Touched: r.touched, Round: r.round, Draws: r.draws, Result: r.result,
		Proof: r.proof, Chat: r.chat, Said: r.said, Talk: r.talk, Now: p.now, Last: p.last, Done: make(map[PersonID][]keptCommand),
	}
	for _, c := range r.chairs {
		k.Chairs = append(k.Chairs, keptChair{c.person.ID, c.person.Name, c.person.Guest, c.person.Bot, c.cmd, c.wins, c.ready, c.rematch, c.out})
	}
	for owner, a := range r.answers {
		for _, key := range a.order {
			if a.given[key] == nil {
				k.Done[owner] = append(k.Done[owner], keptCommand{key.person, key.id})
			}
		}
	}
	return k
}

// replay is what was kept, with a board if there are rules.
func (k *kept) replay(rules game.Rules) (p *replay, err error) {
	defer func() {
		if broken := recover(); broken != nil {
			err = fmt.Errorf("%v", broken)
		}
	}()
	r := &room{
		rules: rules, created: k.Created, phase: k.Phase, began: k.Began, touched: k.Touched, round: k.Round, draws: k.Draws,
		result: k.Result, proof: k.Proof, chat: k.Chat, said: k.Said, talk: k.Talk,
	}
	for _, c := range k.Chairs {
		r.chairs = append(r.chairs, chair{Person{ID: c.Person, Name: c.Name, Guest: c.Guest, Bot: c.Bot}, c.Cmd, c.Wins, c.Ready, c.Rematch, c.Out})
	}
	if err := r.setUp(); err != nil {
		return nil, err
	}
	if k.Now != nil {
		for _, m := range k.Now.Moves {
			var err error
			if m.GaveUp {
				err = r.applyGaveUp(&gaveUp{Seat: m.Seat})
			} else {
				err = r.applyMoved(&moved{Seat: m.Seat, Move: m.Move})
			}
			if err != nil {
				return nil, err
			}
		}
	}
	for i, c := range k.Chairs {
		r.chairs[i].out = c.Out // whoever gave up may have left since
	}
	for owner, commands := range k.Done {
		for _, c := range commands {
			r.remember(owner, answerKey{c.By, c.ID}, nil)
		}
	}
	return &replay{room: r, now: k.Now, last: k.Last}, nil
}

// checkpointName is where a room's checkpoint is; the number changes when kept
// does.
func checkpointName(code Code) string { return "room/1/" + string(code) }

// checkpoint keeps what was read, if it was much. It does not hold up whoever
// waits for the room, and may fail: then everything is read once more. What was
// read without a board lacks the answers, and is not kept.
func (reg *Registry) checkpoint(code Code, p *replay) {
	to, ok := reg.journal.(journal.Checkpoints)
	if !ok || p.read < checkpointEvery || p.room.rules == nil {
		return
	}
	data, err := json.Marshal(p.keep())
	if err != nil {
		reg.log.Error("a checkpoint could not be written", "room", code, "error", err)
		return
	}
	at := p.tail
	reg.owners.Go(func() {
		ctx, cancel := context.WithTimeout(context.Background(), saveTimeout)
		defer cancel()
		if err := to.SaveCheckpoint(ctx, checkpointName(code), at, data); err != nil {
			_ = reg.notSaved("a checkpoint was not saved", "room", code, "error", err)
		}
	})
}

// resume is the room at its checkpoint, or nothing yet.
func (reg *Registry) resume(ctx context.Context, code Code, owner *live) (*replay, error) {
	fresh := &replay{room: new(room)}
	from, ok := reg.journal.(journal.Checkpoints)
	if !ok {
		return fresh, nil
	}
	pos, data, err := from.LoadCheckpoint(ctx, checkpointName(code))
	if err != nil || len(data) == 0 {
		return fresh, nil
	}
	var k kept
	var rules game.Rules
	if err = json.Unmarshal(data, &k); err == nil && owner != nil {
		if owner.rulebook, err = reg.rulebookFor(k.Created); err != nil {
			return nil, err
		}
		rules = owner.rulebook.Rules
	}
	var p *replay
	if err == nil {
		owner.call(func() { p, err = k.replay(rules) })
	}
	if err != nil {
		reg.log.Warn("a checkpoint was not understood; the room is read from its beginning", "room", code, "error", err)
		return fresh, nil
	}
	p.tail = pos
	return p, nil
}

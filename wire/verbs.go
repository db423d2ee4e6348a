package wire

import (
	"context"
	"maps"
	"time"

	"crossplay/game"
	"crossplay/players"
	"crossplay/rooms"
	"crossplay/rooms/room"
)

// verb is something that a peer may ask.
type verb struct {
	needs []string // the fields it must have, besides id and do
	takes []string // the fields it may have
	cost  int      // in commands; zero is one
	run   func(*Peer, context.Context, command) (result, error)
}

// result is what an answer says beside yes, and what follows it.
type result struct {
	code room.Code
	then func() // called once the answer is on its way
}

// verbs are those of a conversation; the others are those of rooms.
var verbs = map[string]verb{
	"ping":    {run: (*Peer).pong},
	"name":    {needs: []string{"name"}, run: (*Peer).name},
	"habits":  {takes: []string{"confirm", "premove"}, run: (*Peer).habits},
	"lobby":   {cost: lookCost, run: (*Peer).openLobby},
	"unlobby": {run: (*Peer).closeLobby},
	"mine":    {cost: lookCost, run: (*Peer).openDesk},
	"unmine":  {run: (*Peer).closeDesk},
	"create":  {needs: []string{"game"}, takes: []string{"options", "seats", "private", "final", "side", "clock"}, run: (*Peer).create},
	"quick":   {needs: []string{"game"}, takes: []string{"clock"}, run: (*Peer).quick},
	"open":    {needs: []string{"room"}, takes: []string{"updates", "moves", "glance"}, cost: lookCost, run: (*Peer).openRoom},
	"close":   {needs: []string{"room"}, run: (*Peer).closeRoom},

	"carry":    {takes: []string{"room"}, run: (*Peer).carry},
	"premoves": {needs: []string{"room", "ply"}, cost: lookCost, run: (*Peer).premoves},
}

// roomVerb is something that can be done with a room.
func roomVerb(r room.Rule) verb {
	return verb{needs: append([]string{"room"}, r.Needs...), takes: r.Takes, run: do(r.Do)}
}

// lookCost is what it costs to look at something: it is the answer that is long,
// and others are told of it. Nobody opens five pages a second.
const lookCost = 4

// paced reports whether a command may be carried out now.
func (k *Peer) paced(cost int) bool {
	return k.rate.AllowN(time.Now(), cost) && k.server.commands.AllowN(k.network, cost)
}

// handle carries out one command and answers it, exactly once. When that
// breaks, only this conversation ends.
func (k *Peer) handle(ctx context.Context, message []byte, at time.Time) {
	var c command
	defer func() {
		if broken := recover(); broken != nil {
			no := k.server.Incident("a conversation broke", broken, "player", k.id, "do", c.Do)
			k.answer(c.ID, result{}, no)
			k.Close(broke(no))
		}
	}()
	c, v, no := k.server.parse(message)
	if no != nil {
		k.answer(c.ID, result{}, no)
		if k.bad++; k.bad == maxBad {
			k.server.log.Event("closed a connection that does not speak the protocol", k.from, "player", k.id, "code", no.Code)
			k.Close(NoCommands)
		}
		return
	}
	if !k.paced(max(1, v.cost)) {
		k.server.log.Event("throttled a connection", k.from, "player", k.id)
		k.answer(c.ID, result{}, room.ErrThrottled)
		time.Sleep(throttledTime) // nothing more is read meanwhile
		return
	}
	c.at = at
	ctx, cancel := context.WithTimeout(ctx, commandTime)
	defer cancel()
	before := describe(k.me())
	k.mute(true)
	res, err := v.run(k, ctx, c)
	if err != nil {
		no = k.server.Refusal(err)
	}
	k.answer(c.ID, res, no)
	if res.then != nil {
		res.then()
	}
	k.mute(false)
	if describe(k.me()) != before { // by "name" or "habits", or because the name was taken when they became lasting
		k.rename()
	}
}

func (k *Peer) answer(id string, res result, no *room.Refusal) {
	k.reply(answer(id, res.code, no))
}

func (k *Peer) pong(context.Context, command) (result, error) { return result{}, nil }

func (k *Peer) name(ctx context.Context, c command) (result, error) {
	_, err := k.server.conf.Players.Rename(ctx, k.id, c.Name)
	return result{}, err
}

// habits sets how the peer makes moves. All of their windows are told.
func (k *Peer) habits(ctx context.Context, c command) (result, error) {
	_, err := k.server.conf.Players.Accustom(ctx, k.id, func(h players.Habits) (players.Habits, error) {
		var err error
		if c.Confirm != "" {
			h, err = h.With("confirm", c.Confirm)
		}
		if c.Premove != "" && err == nil {
			h, err = h.With("premove", c.Premove)
		}
		return h, err
	})
	return result{}, err
}

func (k *Peer) openLobby(context.Context, command) (result, error) {
	f := new(feed)
	k.watchLobby(k.server.conf.Registry.Lobby(k.id, func() { k.news(f) }), f)
	if k.list != nil {
		k.finish(k.list)
	}
	k.list = f
	return result{then: func() { k.begin(f) }}, nil
}

func (k *Peer) closeLobby(context.Context, command) (result, error) {
	if k.list != nil {
		k.finish(k.list)
		k.list = nil
	}
	return result{}, nil
}

func (k *Peer) openDesk(context.Context, command) (result, error) {
	f := new(feed)
	k.watchDesk(k.server.conf.Registry.Desk(k.person(), func() { k.news(f) }), f)
	if k.desk != nil {
		k.finish(k.desk)
	}
	k.desk = f
	return result{then: func() { k.begin(f) }}, nil
}

func (k *Peer) closeDesk(context.Context, command) (result, error) {
	if k.desk != nil {
		k.finish(k.desk)
		k.desk = nil
	}
	return result{}, nil
}

func (k *Peer) create(ctx context.Context, c command) (result, error) {
	n := rooms.New{Game: c.Game, Options: c.Options, Seats: c.Seats, Private: c.Private, Final: c.Final, Clock: c.Clock, Side: room.Side(c.Side)}
	code, err := k.server.conf.Registry.Create(ctx, k.person(), c.ID, n)
	return result{code: code}, err
}

func (k *Peer) quick(ctx context.Context, c command) (result, error) {
	code, err := k.server.conf.Registry.Quick(ctx, k.person(), c.ID, c.Game, c.Clock)
	return result{code: code}, err
}

// openRoom looks at a room. Who looks already begins anew.
func (k *Peer) openRoom(ctx context.Context, c command) (result, error) {
	code, err := room.ParseCode(c.Room)
	if err != nil {
		return result{}, err
	}
	maps.DeleteFunc(k.open, func(code room.Code, f *feed) bool {
		over := k.over(f)
		if over {
			f.shut()
			k.look(code, false)
		}
		return over
	})
	before := k.open[code]
	if before == nil && len(k.open) == maxOpen {
		return result{}, errRooms
	}
	f := new(feed)
	look := k.server.conf.Registry.Watch
	if c.Glance {
		look = k.server.conf.Registry.Glance
	}
	w, err := look(ctx, k.person(), code, func() { k.news(f) })
	if err != nil {
		return result{}, err
	}
	k.watchRoom(w, code, told{viewer: k.id, work: k.work, updates: c.Updates, moves: c.Moves, glances: c.Glance}, f)
	if before != nil {
		k.finish(before)
	}
	if k.open == nil {
		k.open = make(map[room.Code]*feed)
	}
	k.open[code] = f
	k.look(code, !c.Glance)
	return result{then: func() { k.begin(f) }}, nil
}

func (k *Peer) closeRoom(_ context.Context, c command) (result, error) {
	code, err := room.ParseCode(c.Room)
	if err != nil {
		return result{}, err
	}
	if f := k.open[code]; f != nil {
		f.leave() // and not as one whose line was lost
		k.finish(f)
		delete(k.open, code)
		k.look(code, false)
	}
	return result{}, nil
}

// premoves tells what the peer may set up while another is to move.
func (k *Peer) premoves(ctx context.Context, c command) (result, error) {
	code, err := room.ParseCode(c.Room)
	if err != nil {
		return result{}, err
	}
	all, err := k.server.conf.Registry.Premoves(ctx, k.person(), code, c.Ply)
	if err != nil {
		return result{}, err
	}
	return result{then: func() { k.reply(encode(premovesMessage{"premoves", code, c.Ply, append([]game.Choice{}, all...)})) }}, nil
}

// do passes a command on to the room.
func do(v room.Verb) func(*Peer, context.Context, command) (result, error) {
	return func(k *Peer, ctx context.Context, c command) (result, error) {
		code, err := room.ParseCode(c.Room)
		if err != nil {
			return result{}, err
		}
		return result{}, k.server.conf.Registry.Do(ctx, k.person(), code,
			room.Command{ID: c.ID, Do: v, Ply: c.Ply, Move: game.Move(c.Move), Text: c.Text, Bot: c.Bot, Offer: c.Offer, Options: c.Options, Clock: c.Clock, Sides: room.Seating(c.Sides), At: c.at, Lag: k.lag()})
	}
}

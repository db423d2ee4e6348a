package web

import (
	"context"
	"maps"
	"time"

	"github.com/gorilla/websocket"

	"crossplay/game"
	"crossplay/pace"
	"crossplay/rooms"
)

// verb is something that a peer may ask.
type verb struct {
	needs []string // the fields it must have, besides id and do
	takes []string // the fields it may have
	cost  int      // in commands; zero is one
	run   func(*socket, context.Context, command) (result, error)
}

// result is what an answer says beside yes, and what follows it.
type result struct {
	code rooms.Code
	then func() // called once the answer is on its way
}

// verbs is everything that a peer may ask.
var verbs = map[string]verb{
	"ping":    {run: (*socket).pong},
	"name":    {needs: []string{"name"}, run: (*socket).name},
	"lobby":   {cost: lookCost, run: (*socket).openLobby},
	"unlobby": {run: (*socket).closeLobby},
	"create":  {needs: []string{"game"}, takes: []string{"options", "seats", "private"}, run: (*socket).create},
	"quick":   {needs: []string{"game"}, run: (*socket).quick},
	"open":    {needs: []string{"room"}, takes: []string{"updates"}, cost: lookCost, run: (*socket).openRoom},
	"close":   {needs: []string{"room"}, run: (*socket).closeRoom},
	"sit":     {needs: []string{"room"}, run: do(rooms.Sit)},
	"invite":  {needs: []string{"room", "bot"}, run: do(rooms.Invite)},
	"begin":   {needs: []string{"room"}, run: do(rooms.Begin)},
	"leave":   {needs: []string{"room"}, run: do(rooms.Leave)},
	"resign":  {needs: []string{"room"}, run: do(rooms.Resign)},
	"claim":   {needs: []string{"room"}, run: do(rooms.Claim)},
	"rematch": {needs: []string{"room"}, run: do(rooms.Rematch)},
	"move":    {needs: []string{"room", "ply", "move"}, run: do(rooms.Move)},
	"chat":    {needs: []string{"room", "text"}, run: do(rooms.Chat)},
}

// lookCost is what it costs to look at something: it is the answer that is long,
// and others are told of it. Nobody opens five pages a second.
const lookCost = 4

// paced reports whether a command may be carried out now.
func (k *socket) paced(cost int) bool {
	return k.rate.AllowN(time.Now(), cost) && k.server.commands.AllowN(pace.Network(k.from), cost)
}

// handle carries out one command and answers it, exactly once. When that
// breaks, only this socket ends.
func (k *socket) handle(message []byte) {
	var c command
	defer func() {
		if broken := recover(); broken != nil {
			no := k.server.incident("a socket broke", broken, "player", k.id, "do", c.Do)
			k.answer(c.ID, result{}, no)
			k.close(websocket.CloseInternalServerErr, no.Code)
		}
	}()
	c, v, no := k.server.parse(message)
	if no != nil {
		k.answer(c.ID, result{}, no)
		if k.bad++; k.bad == maxBad {
			k.server.log.Event("web: closed a socket that does not speak the protocol", k.from, "player", k.id, "code", no.Code)
			k.close(websocket.ClosePolicyViolation, "Too many messages were no commands.")
		}
		return
	}
	if !k.paced(max(1, v.cost)) {
		k.server.log.Event("web: throttled a socket", k.from, "player", k.id)
		k.answer(c.ID, result{}, rooms.ErrThrottled)
		time.Sleep(throttledTime) // nothing more is read meanwhile
		return
	}
	ctx, cancel := context.WithTimeout(k.server.ctx, commandTime)
	defer cancel()
	name := k.me().Name
	res, err := v.run(k, ctx, c)
	if err != nil {
		no = k.server.refusal(err)
	}
	k.answer(c.ID, res, no)
	if res.then != nil {
		res.then()
	}
	if k.me().Name != name { // by "name", or because it was taken when they became lasting
		k.server.renamed(k.id)
	}
}

func (k *socket) answer(id string, res result, no *rooms.Refusal) {
	k.reply(encode(answerMessage{Type: "answer", ID: id, OK: no == nil, Code: res.code, Error: no}))
}

func (k *socket) pong(context.Context, command) (result, error) { return result{}, nil }

func (k *socket) name(ctx context.Context, c command) (result, error) {
	_, err := k.server.conf.Players.Rename(ctx, k.id, c.Name)
	return result{}, err
}

func (k *socket) openLobby(context.Context, command) (result, error) {
	f := new(feed)
	k.watchLobby(k.server.conf.Registry.Lobby(k.id, func() { k.news(f) }), f)
	if k.list != nil {
		k.finish(k.list)
	}
	k.list = f
	return result{then: func() { k.begin(f) }}, nil
}

func (k *socket) closeLobby(context.Context, command) (result, error) {
	if k.list != nil {
		k.finish(k.list)
		k.list = nil
	}
	return result{}, nil
}

func (k *socket) create(ctx context.Context, c command) (result, error) {
	n := rooms.New{Game: c.Game, Options: c.Options, Seats: c.Seats, Private: c.Private}
	code, err := k.server.conf.Registry.Create(ctx, k.person(), c.ID, n)
	return result{code: code}, err
}

func (k *socket) quick(ctx context.Context, c command) (result, error) {
	code, err := k.server.conf.Registry.Quick(ctx, k.person(), c.ID, c.Game)
	return result{code: code}, err
}

// openRoom looks at a room. Who looks already begins anew.
func (k *socket) openRoom(ctx context.Context, c command) (result, error) {
	code, err := rooms.ParseCode(c.Room)
	if err != nil {
		return result{}, err
	}
	maps.DeleteFunc(k.open, func(_ rooms.Code, f *feed) bool {
		over := k.over(f)
		if over {
			f.shut()
		}
		return over
	})
	before := k.open[code]
	if before == nil && len(k.open) == maxOpen {
		return result{}, errRooms
	}
	f := new(feed)
	w, err := k.server.conf.Registry.Watch(ctx, k.person(), code, func() { k.news(f) })
	if err != nil {
		return result{}, err
	}
	k.watchRoom(w, code, c.Updates, f)
	if before != nil {
		k.finish(before)
	}
	if k.open == nil {
		k.open = make(map[rooms.Code]*feed)
	}
	k.open[code] = f
	return result{then: func() { k.begin(f) }}, nil
}

func (k *socket) closeRoom(_ context.Context, c command) (result, error) {
	code, err := rooms.ParseCode(c.Room)
	if err != nil {
		return result{}, err
	}
	if f := k.open[code]; f != nil {
		k.finish(f)
		delete(k.open, code)
	}
	return result{}, nil
}

// do passes a command on to the room.
func do(v rooms.Verb) func(*socket, context.Context, command) (result, error) {
	return func(k *socket, ctx context.Context, c command) (result, error) {
		code, err := rooms.ParseCode(c.Room)
		if err != nil {
			return result{}, err
		}
		return result{}, k.server.conf.Registry.Do(ctx, k.person(), code,
			rooms.Command{ID: c.ID, Do: v, Ply: c.Ply, Move: game.Move(c.Move), Text: c.Text, Bot: c.Bot})
	}
}

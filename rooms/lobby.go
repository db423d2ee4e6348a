package rooms

import (
	"cmp"
	"crossplay/game"
	"crossplay/rooms/room"
	"net/netip"
	"reflect"
	"slices"
	"time"
)

// card is what the lists know of a room.
type card struct {
	room.Sitting
	present []room.PersonID // the players who look
	maker   netip.Prefix    // where it was made; not valid: before this start, for addresses are kept nowhere
	turn    []game.Seat     // who may move
	since   []int           // by seat: see Standing
	told    bool            // turn is known, or was tried to be
	records int             // that were read at the start, when all of them are
	meets   time.Time       // until when whoever is matched meets somebody, though no player looks
	seen    time.Time       // when a player looked last; zero for before this start
	due     time.Time       // when the days for a move are over; zero: it has none
}

// phase is the room's, but that one where a bot makes room for somebody is open.
func (c *card) phase() room.Phase {
	if c.Phase == room.Playing && c.Place() >= 0 {
		return room.Open
	}
	return c.Phase
}

// shown is the room in a list.
func (reg *Registry) shown(c *card) Card {
	made := &c.Created
	shown := Card{
		Code: made.Code, Game: made.Game, Options: made.Options, Private: made.Private, Final: made.Final, Clock: made.Clock,
		Phase: c.phase(), Round: c.Round, Since: c.Began, Stands: c.challenge() && !made.Private, Chairs: make([]CardChair, len(c.Chairs)),
	}
	for i, ch := range c.Chairs {
		shown.Chairs[i] = CardChair{Name: reg.nameOf(ch.Person), Guest: ch.Guest, Bot: ch.Bot, Present: ch.IsBot() || c.looks(ch.ID)}
	}
	return shown
}

// has reports whether the person has a seat in what is played there. Bots have no
// list of their games, and who gave up is done with this one.
func (c *card) has(id room.PersonID) bool {
	seat := c.SeatOf(id)
	if c.Phase == room.Over {
		return c.Unseen(seat) || c.Again(seat) != room.Unasked
	}
	return seat >= 0 && !c.Chairs[seat].IsBot() && !c.Chairs[seat].Out
}

// lists reports whether the room is in anybody's list, or may be again: it waits, or a
// game is on there, or the end of one waits to be seen, or somebody may want a rematch.
func (c *card) lists() bool {
	switch c.Phase {
	case room.Open, room.Playing:
		return true
	case room.Over:
		for seat := range c.Chairs {
			if c.Unseen(game.Seat(seat)) {
				return true
			}
		}
		return c.Lingers()
	}
	return false
}

func (c *card) looks(id room.PersonID) bool { return id != "" && slices.Contains(c.present, id) }

// here reports whether a player looks.
func (c *card) here() bool { return len(c.present) > 0 }

// bot reports whether the game is against one.
func (c *card) bot() bool { return slices.ContainsFunc(c.Chairs, room.Chair.IsBot) }

// waiting reports whether whoever sits down meets somebody, or need not.
func (c *card) waiting() bool { return c.here() || time.Now().Before(c.meets) || c.challenge() }

// challenge reports whether the card is of a room that waits for a daily game.
func (c *card) challenge() bool { return c.Phase == room.Open && room.IsDaily(c.Created.Clock) }

// listed reports whether the list shows the card.
func (c *card) listed() bool {
	return !c.Created.Private && (c.phase() == room.Open && c.waiting() || c.phase() == room.Playing && c.here())
}

// older orders rooms by how long they have been in their phase, the longest
// first.
func older(a, b *card) int {
	return cmp.Or(a.Began.Compare(b.Began), cmp.Compare(a.Created.Code, b.Created.Code))
}

// sooner orders rooms that wait: first those where somebody is there.
func sooner(a, b *card) int {
	standing := func(c *card) int {
		if c.challenge() && !c.here() {
			return 1
		}
		return 0
	}
	return cmp.Or(standing(a)-standing(b), older(a, b))
}

// lobby is the list of public rooms and those who look at it. The registry's
// mutex guards it.
type lobby struct {
	changed chan struct{}
	newest  *Lobby              // that everyone who looks was told; nil: none yet
	listed  map[room.Code]*card // what the list may show, so that nobody searches all cards for it
	watches map[*LobbyWatch]struct{}
	people  map[room.Code]int     // how many look at a room
	here    map[room.PersonID]int // where everybody looks: at the lobby, each window apart, and at rooms
}

func newLobby() lobby {
	return lobby{
		changed: make(chan struct{}, 1),
		listed:  make(map[room.Code]*card),
		watches: make(map[*LobbyWatch]struct{}),
		people:  make(map[room.Code]int),
		here:    make(map[room.PersonID]int),
	}
}

// LobbyWatch is a mailbox with the newest list of rooms.
type LobbyWatch struct {
	box mailbox[Lobby]
	reg *Registry
	by  room.PersonID
}

// Lobby lets a person look at the list of public rooms. Wake is as for
// [Registry.Watch].
func (reg *Registry) Lobby(by room.PersonID, wake func()) *LobbyWatch {
	w := &LobbyWatch{reg: reg, by: by}
	w.box.wake = wake
	reg.mu.Lock()
	defer reg.mu.Unlock()
	w.box.put(reg.newestLocked()) // under the mutex, or it could come after a newer one
	reg.lobby.watches[w] = struct{}{}
	if reg.lobby.here[by]++; reg.lobby.here[by] == 1 {
		reg.listChanged()
	}
	return w
}

// Take returns the newest list, or nil when it was taken already.
func (w *LobbyWatch) Take() *Lobby {
	l, _ := w.box.take()
	return l
}

// Close stops looking. It is safe to call more than once.
func (w *LobbyWatch) Close() {
	if !w.box.close() {
		return
	}
	w.reg.mu.Lock()
	defer w.reg.mu.Unlock()
	delete(w.reg.lobby.watches, w)
	if w.reg.gone(w.by); w.reg.lobby.here[w.by] == 0 {
		w.reg.listChanged()
	}
}

// gone notes that somebody looks at one thing less. The mutex must be held.
func (reg *Registry) gone(id room.PersonID) {
	if reg.lobby.here[id]--; reg.lobby.here[id] == 0 {
		delete(reg.lobby.here, id)
	}
}

// Rooms is the list as everyone who looks was told it last: whoever asks again
// and again must not keep those who play waiting.
func (reg *Registry) Rooms() *Lobby {
	reg.mu.Lock()
	defer reg.mu.Unlock()
	return reg.newestLocked()
}

func (reg *Registry) newestLocked() *Lobby {
	if reg.lobby.newest == nil {
		reg.lobby.newest = reg.roomsLocked()
	}
	return reg.lobby.newest
}

// roomsLocked makes the list anew.
func (reg *Registry) roomsLocked() *Lobby {
	var open, playing []*card
	for code, c := range reg.lobby.listed {
		switch {
		case !c.listed():
			delete(reg.lobby.listed, code) // only a newer card brings it back
			reg.rest(code)
		case c.phase() == room.Open:
			open = append(open, c)
		default:
			playing = append(playing, c)
		}
	}
	return &Lobby{
		Open:    reg.firstCards(open, sooner),
		Playing: reg.firstCards(playing, func(a, b *card) int { return older(b, a) }),
		People:  len(reg.lobby.here),
	}
}

// firstCards are the first MaxListed in order, by turns.
func (reg *Registry) firstCards(cards []*card, order func(a, b *card) int) []Card {
	inTurns(cards, order)
	list := make([]Card, min(len(cards), MaxListed))
	for i := range list {
		list[i] = reg.shown(cards[i])
	}
	return list
}

// inTurns sorts the cards so that the networks where they were made take turns: one
// that makes them by the dozen hides nobody else's. Those of each are in order, as
// are those of which nobody knows.
func inTurns(cards []*card, order func(a, b *card) int) {
	slices.SortFunc(cards, order)
	seen := make(map[netip.Prefix]int)
	turn := make(map[*card]int, len(cards))
	for _, c := range cards {
		if c.maker.IsValid() {
			turn[c] = seen[c.maker]
			seen[c.maker]++
		}
	}
	slices.SortStableFunc(cards, func(a, b *card) int { return turn[a] - turn[b] })
}

// public lists the open rooms that anybody finds whose makers are to be there.
func (reg *Registry) public() (codes []room.Code) {
	reg.mu.Lock()
	defer reg.mu.Unlock()
	for code, c := range reg.cards {
		if c.kind()&atOnce != 0 {
			codes = append(codes, code)
		}
	}
	for code, f := range reg.shelf.cards {
		if kind(f.data)&atOnce != 0 {
			codes = append(codes, code)
		}
	}
	return codes
}

// list shows in the lists who looks at a room. Its owner calls it.
func (reg *Registry) list(l *live) {
	var present []room.PersonID
	for _, ch := range l.room.Chairs {
		if l.people[ch.ID] > 0 {
			present = append(present, ch.ID)
		}
	}
	reg.mu.Lock()
	defer reg.mu.Unlock()
	reg.account(l)
	reg.seat(l)
	people := reg.lobby.people[l.code]
	if len(l.people) > 0 {
		reg.lobby.people[l.code] = len(l.people)
	} else {
		delete(reg.lobby.people, l.code)
	}
	changed := people != len(l.people)
	if c := reg.cards[l.code]; c != nil {
		if c.here() || len(present) > 0 {
			c.meets, c.seen = l.meets, time.Now()
		}
		if l.maker.IsValid() && !c.maker.IsValid() {
			reg.claim(c, l.maker)
		}
		if !slices.Equal(c.present, present) {
			c.present, changed = present, true
			reg.stir(c)
		}
		reg.setTurn(c, l.room)
		if c.listed() {
			reg.lobby.listed[l.code] = c
		}
	}
	if changed {
		reg.listChanged()
	}
}

// looksLike reports whether both look the same in a list. Either may be missing.
func (c *card) looksLike(other *card) bool {
	if c == nil || other == nil {
		return c == other
	}
	return c.phase() == other.phase() && c.Began.Equal(other.Began) && c.Round == other.Round && slices.Equal(c.present, other.present) &&
		slices.EqualFunc(c.Chairs, other.Chairs, func(a, b room.Chair) bool {
			return a.Person == b.Person && a.Out == b.Out && a.Saw == b.Saw && a.Offered(room.Rematch) == b.Offered(room.Rematch)
		})
}

// keep takes a card in, if there is anything to list.
func (reg *Registry) keep(c *card) {
	reg.forget(c.Created.Code)
	if c.due = reg.dueIn(c); !c.lists() || c.forgotten() {
		return
	}
	if reg.known() >= reg.most {
		reg.shorten(func(room.Code, netip.Prefix) bool { return true })
	}
	reg.cards[c.Created.Code] = c
	reg.index(c)
	reg.stir(c)
	if c.maker.IsValid() {
		reg.claim(c, c.maker)
	}
	reg.listChanged()
}

// index finds the card by what it is searched for.
func (reg *Registry) index(c *card) {
	if c.listed() {
		reg.lobby.listed[c.Created.Code] = c
	}
	for _, ch := range c.Chairs {
		if !c.has(ch.ID) {
			continue
		}
		if reg.mine[ch.ID] == nil {
			reg.mine[ch.ID] = make(map[room.Code]*card)
		}
		reg.mine[ch.ID][c.Created.Code] = c
	}
}

// claim counts a card to the network where it was made.
func (reg *Registry) claim(c *card, maker netip.Prefix) {
	if reg.made[maker] >= maxCardsOfNetwork {
		reg.shorten(func(other room.Code, by netip.Prefix) bool { return by == maker && other != c.Created.Code })
	}
	c.maker = maker
	reg.made[maker]++
}

// shorten forgets a tenth of those games and invitations that nobody looks at. Every network
// keeps as many as any other, so that one which makes games by the thousand
// forgets its own: invitations, games that are over and those against bots first, and those untouched for longest.
// Where a game was made is not known from before this start; then those against bots are
// as of one network, and each between people as of one apart.
func (reg *Registry) shorten(those func(code room.Code, maker netip.Prefix) bool) {
	type idle struct {
		code    room.Code
		touched uint32
		maker   netip.Prefix
		lesser  bool
		more    int // games of the same network that are worth more
	}
	var all []idle
	consider := func(code room.Code, kind byte, touched uint32, maker netip.Prefix) {
		if kind&atOnce == 0 && reg.live[code] == nil && those(code, maker) {
			all = append(all, idle{code, touched, maker, kind&lesser != 0, 0})
		}
	}
	for code, c := range reg.cards {
		consider(code, c.kind(), seconds(c.Touched), c.maker)
	}
	for code, f := range reg.shelf.cards {
		consider(code, kind(f.data), touched(f.data), f.maker.Value())
	}
	worth := func(a, b idle) int { // the one worth less first
		if a.lesser != b.lesser {
			if a.lesser {
				return -1
			}
			return 1
		}
		return cmp.Compare(a.touched, b.touched)
	}
	slices.SortFunc(all, worth)
	seen := make(map[netip.Prefix]int)
	for i := range slices.Backward(all) {
		if c := &all[i]; c.maker.IsValid() || c.lesser {
			c.more = seen[c.maker]
			seen[c.maker]++
		}
	}
	slices.SortStableFunc(all, func(a, b idle) int { return b.more - a.more })
	for _, c := range all[:(len(all)+9)/10] {
		reg.forget(c.code)
	}
}

func (reg *Registry) forget(code room.Code) {
	old := reg.wake(code)
	if old == nil {
		return
	}
	delete(reg.cards, code)
	delete(reg.lobby.listed, code)
	if old.maker.IsValid() {
		if reg.made[old.maker]--; reg.made[old.maker] == 0 {
			delete(reg.made, old.maker)
		}
	}
	reg.unindex(old)
	reg.stir(old)
}

// unindex takes the card away from those who sat there.
func (reg *Registry) unindex(c *card) {
	for _, ch := range c.Chairs {
		if delete(reg.mine[ch.ID], c.Created.Code); len(reg.mine[ch.ID]) == 0 {
			delete(reg.mine, ch.ID)
		}
	}
}

// listChanged says that the list is another now. The mutex must be held.
func (reg *Registry) listChanged() {
	select {
	case reg.lobby.changed <- struct{}{}:
	default:
	}
}

// publishLobby tells everyone who looks, no more often than lobbyEvery and
// lobbyShare allow.
func (reg *Registry) publishLobby() {
	for {
		select {
		case <-reg.lobby.changed:
		case <-reg.ctx.Done():
			return
		}
		reg.mu.Lock()
		list := reg.roomsLocked()
		before := reg.lobby.newest
		reg.lobby.newest = list
		watches := make([]*LobbyWatch, 0, len(reg.lobby.watches))
		for w := range reg.lobby.watches {
			watches = append(watches, w)
		}
		reg.mu.Unlock()
		if reflect.DeepEqual(list, before) { // somebody came and went
			watches = nil
		}
		for some := range slices.Chunk(watches, lobbyChunk) {
			for _, w := range some {
				w.box.put(list)
			}
			if !reg.pause(lobbyPause) {
				return
			}
		}
		if !reg.pause(max(lobbyEvery, time.Duration(len(watches))*lobbyShare)) {
			return
		}
	}
}

// pause reports whether the registry is still open afterwards.
func (reg *Registry) pause(d time.Duration) bool {
	select {
	case <-time.After(d):
		return true
	case <-reg.ctx.Done():
		return false
	}
}

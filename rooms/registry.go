package rooms

import (
	"cmp"
	"context"
	"crossplay/rooms/room"
	"crypto/hmac"
	"crypto/sha256"
	"errors"
	"fmt"
	"log/slog"
	"net/netip"
	"sync"
	"time"

	"golang.org/x/time/rate"

	"crossplay/game"
	"crossplay/journal"
	"crossplay/pace"
)

// Config is what a registry needs.
type Config struct {
	Journal journal.Journal
	Games   []game.Rules // of several versions of a game the first is played, the others replay old rooms
	Bots    []string     // the levels of bots that can be asked to play, the weakest first; none: there are no bots
	Secret  []byte       // keys room codes and dice; at least 32 bytes, the same at every start
	Verbs   []room.Rule  // what can be done with a room besides what can be done with every one
	Log     *slog.Logger
	Guesses *Guesses // counts wrong codes, together with those of others; nil: alone
	// Lasting makes somebody provisional lasting, before the first record that
	// names them, and returns them as they are called from then on. For who is
	// lasting it is never called; without it nobody is made so.
	Lasting func(context.Context, Person) (Person, error)
	// Memory is how many bytes rooms may take; zero, or more than 512 MB, is 512 MB.
	Memory int64
	// Work are the budgets of networks; nil: the registry's own. See [Registry.Work].
	Work *pace.Work
	// Called is what somebody is called now; empty, or without it: as the room knows
	// them. Whoever says something else of somebody tells [Registry.Renamed] of it.
	Called func(room.PersonID) string
	// Off are somebody's days off; nil: nobody has any. Whoever says something else of
	// somebody tells [Registry.OffChanged] of it.
	Off func(room.PersonID) room.Off
}

// Registry holds every room. Both windows share one.
type Registry struct {
	journal journal.Journal
	secret  []byte
	log     *slog.Logger
	sick    rate.Sometimes // paces the log while the journal fails
	rules   map[ruleset]*rulebook
	games   map[string]*rulebook // the newest version of each
	infos   []game.Info
	bots    []string
	verbs   []room.Rule
	guesses *Guesses
	lasting func(context.Context, Person) (Person, error)
	called  func(room.PersonID) string
	off     func(room.PersonID) room.Off

	lines    *pace.Limits[room.PersonID] // of chat
	commands *pace.Limits[room.PersonID] // all others
	crowds   *pace.Limits[crowd]         // lines of those who watch
	recalls  *pace.Limits[netip.Prefix]
	plans    *pace.Limits[netip.Prefix] // answers in advance
	premoves *pace.Limits[netip.Prefix]
	reads    *pace.Limits[netip.Prefix] // rooms that are read back
	making   *making
	saved    budgets

	up     time.Time       // since when
	ctx    context.Context // ends the owners
	stop   context.CancelFunc
	owners sync.WaitGroup         // and whoever makes a room
	quick  map[string]*pace.Turns // by game: one at a time, so that two who ask at once meet

	reading  pace.Turns         // to read transcripts
	calls    pace.Turns         // to call into rules
	work     *pace.Work         // for networks
	repeats  pace.Turns         // to read whether a command was carried out before
	learning pace.Turns         // to read games back for whose turn it is
	buried   []room.Code        // rooms with many records and no checkpoint
	rooms    *journal.Projector // keeps cards up with the journal

	open sync.Map // what is in live, for those who only come in

	mu       sync.Mutex
	closing  bool
	live     map[room.Code]*live
	sits     map[room.PersonID]map[*live]struct{} // in which rooms in memory
	cards    map[room.Code]*card                  // of the rooms that are open or playing, those awake: see rest.go
	mine     map[room.PersonID]map[room.Code]*card
	shelf    shelf                                // all others
	most     int                                  // that are known, awake and on the shelf
	desks    map[room.PersonID]map[*Desk]struct{} // who looks at theirs
	asking   map[asked]chan struct{}              // see once
	hear     func(room.PersonID)                  // see Stirs
	attend   func(room.Code, Person)
	creating map[room.PersonID]int // rooms on their way to the journal
	lobby    lobby
	lost     map[room.Code]bool         // rooms that the lists cannot follow
	long     map[room.Code]bool         // rooms with many records, while all are read
	past     map[room.Code]room.Sitting // rooms that are over, while records of earlier versions are read
	read     int                        // records that were read so far: see restRead
	broken   map[room.Code]broken       // rooms whose rules hang
	memory   memory
	made     map[netip.Prefix]int // how many of the cards are of rooms that a network has made since this start
}

// crowd is all who watch a room from one network.
type crowd struct {
	room room.Code
	from netip.Prefix
}

// New says what room to create.
type New struct {
	Game    string            `json:"game"` // game.Info.Name
	Options map[string]string `json:"options,omitempty"`
	Seats   int               `json:"seats,omitempty"` // how many can play; zero: as many as the game allows
	Private bool              `json:"private"`         // not listed, and never matched: joined by its code alone
	Final   bool              `json:"final,omitempty"` // moves are final: none is taken back
	Clock   string            `json:"clock,omitempty"` // the time control, as [room.ParseControls] reads it; empty: untimed
	Side    room.Side         `json:"side,omitempty"`  // where its creator sits; empty: on the first seat
}

// OpenRegistry reads back what the journal remembers.
func OpenRegistry(ctx context.Context, c Config) (*Registry, error) {
	reg := &Registry{
		journal:  c.Journal,
		secret:   c.Secret,
		log:      c.Log,
		sick:     rate.Sometimes{Interval: sickEvery},
		rules:    make(map[ruleset]*rulebook),
		games:    make(map[string]*rulebook),
		bots:     c.Bots,
		verbs:    c.Verbs,
		guesses:  cmp.Or(c.Guesses, NewGuesses(c.Log)),
		lasting:  c.Lasting,
		called:   c.Called,
		off:      c.Off,
		quick:    make(map[string]*pace.Turns),
		memory:   memory{most: within(c.Memory)},
		reading:  pace.Turns{AtOnce: maxReading, Group: 1},
		work:     cmp.Or(c.Work, pace.NewWork(nil)),
		calls:    pace.Turns{AtOnce: maxCalls, Group: maxCallsOfGroup, Each: maxCallsOfNetwork},
		repeats:  pace.Turns{AtOnce: maxReading, Group: 1},
		learning: pace.Turns{AtOnce: maxReading, Group: 1},
		desks:    make(map[room.PersonID]map[*Desk]struct{}),
		live:     make(map[room.Code]*live),
		sits:     make(map[room.PersonID]map[*live]struct{}),
		creating: make(map[room.PersonID]int),
		asking:   make(map[asked]chan struct{}),
		lobby:    newLobby(),
		broken:   make(map[room.Code]broken),
		made:     make(map[netip.Prefix]int),
		most:     maxCards,
		up:       time.Now(),
	}
	reg.lines = pace.New[room.PersonID](rate.Every(chatEvery), chatBurst, maxPaces)
	reg.commands = pace.New[room.PersonID](rate.Every(commandEvery), commandBurst, maxPaces)
	reg.crowds = pace.New[crowd](rate.Every(2*watchersEvery), watchersBurst/2, maxPaces)
	reg.recalls = pace.New[netip.Prefix](rate.Every(recallEvery), recallBurst, maxGuessers)
	reg.plans = pace.New[netip.Prefix](rate.Every(planEvery), planBurst, maxPaces)
	reg.premoves = pace.New[netip.Prefix](rate.Every(premoveEvery), premoveBurst, maxPaces)
	reg.reads = pace.New[netip.Prefix](rate.Every(readEvery), readBurst, maxPaces)
	reg.making = newMaking()
	reg.saved = newBudgets()
	for _, g := range c.Games {
		info := g.Info()
		if info.Options == nil {
			info.Options = []game.Option{} // programs read lists, not null
		}
		rules := &rulebook{Rules: g, info: info}
		reg.rules[ruleset{info.Name, info.Version}] = rules
		if reg.games[info.Name] == nil {
			reg.games[info.Name] = rules
			reg.infos = append(reg.infos, info)
			reg.quick[info.Name] = &pace.Turns{AtOnce: 1}
		}
	}
	if err := reg.followRooms(ctx); err != nil {
		return nil, fmt.Errorf("read the rooms: %w", err)
	}
	reg.ctx, reg.stop = context.WithCancel(context.Background())
	reg.owners.Go(reg.publishLobby)
	// Public rooms that are open stay in memory until somebody comes or they are reaped.
	for _, code := range reg.public() {
		if _, err := reg.find(ctx, Person{}, code); err != nil && !errors.Is(err, room.ErrGone) {
			reg.log.Error("an open room cannot be read", "room", code, "error", err)
			reg.mu.Lock()
			reg.forget(code)
			reg.mu.Unlock()
		}
	}
	reg.owners.Go(reg.unearth)
	reg.owners.Go(reg.sweep)
	return reg, nil
}

// Close puts every room away and waits for their goroutines. Watches end with
// ErrClosing, and later calls are refused with it.
func (reg *Registry) Close() {
	reg.mu.Lock()
	reg.closing = true
	reg.mu.Unlock()
	reg.stop()
	reg.owners.Wait()
	reg.rooms.Close()
}

// Games describes the registered games, in the order of registration.
func (reg *Registry) Games() []game.Info { return reg.infos }

// Verbs are what can be done with a room.
func (reg *Registry) Verbs() []room.Rule { return append(room.Verbs(), reg.verbs...) }

// Game describes one game.
func (reg *Registry) Game(name string) (game.Info, bool) {
	g, ok := reg.games[name]
	if !ok {
		return game.Info{}, false
	}
	return g.info, true
}

// Create makes a room and seats its creator. The same person with the same
// command id gets the same room.
func (reg *Registry) Create(ctx context.Context, by Person, id string, n New) (room.Code, error) {
	plan, err := reg.plan(id, n)
	if err != nil {
		return "", err
	}
	if err := reg.due(ctx, by); err != nil {
		return "", err
	}
	seat, _ := n.Side.Seat()
	return reg.once(ctx, by, id, plan, func() (room.Code, error) { return reg.buildFor(ctx, by, id, plan, seat) })
}

// plan is the room that somebody wants to be made, but for its code, or why there
// is none such.
func (reg *Registry) plan(id string, n New) (room.Created, error) {
	rules, ok := reg.games[n.Game]
	if !ok {
		return room.Created{}, room.ErrNoGame
	}
	if len(id) > room.MaxCommandID {
		return room.Created{}, room.ErrCommand
	}
	if err := rules.closed(); err != nil {
		return room.Created{}, err
	}
	info := rules.Info()
	if n.Seats == 0 {
		n.Seats = info.MaxSeats
	}
	setup, err := info.Check(game.Setup{Seats: n.Seats, Options: n.Options})
	if err != nil {
		return room.Created{}, room.ErrSetup.Because("rules").With("why", room.Sentence(err.Error()))
	}
	n.Clock, err = room.TidyControls(n.Clock, setup.Seats)
	if err != nil {
		return room.Created{}, room.ErrSetup.Because("clock")
	}
	if _, ok := n.Side.Seat(); !ok {
		return room.Created{}, room.ErrSetup.Because("side")
	}
	return room.Created{Game: n.Game, Version: info.Version, Seats: setup.Seats, Options: setup.Options, Private: n.Private, Final: n.Final, Clock: n.Clock, Lot: n.Side == room.ByLot}, nil
}

// build makes the room, for somebody who has waited for their turn to and sits on the
// first seat.
func (reg *Registry) build(ctx context.Context, by Person, id string, plan room.Created) (room.Code, error) {
	return reg.buildFor(ctx, by, id, plan, 0)
}

func (reg *Registry) buildFor(ctx context.Context, by Person, id string, plan room.Created, seat game.Seat) (room.Code, error) {
	nonce := nonceOf(id)
	rec := &room.Record{At: time.Now().UTC(), By: by.ID, Cmd: id, Events: []room.Event{
		{Created: &plan},
		{Sat: &room.Sat{Seat: seat, Person: by.person()}},
	}}
	// The code follows from who asks and the id, so that asking twice, even
	// across a restart, leads to the same room.
	for attempt := range uint64(maxCodes) {
		code := reg.code(by.ID, plan.Private, nonce, attempt)
		plan.Code = code
		err := reg.create(ctx, by, code, rec)
		if errors.Is(err, errWaits) && reg.giveUpOne(ctx, by) {
			err = reg.create(ctx, by, code, rec)
		}
		switch {
		case errors.Is(err, errWaits):
			return "", room.ErrTooMany
		case errors.Is(err, journal.ErrConflict):
			// Another node was faster, or the code is somebody else's.
			if again, err := reg.leads(ctx, asked{by.ID, id}, code); again || err != nil {
				return code, err
			}
		case err != nil:
			return "", err
		default:
			return code, nil
		}
	}
	return "", room.ErrServer
}

func (reg *Registry) create(ctx context.Context, by Person, code room.Code, rec *room.Record) error {
	if reg.exists(code) {
		return journal.ErrConflict
	}
	if err := reg.saved.rooms.afford(by); err != nil {
		return err
	}
	if err := reg.mayChallenge(by, rec.Events[0].Created); err != nil {
		return err
	}
	place, err := reg.reserve(by, code)
	if err != nil {
		return err
	}
	defer reg.release(by.ID, place)
	by, err = reg.remember(ctx, by)
	if err != nil {
		return err
	}
	rec.Events[1].Sat.Name = by.Name
	data, err := rec.Encode()
	if err != nil {
		return err
	}
	save, cancel := context.WithTimeout(context.WithoutCancel(ctx), saveTimeout)
	defer cancel()
	pos, err := reg.journal.Append(save, stream(code), 0, data)
	if errors.Is(err, journal.ErrConflict) {
		return err
	}
	if err != nil {
		return reg.notSaved("a room was not saved", "error", err)
	}
	reg.saved.rooms.charge(by, len(data))
	return reg.adopt(by, code, journal.Entry{Stream: stream(code), Pos: pos, Record: data})
}

// remember makes somebody lasting whom a record is about to name.
func (reg *Registry) remember(ctx context.Context, by Person) (Person, error) {
	if !by.Provisional || reg.lasting == nil {
		return by, nil
	}
	ctx, cancel := context.WithTimeout(ctx, saveTimeout)
	defer cancel()
	return reg.lasting(ctx, by)
}

// Work are the budgets of processor time that networks have, for what rooms do for them
// and for what windows do.
func (reg *Registry) Work() *pace.Work { return reg.work }

// due returns once the person's network has paid for what was done for it. Where it owes
// too much, nothing is done for it at all.
func (reg *Registry) due(ctx context.Context, by Person) error {
	err := reg.work.Due(ctx, by.From, maxOwed)
	if errors.Is(err, pace.ErrOwes) {
		return room.ErrThrottled
	}
	return err
}

// Do asks a room to do something. It returns once the outcome is durable: nil,
// or a [Refusal].
func (reg *Registry) Do(ctx context.Context, by Person, code room.Code, c room.Command) error {
	if len(c.ID) > room.MaxCommandID {
		return room.ErrCommand
	}
	if c.At.IsZero() {
		c.At = time.Now() // however late the room gets to it
	}
	if err := reg.due(ctx, by); err != nil {
		return err
	}
	command := func(l *live) error { return l.command(by, c) }
	err := reg.with(ctx, by, code, command)
	if errors.Is(err, errUnknown) {
		// Not in the room, which has others to serve: it takes as long as the disk, and
		// as all whose names are being saved.
		if by, err = reg.remember(ctx, by); err == nil {
			by.Provisional = false
			err = reg.with(ctx, by, code, command)
		}
	}
	return err
}

// errUnknown is the answer to who must be made lasting before a record names them.
var errUnknown = errors.New("nobody remembers them yet")

// Watch looks at a room, from the person's seat if there is one. The person
// counts as present until the watch is closed. Wake is called whenever there is
// something to take; it must return at once, may be called from any goroutine
// and must not call the registry or the watch.
func (reg *Registry) Watch(ctx context.Context, by Person, code room.Code, wake func()) (*Watch, error) {
	w := &Watch{by: by}
	w.box.wake = wake
	if err := reg.enter(ctx, w, code); err != nil {
		return nil, err
	}
	return w, nil
}

// with does something in the goroutine that owns the room, reading the room
// back first where it must.
func (reg *Registry) with(ctx context.Context, by Person, code room.Code, do func(*live) error) error {
	barred := reg.barred(by, code)
	if barred && !reg.inMemory(code) {
		return room.ErrGuesses
	}
	for {
		l, err := reg.find(ctx, by, code)
		if errors.Is(err, room.ErrNoRoom) {
			reg.guesses.Wrong(by.From)
		}
		if err != nil {
			return err
		}
		err = l.ask(ctx, by.From, func() error {
			if barred && l.people[by.ID] == 0 && l.room.SeatOf(by.ID) < 0 {
				return room.ErrGuesses
			}
			return do(l)
		})
		if !errors.Is(err, errPutAway) {
			return err
		}
	}
}

func (reg *Registry) inMemory(code room.Code) bool {
	reg.mu.Lock()
	defer reg.mu.Unlock()
	return reg.live[code] != nil
}

// barred reports whether the person's network has got so many codes wrong that
// it is not told any more which are right. What is in the list is no secret, and
// everybody's own games stay open to them.
func (reg *Registry) barred(by Person, code room.Code) bool {
	if by.Bot != "" || !reg.guesses.Spent(by.From) {
		return false
	}
	reg.mu.Lock()
	defer reg.mu.Unlock()
	c := reg.card(code)
	return c == nil || (c.Created.Private || c.Phase == room.Over) && !c.has(by.ID)
}

// Ready reports why nothing can be saved at the moment, or nil.
func (reg *Registry) Ready() error {
	if j, ok := reg.journal.(interface{ Err() error }); ok {
		return j.Err()
	}
	return nil
}

func (reg *Registry) isClosing() bool {
	reg.mu.Lock()
	defer reg.mu.Unlock()
	return reg.closing
}

func stream(code room.Code) journal.Stream { return journal.Stream("room/" + code) }

// dice returns the secret of each round of a room. It follows from the
// registry's own, so nobody can foresee it, and it says nothing about others.
func (reg *Registry) dice(code room.Code) func(round int) room.Secret {
	return func(round int) room.Secret {
		return room.Secret(reg.mac("dice", fmt.Sprintf("%s\x00%d", code, round)))
	}
}

func (reg *Registry) mac(purpose, text string) []byte {
	h := hmac.New(sha256.New, reg.secret)
	h.Write([]byte(purpose + "\x00" + text))
	return h.Sum(nil)
}

// notSaved logs, not too often, why the journal failed, and returns ErrNotSaved.
func (reg *Registry) notSaved(what string, args ...any) error {
	reg.sick.Do(func() { reg.log.Error(what, args...) })
	return room.ErrNotSaved
}

// incident logs what broke under an id, and returns the refusal that tells
// people the id.
func (reg *Registry) incident(what string, cause any, args ...any) error {
	id := pace.Incident(reg.log, what, cause, args...)
	return room.Incident(id)
}

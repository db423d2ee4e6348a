package line

import (
	"context"
	"crypto/rand"
	"errors"
	"slices"
	"strconv"
	"strings"
	"time"

	"crossplay/game"
	"crossplay/rooms"
	"crossplay/rooms/room"
	"crossplay/ssh/session"
	"crossplay/text"
	"crossplay/words"
)

// begin does what the command line asked for, and then the lobby.
func (t *talk) begin() error {
	if len(t.Args) >= 2 {
		if err := t.order(t.Args[0], strings.Join(t.Args[1:], " ")); err != nil && !errors.Is(err, errSaid) {
			return err
		}
	}
	return t.lobby()
}

// offer is a line of the lobby's menu.
type offer struct {
	text string
	take func() error
}

// lobby shows what there is to do until the person leaves.
func (t *talk) lobby() error {
	for {
		offers := t.offers()
		texts := make([]string, len(offers))
		for i, o := range offers {
			texts[i] = o.text
		}
		t.tell("")
		t.say("lobby.ask")
		t.list(texts)
		for again := false; !again; {
			line, err := t.next()
			if err != nil {
				return err
			}
			again = true
			if n, ok := number(line); ok && n >= 1 && n <= len(offers) {
				err = offers[n-1].take()
			} else {
				err = t.command(line, len(offers))
			}
			switch {
			case errors.Is(err, errSaid):
				again = false
			case err != nil:
				return err
			}
		}
	}
}

// errSaid says that a line was answered with another one, and that is all.
var errSaid = errors.New("answered already")

// refuse says why something was not done.
func (t *talk) refuse(err error) error {
	t.sorry(err)
	return errSaid
}

// lobbyCommands are those of the lobby.
var lobbyCommands = []string{"play", "bot", "invite", "challenge", "new", "join", "watch", "rooms", "games", "history", "replay", "export", "name", "me", "carry", "alerts", "vacation", "help", "quit", "exit", "back", "lobby"}

// command does what was typed in the lobby instead of a number.
func (t *talk) command(line string, offers int) error {
	switch verb, rest := split(line); verb {
	case "quit", "exit", "q":
		return errLeft
	case "", "rooms", "lobby", "back":
		return nil
	case "?", "help":
		t.lobbyHelp()
		return errSaid
	case "games":
		t.games()
		return errSaid
	case "name":
		t.rename(rest)
		return errSaid
	case "me":
		t.habits(rest)
		return errSaid
	case "carry":
		t.carry("")
		return errSaid
	case "alerts":
		t.alerts(rest)
		return errSaid
	case "vacation":
		t.daysOff(rest)
		return errSaid
	case "history":
		return t.history(rest)
	case "replay":
		return t.replay(rest)
	case "export":
		return t.export(rest)
	case "play", "bot", "invite", "challenge", "new", "join", "watch":
		return t.order(verb, rest)
	default:
		name, clock := session.CutClock(line)
		if g, err := t.Game(name); err == nil {
			return t.quick(g.Name, clock)
		}
		if near := text.Nearest(verb, lobbyCommands); len(near) == 1 {
			t.say("lobby.near", words.Args{"verb": strconv.Quote(text.Clean(verb, maxSaid)), "near": near[0]})
			return errSaid
		}
		if _, err := room.FindCode(line); err == nil { // an invitation
			return t.order("join", line)
		}
		t.say("lobby.number", words.Args{"n": offers})
		return errSaid
	}
}

// maxSaid is how many characters of a wrong word are said again.
const maxSaid = 40

func (t *talk) lobbyHelp() {
	t.say("lobby.instead")
	orders := words.Say("lobby.orders")
	if levels := t.Registry.Bots(); len(levels) > 0 {
		orders = words.Say("lobby.botOrders", words.Args{"levels": strings.Join(levels, ", ")}) + " " + orders
	}
	t.tell(orders)
	t.games()
}

// games tells what can be played.
func (t *talk) games() {
	for _, g := range t.Registry.Games() {
		t.say("lobby.game", words.Args{"game": g.Title, "name": g.Name, "summary": g.Summary})
	}
}

func (t *talk) offers() []offer {
	games := t.Registry.Games()
	var all []offer
	add := func(text string, take func() error) { all = append(all, offer{text, take}) }
	mine := make(map[room.Code]bool)
	for _, c := range t.Registry.Mine(t.Player.ID) {
		mine[c.Code] = true
		with := words.Opponents(c)
		if with == "" {
			with = words.Say("lobby.whoever")
		}
		back := words.Args{"game": words.Title(games, c.Game), "names": with, "code": c.Code}
		said := words.Say("lobby.mine", back)
		switch {
		case c.Rematch == room.Theirs:
			said = words.Say("lobby.mineAgain", back)
		case c.Phase == room.Over && c.Waits():
			said = words.Say("lobby.mineOver", back)
		case c.Waits():
			said = words.Say("lobby.mineWaits", back)
		}
		add(said, func() error { return t.table(c.Code, true) })
	}
	add(words.Say("lobby.quick"), func() error { return t.quick("", "") })
	if len(t.Registry.Bots()) > 0 {
		add(words.Say("lobby.bot"), t.playBot)
	}
	add(words.Say("lobby.new"), func() error { return t.create("", "") })
	add(words.Say("lobby.join"), func() error { return t.goTo("", true) })
	if t.Archive != nil {
		add(words.Say("home.past"), func() error { return t.history("") })
	}
	list := t.Registry.Rooms()
	for _, c := range list.Open {
		if !mine[c.Code] {
			waits := words.Args{"game": words.Title(games, c.Game), "players": words.Players(c) + words.Seats(c), "time": since(c.Since), "days": words.Control(c.Clock)}
			said := words.Say("lobby.play", waits)
			if c.Stands {
				said = words.Say("lobby.take", waits)
			}
			add(said, func() error { return t.table(c.Code, true) })
		}
	}
	for _, c := range list.Playing {
		if !mine[c.Code] {
			plays := words.Args{"game": words.Title(games, c.Game), "players": words.Players(c)}
			add(words.Say("lobby.watch", plays), func() error { return t.table(c.Code, false) })
		}
	}
	add(words.Say("lobby.challenge"), func() error { return t.order("challenge", "") })
	add(words.Say("lobby.quit"), func() error { return errLeft })
	return all
}

// since is how long somebody has waited, in words that can be read aloud.
func since(at time.Time) string {
	if d := time.Since(at); d >= time.Minute {
		return words.For(d)
	}
	return words.Say("lobby.minute")
}

// order does what was typed in words. What is left out is as usual, and only the game
// is asked for.
func (t *talk) order(verb, rest string) error {
	switch verb {
	case "join", "watch":
		return t.goTo(rest, verb == "join")
	case "replay":
		return t.replay(rest)
	case "new":
		name, clock := session.CutClock(rest)
		if name == "" {
			return t.create("", clock)
		}
		g, err := t.Game(name)
		if err != nil {
			return t.refuse(err)
		}
		return t.create(g.Name, clock)
	}
	if rest == "" {
		name, err := t.game("")
		if err != nil || name == "" {
			return err
		}
		rest = name
	}
	o, err := t.Order(verb, rest)
	switch {
	case err != nil:
		return t.refuse(err)
	case verb == "bot":
		return t.arrange(t.PlayBot, o)
	case verb == "invite":
		return t.arrange(t.Host, o)
	case verb == "challenge":
		return t.arrange(t.Challenge, o)
	}
	return t.quick(o.Game, o.Clock)
}

// goTo goes to the room whose code is in what was typed. It asks for the code, if
// nothing was.
func (t *talk) goTo(typed string, sit bool) error {
	if typed == "" {
		t.say("lobby.code")
		var err error
		if typed, err = t.next(); err != nil || typed == "" {
			return err
		}
	}
	code, err := room.FindCode(typed)
	if err != nil {
		return t.refuse(err)
	}
	return t.table(code, sit)
}

// quick finds an opponent. It asks for the game, if it is not said yet.
func (t *talk) quick(name, clock string) error {
	name, err := t.game(name)
	if err != nil || name == "" {
		return err
	}
	code, err := t.Registry.Quick(t.ctx, t.person(), rand.Text(), name, clock)
	if err != nil {
		return t.refuse(err)
	}
	return t.table(code, false)
}

// playBot begins a game against a bot, and asks for everything.
func (t *talk) playBot() error {
	name, err := t.game("")
	if err != nil || name == "" {
		return err
	}
	o := session.Order{Game: name}
	levels := t.Registry.Bots()
	n, err := t.choose(words.Say("lobby.level"), levels)
	if err != nil || n < 0 {
		return err
	}
	o.Level = levels[n]
	info, _ := t.Registry.Game(name)
	if o.Side, err = t.side(info); err != nil || o.Side == "" {
		return err
	}
	return t.arrange(t.PlayBot, o)
}

// side asks where the person wants to sit; it returns "" when they go back.
func (t *talk) side(info game.Info) (room.Side, error) {
	var names []string
	for _, side := range room.Sides {
		names = append(names, words.SideOf(info, side))
	}
	n, err := t.choose(words.Say("create.side")+"?", names)
	if err != nil || n < 0 {
		return "", err
	}
	return room.Sides[n], nil
}

// errBack says that the person has gone back instead of answering.
var errBack = errors.New("gone back")

// clock asks for the time control, of which one that is not among the usual can be typed
// as well.
func (t *talk) clock() (string, error) {
	usual := room.Usual()
	names := make([]string, len(usual))
	for i, c := range usual {
		names[i] = words.Control(c)
		if c != "" {
			names[i] = words.Say("lobby.clock", words.Args{"clock": c, "what": names[i]})
		}
	}
	typed := ""
	n, err := t.choose(words.Say("create.clock")+"?", names, func(line string) int {
		if typed = line; !session.IsClock(line) {
			return -1
		}
		return len(usual)
	})
	switch {
	case err != nil:
		return "", err
	case n < 0:
		return "", errBack
	case n == len(usual):
		return typed, nil
	}
	return usual[n], nil
}

// arrange makes a room and goes there.
func (t *talk) arrange(make func(context.Context, session.Order) (room.Code, error), o session.Order) error {
	code, err := make(t.ctx, o)
	if err != nil {
		return t.refuse(err)
	}
	return t.table(code, false)
}

// game asks for the game, if nothing was typed. It returns "" when the person
// goes back.
func (t *talk) game(typed string) (string, error) {
	games := t.Registry.Games()
	switch {
	case typed != "":
		return typed, nil
	case len(games) == 1:
		return games[0].Name, nil
	}
	var titles []string
	for _, g := range games {
		titles = append(titles, g.Title)
	}
	n, err := t.choose(words.Say("lobby.which"), titles, func(line string) int {
		named, _ := game.Named(games, line)
		return slices.IndexFunc(games, func(g game.Info) bool { return g.Name == named.Name })
	})
	if err != nil || n < 0 {
		return "", err
	}
	return games[n].Name, nil
}

// create asks for the game, if it is not said yet, and everything about it.
func (t *talk) create(name, clock string) error {
	name, err := t.game(name)
	if err != nil || name == "" {
		return err
	}
	info, _ := t.Registry.Game(name)
	made := rooms.New{Game: info.Name, Options: make(map[string]string), Clock: clock}
	for _, o := range info.Options {
		value, err := t.option(o)
		if err != nil || value == "" {
			return err
		}
		made.Options[o.Name] = value
	}
	if info.MinSeats < info.MaxSeats {
		var counts []string
		for n := info.MinSeats; n <= info.MaxSeats; n++ {
			counts = append(counts, words.Say("list.players", words.Args{"n": n}))
		}
		n, err := t.choose(words.Say("lobby.many"), counts)
		if err != nil || n < 0 {
			return err
		}
		made.Seats = info.MinSeats + n
	}
	who, err := t.choose(words.Say("lobby.find"), []string{words.Say("lobby.everyone"), words.Say("lobby.private")})
	if err != nil || who < 0 {
		return err
	}
	made.Private = who == 1
	if made.Side, err = t.side(info); err != nil || made.Side == "" {
		return err
	}
	if made.Clock == "" {
		if made.Clock, err = t.clock(); errors.Is(err, errBack) {
			return nil
		} else if err != nil {
			return err
		}
	}
	if !info.Hidden { // else nothing is ever taken back
		may, err := t.choose(words.Say("create.takebacks")+"?", []string{words.Say("create.may"), words.Say("create.never")})
		if err != nil || may < 0 {
			return err
		}
		made.Final = may == 1
	}
	code, err := t.Registry.Create(t.ctx, t.person(), rand.Text(), made)
	if err != nil {
		return t.refuse(err)
	}
	return t.table(code, false)
}

// option asks for the value of an option; it returns "" when the person goes back.
func (t *talk) option(o game.Option) (string, error) {
	var titles []string
	for _, v := range o.Values {
		titles = append(titles, v.Title)
	}
	n, err := t.choose(o.Title+"?", titles)
	if err != nil || n < 0 {
		return "", err
	}
	return o.Values[n].Name, nil
}

// sit takes a seat where there is one, and says why where there is none.
func (t *talk) sit(code room.Code) error {
	err := t.Registry.Do(t.ctx, t.person(), code, room.Command{ID: rand.Text(), Do: room.Sit})
	switch {
	case errors.Is(err, room.ErrSeated):
		return nil
	case errors.Is(err, room.ErrFull):
		t.say("status.taken")
		return nil
	}
	return err
}

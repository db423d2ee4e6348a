package archive

import (
	"cmp"
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"

	"crossplay/game"
	"crossplay/rooms/room"
)

const (
	// MaxPage is how many games a page has at most: two screens of a large terminal.
	MaxPage = 50
	// maxScanned is how many games are looked at for a page: 5 ms of a processor. Where so
	// many are none of those that are asked for, the page ends early, and says how to go on.
	maxScanned = 5000
	// searchTime is how long a search may take, on a disk that is slow.
	searchTime = 5 * time.Second
)

// Outcome is how a game ended for the person whose games are searched.
type Outcome string

// The outcomes.
const (
	Won  Outcome = "won"
	Lost Outcome = "lost"
	Drew Outcome = "drew"
)

var outcomes = map[Outcome]outcome{Won: won, Lost: lost, Drew: drew}

// Query says which games are looked for. Games that were called off are in no list.
type Query struct {
	Viewer  room.PersonID // who asks: private games are for those who played
	Person  room.PersonID // whose games; empty: the public ones of all
	Against room.PersonID // who played too, or empty
	Game    string        // game.Info.Name, or empty
	Result  Outcome       // for Person, or empty
	Since   time.Time     // that ended then or later; zero: any
	Until   time.Time     // that ended before; zero: any
	After   string        // Page.More of the page before
	Limit   int           // games in a page; zero or more than MaxPage: MaxPage
}

// Page is a part of what a search finds, the newest first.
type Page struct {
	Games []Game `json:"games"`
	More  string `json:"more,omitempty"` // for Query.After; empty: that is all
}

// Game is a finished game in a list.
type Game struct {
	room.Finished
	You  game.Seat `json:"you"`  // where the viewer sat, or [game.Spectator]
	Seat game.Seat `json:"seat"` // where the person sat whose games these are, likewise
}

// ID is the name of the game, as [room.ParseGame] reads it.
func (g *Game) ID() string { return room.GameID(g.Room, g.Round) }

// place is where a page ends: behind the game that ended then and there.
type place struct{ ended, n int64 }

func (p place) String() string { return fmt.Sprintf("%d-%d", p.ended, p.n) }

func parsePlace(s string) (p place, err error) {
	ended, n, ok := strings.Cut(s, "-")
	if !ok {
		return p, errors.New("no place")
	}
	if p.ended, err = strconv.ParseInt(ended, 10, 64); err == nil {
		p.n, err = strconv.ParseInt(n, 10, 64)
	}
	return p, err
}

// Search lists finished games. It fails with ErrGathering while the archive is made, with
// ErrCommand for a query that makes no sense, and with ErrInternal where it cannot be read.
func (a *Archive) Search(ctx context.Context, q Query) (Page, error) {
	if q.Limit <= 0 || q.Limit > MaxPage {
		q.Limit = MaxPage
	}
	if _, ok := outcomes[q.Result]; q.Result != "" && (!ok || q.Person == "") || q.Against != "" && q.Person == "" {
		return Page{}, room.ErrCommand
	}
	after := place{1<<62 - 1, 1<<62 - 1}
	if q.After != "" {
		var err error
		if after, err = parsePlace(q.After); err != nil {
			return Page{}, room.ErrCommand
		}
	}
	ctx, cancel := context.WithTimeout(ctx, searchTime)
	defer cancel()
	var page Page
	err := a.reading(func(s *store) (err error) {
		page, err = s.search(ctx, q, after)
		return err
	})
	if err != nil {
		return Page{}, a.refusal(ctx, "the games that are over cannot be searched", err)
	}
	for i := range page.Games {
		g := &page.Games[i]
		g.You, g.Seat = g.SeatOf(q.Viewer), g.SeatOf(q.Person)
		g.Seats = a.shown(g.Seats)
	}
	return page, nil
}

// shown are persons for anybody to read: as they are called now, and without their
// identities.
func (a *Archive) shown(seats []room.Person) []room.Person {
	all := make([]room.Person, len(seats))
	for i, p := range seats {
		if a.conf.Called != nil && p.Bot == "" && p.ID != "" {
			p.Name = cmp.Or(a.conf.Called(p.ID), p.Name)
		}
		p.ID = ""
		all[i] = p
	}
	return all
}

// search reads a page. What its keys do not say is looked at game by game.
func (s *store) search(ctx context.Context, q Query, after place) (Page, error) {
	page := Page{Games: []Game{}}
	var person, other, title int64
	for _, text := range []struct {
		n                   *int64
		table, column, text string
	}{{&person, "person", "id", string(q.Person)}, {&other, "person", "id", string(q.Against)}, {&title, "title", "name", q.Game}} {
		if text.text == "" {
			continue
		}
		err := s.db.QueryRowContext(ctx, "select n from "+text.table+" where "+text.column+" = ?", text.text).Scan(text.n)
		if errors.Is(err, sql.ErrNoRows) {
			return page, nil // of whom, or of which, no game is over
		}
		if err != nil {
			return page, err
		}
	}
	how := outcomes[q.Result]
	all := q.Viewer != "" && (q.Viewer == q.Person || q.Viewer == q.Against)

	var from string
	var args []any
	switch {
	case person == 0 && title == 0:
		from = "select ended, n, title, 0, 0 from game indexed by game_ended where private = 0 and counts = 1"
	case person == 0:
		from, args = "select ended, n, title, 0, 0 from game indexed by game_title where private = 0 and counts = 1 and title = ?", []any{title}
	case other != 0:
		from, args = "select ended, n, title, outcome, private from met where person = ? and other = ?", []any{person, other}
	case title != 0:
		from, args = "select ended, n, title, outcome, private from seat indexed by seat_title where person = ? and title = ?", []any{person, title}
	case q.Result != "":
		from, args = "select ended, n, title, outcome, private from seat indexed by seat_outcome where person = ? and outcome = ?", []any{person, how}
	case !all:
		from, args = "select ended, n, title, outcome, 0 from seat indexed by seat_public where private = 0 and person = ?", []any{person}
	default:
		from, args = "select ended, n, title, outcome, private from seat where person = ?", []any{person}
	}
	if !q.Until.IsZero() && q.Until.UnixMilli() <= after.ended {
		after = place{q.Until.UnixMilli(), -1}
	}
	from += " and (ended, n) < (?, ?)"
	args = append(args, after.ended, after.n)
	if !q.Since.IsZero() {
		from += " and ended >= ?"
		args = append(args, q.Since.UnixMilli())
	}
	rows, err := s.db.QueryContext(ctx, from+" order by ended desc, n desc limit ?", append(args, maxScanned+1)...)
	if err != nil {
		return page, err
	}
	defer rows.Close()
	var found []int64
	var last place
	for scanned := 0; rows.Next(); scanned++ {
		var p place
		var t int64
		var o outcome
		var private bool
		if len(found) == q.Limit || scanned == maxScanned {
			page.More = last.String()
			break
		}
		if err := rows.Scan(&p.ended, &p.n, &t, &o, &private); err != nil {
			return page, err
		}
		last = p
		if (title == 0 || t == title) && (q.Result == "" || o == how) && (all || !private) {
			found = append(found, p.n)
		}
	}
	if err := errors.Join(rows.Err(), rows.Close()); err != nil {
		return page, err
	}
	if len(found) == 0 {
		return page, nil
	}
	list, err := json.Marshal(found)
	if err != nil {
		return page, err
	}
	if rows, err = s.db.QueryContext(ctx, "select summary from game where n in (select value from json_each(?)) order by ended desc, n desc", string(list)); err != nil {
		return page, err
	}
	defer rows.Close()
	for rows.Next() {
		var summary []byte
		if err := rows.Scan(&summary); err != nil {
			return page, err
		}
		var g Game
		if err := json.Unmarshal(summary, &g.Finished); err != nil {
			return page, err
		}
		page.Games = append(page.Games, g)
	}
	return page, rows.Err()
}

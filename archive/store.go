package archive

import (
	"bytes"
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"strings"

	driver "modernc.org/sqlite"
	errcode "modernc.org/sqlite/lib"

	"crossplay/journal"
	"crossplay/rooms/room"
)

const (
	// applicationID marks the file as an archive: "Xarc".
	applicationID = 0x58617263
	// format is raised when the same journal makes another archive: files of any other
	// are dropped and made anew.
	format = 1
	// readers is how many search at once. A search is brief, and each connection may
	// cache 2 MB.
	readers = 2
)

// The tables. A game is called by the position of its end in the journal. What searches
// go by stands in the keys, so that none looks at a game that it does not list: a person's
// games by time, by game and by result, and two persons' games by time.
var schema = fmt.Sprintf(`
	pragma application_id = %d;
	pragma user_version = %d;
	create table state (pos integer not null, mark blob) strict; -- up to where the journal is in here
	insert into state values (0, null);
	create table person (n integer primary key, id text not null unique) strict;
	create table title (n integer primary key, name text not null unique) strict;
	create table underway (code text primary key, start integer not null) strict, without rowid;
	create table game (
		n       integer primary key,
		code    text not null,
		round   integer not null,
		start   integer not null, -- the journal's records of it are behind this position
		title   integer not null,
		private integer not null,
		ended   integer not null, -- milliseconds since 1970
		counts  integer not null, -- it has a result
		summary text not null     -- a room.Finished
	) strict;
	create unique index game_code on game (code, round);
	create index game_ended on game (ended, n) where private = 0 and counts = 1;
	create index game_title on game (title, ended, n) where private = 0 and counts = 1;
	create table seat (
		person  integer not null,
		ended   integer not null,
		n       integer not null,
		title   integer not null,
		outcome integer not null,
		private integer not null,
		primary key (person, ended, n)
	) strict, without rowid;
	create index seat_title on seat (person, title, ended, n, outcome, private);
	create index seat_outcome on seat (person, outcome, ended, n, title, private);
	create index seat_public on seat (person, ended, n, title, outcome) where private = 0;
	create table met (
		person  integer not null,
		other   integer not null,
		ended   integer not null,
		n       integer not null,
		title   integer not null,
		outcome integer not null,
		private integer not null,
		primary key (person, other, ended, n)
	) strict, without rowid;
`, applicationID, format)

// store is the file.
type store struct {
	db *sql.DB // who reads
	w  *sql.DB // who writes: one connection
	tx *sql.Tx // what is not yet committed, or nil
	in int     // games in it
}

// errDamaged says that the file is no archive of this version: it is dropped.
var errDamaged = errors.New("it is not an archive that this version can use")

// dsn names a file for the driver. Path is absolute.
func dsn(path string, settings ...string) string {
	slashed := "/" + strings.TrimPrefix(filepath.ToSlash(path), "/")
	return "file:" + (&url.URL{Path: slashed}).EscapedPath() + "?" + strings.Join(settings, "&")
}

// Nothing of it must survive a power cut: it is made again.
var (
	drafting = []string{"_pragma=journal_mode(off)", "_pragma=synchronous(off)", "_pragma=cache_size(-32000)", "_pragma=trusted_schema(off)", "_txlock=immediate"}
	writing  = []string{"_pragma=busy_timeout(5000)", "_pragma=journal_mode(wal)", "_pragma=synchronous(off)", "_pragma=journal_size_limit(4194304)", "_pragma=trusted_schema(off)", "_txlock=immediate"}
	reading  = []string{"mode=ro", "_pragma=busy_timeout(1000)", "_pragma=query_only(on)", "_pragma=trusted_schema(off)"}
)

// create makes an empty file, for one who writes and nobody who reads.
func create(path string) (*store, error) {
	if err := remove(path); err != nil {
		return nil, err
	}
	f, err := os.OpenFile(path, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600) // who played whom is nobody else's
	if err == nil {
		err = f.Close()
	}
	if err != nil {
		return nil, err
	}
	s := &store{}
	if s.w, err = sql.Open("sqlite", dsn(path, drafting...)); err != nil {
		return nil, err
	}
	s.w.SetMaxOpenConns(1)
	if _, err := s.w.Exec(schema); err != nil {
		return nil, errors.Join(err, s.close())
	}
	return s, nil
}

// remove removes a file, and what SQLite has beside it.
func remove(path string) error {
	for _, tail := range []string{"", "-wal", "-shm", "-journal"} {
		if err := os.Remove(path + tail); err != nil && !errors.Is(err, os.ErrNotExist) {
			return err
		}
	}
	return nil
}

// open opens a file that is whole. It fails with [os.ErrNotExist] where there is none,
// and with errDamaged where it must be made anew.
func open(path string) (s *store, err error) {
	if _, err := os.Stat(path); err != nil {
		return nil, err
	}
	s = &store{}
	defer func() {
		if err != nil {
			err = errors.Join(err, s.close())
		}
	}()
	if s.w, err = sql.Open("sqlite", dsn(path, writing...)); err != nil {
		return s, err
	}
	s.w.SetMaxOpenConns(1)
	var id, version int
	if err := s.w.QueryRow("select (select application_id from pragma_application_id), (select user_version from pragma_user_version)").Scan(&id, &version); err != nil {
		return s, err
	}
	if id != applicationID || version != format {
		return s, errDamaged
	}
	if s.db, err = sql.Open("sqlite", dsn(path, reading...)); err != nil {
		return s, err
	}
	s.db.SetMaxOpenConns(readers)
	s.db.SetMaxIdleConns(readers)
	_, err = s.pos()
	return s, err
}

// damaged reports whether an error means that the file cannot be mended.
func damaged(err error) bool {
	var e *driver.Error
	if errors.As(err, &e) {
		switch e.Code() & 0xff {
		case errcode.SQLITE_CORRUPT, errcode.SQLITE_NOTADB, errcode.SQLITE_ERROR, errcode.SQLITE_FORMAT, errcode.SQLITE_MISMATCH:
			return true
		}
	}
	return errors.Is(err, errDamaged) || errors.Is(err, sql.ErrNoRows)
}

func (s *store) close() error {
	var err error
	if s.tx != nil {
		err = s.tx.Rollback()
		s.tx = nil
	}
	for _, db := range []*sql.DB{s.db, s.w} {
		if db != nil {
			err = errors.Join(err, db.Close())
		}
	}
	return err
}

// pos is up to where the journal is in the file.
func (s *store) pos() (journal.Pos, error) {
	var pos int64
	err := s.w.QueryRow("select pos from state").Scan(&pos)
	return journal.Pos(pos), err
}

// begin is the transaction that is open.
func (s *store) begin() (*sql.Tx, error) {
	if s.tx == nil {
		tx, err := s.w.Begin()
		if err != nil {
			return nil, err
		}
		s.tx, s.in = tx, 0
	}
	return s.tx, nil
}

// commit ends the transaction, if one is open.
func (s *store) commit() error {
	if s.tx == nil {
		return nil
	}
	tx := s.tx
	s.tx = nil
	return tx.Commit()
}

// reach notes that everything up to a position is in the file, and by what the entry
// there is known. It waits until what is folded meanwhile is committed.
func (s *store) reach(pos journal.Pos, mark []byte) error {
	_, err := s.w.Exec("update state set pos = ?, mark = ?", int64(pos), mark)
	return err
}

// matches fails with errDamaged where the file was made of another journal.
func (s *store) matches(ctx context.Context, j journal.Journal) error {
	var pos int64
	var mark []byte
	if err := s.w.QueryRow("select pos, mark from state").Scan(&pos, &mark); err != nil || pos == 0 {
		return err
	}
	for e, err := range j.All(ctx, journal.Pos(pos-1)) {
		if err != nil {
			return err
		}
		if e.Pos == journal.Pos(pos) && bytes.Equal(markOf(e), mark) {
			return nil
		}
		break
	}
	return errDamaged
}

// begun notes that a game has begun in a room, behind a position.
func (s *store) begun(code room.Code, start journal.Pos) error {
	tx, err := s.begin()
	if err == nil {
		_, err = tx.Exec("insert or replace into underway values (?, ?)", string(code), int64(start))
	}
	return err
}

// start is behind which position the game began that is under way in a room.
func (s *store) start(code room.Code) (pos journal.Pos, ok bool, err error) {
	tx, err := s.begin()
	if err != nil {
		return 0, false, err
	}
	var start int64
	err = tx.QueryRow("select start from underway where code = ?", string(code)).Scan(&start)
	if errors.Is(err, sql.ErrNoRows) {
		return 0, false, nil
	}
	return journal.Pos(start), err == nil, err
}

// outcome is how a game ended for somebody.
type outcome int

const (
	lost outcome = iota
	drew
	won
)

// add keeps a game that has ended at a position, and began behind start. To keep it twice
// is to keep it once.
func (s *store) add(at, start journal.Pos, f *room.Finished) error {
	tx, err := s.begin()
	if err != nil {
		return err
	}
	summary, err := json.Marshal(f)
	if err != nil {
		return err
	}
	title, err := number(tx, "title", "name", f.Game)
	if err != nil {
		return err
	}
	counts := f.Result.How.Counts()
	ended := f.Ended.UnixMilli()
	if _, err := tx.Exec("insert or replace into game values (?, ?, ?, ?, ?, ?, ?, ?, ?)",
		int64(at), string(f.Room), f.Round, int64(start), title, f.Private, ended, counts, string(summary)); err != nil {
		return err
	}
	if _, err := tx.Exec("delete from underway where code = ?", string(f.Room)); err != nil {
		return err
	}
	s.in++
	if !counts {
		return nil // nobody wants to be reminded of it
	}
	people := make([]int64, len(f.Seats)) // 0: not a person
	for i, p := range f.Seats {
		if p.ID != "" && p.Bot == "" {
			if people[i], err = number(tx, "person", "id", string(p.ID)); err != nil {
				return err
			}
		}
	}
	for i, me := range people {
		if me == 0 {
			continue
		}
		how := outcomeOf(f, i)
		if _, err := tx.Exec("insert or replace into seat values (?, ?, ?, ?, ?, ?)", me, ended, int64(at), title, how, f.Private); err != nil {
			return err
		}
		for j, other := range people {
			if other == 0 || j == i {
				continue
			}
			if _, err := tx.Exec("insert or replace into met values (?, ?, ?, ?, ?, ?, ?)", me, other, ended, int64(at), title, how, f.Private); err != nil {
				return err
			}
		}
	}
	return nil
}

// number is that of a text in a table of texts, which it enters where it is new.
func number(tx *sql.Tx, table, column, text string) (n int64, err error) {
	err = tx.QueryRow("select n from "+table+" where "+column+" = ?", text).Scan(&n)
	if !errors.Is(err, sql.ErrNoRows) {
		return n, err
	}
	r, err := tx.Exec("insert into "+table+" ("+column+") values (?)", text)
	if err != nil {
		return 0, err
	}
	return r.LastInsertId()
}

func outcomeOf(f *room.Finished, seat int) outcome {
	if len(f.Result.Winners) == 0 {
		return drew
	}
	for _, w := range f.Result.Winners {
		if int(w) == seat {
			return won
		}
	}
	return lost
}

// found is one game: where its records are, and what is told of it.
type found struct {
	start, end journal.Pos
	about      *room.Finished
}

// found finds a game of a room, or, for round 0, its newest that has a result; nil is
// none.
func (a *Archive) found(ctx context.Context, code room.Code, round int) (f *found, err error) {
	which := "round = ?2"
	if round == 0 {
		which = "?2 = 0 and counts = 1"
	}
	err = a.reading(func(s *store) error {
		var at, from int64
		var summary string
		err := s.db.QueryRowContext(ctx, "select n, start, summary from game where code = ?1 and "+which+" order by round desc limit 1", string(code), round).Scan(&at, &from, &summary)
		if errors.Is(err, sql.ErrNoRows) {
			return nil
		}
		if err == nil {
			f = &found{journal.Pos(from), journal.Pos(at), new(room.Finished)}
			err = json.Unmarshal([]byte(summary), f.about)
		}
		return err
	})
	return f, err
}

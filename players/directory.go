package players

import (
	"cmp"
	"context"
	"crypto/rand"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"net/netip"
	"sync"
	"time"

	"golang.org/x/time/rate"

	"crossplay/journal"
	"crossplay/pace"
	"crossplay/rooms"
	"crossplay/rooms/room"
	"crossplay/text"
)

const (
	// maxVariants is how many numbers are tried behind a name that is taken.
	maxVariants = 16
	// maxCostly is the same behind one of other than ASCII letters: what it looks like
	// takes up to half a millisecond to find out, and not half a microsecond.
	maxCostly = 4
)

// stream is where identities are journaled.
const stream journal.Stream = "players"

// Config is what a directory needs.
type Config struct {
	Journal journal.Journal
	Secret  []byte // signs return codes and cookies; at least 32 bytes, the same at every start
	Log     *slog.Logger
	// NewBurst is how many visitors of an address may become lasting at once;
	// as many again may within 40 minutes. Zero is [NewBurst].
	NewBurst int
	// Voices are what the program calls those that are nobody: seats, and dice. Nobody has
	// one of them as their name.
	Voices  []string
	Guesses *rooms.Guesses // counts wrong return codes, together with those of rooms; nil: alone
	// Work are the budgets of networks, together with those of rooms, in which names are
	// judged; nil: nobody counts.
	Work *pace.Work
}

// Directory is the list of everyone. It is safe for concurrent use.
type Directory struct {
	codes    signer
	tokens   signer
	carried  signer                     // what tabs say that go on as somebody
	ids      signer                     // makes identities of keys
	arrivals *pace.Limits[netip.Prefix] // new identities, by where they come from
	renames  *pace.Limits[room.PersonID]
	tries    tries
	habits   habitPaces
	reserved func() reserved // made when it is first needed, as what names look like is
	guesses  *rooms.Guesses
	work     *pace.Work

	projector *journal.Projector
	writing   pace.Turns // of networks
	writer    *journal.Writer

	closing  chan struct{}
	close    sync.Once
	sweeping sync.WaitGroup

	mu      sync.RWMutex
	all     map[room.PersonID]lasting   // whoever has come to stay
	most    int                         // how many they were, since their maps were made
	keys    map[string]room.PersonID    // by fingerprint
	since   int64                       // when being seen was first noted, in Unix seconds; zero: never
	tail    journal.Pos                 // of the stream, as it is folded
	here    map[room.PersonID]*presence // whose window is open
	left    map[room.PersonID]bool      // guests whose last window has closed since that was last noted
	names   names                       // of all and of those here
	named   map[string]room.PersonID    // whoever has come to stay, by what their name looks like at first
	heard   []func(room.PersonID)       // see Renames
	changed []func(room.PersonID)       // see Changes

	off map[room.PersonID]room.Off // of those who have days off

	offHeard []func(room.PersonID) // see DaysOff

	carries  map[room.PersonID]carry
	carriers map[string]room.PersonID // by code
}

// lasting is somebody who has come to stay.
type lasting struct {
	Player
	seen int64    // at least then, in Unix seconds
	past []string // names that are not to be offered: see Offer. It is never written to
}

// Open reads everyone back. The directory must be closed, before its journal.
func Open(ctx context.Context, c Config) (*Directory, error) {
	d := &Directory{
		writing: pace.Turns{AtOnce: 1}, closing: make(chan struct{}),
		here: make(map[room.PersonID]*presence), left: make(map[room.PersonID]bool),
		carries: make(map[room.PersonID]carry), carriers: make(map[string]room.PersonID),
		guesses: cmp.Or(c.Guesses, rooms.NewGuesses(c.Log)), work: c.Work,
	}
	burst := cmp.Or(c.NewBurst, NewBurst)
	d.arrivals = pace.New[netip.Prefix](rate.Every(newAgain/time.Duration(burst)), burst, maxPaced)
	d.renames = pace.New[room.PersonID](rate.Every(renameEvery), renameBurst, maxPaced)
	d.tries, d.habits = newTries(), newHabitPaces()
	d.reserved = sync.OnceValue(func() reserved { return newReserved(c.Voices) })
	if len(c.Secret) < minSecret {
		return nil, fmt.Errorf("the secret of the players has %d bytes and needs %d", len(c.Secret), minSecret)
	}
	var err error
	if d.codes, err = newSigner(c.Secret, "return code", codeMAC); err != nil {
		return nil, err
	}
	if d.tokens, err = newSigner(c.Secret, "browser token", tokenMAC); err != nil {
		return nil, err
	}
	if d.carried, err = newSigner(c.Secret, "carried token", tokenMAC); err != nil {
		return nil, err
	}
	if d.ids, err = newSigner(c.Secret, "identity of a key", idSize); err != nil {
		return nil, err
	}
	d.projector, err = journal.Run(ctx, c.Journal, c.Log, journal.Projection{
		Name: "players", Format: checkpointFormat, Fold: d.fold, Save: d.save, Load: d.load,
	})
	if err != nil {
		return nil, err
	}
	d.writer = journal.NewWriter(c.Journal, stream, d.projector, d.end, c.Log)
	return d, nil
}

// Close leaves a checkpoint. It is safe to call more than once.
func (d *Directory) Close() {
	d.close.Do(func() {
		close(d.closing)
		d.sweeping.Wait()
		d.projector.Close()
	})
}

// Player finds somebody who has come to stay, or whose window is open.
func (d *Directory) Player(id room.PersonID) (Player, bool) {
	d.mu.RLock()
	defer d.mu.RUnlock()
	return d.playerLocked(id)
}

func (d *Directory) playerLocked(id room.PersonID) (Player, bool) {
	if p, ok := d.all[id]; ok {
		return p.Player, true
	}
	if h := d.here[id]; h != nil {
		return h.player, true
	}
	return Player{}, false
}

// Named finds somebody who has come to stay by what they are called now, in any case,
// for whoever asks from there.
func (d *Directory) Named(name string, from netip.Addr) (Player, bool) {
	var looksLike []string
	d.work.Do(pace.Network(from), func() {
		if name = CleanName(name); name != "" {
			looksLike = looks(name)
		}
	})
	if len(looksLike) == 0 {
		return Player{}, false
	}
	d.mu.RLock()
	defer d.mu.RUnlock()
	p, ok := d.all[d.named[looksLike[0]]]
	return p.Player, ok
}

// ByKey is whoever the key belongs to. The fingerprint must be that of the key
// that the person has authenticated with, never of one that was only offered.
// Somebody new is called as they want, or nearly so.
func (d *Directory) ByKey(fingerprint, wanted string) Player {
	if fingerprint == "" {
		return d.NewGuest(wanted)
	}
	d.mu.RLock()
	defer d.mu.RUnlock()
	if p, ok := d.all[d.keys[fingerprint]]; ok {
		return p.Player
	}
	return Player{ID: idOf(d.ids.sum([]byte(fingerprint))), Name: wanted, Kind: Key, key: fingerprint, Provisional: true}
}

// NewGuest is somebody who has come to the terminal without a key.
func (d *Directory) NewGuest(wanted string) Player {
	return Player{ID: newID(), Name: wanted, Kind: Guest, Provisional: true}
}

// NewBrowser is somebody who has come to the page without a cookie.
func (d *Directory) NewBrowser() Player {
	return Player{ID: newID(), Kind: Browser, Provisional: true}
}

func newID() room.PersonID {
	id := make([]byte, idSize)
	_, _ = rand.Read(id) // never fails
	return idOf(id)
}

// write writes what is decided for somebody from a network, and returns once it is
// folded. One write waits for another, and networks take turns. Readers are not held up
// by the disk.
func (d *Directory) write(ctx context.Context, from netip.Prefix, decide func() (record, error)) error {
	if d.writing.Wait(ctx, from) != nil {
		return room.ErrNotSaved
	}
	defer d.writing.Done(from)
	err := d.writer.Write(ctx, func() (journal.Record, error) {
		r, err := decide()
		if err != nil {
			return nil, err
		}
		r.V, r.At = recordVersion, time.Now().UTC()
		return json.Marshal(r)
	})
	if errors.Is(err, journal.ErrNotSaved) {
		return room.ErrNotSaved
	}
	return err
}

func (d *Directory) end() journal.Pos {
	d.mu.RLock()
	defer d.mu.RUnlock()
	return d.tail
}

// free finds a name that nobody else has: the wanted one, it with a number, or a
// friendly one.
func (d *Directory) free(id room.PersonID, wanted string) string {
	name := CleanName(wanted)
	if name != "" && d.reserved().isChosen(name) {
		if d.isFree(id, looks(name)) {
			return name
		}
		for n := 2; n <= variants(name); n++ {
			suffix := fmt.Sprintf("-%d", n)
			v := CleanName(text.Clean(name, MaxName-len(suffix)) + suffix)
			if v != "" && d.isFree(id, looks(v)) && !d.reserved().pretends(v) {
				return v
			}
		}
	}
	for attempt := range maxFriendly {
		if name := friendly(id, attempt); d.isFree(id, looks(name)) {
			return name
		}
	}
	return last(id)
}

// variants is up to which number one is tried behind a name.
func variants(name string) int {
	if _, cheap := plain(name); cheap {
		return maxVariants
	}
	return maxCostly
}

// isFree reports whether no name of these looks is anybody else's. What a name looks
// like takes a while to find out, so it is never done while others wait.
func (d *Directory) isFree(id room.PersonID, looksLike []string) bool {
	var mine []string
	if p, ok := d.Player(id); ok {
		mine = looks(p.Name)
	}
	d.mu.RLock()
	defer d.mu.RUnlock()
	return d.names.free(looksLike, mine)
}

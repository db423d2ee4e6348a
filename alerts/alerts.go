package alerts

import (
	"context"
	"encoding/json"
	"errors"
	"log/slog"
	"maps"
	"net/http"
	"net/netip"
	"sync"
	"time"

	"golang.org/x/time/rate"

	"crossplay/journal"
	"crossplay/pace"
	"crossplay/rooms"
	"crossplay/rooms/room"
)

// Config is what alerts need.
type Config struct {
	Journal  journal.Journal
	Registry *rooms.Registry
	Log      *slog.Logger
	// Lasting makes somebody provisional lasting, before their settings are kept.
	Lasting func(context.Context, rooms.Person) (rooms.Person, error)
	// Known reports whether somebody is remembered. The settings of all others are
	// deleted.
	Known func(room.PersonID) bool
	// Guest reports whether somebody has no key; nil: all are guests.
	Guest func(room.PersonID) bool
	// BaseURL is the page's address, without a slash at the end.
	BaseURL string
	// Keys are those for browsers; the zero value: no browser is told.
	Keys Keys
	// Private lets webhooks lead to the host's own network, and be http.
	Private bool
	// Mail is how e-mail goes; nil: there is none, and nothing speaks of it.
	Mail *Mail
	// Secret is what the links in mails are signed with.
	Secret []byte
	// Transport is how others are spoken to; nil: over the internet, guarded. See
	// [Guarded].
	Transport http.RoundTripper
}

// Alerts tells people what waits for them. It is safe for concurrent use.
type Alerts struct {
	Config
	client *http.Client
	writer *journal.Writer

	tells   *pace.Limits[room.PersonID]
	changes *pace.Limits[room.PersonID]
	trials  *pace.Limits[room.PersonID]
	// Of networks.
	networkChanges *pace.Limits[netip.Prefix]
	networkTrials  *pace.Limits[netip.Prefix]
	newcomers      *pace.Limits[netip.Prefix] // who had no alerts

	// Of e-mail.
	mailTrials  *pace.Limits[room.PersonID]
	asks        *pace.Limits[room.PersonID]
	networkAsks *pace.Limits[netip.Prefix]
	mailboxAsks *pace.Limits[string] // see nameless
	allAsks     *rate.Limiter
	mailing     chan struct{} // holds one for each connection to the mail server

	projector *journal.Projector
	ctx       context.Context // ends what runs
	stop      context.CancelFunc
	running   sync.WaitGroup
	outbox    *outbox

	mu       sync.Mutex
	people   map[room.PersonID]*person
	owners   map[string]room.PersonID // of browsers
	pending  int
	asked    map[room.PersonID]*asked // of those who have not confirmed
	codes    []asking                 // that were sent, the oldest first
	unwanted map[string]time.Time     // see Stop
	tail     journal.Pos              // of the stream, as it is folded

	watch *watch
}

// Open reads back who wants to be told, and begins to tell them. It must be closed, before
// its registry and its journal.
func Open(ctx context.Context, c Config) (*Alerts, error) {
	a := &Alerts{
		Config:  c,
		tells:   pace.New[room.PersonID](rate.Every(tellEvery), tellBurst, maxPaces),
		changes: pace.New[room.PersonID](rate.Every(changeEvery), changeBurst, maxPaces),
		trials:  pace.New[room.PersonID](rate.Every(trialEvery), trialBurst, maxPaces),

		networkChanges: pace.New[netip.Prefix](rate.Every(networkEvery), networkBurst, maxPaces),
		networkTrials:  pace.New[netip.Prefix](rate.Every(networkTrialEvery), networkTrialBurst, maxPaces),
		newcomers:      pace.New[netip.Prefix](rate.Every(networkNewEvery), networkNewBurst, maxPaces),

		mailTrials:  pace.New[room.PersonID](rate.Every(mailTrialEvery), mailTrialBurst, maxPaces),
		asks:        pace.New[room.PersonID](rate.Every(askEvery), askBurst, maxPaces),
		networkAsks: pace.New[netip.Prefix](rate.Every(networkAskEvery), networkAskBurst, maxPaces),
		mailboxAsks: pace.New[string](rate.Every(mailboxEvery), mailboxBurst, maxPaces),
		allAsks:     rate.NewLimiter(rate.Every(allAskEvery), allAskBurst),
		mailing:     make(chan struct{}, maxMailing),
		asked:       make(map[room.PersonID]*asked),
	}
	transport := c.Transport
	if transport == nil {
		transport = Guarded(c.Private)
	}
	a.client = newClient(transport)
	a.outbox = newOutbox()
	a.watch = newWatch()
	var err error
	a.projector, err = journal.Run(ctx, c.Journal, c.Log, journal.Projection{
		Name: "alerts", Format: checkpointFormat, Fold: a.fold, Save: a.save, Load: a.load,
	})
	if err != nil {
		return nil, err
	}
	a.recount()
	a.writer = journal.NewWriter(c.Journal, stream, a.projector, a.end, c.Log)
	a.ctx, a.stop = context.WithCancel(context.WithoutCancel(ctx))
	c.Registry.Stirs(a.stir)
	a.running.Go(a.learn)
	a.running.Go(a.follow)
	a.running.Go(a.deliver)
	a.running.Go(a.sweep)
	return a, nil
}

// Close stops telling. What is on its way then goes again after the next start.
func (a *Alerts) Close() {
	a.stop()
	a.running.Wait()
	a.projector.Close()
}

// Settings are how somebody wants to be told, without what this server cannot do.
func (a *Alerts) Settings(id room.PersonID) Settings {
	s := a.settings(id)
	if a.Mail == nil {
		s.Email = nil
	}
	return s.tidy()
}

// settings are all of it.
func (a *Alerts) settings(id room.PersonID) Settings {
	a.mu.Lock()
	defer a.mu.Unlock()
	if who := a.people[id]; who != nil {
		return who.settings
	}
	return Settings{}
}

// Hook has somebody told at an address, in the form given or, without one, that which the
// address is known for. An empty address ends it.
func (a *Alerts) Hook(ctx context.Context, by rooms.Person, url string, form Form) (Settings, error) {
	var hook *Webhook
	if url != "" {
		var err error
		if hook, err = newWebhook(url, form, a.Private); err != nil {
			return a.Settings(by.ID), err
		}
	}
	return a.change(ctx, by, func(s Settings) (Settings, error) {
		s.Webhook = hook
		return s, nil
	})
}

// Hush sets somebody's quiet hours. The zero value is none.
func (a *Alerts) Hush(ctx context.Context, by rooms.Person, q Quiet) (Settings, error) {
	return a.change(ctx, by, func(s Settings) (Settings, error) {
		if !s.On() {
			return s, ErrNone
		}
		s.Quiet = q
		return s, nil
	})
}

// Off ends everything, and forgets what was set.
func (a *Alerts) Off(ctx context.Context, by rooms.Person) error {
	a.forgetAsked(ctx, by.ID, nil)
	_, err := a.change(ctx, by, func(Settings) (Settings, error) { return Settings{}, nil })
	return err
}

// change changes somebody's settings. What waits for them already, they know.
func (a *Alerts) change(ctx context.Context, by rooms.Person, how func(Settings) (Settings, error)) (Settings, error) {
	was := a.settings(by.ID)
	s, err := how(was)
	switch {
	case err != nil:
		return a.Settings(by.ID), err
	case !was.On() && !s.On():
		return a.Settings(by.ID), nil
	case s.bytes() > max(maxSettings, was.bytes()): // an earlier version let more in
		return a.Settings(by.ID), ErrHook.Because("long")
	case !a.changes.Allow(by.ID) || !a.networkChanges.Allow(by.From):
		return a.Settings(by.ID), room.ErrThrottled
	case !was.On() && !a.newcomers.Allow(by.From):
		return a.Settings(by.ID), room.ErrThrottled
	}
	if by.Provisional && a.Lasting != nil {
		if by, err = a.Lasting(ctx, by); err != nil {
			return Settings{}, err
		}
	}
	before := standing(a.Registry.Standings(by.ID), time.Now())
	err = a.write(ctx, func() (record, error) {
		s, err := how(a.settings(by.ID))
		if err != nil {
			return record{}, err
		}
		r := record{Set: &set{by.ID, s.tidy()}}
		if s.On() && !a.settings(by.ID).On() {
			r.Pass, r.Gone = []pass{{by.ID, before}}, a.makeRoom()
		}
		return r, nil
	})
	a.comesFrom(by.ID, by.From)
	a.stir(by.ID)
	a.outbox.wake()
	return a.Settings(by.ID), err
}

func (a *Alerts) count() int {
	a.mu.Lock()
	defer a.mu.Unlock()
	return len(a.people)
}

// everyone are all who are told.
func (a *Alerts) everyone() []room.PersonID {
	a.mu.Lock()
	defer a.mu.Unlock()
	all := make([]room.PersonID, 0, len(a.people))
	for id := range maps.Keys(a.people) {
		all = append(all, id)
	}
	return all
}

// write writes what is decided, unless that is nothing, and returns once it is folded.
func (a *Alerts) write(ctx context.Context, decide func() (record, error)) error {
	err := a.writer.Write(ctx, func() (journal.Record, error) {
		r, err := decide()
		if err != nil || r.empty() {
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

func (r *record) empty() bool {
	return r.Set == nil && len(r.Told)+len(r.Pass)+len(r.Sent)+len(r.Gone)+len(r.Unwanted) == 0 && r.Asked == nil
}

func (a *Alerts) end() journal.Pos {
	a.mu.Lock()
	defer a.mu.Unlock()
	return a.tail
}

// pause reports whether alerts are still open afterwards.
func (a *Alerts) pause(d time.Duration) bool {
	select {
	case <-time.After(d):
		return true
	case <-a.ctx.Done():
		return false
	}
}

// sweep deletes the settings of those who are nobody any more.
func (a *Alerts) sweep() {
	for a.pause(sweepEvery) {
		var gone []room.PersonID
		for _, id := range a.everyone() {
			if a.Known != nil && !a.Known(id) {
				gone = append(gone, id)
			}
		}
		_ = a.write(a.ctx, func() (record, error) { return record{Gone: gone}, nil }) // else the next time
	}
}

package rooms

import (
	"context"
	"log/slog"

	"crossplay/game"
)

// Config is what a registry needs.
type Config struct {
	Journal Journal
	Games   []game.Rules
	Secret  []byte // keys room codes and dice; at least 32 bytes, the same at every start
	Log     *slog.Logger
}

// Registry holds every room. Both windows share one.
type Registry struct{}

// New says what room to create.
type New struct {
	Game    string            `json:"game"` // game.Info.Name
	Options map[string]string `json:"options,omitempty"`
	Private bool              `json:"private"` // not listed, and never matched: joined by its code alone
}

// OpenRegistry reads back what the journal remembers.
func OpenRegistry(ctx context.Context, c Config) (*Registry, error) { panic("stub") }

// Close puts every room away and waits for their goroutines. Later calls are
// refused with ErrClosing.
func (r *Registry) Close() { panic("stub") }

// Games describes the registered games, in the order of registration.
func (r *Registry) Games() []game.Info { panic("stub") }

// Game describes one game.
func (r *Registry) Game(name string) (game.Info, bool) { panic("stub") }

// Create makes a room and seats its creator. The same person with the same
// command id gets the same room.
func (r *Registry) Create(ctx context.Context, by Person, id string, n New) (Code, error) {
	panic("stub")
}

// Quick seats the person in the oldest public room of the game where somebody
// present waits, or else in a new one. Two who ask at once always meet.
func (r *Registry) Quick(ctx context.Context, by Person, id, game string) (Code, error) {
	panic("stub")
}

// Do asks a room to do something. It returns once the outcome is durable: nil,
// or a [Refusal].
func (r *Registry) Do(ctx context.Context, by Person, code Code, c Command) error { panic("stub") }

// Watch looks at a room, from the person's seat if there is one. The person
// counts as present until the watch is closed. Wake is called whenever there is
// something to take; it must return at once and may be called from any goroutine.
func (r *Registry) Watch(ctx context.Context, by Person, code Code, wake func()) (*Watch, error) {
	panic("stub")
}

// Watch is a mailbox with the newest snapshot of a room.
type Watch struct{}

// Take returns the newest snapshot that was not yet taken, or nil. Once the
// room has ended it returns a refusal, ErrGone, ErrClosing or ErrInternal.
func (w *Watch) Take() (*Snapshot, error) { panic("stub") }

// Close stops looking. It is safe to call more than once.
func (w *Watch) Close() { panic("stub") }

// Lobby looks at the list of public rooms; a LobbyWatch works as a Watch does.
func (r *Registry) Lobby(wake func()) *LobbyWatch { panic("stub") }

// LobbyWatch is a mailbox with the newest list.
type LobbyWatch struct{}

// Take returns the newest list that was not yet taken, or nil.
func (w *LobbyWatch) Take() *Lobby { panic("stub") }

// Close stops looking. It is safe to call more than once.
func (w *LobbyWatch) Close() { panic("stub") }

// Rooms is the list as it is now.
func (r *Registry) Rooms() *Lobby { panic("stub") }

// Mine lists the rooms where the person has a seat and the game is not over,
// the newest first.
func (r *Registry) Mine(id PersonID) []Card { panic("stub") }

// Ready reports why nothing can be saved at the moment, or nil.
func (r *Registry) Ready() error { panic("stub") }

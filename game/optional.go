package game

import "math/rand/v2"

// What follows a State may have besides. Each makes something possible, or
// quicker, that the contract alone does not.

// MoveLister is a State that lists moves faster than it draws a view.
type MoveLister interface {
	State
	// Moves are the moves of View(seat).Choices, in the same order.
	Moves(Seat) []Move
}

// Moves are the moves that the seat may make now. For Chance there are none.
func Moves(s State, seat Seat) []Move {
	if l, ok := s.(MoveLister); ok {
		return l.Moves(seat)
	}
	choices := s.View(seat).Choices
	moves := make([]Move, len(choices))
	for i, c := range choices {
		moves[i] = c.Move
	}
	return moves
}

// Alike is a State that several viewers see alike, so that it is drawn for one of them.
type Alike interface {
	State
	// Like is a seat whose view says the same, choices apart: the same one for all whose
	// views do. Where that is everybody it is [Spectator].
	Like(Seat) Seat
}

// Like is a seat whose view says the same, choices apart, as far as the game knows.
func Like(s State, seat Seat) Seat {
	if a, ok := s.(Alike); ok {
		return a.Like(seat)
	}
	return seat
}

// Resampler is a State in which something is hidden. Every game that hides
// anything has it: it is what somebody who sees only a View can imagine.
type Resampler interface {
	State
	// Resample is a position that looks to the seat as this one does, drawn at
	// random from all that are possible. It must not depend on what the seat
	// does not know: positions with equal views give equal samples from equal
	// generators.
	Resample(Seat, *rand.Rand) State
}

// Resample is a position that looks to the seat as this one does: itself, where
// nothing is hidden.
func Resample(s State, seat Seat, r *rand.Rand) State {
	if h, ok := s.(Resampler); ok {
		return h.Resample(seat, r)
	}
	return s
}

// Revealer is a State in which something is hidden, as it looks to whom nothing is.
// Every game that hides anything has it: once a game is over, people look at it so.
type Revealer interface {
	State
	// Reveal is a view of nobody's seat, without choices, that hides nothing.
	Reveal() View
}

// Reveal is the position as it looks to whom nothing is hidden.
func Reveal(s State) View {
	if h, ok := s.(Revealer); ok {
		return h.Reveal()
	}
	return s.View(Spectator)
}

// Rehearser is a State whose turns may take several moves, which their seat may set
// up, look at and take back before it plays them. Nothing is hidden, and nothing is
// left to chance before the turn is complete.
type Rehearser interface {
	State
	// Rehearses reports whether the next move of the seat is one of those.
	Rehearses(Seat) bool
}

// Rehearses reports whether the next move of the seat is one of several that it may
// set up before it plays them.
func Rehearses(s State, seat Seat) bool {
	r, ok := s.(Rehearser)
	return ok && r.Rehearses(seat)
}

// Resigner is a State that goes on without a player. Every game for more than
// two has it.
type Resigner interface {
	State
	// Resign is the position in which the seat has given up: it never moves
	// again, it cannot win, and whoever is left alone has won. It returns ErrTurn
	// when the game is over or the seat has given up before.
	Resign(Seat) (State, error)
}

// Winnable is a State that knows when a seat cannot win any more, whatever everybody
// plays. Whoever is left by the others then has a draw and not a win.
type Winnable interface {
	State
	// CanWin reports whether any sequence of legal moves could make the seat win. It
	// may be wrong in one way only, and say that the seat could. Once it is false it
	// stays so until the end.
	CanWin(Seat) bool
}

// CanWin reports whether the seat could still win, as far as the game knows.
func CanWin(s State, seat Seat) bool {
	w, ok := s.(Winnable)
	return !ok || w.CanWin(seat)
}

// Evaluator is a State that can be searched with alpha and beta: a game of two
// who move by turns, with nothing hidden and nothing left to chance.
type Evaluator interface {
	MoveLister
	// Evaluate is how good the position is for the seat, in hundredths of the
	// game's smallest piece, or what is like one; below [WinScore] in size. What
	// is good for one seat is as bad for the other. It is not asked at the end.
	Evaluate(Seat) int
	// Hash is the same for positions that play on in the same way, and different
	// for others but for accidents.
	Hash() uint64
}

// WinScore is larger than every [Evaluator.Evaluate].
const WinScore = 1_000_000

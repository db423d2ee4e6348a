// Package game is the contract between the rules of a game and everything
// that lets people play it.
//
// A game is one package that implements [Rules] and [State]. Rooms run it,
// windows draw its [View], and none of them knows which game it is. Rules are
// pure and deterministic: they keep no time, do no I/O, log nothing and use no
// randomness of their own, so a game replayed from its recorded moves reaches
// the same position on every machine.
package game

import (
	"errors"
	"fmt"
	"math/rand/v2"
)

// Seat is a place at the board: 0 to n-1, or one of the two seats below.
type Seat int8

const (
	// Spectator is the seat of everyone who watches. It never moves.
	Spectator Seat = -1
	// Chance is the seat that rolls dice and shuffles. It moves by [State.Draw].
	Chance Seat = -2
)

// Move is the canonical text of a move in the game's standard notation, such
// as "b2", "e2e4", "4" or "pass".
type Move string

// The errors of [State.Play]. Rules wrap them to say more.
var (
	// ErrIllegal refuses a move that the rules forbid or cannot read.
	ErrIllegal = errors.New("illegal move")
	// ErrTurn refuses a move by a seat that is not to move, or after the end.
	ErrTurn = errors.New("not your turn")
	// ErrSetup refuses a number of seats or an option that the game does not know.
	ErrSetup = errors.New("unknown setup")
)

// Rules are the rules of one game. They are safe for concurrent use.
type Rules interface {
	// Info describes the game. It is the same at every call.
	Info() Info
	// Start is the first position. It returns [ErrSetup] for a setup that
	// [Info.Check] refuses.
	Start(Setup) (State, error)
}

// State is a position. It is immutable and safe for concurrent use.
type State interface {
	// Turn lists the seats that may move now, in ascending order: several when
	// moves are simultaneous, only Chance when dice are due, none at the end.
	Turn() []Seat
	// Play is the position after the seat's move. It returns ErrTurn when the
	// seat is not to move and ErrIllegal when the move is not one of the seat's
	// choices; it never panics, whatever the text, and never changes the
	// receiver. Error texts reveal nothing that the seat may not know.
	Play(Seat, Move) (State, error)
	// Draw picks a move for Chance. It is called only when Chance is to move.
	// The outcome is recorded, so a replay never draws.
	Draw(*rand.Rand) Move
	// Outcome is the result, once the game is over.
	Outcome() (Outcome, bool)
	// View is everything that the seat may know, and nothing else.
	View(Seat) View
}

// Outcome is the result of a finished game.
type Outcome struct {
	Winners []Seat `json:"winners"` // empty for a draw
	Reason  string `json:"reason"`  // how it ended, as the end of a sentence: "three in a row"
}

// Setup is what the players choose before the first move.
type Setup struct {
	Seats   int               // how many play
	Options map[string]string // a value for each of Info.Options; missing ones take their default
}

// Info describes a game to people and to windows.
type Info struct {
	Name     string   `json:"name"`              // the short name in commands, addresses and records: "tictactoe"
	Title    string   `json:"title"`             // as people write it: "Tic-tac-toe"
	Aliases  []string `json:"aliases,omitempty"` // what else people call it, as they type it: "noughts and crosses"
	Summary  string   `json:"summary"`           // one sentence for the list of games
	Version  int      `json:"version"`           // changes with the rules; old records name the version they were played by
	MinSeats int      `json:"minSeats"`          // fewest players
	MaxSeats int      `json:"maxSeats"`          // most players
	Seats    []string `json:"seats"`             // what each seat is called: "X", "O"
	Colours  []Colour `json:"colours,omitempty"` // what colours the pieces of the seats have; nil: those that windows give to seats
	Options  []Option `json:"options"`           // what players may choose beforehand
	Pieces   []Piece  `json:"pieces"`            // everything that can lie on a cell
	Chance   bool     `json:"chance"`            // dice or shuffles have a part in it
	Hidden   bool     `json:"hidden"`            // something is hidden from somebody: see Resampler
	Decisive bool     `json:"decisive"`          // it never ends in a draw, and so nobody offers one
	Notation string   `json:"notation"`          // how to type a move, in one sentence
	HowTo    string   `json:"howTo"`             // the rules in a minute; paragraphs are separated by a blank line
}

// Colour is a colour that pieces really have. A seat that is called by the name of
// a colour has that one.
type Colour string

// The colours that windows know.
const (
	Black Colour = "black"
	White Colour = "white"
	Red   Colour = "red"
	Blue  Colour = "blue"
	Amber Colour = "amber"
)

// Option is a choice made before the first move. The first value is the default.
type Option struct {
	Name   string  `json:"name"`  // "board"
	Title  string  `json:"title"` // "Board"
	Values []Value `json:"values"`
}

// Value is one value of an [Option].
type Value struct {
	Name  string `json:"name"`  // "7x6"
	Title string `json:"title"` // "7 × 6, the classic"
}

// Piece is something that lies on a cell. Both windows draw it from this.
type Piece struct {
	Name   string `json:"name"`             // how a Cell refers to it: "X"
	Title  string `json:"title"`            // what it is called aloud: "cross"
	Seat   Seat   `json:"seat"`             // whose colour it has; Spectator for nobody's
	Shape  Shape  `json:"shape"`            // its drawing where there is room for one
	Hollow bool   `json:"hollow,omitempty"` // the shape in outline: two players' pieces of one shape differ by it
	Glyph  string `json:"glyph"`            // one character cell wide: "✕"
	ASCII  string `json:"ascii"`            // the same where only ASCII can be shown: "X"
}

// Shape is how a piece looks. Shapes differ without colour.
type Shape string

// The shapes that windows know.
const (
	Cross  Shape = "cross"  // two crossed strokes
	Ring   Shape = "ring"   // a circle
	Disc   Shape = "disc"   // a filled disc
	Hole   Shape = "hole"   // a filled disc with a hole
	Dot    Shape = "dot"    // a small disc
	Square Shape = "square" // a filled square
	Burst  Shape = "burst"  // an explosion
	Bar    Shape = "bar"    // a stroke; on an edge, along it
	Crown  Shape = "crown"  // a disc with a crown on it
	King   Shape = "king"   // and the other pieces of chess
	Queen  Shape = "queen"
	Rook   Shape = "rook"
	Bishop Shape = "bishop"
	Knight Shape = "knight"
	Pawn   Shape = "pawn"
	Die1   Shape = "die1" // the faces of a die
	Die2   Shape = "die2"
	Die3   Shape = "die3"
	Die4   Shape = "die4"
	Die5   Shape = "die5"
	Die6   Shape = "die6"
	Glyph  Shape = "glyph" // the piece's Glyph as text
)

// Check reports whether the game can be started with the setup, as an error
// that wraps [ErrSetup], and fills in the defaults of missing options.
func (in Info) Check(s Setup) (Setup, error) {
	if s.Seats < in.MinSeats || s.Seats > in.MaxSeats {
		return Setup{}, fmt.Errorf("%w: %s is for %d to %d players, not %d", ErrSetup, in.Title, in.MinSeats, in.MaxSeats, s.Seats)
	}
	full := Setup{Seats: s.Seats, Options: make(map[string]string, len(in.Options))}
	for _, o := range in.Options {
		full.Options[o.Name] = o.Values[0].Name
	}
	for name, value := range s.Options {
		if !in.allows(name, value) {
			return Setup{}, fmt.Errorf("%w: %s has no option %q with the value %q", ErrSetup, in.Title, name, value)
		}
		full.Options[name] = value
	}
	return full, nil
}

func (in Info) allows(name, value string) bool {
	for _, o := range in.Options {
		if o.Name != name {
			continue
		}
		for _, v := range o.Values {
			if v.Name == value {
				return true
			}
		}
	}
	return false
}

// Colour is the colour that a seat's pieces have, or empty where windows give it one.
func (in Info) Colour(seat Seat) Colour {
	if seat < 0 || int(seat) >= len(in.Colours) {
		return ""
	}
	return in.Colours[seat]
}

// Piece finds a piece by its name.
func (in Info) Piece(name string) (Piece, bool) {
	for _, p := range in.Pieces {
		if p.Name == name {
			return p, true
		}
	}
	return Piece{}, false
}

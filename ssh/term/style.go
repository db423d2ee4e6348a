package term

// Style is a meaning, not a colour: a role, with attributes and a background
// or'ed to it. The palette of each session turns it into what its terminal can
// show, so a screen never names a colour.
//
//	First | Bold | OnLast
type Style uint16

// The roles.
const (
	Text     Style = iota // the terminal's own foreground
	Muted                 // secondary
	Accent                // the one accent: titles, what can be pressed
	First                 // the colour of seat 0, amber
	Second                // the colour of seat 1, blue
	Third                 // the colour of seat 2
	Fourth                // the colour of seat 3
	Good                  // won, present
	Bad                   // lost, refused, away
	Board                 // the lines of a grid
	BoardAlt              // the quieter parts of a board: labels, empty slots
	Black                 // the colour of a seat whose pieces are black
	White                 // white
	Red                   // red
	roles                 // how many there are
)

// The attributes.
const (
	Bold Style = 1 << (8 + iota)
	Underline
	Reverse
	// Wood is not seen by itself. What lies on wood has the inks and backgrounds for
	// it, in a middle tone on which black and white are both seen, where backgrounds
	// can be told apart: see [Canvas.Lay].
	Wood
)

// The backgrounds; a cell has one at most.
const (
	OnChosen Style = (1 + iota) << 12 // the selected row, the cursor's cell
	OnLast                            // the last move
	OnWin                             // the winning line
	OnTarget                          // may be picked next
	OnPanel                           // a raised surface: the help line, a field
	OnPale                            // a light square of a board
	OnDeep                            // a dark one
	OnMove                            // a square that may be picked next, or has just been
)

// Ink is the role with the colour of a background, to draw half a cell in it.
// Where backgrounds are not told apart it is the terminal's own foreground: see
// [Canvas.Shades].
func Ink(on Style) Style {
	if on&Wood != 0 {
		return roles + woodInks + on>>12
	}
	return roles + on>>12
}

// woodInks is how many places behind the other inks those of wood begin.
const woodInks = 16

// Seat is the role of a seat's colour; seats from the fifth on, and negative
// ones, are Text.
func Seat(n int) Style {
	if n < 0 || n > int(Fourth-First) {
		return Text
	}
	return First + Style(n)
}

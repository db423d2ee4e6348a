package game

import "slices"

// View is everything that one viewer may know of a position. Windows draw it
// and nothing else. Views are shared between viewers and must not be changed.
//
// A view is drawn for its viewer: rules that let each player sit at their own
// side of the board turn the cells and the labels of the view around.
type View struct {
	Boards  []Board  `json:"boards"`
	Choices []Choice `json:"choices,omitempty"` // every move that this viewer may make now
	Log     []Step   `json:"log,omitempty"`     // the moves so far, as this viewer may read them
	Note    string   `json:"note,omitempty"`    // what the position means, where the board does not say it
}

// Step is one move of the log.
type Step struct {
	Seat Seat   `json:"seat"`
	Text string `json:"text"` // as the game's move list writes it
}

// Style is how the cells of a board are drawn.
type Style string

// The styles that windows know.
const (
	Squares Style = "squares" // cells with borders
	Slots   Style = "slots"   // round holes in a standing frame
	Checks  Style = "checks"  // squares shaded by turns; the one at the top left is light
	Lines   Style = "lines"   // crossings of lines; pieces lie on the crossings
	Hexes   Style = "hexes"   // hexagons; each row begins half a cell further to the right
	Points  Style = "points"  // two rows of long triangles that meet tip to tip, with stacks of pieces
	Pits    Style = "pits"    // hollows that hold a count
	Edges   Style = "edges"   // dots where column and row are even, boxes where both are odd, and the edges between
	Tray    Style = "tray"    // pieces that lie beside the board: dice, a hand, what was captured
)

// Board is a grid of cells, drawn in the order given: row by row from the top.
type Board struct {
	Title     string   `json:"title,omitempty"` // above the board, where there are several
	Style     Style    `json:"style"`
	Cols      int      `json:"cols"`
	Rows      int      `json:"rows"`
	Cells     []Cell   `json:"cells"`               // Cols*Rows of them
	ColLabels []string `json:"colLabels,omitempty"` // below the board, left to right
	RowLabels []string `json:"rowLabels,omitempty"` // left of the board, from the top
	TopLabels []string `json:"topLabels,omitempty"` // above the board, left to right
	Block     int      `json:"block,omitempty"`     // squares: heavier lines after each so many columns and rows
	Sides     []Seat   `json:"sides,omitempty"`     // hexes: whose edge the top, right, bottom and left are
	Ground    Ground   `json:"ground,omitempty"`    // what the cells are of; windows need not show it
}

// Ground is what a board is of, where it is more than a board.
type Ground string

// The grounds that windows know.
const (
	Water Ground = "water" // the sea
)

// Spot is what picking a cell adds to the path of a choice. It is unique among
// a view's boards for cells that are picked apart; cells that are picked as
// one, like those of a column, share a spot.
type Spot string

// Cell is one cell of a board.
type Cell struct {
	Spot  Spot   `json:"spot,omitempty"`  // empty where nothing can ever be picked
	Piece string `json:"piece,omitempty"` // a Piece.Name, or empty
	Count int    `json:"count,omitempty"` // how many lie there, where that is not said by the piece alone; pits show 0 too
	Kind  Kind   `json:"kind,omitempty"`
	Arms  string `json:"arms,omitempty"` // of "nesw". Lines: where lines lead from here; empty: to every neighbour. Squares: where the piece goes on, as a ship does
	Marks []Mark `json:"marks,omitempty"`
	Label string `json:"label"` // the cell's name, read aloud with its piece: "b2"
}

// Kind is what a cell is, where it is not like its neighbours.
type Kind string

// The kinds that windows know.
const (
	Void  Kind = "void"  // not part of the board: nothing but its Arms is drawn there
	Store Kind = "store" // a larger place: a bar, a tray, a store; it extends over void cells below it
)

// Mark says something about a cell besides its piece.
type Mark string

// The marks that windows know.
const (
	Last   Mark = "last"   // the last move touched it
	Win    Mark = "win"    // it is part of what won
	Check  Mark = "check"  // what lies there is attacked, and must be saved
	Target Mark = "target" // the next move must be made here
	Hidden Mark = "hidden" // what is there is not known to the viewer
	Out    Mark = "out"    // no longer in play: a dead stone, a closed board, a sunk ship
	Star   Mark = "star"   // lines: a point that is marked on the board itself
)

// Has reports whether the cell bears the mark.
func (c Cell) Has(m Mark) bool {
	for _, x := range c.Marks {
		if x == m {
			return true
		}
	}
	return false
}

// SameBoards reports whether both look the same.
func SameBoards(a, b []Board) bool {
	return len(a) == len(b) && (len(a) == 0 || &a[0] == &b[0] || slices.EqualFunc(a, b, sameBoard))
}

func sameBoard(a, b Board) bool {
	for i := range min(len(a.Cells), len(b.Cells)) { // most of it, and where they differ
		if !a.Cells[i].Same(&b.Cells[i]) {
			return false
		}
	}
	return a.SameShape(&b)
}

// SameShape reports whether both boards are the same but for what their cells are.
func (b *Board) SameShape(other *Board) bool {
	return b.Style == other.Style && b.Cols == other.Cols && b.Rows == other.Rows && len(b.Cells) == len(other.Cells) &&
		b.Title == other.Title && b.Block == other.Block && b.Ground == other.Ground && slices.Equal(b.Sides, other.Sides) &&
		slices.Equal(b.ColLabels, other.ColLabels) && slices.Equal(b.RowLabels, other.RowLabels) && slices.Equal(b.TopLabels, other.TopLabels)
}

// Same reports whether both cells look the same.
func (c *Cell) Same(other *Cell) bool {
	return c.Piece == other.Piece && c.Count == other.Count && c.Spot == other.Spot && c.Label == other.Label && c.Kind == other.Kind && c.Arms == other.Arms &&
		slices.Equal(c.Marks, other.Marks)
}

// Cell returns the cell in the column and row, counted from the top left.
func (b *Board) Cell(col, row int) *Cell { return &b.Cells[row*b.Cols+col] }

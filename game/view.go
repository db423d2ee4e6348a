package game

// View is everything that one viewer may know of a position. Windows draw it
// and nothing else. Views are shared between viewers and must not be changed.
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
}

// Spot is what picking a cell adds to the path of a choice. It is unique among
// a view's boards for cells that are picked apart; cells that are picked as
// one, like those of a column, share a spot.
type Spot string

// Cell is one cell of a board.
type Cell struct {
	Spot  Spot   `json:"spot,omitempty"`  // empty where nothing can ever be picked
	Piece string `json:"piece,omitempty"` // a Piece.Name, or empty
	Marks []Mark `json:"marks,omitempty"`
	Label string `json:"label"` // the cell's name, read aloud with its piece: "b2"
}

// Mark says something about a cell besides its piece.
type Mark string

// The marks that windows know.
const (
	Last Mark = "last" // the last move touched it
	Win  Mark = "win"  // it is part of what won
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

// Cell returns the cell in the column and row, counted from the top left.
func (b *Board) Cell(col, row int) *Cell { return &b.Cells[row*b.Cols+col] }

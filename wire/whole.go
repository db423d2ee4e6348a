package wire

import (
	"crossplay/game"
	"crossplay/rooms"
)

// This file writes a snapshot as a whole.

// wholeKey is the key of a snapshot's encoding in its memo: it is made once for
// everyone who shares the snapshot.
type wholeKey struct{}

func whole(s *rooms.Snapshot) []byte {
	return s.Memo(wholeKey{}, func() any { return appendSnapshot(nil, s) }).([]byte)
}

// appendSnapshot writes what [encode] would, but for the order of fields, and in a
// third of the time.
func appendSnapshot(b []byte, s *rooms.Snapshot) []byte {
	frame := encode(struct {
		*rooms.Snapshot
		View *game.View `json:"view,omitempty"` // instead of the snapshot's
	}{Snapshot: s})
	b = append(append(b, frame[:len(frame)-1]...), `,"view":{"boards":[`...)
	for i := range s.View.Boards {
		if i > 0 {
			b = append(b, ',')
		}
		b = appendBoard(b, &s.View.Boards[i])
	}
	b = append(b, ']')
	if len(s.View.Choices) > 0 {
		b = appendList(append(b, `,"choices":`...), s.View.Choices, appendChoice)
	}
	if len(s.View.Log) > 0 {
		b = appendList(append(b, `,"log":`...), s.View.Log, appendStep)
	}
	if s.View.Note != "" {
		b = game.AppendText(append(b, `,"note":`...), s.View.Note)
	}
	return append(b, '}', '}')
}

func appendBoard(b []byte, board *game.Board) []byte {
	frame := encode(struct {
		*game.Board
		Cells *[]game.Cell `json:"cells,omitempty"` // instead of the board's
	}{Board: board})
	b = append(append(b, frame[:len(frame)-1]...), `,"cells":`...)
	return append(appendList(b, board.Cells, appendCell), '}')
}

func appendCell(b []byte, c game.Cell) []byte     { return c.AppendJSON(b) }
func appendChoice(b []byte, c game.Choice) []byte { return c.AppendJSON(b) }

func appendStep(b []byte, s game.Step) []byte {
	b = appendInt(append(b, `{"seat":`...), int(s.Seat))
	return append(game.AppendText(append(b, `,"text":`...), s.Text), '}')
}

func appendList[T any](b []byte, list []T, one func([]byte, T) []byte) []byte {
	b = append(b, '[')
	for i, v := range list {
		if i > 0 {
			b = append(b, ',')
		}
		b = one(b, v)
	}
	return append(b, ']')
}

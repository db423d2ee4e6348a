package web

import (
	"bytes"
	"strconv"
	"time"

	"crossplay/rooms"
	"crossplay/rooms/room"
)

// told is what one subscription has been sent of a room, so that it is sent
// only what is new.
type told struct {
	updates bool // the peer takes updates in place of whole snapshots
	any     bool
	board   uint64
	table   []byte
	said    int
}

// The keys of a snapshot's encodings in its memo: each is made once for everyone
// who shares the snapshot.
type (
	wholeEncoding struct{}
	tableEncoding struct{}
)

// table is the part of a snapshot that changes while the board stays as it is.
type table struct {
	Chairs     []rooms.Chair `json:"chairs"`
	Spectators int           `json:"spectators"`
	Actions    []room.Action `json:"actions"`
	News       []room.News   `json:"news"`
}

// news is the message that brings the peer up to the snapshot, or nil where it
// knows everything.
func (t *told) news(s *rooms.Snapshot, now time.Time) []byte {
	around := s.Memo(tableEncoding{}, func() any {
		return encode(table{s.Chairs, s.Spectators, s.Actions, s.News})
	}).([]byte)
	lines := s.Chat
	for len(lines) > 0 && lines[0].Seq <= t.said {
		lines = lines[1:]
	}
	fresh, same := !t.any, bytes.Equal(around, t.table)
	whole := fresh || !t.updates || s.Board != t.board
	t.any, t.board, t.table = true, s.Board, around
	if len(lines) > 0 {
		t.said = lines[len(lines)-1].Seq
	}

	var m []byte
	switch {
	case whole:
		raw := s.Memo(wholeEncoding{}, func() any { return encode(s) }).([]byte)
		m = envelope("room", now, len(raw))
		m = append(append(m, `,"room":`...), raw...)
	case same && len(lines) == 0:
		return nil
	default:
		m = envelope("update", now, len(around))
		m = append(append(m, `,"room":{"code":"`...), s.Code...)
		m = strconv.AppendUint(append(m, `","version":`...), s.Version, 10)
		if !same {
			m = append(append(m, ','), around[1:len(around)-1]...)
		}
		m = append(m, '}')
	}
	if len(lines) > 0 {
		m = append(append(m, `,"chat":`...), encode(lines)...)
	}
	if fresh {
		m = append(m, `,"fresh":true`...)
	}
	return append(m, '}')
}

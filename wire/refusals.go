package wire

import (
	"context"
	"errors"

	"crossplay/pace"
	"crossplay/rooms/room"
)

// The refusals of conversations; every other comes from rooms and players.
var (
	errJSON    = &room.Refusal{Code: "bad_json"}
	errCommand = room.ErrCommand.Because("verb")
	errTooLong = &room.Refusal{Code: "too_long"}
	errRooms   = &room.Refusal{Code: "too_many_open"}
)

// Refusal is what a person is told about an error. An error that nobody
// expected is logged under an id, and the person is told the id.
func (s *Server) Refusal(err error) *room.Refusal {
	var no *room.Refusal
	switch {
	case errors.As(err, &no):
		return no
	case errors.Is(err, context.DeadlineExceeded):
		return room.ErrNotSaved
	case errors.Is(err, context.Canceled):
		return room.ErrClosing
	}
	return room.Incident(pace.Incident(s.conf.Log, "an unexpected error", err))
}

// Incident logs what broke under an id, and is what a person is told about it.
func (s *Server) Incident(what string, broken any, args ...any) *room.Refusal {
	return room.Incident(pace.Incident(s.conf.Log, what, broken, args...))
}

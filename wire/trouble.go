package wire

import (
	"context"
	"errors"
	"fmt"

	"crossplay/pace"
	"crossplay/rooms/room"
)

// The refusals of conversations; every other comes from rooms and players.
var (
	errJSON    = &room.Refusal{Code: "bad_json", Text: "That was not a JSON object, or too deep a one."}
	errCommand = &room.Refusal{Code: "bad_command", Text: "There is no such command."}
	errTooLong = &room.Refusal{Code: "too_long", Text: "A value is longer than any that is needed."}
	errRooms   = &room.Refusal{Code: "too_many_open", Text: "This page has too many rooms open. Close one first."}
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
	return internal(pace.Incident(s.conf.Log, "an unexpected error", err))
}

// Incident logs what broke under an id, and is what a person is told about it.
func (s *Server) Incident(what string, broken any, args ...any) *room.Refusal {
	return internal(pace.Incident(s.conf.Log, what, broken, args...))
}

func internal(id string) *room.Refusal {
	return &room.Refusal{
		Code: room.ErrInternal.Code,
		Text: fmt.Sprintf("%s Whoever runs the server finds it in the log as %s.", room.ErrInternal.Text, id),
	}
}

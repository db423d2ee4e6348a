package web

import (
	"context"
	"errors"
	"fmt"

	"crossplay/pace"
	"crossplay/rooms"
)

// The refusals of this window; every other comes from rooms and players.
var (
	errJSON    = &rooms.Refusal{Code: "bad_json", Text: "That was not a JSON object, or too deep a one."}
	errCommand = &rooms.Refusal{Code: "bad_command", Text: "There is no such command."}
	errTooLong = &rooms.Refusal{Code: "too_long", Text: "A value is longer than any that is needed."}
	errRooms   = &rooms.Refusal{Code: "too_many_open", Text: "This page has too many rooms open. Close one first."}
)

// refusal is what a person is told about an error. An error that nobody
// expected is logged under an id, and the person is told the id.
func (s *Server) refusal(err error) *rooms.Refusal {
	var no *rooms.Refusal
	switch {
	case errors.As(err, &no):
		return no
	case errors.Is(err, context.DeadlineExceeded):
		return rooms.ErrNotSaved
	case errors.Is(err, context.Canceled):
		return rooms.ErrClosing
	}
	return internal(pace.Incident(s.conf.Log, "web: an unexpected error", err))
}

// incident logs what broke under an id, and is what a person is told about it.
func (s *Server) incident(what string, broken any, args ...any) *rooms.Refusal {
	return internal(pace.Incident(s.conf.Log, "web: "+what, broken, args...))
}

func internal(id string) *rooms.Refusal {
	return &rooms.Refusal{
		Code: rooms.ErrInternal.Code,
		Text: fmt.Sprintf("%s Whoever runs the server finds it in the log as %s.", rooms.ErrInternal.Text, id),
	}
}

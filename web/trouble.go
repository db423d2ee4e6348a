package web

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"net/netip"
	"runtime/debug"
	"strings"
	"time"

	"crossplay/guard"
	"crossplay/rooms"
)

// The refusals of this window; every other comes from rooms and players.
var (
	errJSON    = &rooms.Refusal{Code: "bad_json", Text: "That was not a JSON object, or too deep a one."}
	errCommand = &rooms.Refusal{Code: "bad_command", Text: "There is no such command."}
	errTooLong = &rooms.Refusal{Code: "too_long", Text: "A value is longer than any that is needed."}
	errRooms   = &rooms.Refusal{Code: "too_many_open", Text: "This page has too many rooms open. Close one first."}
)

// Incidents are logged incidentBurst at once and then one each incidentEvery.
const (
	incidentBurst = 20
	incidentEvery = time.Second
)

// complaints are what net/http says about its connections.
type complaints struct{ log *guard.Log }

func (c complaints) Write(text []byte) (int, error) {
	c.log.Event("web: a connection failed", netip.Addr{}, "error", strings.TrimSpace(string(text)))
	return len(text), nil
}

// incidentLength is how many characters name an incident: enough to find it in a log.
const incidentLength = 8

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
	return s.report("web: an unexpected error", "error", err)
}

// incident logs what broke under an id, and is what a person is told about it.
func (s *Server) incident(what string, broken any, args ...any) *rooms.Refusal {
	return s.report("web: "+what, append(args, "panic", fmt.Sprint(broken), "stack", string(debug.Stack()))...)
}

// report logs an incident under an id, unless there have been too many: whoever
// finds out how to cause one must not fill the disk with it.
func (s *Server) report(what string, args ...any) *rooms.Refusal {
	if !s.incidents.Allow() {
		s.log.Event("web: more incidents than are logged", netip.Addr{})
		return rooms.ErrInternal
	}
	id := rand.Text()[:incidentLength]
	s.conf.Log.Error(what, append(args, "incident", id)...)
	return &rooms.Refusal{
		Code: rooms.ErrInternal.Code,
		Text: fmt.Sprintf("%s Whoever runs the server finds it in the log as %s.", rooms.ErrInternal.Text, id),
	}
}

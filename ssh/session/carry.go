package session

import (
	"context"

	"crossplay/rooms/room"
)

// Carry is how somebody goes on in another window: see players.Directory.Carry.
type Carry struct {
	Link    string // for a browser
	Command string // for a terminal
}

// Carry makes such a way, to a room or, where that is empty, to the first screen.
func (s *Session) Carry(ctx context.Context, at room.Code) (Carry, error) {
	if s.Players == nil {
		return Carry{}, room.ErrInternal
	}
	code, err := s.Players.Carry(ctx, s.Player.ID, at, s.Until)
	if err != nil {
		return Carry{}, err
	}
	return Carry{Link: s.Invite.Carry(code), Command: s.Invite.Command("carry " + code)}, nil
}

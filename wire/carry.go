package wire

import (
	"context"
	"time"

	"crossplay/players"
	"crossplay/rooms/room"
)

// carryMessage is the way to go on in another window.
type carryMessage struct {
	Type string `json:"type"` // "carry"
	Code string `json:"code"`
	Secs int    `json:"secs"` // for how long it works
}

// carry makes a code by which the peer goes on in another window.
func (k *Peer) carry(ctx context.Context, c command) (result, error) {
	var at room.Code
	if c.Room != "" {
		var err error
		if at, err = room.ParseCode(c.Room); err != nil {
			return result{}, err
		}
	}
	code, err := k.server.conf.Players.Carry(ctx, k.id, at, k.player.Until)
	if err != nil {
		return result{}, err
	}
	return result{then: func() { k.reply(encode(carryMessage{"carry", code, int(players.CarryLife / time.Second)})) }}, nil
}

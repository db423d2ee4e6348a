package wire

import (
	"context"
	"time"

	"crossplay/rooms/room"
)

// This file sets on which days a player need not move in daily games.

// offVerbs are about that.
var offVerbs = map[string]verb{
	"daysoff":    {run: (*Peer).askOff},
	"vacation":   {needs: []string{"days"}, takes: []string{"from"}, run: (*Peer).vacation},
	"novacation": {run: (*Peer).noVacation},
	"weekends":   {needs: []string{"free"}, run: (*Peer).weekends},
}

type offMessage struct {
	Type string       `json:"type"`
	Off  room.DaysOff `json:"off"`
}

// offSet has the days off follow an answer.
func (k *Peer) offSet(off room.Off, err error) (result, error) {
	return result{then: func() {
		if err == nil {
			k.reply(encode(offMessage{Type: "off", Off: off.Show(time.Now())}))
		}
	}}, err
}

func (k *Peer) askOff(context.Context, command) (result, error) {
	return k.offSet(k.server.conf.Players.Off(k.id), nil)
}

func (k *Peer) vacation(ctx context.Context, c command) (result, error) {
	var from time.Time // now
	if c.From != "" && c.From != time.Now().UTC().Format(time.DateOnly) {
		var err error
		if from, err = time.Parse(time.DateOnly, c.From); err != nil {
			return result{}, room.ErrVacation.Because("date")
		}
	}
	return k.offSet(k.server.conf.Players.Vacation(ctx, k.id, from, c.Days))
}

func (k *Peer) noVacation(ctx context.Context, _ command) (result, error) {
	return k.offSet(k.server.conf.Players.Back(ctx, k.id))
}

func (k *Peer) weekends(ctx context.Context, c command) (result, error) {
	return k.offSet(k.server.conf.Players.Weekends(ctx, k.id, c.Free))
}

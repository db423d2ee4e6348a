package wire

import (
	"context"

	"crossplay/alerts"
)

// This file sets how a player is told who does not look.

// alertVerbs are those of a server that tells.
var alertVerbs = map[string]verb{
	"alerts":   {run: (*Peer).askAlerts},
	"webhook":  {needs: []string{"url"}, takes: []string{"form"}, run: (*Peer).hook},
	"push":     {needs: []string{"endpoint", "p256dh", "auth"}, run: (*Peer).subscribe},
	"unpush":   {needs: []string{"browser"}, run: (*Peer).unsubscribe},
	"hush":     {needs: []string{"hours"}, takes: []string{"zone"}, run: (*Peer).hush},
	"trial":    {cost: lookCost, run: (*Peer).trial},
	"noalerts": {run: (*Peer).noAlerts},
}

type alertsMessage struct {
	Type   string       `json:"type"`
	Alerts alerts.Shown `json:"alerts"`
	Key    string       `json:"key,omitempty"`
}

// shown has the settings follow an answer.
func (k *Peer) shown(s alerts.Settings, err error) (result, error) {
	return result{then: func() {
		if err == nil {
			k.reply(encode(alertsMessage{Type: "alerts", Alerts: s.Show(), Key: k.server.conf.Alerts.PublicKey()}))
		}
	}}, err
}

func (k *Peer) askAlerts(context.Context, command) (result, error) {
	return k.shown(k.server.conf.Alerts.Settings(k.id), nil)
}

func (k *Peer) hook(ctx context.Context, c command) (result, error) {
	return k.shown(k.server.conf.Alerts.Hook(ctx, k.person(), c.URL, alerts.Form(c.Form)))
}

func (k *Peer) subscribe(ctx context.Context, c command) (result, error) {
	return k.shown(k.server.conf.Alerts.Subscribe(ctx, k.person(), alerts.Browser{Endpoint: c.Endpoint, Key: c.P256dh, Auth: c.Auth}))
}

func (k *Peer) unsubscribe(ctx context.Context, c command) (result, error) {
	return k.shown(k.server.conf.Alerts.Unsubscribe(ctx, k.person(), c.Browser))
}

func (k *Peer) hush(ctx context.Context, c command) (result, error) {
	var q alerts.Quiet
	if c.Hours != "" {
		var err error
		if q, err = alerts.ParseQuiet(c.Hours, c.Zone); err != nil {
			return result{}, err
		}
	}
	return k.shown(k.server.conf.Alerts.Hush(ctx, k.person(), q))
}

func (k *Peer) trial(ctx context.Context, _ command) (result, error) {
	return result{}, k.server.conf.Alerts.Test(ctx, k.person())
}

func (k *Peer) noAlerts(ctx context.Context, _ command) (result, error) {
	return k.shown(alerts.Settings{}, k.server.conf.Alerts.Off(ctx, k.person()))
}

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

// mailVerbs are those of a server that sends e-mail.
var mailVerbs = map[string]verb{
	"email":   {needs: []string{"address"}, cost: lookCost, run: (*Peer).email},
	"confirm": {needs: []string{"code"}, run: (*Peer).confirm},
}

type alertsMessage struct {
	Type   string       `json:"type"`
	Alerts alerts.Shown `json:"alerts"`
	Key    string       `json:"key,omitempty"`
	Mail   *mailing     `json:"mail,omitempty"` // nil: there is none
}

// mailing is what is known of e-mail beside the settings.
type mailing struct {
	Asked string `json:"asked,omitempty"` // the address that a code was sent to
}

// shown has the settings follow an answer.
func (k *Peer) shown(s alerts.Settings, err error) (result, error) {
	return result{then: func() {
		if err == nil {
			a := k.server.conf.Alerts
			m := alertsMessage{Type: "alerts", Alerts: s.Show(), Key: a.PublicKey()}
			if a.Mails() {
				m.Mail = &mailing{a.Asked(k.id)}
			}
			k.reply(encode(m))
		}
	}}, err
}

func (k *Peer) askAlerts(context.Context, command) (result, error) {
	return k.shown(k.server.conf.Alerts.Settings(k.id), nil)
}

func (k *Peer) hook(ctx context.Context, c command) (result, error) {
	return k.shown(k.server.conf.Alerts.Hook(ctx, k.person(), c.URL, alerts.Form(c.Form)))
}

func (k *Peer) email(ctx context.Context, c command) (result, error) {
	return k.shown(k.server.conf.Alerts.Email(ctx, k.person(), c.Address))
}

func (k *Peer) confirm(ctx context.Context, c command) (result, error) {
	return k.shown(k.server.conf.Alerts.Confirm(ctx, k.person(), c.Code))
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

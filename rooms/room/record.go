package room

import (
	"time"

	"crossplay/game"
)

// Formats are how the game is written down for the programs of others; nil where it is not.
func (r *Replay) Formats() []game.Format { return game.Formats(r.rules) }

// Record is the game as a format takes it, and site where it was played. Players are called as they were then.
func (r *Replay) Record(site string) (game.Record, error) {
	setup, err := r.Info().Check(game.Setup{Seats: len(r.Seats), Options: r.Options})
	if err != nil {
		return game.Record{}, err
	}
	log, err := r.Log()
	if err != nil {
		return game.Record{}, err
	}
	w := game.Record{
		ID: GameID(r.Room, r.Round), Site: site, Date: r.Began.UTC().Format(time.DateOnly), Options: setup.Options, Clock: r.Clock,
		Log: log, Winners: r.Result.Winners, Void: !r.Result.How.Counts(), Reason: string(r.Result.How),
	}
	if r.Result.How == ByRules {
		w.Reason = r.Result.Reason
	}
	for _, p := range r.Seats {
		w.Players = append(w.Players, p.Name)
	}
	for _, s := range r.Line {
		if s.GaveUp {
			continue // in games for more than two, which nobody else writes down
		}
		ply := game.Ply{Seat: s.Seat, Move: s.Move, Left: -1}
		if s.Clock != nil {
			ply.Left = s.Clock.Left
		}
		w.Plies = append(w.Plies, ply)
	}
	return w, nil
}

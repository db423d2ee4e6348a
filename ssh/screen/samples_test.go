package screen

import (
	"crossplay/game"
	"crossplay/rooms"
	"crossplay/rooms/room"
	"crossplay/ssh/board/boardtest"
)

// sample is a game of which only a picture is known.
type sample struct {
	game.Rules
	info game.Info
	view game.View
	turn []game.Seat // who may move; the first seat, where it is not said
}

func samples() (all []sample) {
	for _, s := range boardtest.Samples() {
		all = append(all, sample{info: s.Info, view: s.View})
	}
	return all
}

func (s sample) Info() game.Info { return s.info }

func (s sample) Start(game.Setup) (game.State, error) { return shown{view: s.view, turn: s.turn}, nil }

// shown is a position that never changes.
type shown struct {
	still
	view game.View
	turn []game.Seat
}

func (s shown) Play(game.Seat, game.Move) (game.State, error) { return s, nil }

func (s shown) Turn() []game.Seat {
	if s.turn == nil {
		return s.still.Turn()
	}
	return s.turn
}

func (s shown) View(seat game.Seat) game.View {
	v := s.view
	if seat != 0 {
		v.Choices = nil
	}
	return v
}

// snapshot is a table at which the sample is looked at.
func (s sample) snapshot(you game.Seat) *rooms.Snapshot {
	pos, _ := s.Start(game.Setup{})
	snap := &rooms.Snapshot{
		Code: "K7MPQX", Version: 1, Game: s.Info().Name, Phase: room.Playing, Round: 1, Ply: 9, Turn: []game.Seat{0}, You: you, View: pos.View(you),
	}
	for i := range min(3, len(s.Info().Seats)) {
		snap.Chairs = append(snap.Chairs, rooms.Chair{Name: []string{"Alice", "Bob", "Carol", "Dave"}[i], Present: true})
	}
	return snap
}

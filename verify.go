package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"

	"crossplay/game"
	"crossplay/game/all"
	"crossplay/rooms/room"
	"crossplay/words"
)

// maxTranscript is how long a transcript may be, in bytes: the longest games have
// thousands of moves, of some forty bytes each.
const maxTranscript = 16 << 20

// verify checks the dice of a finished game, which it reads from the file or,
// for "-", from stdin. Its error is a sentence for whoever wants to know.
func verify(file string, stdin io.Reader, stdout io.Writer) error {
	in := stdin
	if file != "-" {
		f, err := os.Open(file)
		if err != nil {
			return err
		}
		defer f.Close()
		in = f
	}
	data, err := io.ReadAll(io.LimitReader(in, maxTranscript+1))
	if err != nil {
		return fmt.Errorf("%s cannot be read: %w", file, err)
	}
	if len(data) > maxTranscript {
		return fmt.Errorf("%s is too long for a game", file)
	}
	var t room.Transcript
	if err := json.Unmarshal(data, &t); err != nil {
		return fmt.Errorf("%s is not a game as \"ssh HOST proof CODE\" prints it: %w", file, err)
	}
	draws, err := t.Check(all.Games())
	if err != nil {
		return fmt.Errorf("this game does not check: %w", err)
	}
	if t.Proof == nil {
		return errors.New("nothing in this game was left to chance: there is nothing to check")
	}
	games := all.Games()
	i := slices.IndexFunc(games, func(g game.Rules) bool { return g.Info().Name == t.Game }) // Check knows it
	fmt.Fprintf(stdout, "Fair: %s, room %q, game %d, which ended so: %.200q. All %d draws\n"+
		"follow from the secret, and its hash is\n%s\n"+
		"Compare this hash with the one that the room showed before the first move.\n", t.Game, t.Room, t.Round, words.RecordOf(&t, games[i].Info()).Ending, draws, t.Proof.Hash)
	return nil
}

package archive

import (
	"encoding/json"
	"slices"

	"crossplay/game"
	"crossplay/rooms/room"
)

// Transcript is the format that every game has: all that it takes to play it again, as
// JSON. See room.Transcript.
const Transcript = "json"

// Formats are how the game can be written down, the usual way first.
func (r *Replay) Formats() []string {
	var all []string
	for _, f := range r.Replay.Formats() {
		all = append(all, f.Name)
	}
	return append(all, Transcript)
}

// Export writes the game down in one of its formats, or the usual one where that is empty,
// and says which. Site is where it was played. It fails with ErrNoFormat for another.
func (r *Replay) Export(format, site string) (text []byte, as string, err error) {
	if format == "" {
		format = r.Formats()[0]
	}
	if format == Transcript {
		text, err = json.MarshalIndent(r.Course.Transcript(), "", "  ")
		return append(text, '\n'), format, err
	}
	all := r.Replay.Formats()
	i := slices.IndexFunc(all, func(f game.Format) bool { return f.Name == format })
	if i < 0 {
		return nil, "", room.ErrNoFormat.With("formats", r.Formats())
	}
	w, err := r.Record(site)
	if err != nil {
		return nil, "", err
	}
	return []byte(all[i].Write(w)), format, nil
}

// File is what a file with the game in a format is called.
func (r *Replay) File(format string) string { return r.ID() + "." + format }

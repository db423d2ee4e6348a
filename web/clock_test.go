package web_test

import (
	"encoding/json"
	"testing"
	"time"

	"crossplay/rooms"
	"crossplay/rooms/room"
	"crossplay/words"
)

// The page's clocks show what the terminal's do.
func TestThePageShowsWhatTheTerminalDoes(t *testing.T) {
	now := time.Unix(1e9, 0).UTC()
	type shown struct {
		Time *rooms.Time `json:"time"`
		Face string      `json:"face"`
		Low  bool        `json:"low"`
	}
	var faces []shown
	for _, control := range []string{"5+3", "1d3", "10+3x30", "0+2x10", "5+0/0.5+0"} {
		for _, left := range []int{0, 9_940, 10_000, 29_000, 61_500, 3_723_000} {
			for _, ran := range []time.Duration{-time.Second, 0, 1500 * time.Millisecond, 8050 * time.Millisecond, 25 * time.Second, 90 * time.Second} {
				c := rooms.Clock{Left: left, Since: now.Add(-ran)}
				if ran < 0 {
					c.Since = time.Time{}
				}
				if controls, err := room.ParseControls(control, 2); err == nil {
					c.Periods = controls[0].Periods
				}
				time := &rooms.Time{Control: control, Clocks: []rooms.Clock{{}, c}}
				faces = append(faces, shown{time, words.Left(time.At(1, now)), time.Low(1, now)})
			}
		}
	}
	controls := make(map[string]string)
	for _, c := range append(room.Usual(), "5d3", "0.5+0", "5+3/1+0") {
		controls[c] = words.Control(c)
	}
	data, err := json.Marshal(map[string]any{"words": json.RawMessage(words.JSON()), "now": now.UnixMilli(), "faces": faces, "controls": controls})
	if err != nil {
		t.Fatal(err)
	}
	run(t, `
		const { learn } = await import('./say.js');
		const { control, face, left, low } = await import('./clock.js');
		learn(data.words);
		for (const { time, face: want, low: isLow } of data.faces) {
			const got = face(left(time, 1, data.now));
			if (got !== want || low(time, 1, data.now) !== isLow) console.log(json(time), got, low(time, 1, data.now), want, isLow);
		}
		for (const [text, want] of Object.entries(data.controls)) {
			if (control(text) !== want) console.log(text, control(text), want);
		}`, data)
}

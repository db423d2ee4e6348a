package bench

import (
	"encoding/json"
	"fmt"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/gorilla/websocket"

	"crossplay/game"
)

// bots is how many think while the moves of people are timed.
const bots = 50

// brooding is the game that they think about: with hundreds of moves to choose
// from, a bot uses all the time that it gets.
const brooding = "gomoku"

// BenchmarkMoveToOpponentBesideBots times moves between people as
// BenchmarkMoveToOpponent does, without bots and with fifty of the strongest that
// all have something to think about all the time.
func BenchmarkMoveToOpponentBesideBots(b *testing.B) {
	for _, crowd := range []int{0, bots} {
		b.Run(fmt.Sprintf("bots=%d", crowd), func(b *testing.B) {
			for b.Loop() {
				p := startProgram(b, dataDir(b))
				moved := new(atomic.Int64)
				var players sync.WaitGroup
				ended := make(chan struct{})
				for i := range crowd {
					w := startBrooding(b, p.http, 100+i)
					players.Go(func() { w.keepBrooding(ended, moved) })
				}
				m := meet(b, p.http, 0)
				before, begun := moved.Load(), time.Now()
				played := pace{rooms: 1, thought: thought, moves: 400}.times(b, 1, func(int) time.Duration {
					m.again(b)
					return m.move(b)
				})
				rate := float64(moved.Load()-before) / time.Since(begun).Seconds()
				close(ended)
				p.stop()
				players.Wait()
				b.ReportMetric(0, "ns/op")
				b.ReportMetric(rate, "bot-moves/s")
				played.report(b, "")
			}
		})
	}
}

// opponent is a browser whose person plays against a bot, and answers at once.
type opponent struct {
	*browser
	code string
}

// startBrooding seats a person at a board with the strongest bot.
func startBrooding(b *testing.B, addr string, i int) *opponent {
	b.Helper()
	w := &opponent{browser: dialBrowser(b, addr, i, 256, new(atomic.Int64))}
	w.code = createGame(b, w.browser, brooding)
	w.do(b, `"open", "room": %q`, w.code)
	w.do(b, `"invite", "room": %q, "bot": "hard"`, w.code)
	return w
}

// position is what an opponent reads of a room.
type position struct {
	Type string `json:"type"`
	Room struct {
		Phase string `json:"phase"`
		Ply   int    `json:"ply"`
		Round int    `json:"round"`
		View  struct {
			Choices []game.Choice `json:"choices"`
		} `json:"view"`
	} `json:"room"`
}

// keepBrooding plays game after game until the end. The moves are spread over
// the board, so that games last.
func (w *opponent) keepBrooding(ended <-chan struct{}, moved *atomic.Int64) {
	last := ""
	for {
		var p position
		select {
		case m, ok := <-w.came:
			if !ok {
				return
			}
			if json.Unmarshal(m.text, &p) != nil || p.Type != "room" {
				continue
			}
		case <-ended:
			return
		}
		at := fmt.Sprint(p.Room.Round, p.Room.Ply, p.Room.Phase)
		if at == last {
			continue
		}
		switch n := len(p.Room.View.Choices); {
		case p.Room.Phase == "over":
			w.tell(`"rematch", "room": %q`, w.code)
		case n == 0:
			continue
		default:
			w.tell(`"move", "room": %q, "ply": %d, "move": %q`, w.code, p.Room.Ply, p.Room.View.Choices[p.Room.Ply*37%n].Move)
			moved.Add(1)
		}
		last = at
	}
}

// tell sends a command from a goroutine that is not the benchmark's. Once the
// program is gone nothing more comes either.
func (w *opponent) tell(format string, args ...any) {
	text := fmt.Sprintf(`{"id": "c%d", "do": `, w.count.Add(1)) + fmt.Sprintf(format, args...) + "}"
	_ = w.ws.WriteMessage(websocket.TextMessage, []byte(text))
}

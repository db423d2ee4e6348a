package bench

import (
	"crypto/ed25519"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/signal"
	"strings"
	"sync"
	"syscall"
	"time"

	charmssh "charm.land/ssh"
	"charm.land/wish/v2"
	"github.com/gorilla/websocket"
	gossh "golang.org/x/crypto/ssh"
)

// floorEnv makes this test's program the floor.
const floorEnv = "CROSSPLAY_BENCH_FLOOR"

// serveFloor serves, until it is told to end, terminals that get a string and
// then every byte back, and websockets that get every message back.
func serveFloor() error {
	terminals, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	browsers, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	_, key, err := ed25519.GenerateKey(nil)
	if err != nil {
		return err
	}
	hostKey, err := gossh.NewSignerFromKey(key)
	if err != nil {
		return err
	}
	server, err := wish.NewServer(
		wish.WithKeyboardInteractiveAuth(func(charmssh.Context, gossh.KeyboardInteractiveChallenge) bool { return true }),
		func(s *charmssh.Server) error { s.Handler = echoBytes; s.AddHostKey(hostKey); return nil },
	)
	if err != nil {
		return err
	}
	go server.Serve(terminals)
	go http.Serve(browsers, http.HandlerFunc(echoMessages))
	fmt.Printf("ssh -p %d localhost\nhttp://localhost:%d\n",
		terminals.Addr().(*net.TCPAddr).Port, browsers.Addr().(*net.TCPAddr).Port)

	end := make(chan os.Signal, 1)
	signal.Notify(end, syscall.SIGTERM)
	<-end
	return nil
}

// echoBytes is a session that holds one string.
func echoBytes(s charmssh.Session) {
	held := strings.Repeat("A picture of eighty columns and twenty-four rows, as a string.", 30)
	io.WriteString(s, held)
	if len(s.Command()) > 0 {
		tick(s)
		return
	}
	key := make([]byte, 16)
	for {
		n, err := s.Read(key)
		if err != nil {
			return
		}
		s.Write(key[:n])
	}
}

// tick writes each second what a clock shows.
func tick(s charmssh.Session) {
	for now := range time.Tick(time.Second) {
		if _, err := fmt.Fprintf(s, "\x1b[5;70H%s", now.Format("04:05")); err != nil {
			return
		}
	}
}

var upgrader = websocket.Upgrader{
	ReadBufferSize:  512,
	WriteBufferSize: 1 << 10,
	WriteBufferPool: new(sync.Pool),
	CheckOrigin:     func(*http.Request) bool { return true },
}

// echoMessages is a socket with nothing but a goroutine that reads.
func echoMessages(w http.ResponseWriter, r *http.Request) {
	ws, err := upgrader.Upgrade(w, r, nil)
	if err != nil {
		return
	}
	go func() {
		defer ws.Close()
		for {
			kind, message, err := ws.ReadMessage()
			if err != nil || ws.WriteMessage(kind, message) != nil {
				return
			}
		}
	}()
}

package e2e

import (
	"bufio"
	"crypto/ed25519"
	"crypto/rand"
	"fmt"
	"io"
	"net/http"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	cryptossh "golang.org/x/crypto/ssh"

	"crossplay/rooms"
	"crossplay/rooms/room"
)

const (
	pupils = 200
	minute = time.Minute
)

// A school of two hundred behind one address comes in, looks and sits down within a
// minute, with nothing set: half of them load the page with all its files, as browsers do
// that were never here, look at the list, and are at a board against somebody; the others
// come to theirs by ssh, each with a new key.
func TestASchoolBehindOneAddressComesInWithinAMinute(t *testing.T) {
	if testing.Short() {
		t.Skip("SKIPPED: ten thousand requests")
	}
	s := newServer(t, "--log-level=warn")
	began := time.Now()
	late := began.Add(minute)
	browsers := &http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: pupils, MaxConnsPerHost: 2 * pupils}}
	var all sync.WaitGroup
	faults := make(chan error, pupils)
	for i := range pupils {
		all.Go(func() {
			var err error
			if i%2 == 0 {
				err = enrol(s, browsers)
			} else {
				err = enrolByKey(s, late)
			}
			if err != nil {
				faults <- err
			}
		})
	}
	all.Wait()
	close(faults)
	n := 0
	for err := range faults {
		if n++; n <= 5 {
			t.Error(err)
		}
	}
	if n > 0 {
		t.Errorf("%d of %d were not let in", n, pupils)
	}
	if now := time.Now(); now.After(late) {
		t.Errorf("it took them %v", now.Sub(began))
	}
}

// enrol is a pupil's way to a board.
func enrol(s *server, browsers *http.Client) error {
	page, err := fetch(browsers, s.url("/"))
	if err != nil {
		return err
	}
	for _, file := range regexp.MustCompile(`"(/static/[^"]+)"`).FindAllStringSubmatch(page, -1) {
		if _, err := fetch(browsers, s.url(file[1])); err != nil {
			return err
		}
	}
	c := newSocket(s)
	if err := c.dial(); err != nil {
		return fmt.Errorf("the socket: %w", err)
	}
	defer c.conn.Close()
	for _, do := range []string{"mine", "lobby"} {
		if _, err := c.ask(command{Do: do}); err != nil {
			return err
		}
	}
	code, err := c.ask(command{Do: "quick", Game: "tictactoe"})
	if err != nil {
		return err
	}
	if _, err := c.ask(command{Do: "open", Room: code}); err != nil {
		return err
	}
	return c.until(func(r *rooms.Snapshot) bool { return r.Phase == room.Playing })
}

// enrolByKey is a pupil's way to a board in a terminal.
func enrolByKey(s *server, late time.Time) error {
	_, private, err := ed25519.GenerateKey(rand.Reader)
	if err != nil {
		return err
	}
	key, err := cryptossh.NewSignerFromKey(private)
	if err != nil {
		return err
	}
	conn, err := cryptossh.Dial("tcp", fmt.Sprintf("localhost:%d", s.ssh), &cryptossh.ClientConfig{
		User: "pupil", Auth: []cryptossh.AuthMethod{cryptossh.PublicKeys(key)}, HostKeyCallback: cryptossh.InsecureIgnoreHostKey(),
	})
	if err != nil {
		return err
	}
	defer conn.Close()
	defer time.AfterFunc(time.Until(late), func() { conn.Close() }).Stop()
	session, err := conn.NewSession()
	if err != nil {
		return err
	}
	if _, err := session.StdinPipe(); err != nil { // which stays open
		return err
	}
	out, err := session.StdoutPipe()
	if err != nil {
		return err
	}
	if err := session.Start("play connectfour"); err != nil {
		return err
	}
	said := ""
	for lines := bufio.NewScanner(out); lines.Scan(); {
		if said = lines.Text(); strings.Contains(said, "Your turn") || strings.Contains(said, "'s turn") {
			return nil
		}
	}
	return fmt.Errorf("the last line of a terminal was %q", said)
}

func fetch(browsers *http.Client, address string) (string, error) {
	resp, err := browsers.Get(address)
	if err != nil {
		return "", err
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	if err == nil && resp.StatusCode != http.StatusOK {
		err = fmt.Errorf("%s: %s", address, resp.Status)
	}
	return string(body), err
}

// A flood from one address makes no more players than the host allows, and those who
// are there play on.
func TestAFloodOfNewPlayersStopsAtTheFlag(t *testing.T) {
	const most = 4
	s := newServer(t, fmt.Sprintf("--new-per-address=%d", most))
	first := newSocket(s)
	if err := first.dial(); err != nil {
		t.Fatal(err)
	}
	defer first.conn.Close()
	table := first.must(command{Do: "create", Game: "tictactoe", Private: true})
	made, refused := 1, 0
	for range 3 * most {
		c := newSocket(s)
		if err := c.dial(); err != nil {
			t.Fatal(err)
		}
		switch _, err := c.ask(command{Do: "create", Game: "tictactoe"}); {
		case err == nil:
			made++
		case strings.Contains(err.Error(), "Too many new players"):
			refused++
		default:
			t.Fatal(err)
		}
		c.conn.Close()
	}
	if made < most || made > most+1 || made+refused != 3*most+1 { // one more may fall due meanwhile
		t.Errorf("%d players were made and %d refused", made, refused)
	}
	first.must(command{Do: "create", Game: "chess", Private: true})
	first.must(command{Do: "leave", Room: table})
}

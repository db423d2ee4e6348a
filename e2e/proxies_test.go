package e2e

import (
	"bytes"
	"fmt"
	"net/http"
	"net/http/cookiejar"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/gorilla/websocket"
)

// The proxies that the README tells hosts to use, with what it tells them to write: on
// another port than ours, with a base URL and without.

// told is what stands in the README between the fences of a language, or of none.
func told(t *testing.T, fence, holds string) string {
	t.Helper()
	readme, err := os.ReadFile("../README.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, block := range regexp.MustCompile("(?s)\n```"+fence+"\n(.*?)```").FindAllStringSubmatch(string(readme), -1) {
		if strings.Contains(block[1], holds) {
			return block[1]
		}
	}
	t.Fatalf("the README has nothing with %q", holds)
	return ""
}

func TestBehindNginx(t *testing.T) {
	nginx := require(t, "nginx", "/usr/sbin/nginx")
	location := told(t, "nginx", "proxy_pass")
	behind(t, func(t *testing.T, dir string, listen, to int) *exec.Cmd {
		conf := fmt.Sprintf(`daemon off; master_process off; error_log stderr; pid %s/pid;
events {}
http {
	access_log off;
	client_body_temp_path %[1]s/body; proxy_temp_path %[1]s/proxy; fastcgi_temp_path %[1]s/f; uwsgi_temp_path %[1]s/u; scgi_temp_path %[1]s/s;
	server {
		listen 127.0.0.1:%d;
%s
	}
}
`, dir, listen, strings.ReplaceAll(location, "localhost:8080", fmt.Sprintf("127.0.0.1:%d", to)))
		return exec.Command(nginx, "-p", dir, "-c", write(t, dir, conf), "-e", "stderr")
	})
}

func TestBehindCaddy(t *testing.T) {
	caddy := require(t, "caddy")
	site := told(t, "caddyfile", "reverse_proxy")
	behind(t, func(t *testing.T, dir string, listen, to int) *exec.Cmd {
		conf := strings.NewReplacer("play.example.org", fmt.Sprintf("http://:%d", listen), "localhost:8080", fmt.Sprintf("127.0.0.1:%d", to)).Replace(site)
		cmd := exec.Command(caddy, "run", "--adapter", "caddyfile", "--config", write(t, dir, "{\n\tadmin off\n}\n"+conf))
		cmd.Env = append(os.Environ(), "HOME="+dir, "XDG_DATA_HOME="+dir, "XDG_CONFIG_HOME="+dir)
		return cmd
	})
}

func write(t *testing.T, dir, conf string) string {
	t.Helper()
	path := filepath.Join(dir, "conf")
	if err := os.WriteFile(path, []byte(conf), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// behind plays through a proxy.
func behind(t *testing.T, proxy func(t *testing.T, dir string, listen, to int) *exec.Cmd) {
	for name, named := range map[string]bool{"by its address": false, "by a name": true} {
		t.Run(name, func(t *testing.T) {
			port := freePort(t)
			host, flags := fmt.Sprintf("127.0.0.1:%d", port), []string{"--trusted-proxies=127.0.0.1"}
			if named {
				host = fmt.Sprintf("play.example:%d", port)
				flags = append(flags, "--base-url=http://"+host)
			}
			s := newServer(t, flags...)
			cmd := proxy(t, t.TempDir(), port, s.http)
			var said bytes.Buffer
			cmd.Stdout, cmd.Stderr = &said, &said
			if err := cmd.Start(); err != nil {
				t.Fatal(err)
			}
			t.Cleanup(func() {
				_ = cmd.Process.Signal(syscall.SIGTERM)
				_ = cmd.Wait()
				if t.Failed() {
					t.Logf("the proxy said:\n%s", said.String())
				}
			})
			for by := time.Now().Add(patience); through(port, host, "/healthz") != http.StatusOK; <-time.After(50 * time.Millisecond) {
				if time.Now().After(by) {
					t.Fatal("nothing comes through the proxy")
				}
			}
			if status := through(port, host, "/"); status != http.StatusOK {
				t.Errorf("the page has status %d", status)
			}
			ann, bob := viaProxy(t, s, port, host), viaProxy(t, s, port, host)
			code := ann.must(command{Do: "quick", Game: "tictactoe"})
			if met := bob.must(command{Do: "quick", Game: "tictactoe"}); met != code {
				t.Errorf("they are in %s and %s", code, met)
			}
			if foreign, _, err := knock(port, host, "http://evil.example"); err == nil {
				foreign.Close()
				t.Error("a foreign page was let in")
			}
		})
	}
}

// through asks the proxy for a page by the name that people type.
func through(port int, host, path string) int {
	r, err := http.NewRequest(http.MethodGet, fmt.Sprintf("http://127.0.0.1:%d%s", port, path), nil)
	if err != nil {
		return 0
	}
	r.Host = host
	resp, err := http.DefaultClient.Do(r)
	if err != nil {
		return 0
	}
	resp.Body.Close()
	return resp.StatusCode
}

// knock opens a socket through the proxy, for a page of that origin.
func knock(port int, host, origin string) (*websocket.Conn, *http.Response, error) {
	d := websocket.Dialer{HandshakeTimeout: patience}
	return d.Dial(fmt.Sprintf("ws://127.0.0.1:%d/ws", port), http.Header{"Origin": {origin}, "Host": {host}})
}

// viaProxy is somebody whose browser has come through the proxy. They are told the
// address that they came by.
func viaProxy(t *testing.T, s *server, port int, host string) *socket {
	t.Helper()
	conn, resp, err := knock(port, host, "http://"+host)
	if err != nil {
		t.Fatalf("the socket: %v (%+v)", err, resp)
	}
	t.Cleanup(func() { conn.Close() })
	var hello struct{ URL string }
	if err := conn.ReadJSON(&hello); err != nil || hello.URL != "http://"+host {
		t.Errorf("invitations lead to %q: %v", hello.URL, err)
	}
	jar, _ := cookiejar.New(nil) // never fails
	return &socket{s: s, jar: jar, conn: conn}
}

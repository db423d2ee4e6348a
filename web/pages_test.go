package web_test

import (
	"compress/gzip"
	"encoding/json"
	"io"
	"net/http"
	"os"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"

	"crossplay/game"
	"crossplay/web"
)

func TestPages(t *testing.T) {
	h := open(t)
	for _, test := range []struct {
		path   string
		status int
		kind   string
	}{
		{"/", http.StatusOK, "text/html; charset=utf-8"},
		{"/r/K7MPQX", http.StatusOK, "text/html; charset=utf-8"},
		{"/r/nonsense", http.StatusNotFound, "text/html; charset=utf-8"},
		{"/static/socket.js", http.StatusOK, "text/javascript; charset=utf-8"},
		{"/worker.js", http.StatusOK, "text/javascript; charset=utf-8"},
		{"/static/manifest.webmanifest", http.StatusOK, "application/manifest+json"},
		{"/favicon.ico", http.StatusOK, "image/svg+xml"},
		{"/static/", http.StatusNotFound, "text/plain; charset=utf-8"},
		{"/static/../server.go", http.StatusTemporaryRedirect, ""},
		{"/static/%2e%2e/server.go", http.StatusNotFound, ""},
		{"/qr/K7MPQX.svg", http.StatusOK, "image/svg+xml"},
		{"/qr/K7MPQX.png", http.StatusNotFound, "text/plain; charset=utf-8"},
		{"/qr/nonsense.svg", http.StatusNotFound, "text/plain; charset=utf-8"},
		{"/robots.txt", http.StatusOK, "text/plain; charset=utf-8"},
		{"/.git/config", http.StatusNotFound, "text/plain; charset=utf-8"},
		{"/ws", http.StatusForbidden, "text/plain; charset=utf-8"},
	} {
		resp, _ := h.get(test.path)
		if resp.StatusCode != test.status || test.kind != "" && resp.Header.Get("Content-Type") != test.kind {
			t.Errorf("%s: %v, %q", test.path, resp.Status, resp.Header.Get("Content-Type"))
		}
		for name, want := range map[string]string{
			"Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; " +
				"manifest-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
			"X-Content-Type-Options": "nosniff",
			"Referrer-Policy":        "no-referrer",
		} {
			if got := resp.Header.Get(name); got != want {
				t.Errorf("%s: %s is %q", test.path, name, got)
			}
		}
	}
	if resp, _ := h.get("/r/k7m-pqx"); resp.Header.Get("Location") != "/r/K7MPQX" {
		t.Errorf("a typed code leads to %q", resp.Header.Get("Location"))
	}
	if resp, _ := h.request("POST / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Length: 0\r\n\r\n"); resp.StatusCode != http.StatusMethodNotAllowed {
		t.Errorf("POST: %v", resp.Status)
	}
	if resp, _ := h.get("/ws", "Origin: http://"+h.host); resp.StatusCode != http.StatusUpgradeRequired {
		t.Errorf("a socket without asking for one: %v", resp.Status)
	}
	if resp, _ := h.get("/", "X-Long: "+strings.Repeat("x", 20_000)); resp.StatusCode != http.StatusRequestHeaderFieldsTooLarge {
		t.Errorf("a huge header: %v", resp.Status)
	}
}

// What people copy along with a link leads to the room, and an address that leads
// nowhere is a page of ours, for who reads pages.
func TestAddressesAreForgiven(t *testing.T) {
	h := open(t)
	for _, path := range []string{"/r/k7mpqx", "/r/K7MPQX/", "/r/k7m-pqx/", "/r/K7MPQX.", "/r/K7MPQX)", "/r/K7MPQX%3E", "/r/%22K7MPQX%22,", "/r/K7MPQX/?from=chat"} {
		if resp, _ := h.get(path); resp.StatusCode != http.StatusPermanentRedirect || resp.Header.Get("Location") != "/r/K7MPQX" {
			t.Errorf("%s: %v to %q", path, resp.Status, resp.Header.Get("Location"))
		}
	}
	if resp, _ := h.get("/r/K7MPQX?from=chat"); resp.StatusCode != http.StatusOK {
		t.Errorf("with a query: %v", resp.Status)
	}
	for _, path := range []string{"/nothing", "/r/", "/r/nonsense", "/r/K7MPQX/nothing", "/index.html", "/x/K7MPQX"} {
		resp, body := h.get(path, "Accept: text/html,application/xhtml+xml,*/*;q=0.8")
		if resp.StatusCode != http.StatusNotFound || !strings.Contains(body, "<main") {
			t.Errorf("%s: %v\n%s", path, resp.Status, body)
		}
	}
	if resp, body := h.get("/nothing"); resp.StatusCode != http.StatusNotFound || strings.Contains(body, "<") {
		t.Errorf("a program is told %v\n%s", resp.Status, body)
	}
}

func TestFilesAreSentOnce(t *testing.T) {
	h := open(t)
	plain, body := h.get("/static/socket.js")
	zipped, packed := h.get("/static/socket.js", "Accept-Encoding: gzip")
	r, err := gzip.NewReader(strings.NewReader(packed))
	if err != nil {
		t.Fatal(err)
	}
	if unpacked, err := io.ReadAll(r); err != nil || string(unpacked) != body {
		t.Errorf("gzip changed the file: %v", err)
	}
	for _, resp := range []*http.Response{plain, zipped} {
		tag := resp.Header.Get("ETag")
		again, body := h.get("/static/socket.js", "Accept-Encoding: "+resp.Header.Get("Content-Encoding"), "If-None-Match: "+tag)
		if tag == "" || again.StatusCode != http.StatusNotModified || body != "" {
			t.Errorf("asked again with %s: %v", tag, again.Status)
		}
	}
	if plain.Header.Get("ETag") == zipped.Header.Get("ETag") {
		t.Error("one tag for two bodies")
	}
}

func TestFilesOfThisVersionAreNeverAskedForAgain(t *testing.T) {
	h := open(t)
	const ask, forever = "no-cache", "public, max-age=31536000, immutable"
	_, want := h.get("/static/main.js")
	for path, caching := range map[string]string{
		h.server.Folder() + "main.js":      forever,
		"/static/main.js":                  ask, // by pages from before there were folders
		"/static/0123456789abcdef/main.js": ask, // by one that was open during an update
	} {
		resp, body := h.get(path)
		if resp.StatusCode != http.StatusOK || body != want || resp.Header.Get("Cache-Control") != caching || resp.Header.Get("ETag") == "" {
			t.Errorf("%s: %v, %q", path, resp.Status, resp.Header)
		}
	}
	for _, path := range []string{"/", "/r/K7MPQX", "/favicon.ico", "/worker.js"} {
		if resp, _ := h.get(path); resp.Header.Get("Cache-Control") != ask || resp.Header.Get("ETag") == "" {
			t.Errorf("%s: %q", path, resp.Header)
		}
	}
	for _, path := range []string{h.server.Folder() + "none.js", h.server.Folder() + "deeper/main.js"} {
		if resp, _ := h.get(path); resp.StatusCode != http.StatusNotFound || resp.Header.Get("Cache-Control") == forever {
			t.Errorf("%s: %v, %q", path, resp.Status, resp.Header)
		}
	}
}

func TestTheGamesAreDescribedOnce(t *testing.T) {
	h := open(t)
	long := h.dial("").hello
	resp, body := h.get(long.Catalog)
	if caching := resp.Header.Get("Cache-Control"); resp.StatusCode != http.StatusOK || !strings.Contains(caching, "immutable") {
		t.Errorf("%s: %v, %q", long.Catalog, resp.Status, caching)
	}
	var games []game.Info
	if err := json.Unmarshal([]byte(body), &games); err != nil {
		t.Fatal(err)
	}
	if len(games) == 0 || !reflect.DeepEqual(games, long.Games) {
		t.Errorf("the greeting has other games than %s", long.Catalog)
	}
	h.path = "/ws?games=no"
	if short := h.dial("").hello; short.Catalog != long.Catalog || short.Games != nil {
		t.Errorf("without games: %+v", short)
	}
}

// A file that named another outside of its folder would mix versions.
func TestThePageStaysInItsFolder(t *testing.T) {
	h := open(t)
	for name := range web.Files() {
		path := h.server.Folder() + name
		if name == "index.html" {
			path = "/"
		}
		_, body := h.get(path)
		if strings.Contains(strings.ReplaceAll(body, h.server.Folder(), ""), "/static/") {
			t.Errorf("%s names a file without its version", name)
		}
	}
}

func TestInvitations(t *testing.T) {
	h := open(t)
	if c := h.dial(""); c.hello.URL != "http://"+h.host || c.hello.SSH.Host != "127.0.0.1" {
		t.Errorf("with no configuration: %s, %s", c.hello.URL, c.hello.SSH.Host)
	}
	based := open(t, func(c *web.Config) { c.BaseURL = "http://play.example.org:8000" })
	c := based.dial("")
	if c.hello.URL != "http://play.example.org:8000" || c.hello.SSH.Host != "play.example.org" {
		t.Errorf("with a base URL: %s, %s", c.hello.URL, c.hello.SSH.Host)
	}
	_, here := h.get("/qr/K7MPQX.svg")
	_, there := based.get("/qr/K7MPQX.svg")
	if here == there || !strings.HasPrefix(here, "<svg") {
		t.Error("the QR code does not depend on the address")
	}
}

// maxLoad is how many bytes a first visit takes, as they are sent: the page, its words, and the
// description of the games.
const maxLoad = 100_000

// afterwards are files that come when the page is there: the worker, and what few visits
// need, at a click, or what is watched where games are played.
var afterwards = []string{"worker.js", "alerts.js", "mail.js", "daily.js", "fair.js", "me.js", "discard.js", "live.js", "past.js", "past.css", "sow.js", "water.css", "nowhere.js", "propose.js", "carry.js"}

func TestThePageIsLight(t *testing.T) {
	files := web.Files()
	if len(files) < 20 {
		t.Fatalf("only %d files", len(files))
	}
	h := open(t)
	_, index := h.get("/")
	whole := 0
	for name, size := range files {
		if slices.Contains(afterwards, name) {
			continue
		}
		whole += size
		if strings.HasSuffix(name, ".js") && !strings.Contains(index, `"`+h.server.Folder()+name+`"`) {
			t.Errorf("%s is asked for late: index.html does not name it", name)
		}
		if size == 0 {
			t.Errorf("%s is empty", name)
		}
	}
	for _, name := range []string{"games.json", "sketches.json", "words.json"} {
		_, body := h.get(h.server.Folder()+name, "Accept-Encoding: gzip")
		whole += len(body)
	}
	t.Logf("%d bytes", whole)
	if whole > maxLoad {
		t.Errorf("a first visit takes %d bytes, and may take %d", whole, maxLoad)
	}
}

// What rules may put into a view, the page must draw.
func TestThePageKnowsEveryWordOfAView(t *testing.T) {
	read := func(name string) string {
		t.Helper()
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		return string(text)
	}
	contract := read("../game/game.go") + read("../game/view.go")
	for kind, file := range map[string]struct{ name, entry string }{
		"Style": {"page/styles.js", `(?m)^  %s: `},
		"Shape": {"page/shapes.js", `(?m)^  (?:die\d.* )?%s: `},
		"Mark":  {"page/grid.js", `\b%s: '`},
		"Kind":  {"page/board.css", `\.%s\b`},
	} {
		page := read(file.name)
		words := regexp.MustCompile(`(?m)^\t\w+ +`+kind+` += "(\w+)"`).FindAllStringSubmatch(contract, -1)
		if len(words) < 2 {
			t.Fatalf("only %d words for a %s", len(words), kind)
		}
		for _, w := range words {
			if w[1] == "star" { // it belongs to the lines
				continue
			}
			if !regexp.MustCompile(strings.ReplaceAll(file.entry, "%s", w[1])).MatchString(page) {
				t.Errorf("%s does not know the %s %q", file.name, kind, w[1])
			}
		}
	}
}

package web

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"embed"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io/fs"
	"maps"
	"net/http"
	"path"
	"slices"
	"strconv"
	"strings"
)

//go:embed page
var page embed.FS

// index is the file that the others are asked for by.
const index = "index.html"

// types are the kinds of files in the page. The machine's own table is not
// asked: it differs from one machine to the next.
var types = map[string]string{
	".css":         "text/css; charset=utf-8",
	".html":        "text/html; charset=utf-8",
	".ico":         "image/x-icon",
	".js":          "text/javascript; charset=utf-8",
	".json":        "application/json",
	".png":         "image/png",
	".svg":         "image/svg+xml",
	".webmanifest": "application/manifest+json",
}

// asset is a file of the page. It never changes while the program runs.
type asset struct {
	kind   string
	tag    string // of its content, for If-None-Match
	plain  []byte
	zipped []byte
}

// assets are the files of the page.
type assets struct {
	files map[string]asset // by name
	hash  string           // of all of them: the folder in which they never change
}

const (
	// staticPath is where the files are: by name, and in a folder for each version.
	staticPath = "/static/"
	// catalog is the file that describes the games.
	catalog = "games.json"
	// sketches is the file with a picture of each game.
	sketches = "sketches.json"
	// wording is the file with what people read: see [words.JSON].
	wording = "words.json"
	// later is the file with what people read where they set alerts: see [words.AlertsJSON].
	later = "later.json"
	// worker is the service worker, which keeps the page for when there is no server.
	worker = "worker.js"
)

// loadAssets reads the files that were built in, and has the games, their pictures and the words as
// four more.
// It panics when they cannot be read, which a broken build alone can cause.
func loadAssets(games, pictures, words, alerts []byte) assets {
	read := map[string][]byte{catalog: games, sketches: pictures, wording: words, later: alerts}
	whole := sha256.New()
	fmt.Fprintf(whole, "%d\n%d\n%s%s%s", len(games), len(pictures), games, pictures, words)
	whole.Write(alerts)
	err := fs.WalkDir(page, "page", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		plain, err := page.ReadFile(name)
		if err != nil {
			return err
		}
		name = strings.TrimPrefix(name, "page/")
		read[name] = plain
		fmt.Fprintf(whole, "%s %d\n%s", name, len(plain), plain) // in the order of names
		return nil
	})
	if err != nil {
		panic(err)
	}
	a := assets{files: make(map[string]asset), hash: hex.EncodeToString(whole.Sum(nil)[:8])}
	// The others name each other relatively, and so stay in the folder.
	read[index] = bytes.ReplaceAll(read[index], []byte(`"`+staticPath), []byte(`"`+a.address("")))
	read[worker] = append(a.kept(read), read[worker]...)
	for name, plain := range read {
		sum := sha256.Sum256(plain)
		a.files[name] = asset{
			kind:   types[path.Ext(name)],
			tag:    base64.RawURLEncoding.EncodeToString(sum[:12]),
			plain:  plain,
			zipped: zip(plain),
		}
	}
	return a
}

// kept is what the worker is told: which version it is of, and which files to keep. Words and
// games are not among them.
func (a assets) kept(files map[string][]byte) []byte {
	var all []string
	for _, name := range slices.Sorted(maps.Keys(files)) {
		if name != index && name != worker && name != catalog && name != sketches && name != wording && name != later {
			all = append(all, a.address(name))
		}
	}
	list, _ := json.Marshal(all) // texts alone
	return fmt.Appendf(nil, "const version = %q, files = %s;\n", a.hash, list)
}

func zip(plain []byte) []byte {
	var b bytes.Buffer
	w, _ := gzip.NewWriterLevel(&b, gzip.BestCompression) // the level is valid
	w.Write(plain)                                        // a buffer takes everything
	w.Close()
	return b.Bytes()
}

const (
	// ask has the browser keep a file, but ask whether it is still the same.
	ask = "no-cache"
	// forever has it never ask again.
	forever = "public, max-age=31536000, immutable"
)

// serve answers a request for the file, or not at all when the browser has it.
func (a assets) serve(w http.ResponseWriter, r *http.Request, name, caching string) {
	f, ok := a.files[name]
	if !ok {
		http.NotFound(w, r)
		return
	}
	body, tag := f.plain, `"`+f.tag+`"`
	h := w.Header()
	if strings.Contains(r.Header.Get("Accept-Encoding"), "gzip") && len(f.zipped) < len(f.plain) {
		h.Set("Content-Encoding", "gzip")
		body, tag = f.zipped, `"`+f.tag+`-gz"`
	}
	h.Set("Content-Type", f.kind)
	h.Set("Vary", "Accept-Encoding")
	h.Set("ETag", tag)
	h.Set("Cache-Control", caching)
	if strings.Contains(r.Header.Get("If-None-Match"), tag) {
		w.WriteHeader(http.StatusNotModified)
		return
	}
	// Not http.ServeContent: it keeps a copy of 32 KB for as long as the peer takes
	// to read.
	h.Set("Content-Length", strconv.Itoa(len(body)))
	w.Write(body)
}

// nowhere answers that there is no such page, with the page, which says so in its own way.
func (a assets) nowhere(w http.ResponseWriter) {
	w.Header().Set("Content-Type", types[".html"])
	w.WriteHeader(http.StatusNotFound)
	w.Write(a.files[index].plain)
}

// address is where a file of this version is.
func (a assets) address(name string) string { return staticPath + a.hash + "/" + name }

func (a assets) page(w http.ResponseWriter, r *http.Request) { a.serve(w, r, index, ask) }

func (a assets) icon(w http.ResponseWriter, r *http.Request) { a.serve(w, r, "icon.svg", ask) }

// worker serves the service worker, at the top so that it may answer for all pages.
func (a assets) worker(w http.ResponseWriter, r *http.Request) { a.serve(w, r, worker, ask) }

// static serves a file by its name, alone or in the folder of a version. Whoever
// asks for another version, as a page does that was open during an update, gets
// this one, and asks again the next time.
func (a assets) static(w http.ResponseWriter, r *http.Request) {
	name, caching := r.PathValue("name"), ask
	if folder, file, ok := strings.Cut(name, "/"); ok {
		name = file
		if folder == a.hash {
			caching = forever
		}
	}
	a.serve(w, r, name, caching)
}

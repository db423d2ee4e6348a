package web

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"embed"
	"encoding/base64"
	"io/fs"
	"net/http"
	"path"
	"strconv"
	"strings"
)

//go:embed page
var page embed.FS

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

// assets are the files of the page by name.
type assets map[string]asset

// loadAssets reads the files that were built in. It panics when they cannot be
// read, which a broken build alone can cause.
func loadAssets() assets {
	all := make(assets)
	err := fs.WalkDir(page, "page", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		plain, err := page.ReadFile(name)
		if err != nil {
			return err
		}
		sum := sha256.Sum256(plain)
		all[strings.TrimPrefix(name, "page/")] = asset{
			kind:   types[path.Ext(name)],
			tag:    base64.RawURLEncoding.EncodeToString(sum[:12]),
			plain:  plain,
			zipped: zip(plain),
		}
		return nil
	})
	if err != nil {
		panic(err)
	}
	return all
}

func zip(plain []byte) []byte {
	var b bytes.Buffer
	w, _ := gzip.NewWriterLevel(&b, gzip.BestCompression) // the level is valid
	w.Write(plain)                                        // a buffer takes everything
	w.Close()
	return b.Bytes()
}

// serve answers a request for the file, or not at all when the browser has it.
func (a assets) serve(w http.ResponseWriter, r *http.Request, name string) {
	f, ok := a[name]
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
	h.Set("Cache-Control", "no-cache") // keep it, but ask whether it is still the same
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
	w.Write(a["index.html"].plain)
}

func (a assets) page(w http.ResponseWriter, r *http.Request) { a.serve(w, r, "index.html") }

func (a assets) icon(w http.ResponseWriter, r *http.Request) { a.serve(w, r, "icon.svg") }

func (a assets) static(w http.ResponseWriter, r *http.Request) { a.serve(w, r, r.PathValue("name")) }

package main

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"slices"
	"strconv"
	"strings"
	"testing"

	"crossplay/game/all"
)

// A wall says what the packages in a directory, and below it, may import
// besides the standard library.
type wall struct {
	dir     string
	ours    []string // directories of this module, with everything below them
	foreign []string // prefixes of other modules' import paths; "" is any
}

// The first wall that encloses a package counts.
var walls = []wall{
	{dir: "game/gametest", ours: []string{"game"}, foreign: []string{""}},
	{dir: "game/chess", ours: []string{"game"}, foreign: []string{"github.com/corentings/chess/"}},
	{dir: "game", ours: []string{"game"}},
	{dir: "watchdog", foreign: []string{"golang.org/x/sys/"}},
	{dir: "pace", ours: []string{"watchdog"}, foreign: []string{"golang.org/x/time/", "github.com/hashicorp/golang-lru/"}},
	{dir: "text", foreign: []string{"golang.org/x/text/", "github.com/clipperhouse/"}},
	{dir: "journal/sqlite", ours: []string{"journal"}, foreign: []string{""}},
	{dir: "journal", ours: []string{"journal"}, foreign: []string{"golang.org/x/"}},
	{dir: "bots", ours: []string{"game", "rooms", "pace", "watchdog", "bots"}, foreign: []string{"golang.org/x/"}},
	{dir: "archive", ours: []string{"archive", "game", "journal", "rooms/room", "pace", "watchdog"}, foreign: []string{"modernc.org/sqlite", "golang.org/x/time/", "github.com/hashicorp/golang-lru/"}},
	{dir: "rooms/room", ours: []string{"game", "text", "rooms/room"}, foreign: []string{}},
	{dir: "rooms/roomtest", ours: []string{"game"}},
	{dir: "rooms", ours: []string{"game", "rooms", "journal", "pace", "watchdog", "text"}, foreign: []string{"golang.org/x/"}},
	{dir: "players", ours: []string{"rooms", "journal", "players", "pace", "text"}, foreign: []string{"golang.org/x/", "github.com/hashicorp/golang-lru/"}},
	{dir: "guard", ours: []string{"guard", "pace"}, foreign: []string{"golang.org/x/", "github.com/pires/go-proxyproto"}},
	{dir: "ssh/board", ours: []string{"game", "text", "ssh/board", "ssh/term"}},
	{dir: "words", ours: []string{"game", "rooms"}},
	{dir: "alerts", ours: []string{"game", "rooms", "journal", "pace", "text", "words"}, foreign: []string{"golang.org/x/time/", "golang.org/x/text/", "github.com/SherClockHolmes/webpush-go", "github.com/wneessen/go-mail"}},
	{dir: "wire", ours: []string{"game", "rooms", "players", "guard", "pace", "text", "words", "alerts", "archive"}, foreign: []string{"golang.org/x/time/"}},
	{dir: "ssh", ours: []string{"game", "rooms", "players", "guard", "pace", "ssh", "text", "wire", "words", "alerts", "archive"}, foreign: []string{""}},
	{dir: "web", ours: []string{"game", "rooms", "players", "guard", "pace", "web", "text", "wire", "words", "alerts"}, foreign: []string{""}},
}

func (w wall) allows(imported string) bool {
	if own, ok := strings.CutPrefix(imported, "crossplay/"); ok {
		return slices.ContainsFunc(w.ours, func(dir string) bool { return within(own, dir) })
	}
	if first, _, _ := strings.Cut(imported, "/"); !strings.Contains(first, ".") {
		return true
	}
	return slices.ContainsFunc(w.foreign, func(prefix string) bool { return strings.HasPrefix(imported, prefix) })
}

func within(dir, parent string) bool { return strings.HasPrefix(dir+"/", parent+"/") }

func TestNoPackageReachesOverItsWall(t *testing.T) {
	used := make(map[string]bool)
	for _, file := range goFiles(t) {
		dir := path.Dir(file)
		if dir == "." {
			continue // main imports everything
		}
		i := slices.IndexFunc(walls, func(w wall) bool { return within(dir, w.dir) })
		if i < 0 {
			t.Errorf("%s has no wall", dir)
			continue
		}
		used[walls[i].dir] = true
		for _, imported := range parse(t, file).Imports {
			if p, _ := strconv.Unquote(imported.Path.Value); !walls[i].allows(p) {
				t.Errorf("%s imports %s", file, p)
			}
		}
	}
	for _, w := range walls {
		if !used[w.dir] {
			t.Errorf("the wall of %s encloses nothing", w.dir)
		}
	}
}

// A game that knew the hour, read a file or rolled its own dice could not be
// replayed from its moves.
func TestRulesArePure(t *testing.T) {
	impure := []string{"bufio", "context", "crypto/rand", "io", "log", "math/rand", "net", "os", "sync", "syscall", "time", "unsafe"}
	drawn := []string{"Rand", "Source"} // what math/rand/v2 has besides its global generator
	for _, file := range goFiles(t) {
		if !within(file, "game") || within(file, "game/gametest") || within(file, "game/bot") {
			continue
		}
		f := parse(t, file)
		for _, imported := range f.Imports {
			p, _ := strconv.Unquote(imported.Path.Value)
			if file == "game/log.go" && within(p, "sync") {
				continue // positions share what follows from their moves alone
			}
			if p != "math/rand/v2" && slices.ContainsFunc(impure, func(dir string) bool { return within(p, dir) }) {
				t.Errorf("%s imports %s", file, p)
			}
		}
		ast.Inspect(f, func(n ast.Node) bool {
			sel, ok := n.(*ast.SelectorExpr)
			if !ok {
				return true
			}
			if id, ok := sel.X.(*ast.Ident); ok && id.Name == "rand" && !slices.Contains(drawn, sel.Sel.Name) {
				t.Errorf("%s uses the global rand.%s", file, sel.Sel.Name)
			}
			return true
		})
	}
}

// A room that knew the hour, started something or touched the disk could not be
// read back to what it was.
func TestARoomIsPure(t *testing.T) {
	impure := []string{"bufio", "context", "crypto/rand", "io", "log", "math/rand", "net", "os", "sync", "syscall", "unsafe"}
	hours := []string{"Now", "Since", "Until", "After", "AfterFunc", "Sleep", "Tick", "NewTicker", "NewTimer"}
	for _, file := range goFiles(t) {
		if !within(file, "rooms/room") || strings.HasSuffix(file, "_test.go") {
			continue
		}
		f := parse(t, file)
		for _, imported := range f.Imports {
			p, _ := strconv.Unquote(imported.Path.Value)
			if file == "game/log.go" && within(p, "sync") {
				continue // positions share what follows from their moves alone
			}
			if p != "math/rand/v2" && slices.ContainsFunc(impure, func(dir string) bool { return within(p, dir) }) {
				t.Errorf("%s imports %s", file, p)
			}
		}
		ast.Inspect(f, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.GoStmt, *ast.ChanType, *ast.SelectStmt:
				t.Errorf("%s does something at the same time", file)
			case *ast.SelectorExpr:
				id, ok := n.X.(*ast.Ident)
				if ok && id.Name == "time" && slices.Contains(hours, n.Sel.Name) {
					t.Errorf("%s asks for time.%s", file, n.Sel.Name)
				}
				if ok && id.Name == "rand" && n.Sel.Name != "Rand" && n.Sel.Name != "New" && n.Sel.Name != "NewChaCha8" {
					t.Errorf("%s uses rand.%s", file, n.Sel.Name)
				}
			}
			return true
		})
	}
}

// Rooms and windows draw whatever a game says; they know the name of none.
func TestRoomsAndWindowsNameNoGame(t *testing.T) {
	var names []string // as a text in a program says them: some are everyday words
	for _, g := range all.Games() {
		title := strings.ToLower(g.Info().Title)
		for _, name := range []string{g.Info().Name, title, strings.ReplaceAll(title, "-", " "), strings.ReplaceAll(title, " ", "-")} {
			names = append(names, `"`+name+`"`, "'"+name+"'", "`"+name+"`", "game/"+name+`"`)
		}
	}
	for _, root := range []string{"rooms", "archive", "ssh", "web", "wire", "players", "journal", "guard", "bots"} {
		walk(t, root, func(file string) {
			if strings.HasSuffix(file, "_test.go") || strings.Contains(file, "/testdata/") || strings.Contains(file, "test/") {
				return
			}
			content, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			lower := strings.ToLower(string(content))
			for _, name := range names {
				if strings.Contains(lower, name) {
					t.Errorf("%s names the game %q", file, name)
				}
			}
		})
	}
}

// goFiles lists the module's Go files, without its tests.
func goFiles(t *testing.T) []string {
	var files []string
	walk(t, ".", func(file string) {
		if strings.HasSuffix(file, ".go") && !strings.HasSuffix(file, "_test.go") {
			files = append(files, file)
		}
	})
	return files
}

func walk(t *testing.T, root string, visit func(file string)) {
	t.Helper()
	err := fs.WalkDir(os.DirFS("."), root, func(file string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() && (d.Name() == "node_modules" || d.Name() == "third_party" || d.Name() != "." && strings.HasPrefix(d.Name(), ".")) {
			return fs.SkipDir
		}
		if d.Type().IsRegular() {
			visit(file)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

func parse(t *testing.T, file string) *ast.File {
	t.Helper()
	f, err := parser.ParseFile(token.NewFileSet(), file, nil, parser.SkipObjectResolution)
	if err != nil {
		t.Fatal(err)
	}
	return f
}

package main

import (
	"encoding/hex"
	"errors"
	"net"
	"os"
	"os/exec"
	"strconv"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"

	"crossplay/journal/sqlite"
)

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"crossplay": main})
}

func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir:                 "testdata/script",
		Deadline:            time.Now().Add(time.Minute), // for a server that starts although it should not
		RequireExplicitExec: true,
		RequireUniqueNames:  true,
		UpdateScripts:       os.Getenv("CROSSPLAY_TEST_UPDATE") != "",
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"fails":    fails,
			"occupy":   occupy,
			"database": database,
			"poke":     poke,
		},
	})
}

// fails STATUS program args... runs a program that must end with the status.
func fails(ts *testscript.TestScript, neg bool, args []string) {
	err := ts.Exec(args[1], args[2:]...)
	var exit *exec.ExitError
	if neg || !errors.As(err, &exit) || strconv.Itoa(exit.ExitCode()) != args[0] {
		ts.Fatalf("%v ended with %v instead of status %s", args[1:], err, args[0])
	}
}

// occupy VARIABLE listens on a free port until the script ends, and says where.
func occupy(ts *testscript.TestScript, neg bool, args []string) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	ts.Check(err)
	ts.Defer(func() { l.Close() })
	ts.Setenv(args[0], l.Addr().String())
}

// database FILE makes an empty database.
func database(ts *testscript.TestScript, neg bool, args []string) {
	j, err := sqlite.Open(ts.MkAbs(args[0]))
	ts.Check(err)
	ts.Check(j.Close())
}

// poke FILE OFFSET HEX overwrites bytes.
func poke(ts *testscript.TestScript, neg bool, args []string) {
	offset, err := strconv.ParseInt(args[1], 0, 64)
	ts.Check(err)
	content, err := hex.DecodeString(args[2])
	ts.Check(err)
	f, err := os.OpenFile(ts.MkAbs(args[0]), os.O_WRONLY, 0)
	ts.Check(err)
	_, err = f.WriteAt(content, offset)
	ts.Check(errors.Join(err, f.Close()))
}

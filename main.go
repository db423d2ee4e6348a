// Crossplay is one process with two windows: an SSH server with a terminal UI,
// and a web server with a page. People in either play at the same boards.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"os/signal"
	"runtime/debug"
	"syscall"
	_ "time/tzdata" // quiet hours are in people's time zones, of which a container knows nothing
)

// version is set by the build: -ldflags "-X main.version=1.2.3".
var version string

func main() { os.Exit(run(os.Args[1:], os.Environ(), os.Stdout, os.Stderr)) }

// run is the program. It returns the exit status: 0 when all went well, 1 when
// something could not be done, 2 when the command line made no sense.
func run(args, environ []string, stdout, stderr io.Writer) int {
	p, err := ParseFlags(args, stdout)
	if errors.Is(err, errHelp) {
		return 0
	}
	if err != nil {
		fmt.Fprintf(stderr, "crossplay: %v\nRun \"crossplay --help\" to see the flags.\n", err)
		return 2
	}
	for _, name := range unknown(environ, p.Sources) {
		fmt.Fprintf(stderr, "crossplay: warning: there is no setting %s; \"crossplay config\" lists them all\n", name)
	}

	// The first signal ends the program in peace, the second at once.
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	context.AfterFunc(ctx, stop)

	switch p.Command {
	case Serve:
		if os.Getenv("GOGC") == "" {
			tuneGC(forRooms(memoryOf(os.DirFS("/")), debug.SetMemoryLimit(-1))) // the other half
		}
		log := newLog(stderr, p.Config.LogFormat, p.Config.level)
		slog.SetDefault(log) // for the libraries that write to it
		err = Run(ctx, p.Config, log, stdout)
	case Healthcheck:
		err = healthcheck(ctx, p.Config)
	case ShowConfig:
		err = printConfig(stdout, p)
	case Verify:
		err = verify(p.File, os.Stdin, stdout)
	case Rebuild:
		err = rebuild(ctx, p.Config, newLog(stderr, p.Config.LogFormat, p.Config.level), stdout)
	case ShowVersion:
		_, err = fmt.Fprintln(stdout, "crossplay", programVersion())
	}
	if err != nil {
		fmt.Fprintf(stderr, "crossplay: %v\n", err)
		return 1
	}
	return 0
}

// programVersion is the version that the build was given, or the one that the
// Go command knows.
func programVersion() string {
	if version != "" {
		return version
	}
	if info, ok := debug.ReadBuildInfo(); ok && info.Main.Version != "" && info.Main.Version != "(devel)" {
		return info.Main.Version
	}
	return "dev"
}

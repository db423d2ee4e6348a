package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"os"
	"runtime/debug"
	"sync"
	"syscall"
	"time"

	"crossplay/alerts"
	"crossplay/archive"
	"crossplay/bots"
	"crossplay/game/all"
	"crossplay/game/bot"
	"crossplay/guard"
	"crossplay/journal/sqlite"
	"crossplay/pace"
	"crossplay/players"
	"crossplay/rooms"
	"crossplay/rooms/room"
	"crossplay/ssh"
	"crossplay/ssh/line"
	"crossplay/ssh/screen"
	"crossplay/ssh/session"
	"crossplay/web"
	"crossplay/wire"
)

const (
	// farewell is what everyone is told when the server stops.
	farewell = "Restarting, your game is saved."
	// farewellTime is how long that may take. With the rooms' own wait for the
	// disk behind it, the program is gone within the ten seconds that Docker
	// gives it.
	farewellTime = 4 * time.Second
)

// Run serves until the context ends, tells everyone, saves, and returns nil.
// Once people can come in it prints how. Any other error is one sentence that
// says what is wrong; the files in the data directory are then as they were.
func Run(ctx context.Context, c Config, log *slog.Logger, stdout io.Writer) (err error) {
	data, err := openData(c.Data)
	if err != nil {
		return err
	}

	var sshProxies guard.Proxies // nil: the PROXY protocol is off
	if c.ProxyProtocol {
		sshProxies = c.proxies
	}
	terminals, err := listen(ctx, log, "--ssh-addr", c.SSHAddr, sshProxies)
	if err != nil {
		return err
	}
	defer terminals.Close()
	browsers, err := listen(ctx, log, "--http-addr", c.HTTPAddr, nil)
	if err != nil {
		return err
	}
	defer browsers.Close()

	journal, err := sqlite.Open(data.file(databaseFile))
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, journal.Close()) }()
	secret, err := data.secret()
	if err != nil {
		return err
	}
	hostKey, err := ssh.LoadHostKey(data.file(hostKeyFile))
	if err != nil {
		return err
	}
	guesses := rooms.NewGuesses(log)
	work := pace.NewWork(nil)
	directory, err := players.Open(ctx, players.Config{Journal: journal, Secret: secret, Log: log, Guesses: guesses, NewBurst: c.NewPerAddress, Voices: voices(), Work: work})
	if err != nil {
		return fmt.Errorf("cannot read the players back from %s: %w", data.file(databaseFile), err)
	}
	defer directory.Close()
	var levels []string // nil: nobody can play against bots
	if c.Bots {
		for _, l := range bot.Levels() {
			levels = append(levels, string(l))
		}
	}
	registry, err := rooms.OpenRegistry(ctx, rooms.Config{
		Journal: journal, Games: all.Games(), Bots: levels, Secret: secret, Log: log, Guesses: guesses, Lasting: directory.Lasting, Called: directory.Called, Off: directory.Off,
		Memory: forRooms(memoryOf(os.DirFS("/")), debug.SetMemoryLimit(-1)), Work: work,
	})
	if err != nil {
		return fmt.Errorf("cannot read the rooms back from %s: %w", data.file(databaseFile), err)
	}
	defer registry.Close()
	directory.Renames(registry.Renamed)
	directory.DaysOff(registry.OffChanged)
	directory.Expire(func(id room.PersonID) bool { return len(registry.Mine(id)) > 0 })
	if c.Bots {
		defer bots.Open(bots.Config{Registry: registry, Mind: bot.New(all.Engines()), Log: log}).Close()
	}

	reach := c.reach(port(terminals), port(browsers))
	keys, err := data.pushKeys()
	if err != nil {
		return err
	}
	if c.mail != nil {
		if c.mail.Password, err = mailPassword(c.SMTPPasswordFile); err != nil {
			return err
		}
	}
	alerting, err := alerts.Open(ctx, alerts.Config{
		Journal: journal, Registry: registry, Log: log, Lasting: directory.Lasting, BaseURL: reach.baseURL, Keys: keys, Private: c.AllowPrivateWebhooks, Mail: c.mail, Secret: secret,
		Known: func(id room.PersonID) bool { _, ok := directory.Player(id); return ok },
		Guest: func(id room.PersonID) bool { p, _ := directory.Player(id); return p.Guest() },
	})
	if err != nil {
		return fmt.Errorf("cannot read the alerts back from %s: %w", data.file(databaseFile), err)
	}
	defer alerting.Close()
	past := archive.Open(archive.Config{
		Path: data.file(archiveFile), Journal: journal, Games: all.Games(), Log: log, Guesses: guesses, Called: directory.Called, Work: work,
	})
	defer past.Close()
	limits := guard.Limits{PerAddress: c.MaxPerAddress, Total: c.MaxConnections}
	programs := wire.New(wire.Config{Registry: registry, Players: directory, Alerts: alerting, Archive: past, Log: log, Version: programVersion(), Site: reach.baseURL})
	sshWindow, err := ssh.New(ssh.Config{
		HostKey:  hostKey,
		Registry: registry,
		Players:  directory,
		Alerts:   alerting,
		Archive:  past,
		Quota:    guard.NewQuota(limits),
		Log:      log,
		Version:  programVersion(),
		Wire:     programs,
		Invite:   session.Invite{SSHHost: reach.sshHost, SSHPort: reach.sshPort, BaseURL: reach.baseURL},
		Screen:   screen.New,
		Line:     line.Run,
		Command:  line.Print,
	})
	if err != nil {
		return err
	}
	webWindow := web.New(web.Config{
		Registry: registry,
		Players:  directory,
		Quota:    guard.NewQuota(limits),
		Proxies:  c.proxies,
		BaseURL:  c.BaseURL, // without one, the page believes the address that it was found by
		SSHHost:  c.SSHHost,
		SSHPort:  reach.sshPort,
		Wire:     programs,
		Alerts:   alerting,
		Secret:   secret,
		Log:      log,
		Version:  programVersion(),
	})

	fmt.Fprintf(stdout, "Crossplay is ready\n  terminal  %s\n  browser   %s\n", reach.sshCommand(), reach.baseURL)
	return serve(ctx, window{sshWindow, terminals}, window{webWindow, browsers})
}

// window is a server in front of its listener.
type window struct {
	server interface {
		// Serve returns nil after Shutdown.
		Serve(context.Context, net.Listener) error
		// Shutdown tells everyone the notice and waits until they have gone or
		// the context ends.
		Shutdown(ctx context.Context, notice string)
	}
	listener net.Listener
}

// serve runs the windows until the context ends or one of them breaks, which
// closes the others as well.
func serve(ctx context.Context, windows ...window) error {
	whole := context.WithoutCancel(ctx) // the end of ctx is announced, not felt
	ended := make(chan error, len(windows))
	for _, w := range windows {
		go func() { ended <- w.server.Serve(whole, w.listener) }()
	}
	running := len(windows)
	var failed error
	select {
	case <-ctx.Done():
	case failed = <-ended:
		running--
	}

	brief, cancel := context.WithTimeout(whole, farewellTime)
	defer cancel()
	var closing sync.WaitGroup
	for _, w := range windows {
		closing.Go(func() {
			w.server.Shutdown(brief, farewell)
			w.listener.Close() // also ends a Serve that had only just been called
		})
	}
	closing.Wait()
	for range running {
		failed = errors.Join(failed, <-ended)
	}
	return failed
}

// listen opens a port. Its errors name the flag that chooses another one.
func listen(ctx context.Context, log *slog.Logger, flag, addr string, proxies guard.Proxies) (net.Listener, error) {
	l, err := guard.Listen(ctx, addr, proxies)
	switch {
	case errors.Is(err, syscall.EADDRINUSE):
		return nil, fmt.Errorf("%s: something else listens on %s already", flag, addr)
	case errors.Is(err, syscall.EACCES):
		return nil, fmt.Errorf("%s: no permission to listen on %s", flag, addr)
	case err != nil:
		return nil, fmt.Errorf("%s: cannot listen on %s: %w", flag, addr, err)
	}
	l.Log = guard.NewLog(log)
	return l, nil
}

func port(l net.Listener) int { return l.Addr().(*net.TCPAddr).Port }

// voices are what the windows call those at a table who are nobody: see
// [players.Config].
func voices() []string {
	names := []string{"Dice", "Chance"}
	for _, g := range all.Games() {
		names = append(names, g.Info().Seats...)
	}
	return names
}

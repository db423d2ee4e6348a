package main

import (
	"crypto/rand"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"crossplay/alerts"
)

// dataDir is the one directory where everything is kept. The database in it is
// locked while it is open, so that one process at a time writes here.
type dataDir string

// The files of the data directory.
const (
	databaseFile = "crossplay.db"
	archiveFile  = "archive.db"
	hostKeyFile  = "host_key"
	secretFile   = "secret"
	pushFile     = "push_keys"
)

// openData makes the directory where it is missing and checks that it can be
// written to.
func openData(path string) (dataDir, error) {
	if err := os.MkdirAll(path, 0o700); err != nil {
		return "", fmt.Errorf("cannot make the data directory %s: %w", path, reason(err))
	}
	probe, err := os.CreateTemp(path, ".writable-*")
	if err != nil {
		return "", fmt.Errorf("cannot write to the data directory %s: %w", path, reason(err))
	}
	probe.Close()
	os.Remove(probe.Name())
	return dataDir(path), nil
}

func (d dataDir) file(name string) string { return filepath.Join(string(d), name) }

// secretSize is the length of the secret in bytes: the strength of SHA-256.
const secretSize = 32

// secret reads the key of cookies, return codes and dice, or makes it at the
// first start. One that cannot be read is never replaced: that would part
// everybody from their seats.
func (d dataDir) secret() ([]byte, error) {
	path := d.file(secretFile)
	key, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		key = make([]byte, secretSize)
		rand.Read(key) // never fails
		err = writePrivate(path, key)
	}
	if err != nil {
		return nil, fmt.Errorf("cannot read the cookie secret %s: %w", path, reason(err))
	}
	if len(key) != secretSize {
		return nil, fmt.Errorf("the cookie secret %s is damaged (%d bytes instead of %d): restore a backup, or move it away to start with new cookies", path, len(key), secretSize)
	}
	return key, nil
}

// pushKeys reads what push services know the server by, or makes it at the first start.
// Keys that cannot be read are never replaced: no browser that has subscribed would be told
// anything any more.
func (d dataDir) pushKeys() (keys alerts.Keys, err error) {
	path := d.file(pushFile)
	content, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		if keys, err = alerts.NewKeys(); err == nil {
			content, err = json.Marshal(keys)
		}
		if err == nil {
			err = writePrivate(path, content)
		}
	}
	if err != nil {
		return keys, fmt.Errorf("cannot read the push keys %s: %w", path, reason(err))
	}
	if json.Unmarshal(content, &keys) != nil || !keys.Valid() {
		return keys, fmt.Errorf("the push keys %s are damaged: restore a backup, or move them away, and whoever is alerted by a browser has to say so again", path)
	}
	return keys, nil
}

// mailPassword reads the password of a file, which may end with its line; "" is no file.
func mailPassword(path string) (string, error) {
	if path == "" {
		return "", nil
	}
	content, err := os.ReadFile(path)
	if err != nil {
		return "", fmt.Errorf("cannot read the password for the mail server from %s: %w", path, reason(err))
	}
	password := strings.TrimRight(string(content), "\r\n")
	if password == "" || strings.ContainsAny(password, "\r\n\x00") {
		return "", fmt.Errorf("--smtp-password-file: there is not one line in %s", path)
	}
	return password, nil
}

// writePrivate writes a file that only its owner can read, whole or not at all.
func writePrivate(path string, content []byte) error {
	f, err := os.CreateTemp(filepath.Dir(path), ".new-*") // has mode 0600
	if err != nil {
		return err
	}
	defer os.Remove(f.Name())
	_, err = f.Write(content)
	if err := errors.Join(err, f.Sync(), f.Close()); err != nil {
		return err
	}
	if err := os.Rename(f.Name(), path); err != nil {
		return err
	}
	if dir, err := os.Open(filepath.Dir(path)); err == nil {
		dir.Sync() // makes the new name durable; where directories cannot be synced, it is already
		dir.Close()
	}
	return nil
}

// reason is the cause of a file system's error, without the path that the
// message around it already names.
func reason(err error) error {
	var p *fs.PathError
	if errors.As(err, &p) {
		return p.Err
	}
	return err
}

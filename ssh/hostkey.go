package ssh

import (
	"crypto/ed25519"
	"crypto/rand"
	"encoding/pem"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	gossh "golang.org/x/crypto/ssh"
)

// LoadHostKey reads the server's own key, an ed25519 key in OpenSSH's format. If
// there is no file it makes one that only its owner can read. A file that it
// cannot use is never replaced: a server with a new key looks to everyone who
// knew the old one like an impostor.
func LoadHostKey(path string) (gossh.Signer, error) {
	b, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		b, err = makeHostKey(path)
	}
	if err != nil {
		return nil, fmt.Errorf("the host key: %w", err)
	}
	key, err := gossh.ParsePrivateKey(b)
	var locked *gossh.PassphraseMissingError
	switch {
	case errors.As(err, &locked):
		return nil, fmt.Errorf("the host key %s has a passphrase; remove it with ssh-keygen -p -f %[1]s", path)
	case err != nil:
		return nil, fmt.Errorf("the host key %s is not a private key (%w); restore it from a backup, or move it away to get a new one", path, err)
	case key.PublicKey().Type() != gossh.KeyAlgoED25519:
		return nil, fmt.Errorf("the host key %s is of the type %s; it must be %s", path, key.PublicKey().Type(), gossh.KeyAlgoED25519)
	}
	return key, nil
}

// makeHostKey writes a new key, whole or not at all.
func makeHostKey(path string) ([]byte, error) {
	_, private, err := ed25519.GenerateKey(rand.Reader)
	if err != nil {
		return nil, err
	}
	block, err := gossh.MarshalPrivateKey(private, "crossplay")
	if err != nil {
		return nil, err
	}
	b := pem.EncodeToMemory(block)
	f, err := os.CreateTemp(filepath.Dir(path), ".host-key-*") // 0600
	if err != nil {
		return nil, err
	}
	_, err = f.Write(b)
	err = errors.Join(err, f.Sync(), f.Close())
	if err == nil {
		err = os.Link(f.Name(), path) // fails, other than a rename, if there is one by now
	}
	return b, errors.Join(err, os.Remove(f.Name()))
}

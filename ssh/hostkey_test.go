package ssh

import (
	"bytes"
	"crypto/ecdsa"
	"crypto/ed25519"
	"crypto/elliptic"
	"crypto/rand"
	"encoding/pem"
	"os"
	"path/filepath"
	"strings"
	"testing"

	gossh "golang.org/x/crypto/ssh"
)

func TestAHostKeyIsMadeOnceAndStaysTheSame(t *testing.T) {
	path := filepath.Join(t.TempDir(), "host_key")
	first, err := LoadHostKey(path)
	check(t, err)
	again, err := LoadHostKey(path)
	check(t, err)
	if !bytes.Equal(first.PublicKey().Marshal(), again.PublicKey().Marshal()) {
		t.Error("the key has changed")
	}
	info, err := os.Stat(path)
	check(t, err)
	if info.Mode().Perm() != 0o600 {
		t.Errorf("others may read it: %v", info.Mode())
	}
	if all, _ := os.ReadDir(filepath.Dir(path)); len(all) != 1 {
		t.Errorf("%d files were left", len(all))
	}
}

func TestAHostKeyThatCannotBeUsedIsNeverReplaced(t *testing.T) {
	_, ed, _ := ed25519.GenerateKey(rand.Reader)
	ec, _ := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	wrong, err := gossh.MarshalPrivateKey(ec, "")
	check(t, err)
	locked, err := gossh.MarshalPrivateKeyWithPassphrase(ed, "", []byte("secret"))
	check(t, err)
	whole := pem.EncodeToMemory(locked)
	for want, content := range map[string][]byte{
		"not a private key":   []byte("hello"),
		"is not a private":    whole[:len(whole)/2],
		"has a passphrase":    whole,
		"it must be ssh-ed25": pem.EncodeToMemory(wrong),
		"no key found":        nil,
	} {
		path := filepath.Join(t.TempDir(), "host_key")
		check(t, os.WriteFile(path, content, 0o600))
		if _, err := LoadHostKey(path); err == nil || !strings.Contains(err.Error(), want) || strings.Contains(err.Error(), "\n") {
			t.Errorf("want %q: %v", want, err)
		}
		if now, _ := os.ReadFile(path); !bytes.Equal(now, content) {
			t.Errorf("%s: the file was changed", want)
		}
	}
	if _, err := LoadHostKey(t.TempDir()); err == nil {
		t.Error("a directory is a key")
	}
	if _, err := LoadHostKey(filepath.Join(t.TempDir(), "no", "such", "place")); err == nil {
		t.Error("a key was made nowhere")
	}
}

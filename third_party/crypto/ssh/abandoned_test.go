package ssh

import (
	"crypto/ed25519"
	"crypto/rand"
	"net"
	"runtime"
	"strings"
	"testing"
	"time"
)

// loops counts the goroutines of transports.
func loops() int {
	buf := make([]byte, 4<<20)
	return strings.Count(string(buf[:runtime.Stack(buf, true)]), "handshakeTransport).readLoop(")
}

// pipe is a server and what speaks to it, behind the first key exchange.
func pipe(t *testing.T, serve func(net.Conn, *ServerConfig)) *handshakeTransport {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	_, key, err := ed25519.GenerateKey(rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	signer, err := NewSignerFromKey(key)
	if err != nil {
		t.Fatal(err)
	}
	go func() {
		c, err := l.Accept()
		if err != nil {
			return
		}
		config := &ServerConfig{NoClientAuth: true}
		config.AddHostKey(signer)
		serve(c, config)
	}()
	c, err := net.Dial("tcp", l.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { c.Close() })
	config := &ClientConfig{HostKeyCallback: InsecureIgnoreHostKey()}
	config.SetDefaults()
	version, err := exchangeVersions(c, []byte(packageVersion))
	if err != nil {
		t.Fatal(err)
	}
	transport := newClientTransport(newTransport(c, config.Rand, true), []byte(packageVersion), version, config, "", c.RemoteAddr())
	if err := transport.waitSession(); err != nil {
		t.Fatal(err)
	}
	return transport
}

// Whoever sends more packets than are buffered behind one that fails the handshake
// leaves nothing behind.
func TestPacketsBehindAFailedHandshakeKeepNothing(t *testing.T) {
	before := loops()
	failed := make(chan struct{})
	client := pipe(t, func(c net.Conn, config *ServerConfig) {
		defer close(failed)
		if _, _, _, err := NewServerConn(c, config); err == nil {
			t.Error("the handshake succeeded")
		}
	})
	_ = client.writePacket(Marshal(&serviceRequestMsg{"no-such-service"}))
	for range 3 * chanSize {
		if client.writePacket([]byte{192, 0, 0, 0, 0}) != nil {
			break
		}
	}
	<-failed
	client.Close()
	for deadline := time.Now().Add(5 * time.Second); loops() > before; runtime.Gosched() {
		if time.Now().After(deadline) {
			t.Fatalf("%d readers are left behind", loops()-before)
		}
	}
}

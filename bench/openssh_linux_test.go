package bench

import (
	"bufio"
	"bytes"
	"crypto/aes"
	"crypto/cipher"
	"crypto/ecdh"
	"crypto/rand"
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"io"
	"math/big"
	"net"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	gossh "golang.org/x/crypto/ssh"
)

// chaffer is a person with an OpenSSH that hides when keys are pressed among
// chaff: pings that look like keys to whoever listens on the line. The library's
// client can send none and ends at their answers, so this one speaks the little of
// the protocol that it needs by itself (RFC 4253, RFC 5647, RFC 8731), and trusts
// every server.
type chaffer struct {
	conn   net.Conn
	in     *bufio.Reader
	heard  *atomic.Int64
	pongs  atomic.Int64
	arrow  int  // how many were pressed
	chaffs bool // the server says that it answers pings
	open   aead // none until there are keys

	mu   sync.Mutex
	seal aead // the same
}

// aead is AES-GCM and the nonce of its next packet.
type aead struct {
	cipher.AEAD
	nonce []byte
}

// next is the nonce, once.
func (a *aead) next() []byte {
	now := append([]byte(nil), a.nonce...)
	binary.BigEndian.PutUint64(a.nonce[4:], binary.BigEndian.Uint64(a.nonce[4:])+1)
	return now
}

const (
	msgExtInfo        = 7
	msgNewKeys        = 21
	msgGlobalRequest  = 80
	msgRequestFailure = 82
	msgPong           = 193
)

var ping = gossh.Marshal(struct {
	Data string `sshtype:"192"`
}{"PING!"})

// dialChaffer comes from the i-th address and opens a terminal of 80 by 24.
func dialChaffer(b *testing.B, addr string, i int, command string, heard *atomic.Int64) *chaffer {
	b.Helper()
	conn, err := dialer(i).Dial("tcp", addr)
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { conn.Close() })
	c := &chaffer{conn: conn, in: bufio.NewReader(conn), heard: heard}
	if err := errors.Join(c.agree(), c.enter(command)); err != nil {
		b.Fatal(err)
	}
	go c.read()
	return c
}

// agree exchanges keys.
func (c *chaffer) agree() error {
	const version = "SSH-2.0-OpenSSH_9.9"
	io.WriteString(c.conn, version+"\r\n")
	theirs, err := c.in.ReadString('\n')
	if err != nil {
		return err
	}
	hello := gossh.Marshal(struct {
		Cookie                                        [16]byte `sshtype:"20"`
		Keys, HostKey, To, From, MACTo, MACFrom       string
		CompressTo, CompressFrom, LanguageTo, Returns string
		Guess                                         bool
		Reserved                                      uint32
	}{Keys: "curve25519-sha256,ext-info-c", HostKey: "ssh-ed25519", To: gossh.CipherAES128GCM, From: gossh.CipherAES128GCM,
		MACTo: gossh.HMACSHA256, MACFrom: gossh.HMACSHA256, CompressTo: "none", CompressFrom: "none"})
	own, err := ecdh.X25519().GenerateKey(rand.Reader)
	if err != nil {
		return err
	}
	public := string(own.PublicKey().Bytes())
	err = errors.Join(c.write(hello), c.write(gossh.Marshal(struct {
		Public string `sshtype:"30"`
	}{public})))
	if err != nil {
		return err
	}
	answer, err := c.packet()
	if err != nil {
		return err
	}
	reply, err := c.packet()
	if err != nil {
		return err
	}
	var server struct {
		HostKey, Public, Signature string `sshtype:"31"`
	}
	if err := gossh.Unmarshal(reply, &server); err != nil {
		return err
	}
	key, err := ecdh.X25519().NewPublicKey([]byte(server.Public))
	if err != nil {
		return err
	}
	shared, err := own.ECDH(key)
	if err != nil {
		return err
	}
	secret := new(big.Int).SetBytes(shared)
	hash := sha256.Sum256(gossh.Marshal(struct {
		Ours, Theirs, Hello, Answer, HostKey, Public, Server string
		Secret                                               *big.Int
	}{version, strings.TrimRight(theirs, "\r\n"), string(hello), string(answer), server.HostKey, public, server.Public, secret}))
	derive := func(letter byte) []byte {
		sum := sha256.New()
		sum.Write(gossh.Marshal(struct{ Secret *big.Int }{secret}))
		sum.Write(hash[:])
		sum.Write([]byte{letter})
		sum.Write(hash[:])
		return sum.Sum(nil)
	}
	if err := c.write([]byte{msgNewKeys}); err != nil {
		return err
	}
	c.seal = newAEAD(derive('C'), derive('A'))
	if _, err := c.packet(); err != nil { // their msgNewKeys
		return err
	}
	c.open = newAEAD(derive('D'), derive('B'))
	return nil
}

func newAEAD(key, nonce []byte) aead {
	block, _ := aes.NewCipher(key[:16]) // the length is right
	gcm, _ := cipher.NewGCM(block)
	return aead{gcm, nonce[:12]}
}

// enter logs in and starts the session.
func (c *chaffer) enter(command string) error {
	const channel = 0 // the first one, on both sides
	type request struct {
		Channel uint32 `sshtype:"98"`
		Type    string
		Reply   bool
		Rest    []byte `ssh:"rest"`
	}
	return errors.Join(
		c.write(gossh.Marshal(struct {
			Service string `sshtype:"5"`
		}{"ssh-userauth"})),
		c.write(gossh.Marshal(struct {
			User, Service, Method string `sshtype:"50"`
			Change                bool
			Password              string
		}{"player", "ssh-connection", "password", false, ""})),
		c.await(52),
		c.write(gossh.Marshal(struct {
			Type                    string `sshtype:"90"`
			Channel, Window, Packet uint32
		}{"session", channel, 1 << 30, 32 << 10})),
		c.await(91),
		c.write(gossh.Marshal(request{channel, "pty-req", false, gossh.Marshal(struct {
			Term           string
			W, H, PxW, PxH uint32
			Modes          string
		}{"xterm-256color", 80, 24, 0, 0, ""})})),
		c.write(gossh.Marshal(request{channel, "exec", false, gossh.Marshal(struct{ Command string }{command})})),
	)
}

// await skips packets up to one of the type.
func (c *chaffer) await(kind byte) error {
	for {
		p, err := c.packet()
		if err == nil && p[0] == msgExtInfo {
			c.chaffs = bytes.Contains(p, []byte("ping@openssh.com"))
		}
		if err != nil || p[0] == kind {
			return err
		}
	}
}

// write sends a packet.
func (c *chaffer) write(payload []byte) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	head, block := 5, 8
	if c.seal.AEAD != nil {
		head, block = 1, 16 // the length is not encrypted
	}
	padding := 4 + block - (head+len(payload)+4)%block
	p := binary.BigEndian.AppendUint32(nil, uint32(1+len(payload)+padding))
	p = append(append(p, byte(padding)), payload...)
	p = append(p, make([]byte, padding)...)
	if c.seal.AEAD != nil {
		p = append(p[:4], c.seal.Seal(nil, c.seal.next(), p[4:], p[:4])...)
	}
	_, err := c.conn.Write(p)
	return err
}

// packet receives one.
func (c *chaffer) packet() ([]byte, error) {
	head := make([]byte, 4)
	if _, err := io.ReadFull(c.in, head); err != nil {
		return nil, err
	}
	size := int(binary.BigEndian.Uint32(head))
	if c.open.AEAD != nil {
		size += c.open.Overhead()
	}
	p := make([]byte, size)
	_, err := io.ReadFull(c.in, p)
	if err == nil && c.open.AEAD != nil {
		p, err = c.open.Open(p[:0], c.open.next(), p, head)
	}
	if err != nil {
		return nil, err
	}
	return p[1 : len(p)-int(p[0])], nil
}

// read ends with the connection.
func (c *chaffer) read() {
	for {
		p, err := c.packet()
		switch {
		case err != nil:
			return
		case p[0] == msgGlobalRequest: // is anybody there?
			c.write([]byte{msgRequestFailure})
		case p[0] == msgPong:
			c.pongs.Add(1)
		default:
			c.heard.Add(1)
		}
	}
}

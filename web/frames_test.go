package web_test

import (
	"bufio"
	"bytes"
	"context"
	"encoding/binary"
	"fmt"
	"io"
	"net"
	"net/http"
	"strings"
	"testing"
	"time"
)

// raw is a socket on which a test writes frames byte by byte.
type raw struct {
	t    testing.TB
	conn net.Conn
	in   *bufio.Reader
}

func (h *harness) raw() raw {
	h.t.Helper()
	conn, err := h.dialer(context.Background())
	if err != nil {
		h.t.Fatal(err)
	}
	h.t.Cleanup(func() { conn.Close() })
	conn.SetDeadline(time.Now().Add(patience))
	io.WriteString(conn, "GET /ws HTTP/1.1\r\nHost: "+h.host+"\r\nOrigin: http://"+h.host+"\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"+
		"Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\nSec-WebSocket-Extensions: permessage-deflate\r\n\r\n")
	in := bufio.NewReader(conn)
	resp, err := http.ReadResponse(in, nil)
	if err != nil || resp.StatusCode != http.StatusSwitchingProtocols {
		h.t.Fatalf("upgrade: %v %v", resp, err)
	}
	if ext := resp.Header.Get("Sec-WebSocket-Extensions"); ext != "" {
		h.t.Errorf("extensions were negotiated: %q", ext)
	}
	return raw{h.t, conn, in}
}

// frame is a masked frame. The first byte has the flags and the opcode.
func frame(first byte, payload string) []byte {
	f := []byte{first}
	switch n := len(payload); {
	case n < 126:
		f = append(f, 0x80|byte(n))
	default:
		f = binary.BigEndian.AppendUint16(append(f, 0x80|126), uint16(n))
	}
	f = append(f, 0, 0, 0, 0) // a mask that changes nothing
	return append(f, payload...)
}

// next is the opcode and the payload of the next frame.
func (r raw) next() (byte, []byte, error) {
	head := make([]byte, 2)
	if _, err := io.ReadFull(r.in, head); err != nil {
		return 0, nil, err
	}
	n := int(head[1] & 0x7f)
	if n == 126 {
		long := make([]byte, 2)
		if _, err := io.ReadFull(r.in, long); err != nil {
			return 0, nil, err
		}
		n = int(binary.BigEndian.Uint16(long))
	}
	payload := make([]byte, n)
	_, err := io.ReadFull(r.in, payload)
	return head[0] & 0xf, payload, err
}

// Opcodes and the flag of the last frame of a message.
const (
	more, text, binaryData, shut, ping, pong = 0x0, 0x1, 0x2, 0x8, 0x9, 0xA
	fin                                      = 0x80
)

func TestProtocolViolations(t *testing.T) {
	h := open(t)
	bystander := h.dial("")
	const hello = `{"id":"1","do":"ping"}`
	for _, test := range []struct {
		name   string
		frames [][]byte
		code   int
	}{
		{"reserved bit 1, as if compressed", [][]byte{frame(fin|0x40|text, hello)}, 1002},
		{"reserved bit 2", [][]byte{frame(fin|0x20|text, hello)}, 1002},
		{"reserved bit 3", [][]byte{frame(fin|0x10|text, hello)}, 1002},
		{"unknown data opcode", [][]byte{frame(fin|0x3, hello)}, 1002},
		{"unknown control opcode", [][]byte{frame(fin|0xB, hello)}, 1002},
		{"no mask", [][]byte{append([]byte{fin | text, byte(len(hello))}, hello...)}, 1002},
		{"a close frame without a mask", [][]byte{{fin | shut, 2, 0x03, 0xe8}}, 1002},
		{"a ping in pieces", [][]byte{frame(ping, "a")}, 1002},
		{"a ping too long", [][]byte{frame(fin|ping, strings.Repeat("a", 126))}, 1002},
		{"a continuation of nothing", [][]byte{frame(fin|more, hello)}, 1002},
		{"a message within a message", [][]byte{frame(text, "{"), frame(fin|text, "}")}, 1002},
		{"a close code that nobody may send", [][]byte{frame(fin|shut, "\x03\xed")}, 1002},
		{"a close code of one byte", [][]byte{frame(fin|shut, "\x03")}, 1002},
		{"a close code below all", [][]byte{frame(fin|shut, "\x03\xe7")}, 1002},
		{"a close code of the library's own", [][]byte{frame(fin|shut, "\x03\xee")}, 1002},
		{"a close code that means TLS", [][]byte{frame(fin|shut, "\x03\xf7")}, 1002},
		{"a close code above all", [][]byte{frame(fin|shut, "\x13\x88")}, 1002},
		{"a close reason that is not UTF-8", [][]byte{frame(fin|shut, "\x03\xe8\xff")}, 1002},
		{"text that is not UTF-8", [][]byte{frame(fin|text, "{\"id\":\"\xff\"}")}, 1007},
		{"half a character", [][]byte{frame(fin|text, "\xe2\x82")}, 1007},
		{"a surrogate", [][]byte{frame(text, "\xed\xa0"), frame(fin|more, "\x80")}, 1007},
		{"binary", [][]byte{frame(fin|binaryData, hello)}, 1003},
		{"too long", [][]byte{frame(fin|text, strings.Repeat(" ", 4097))}, 1009},
		{"too long in pieces", [][]byte{frame(text, strings.Repeat(" ", 4000)), frame(fin|more, strings.Repeat(" ", 97))}, 1009},
		{"a length of gigabytes", [][]byte{{fin | text, 0x80 | 127, 0, 0, 0, 9, 0, 0, 0, 0, 0, 0, 0, 0}}, 1009},
		{"a length beyond all", [][]byte{{fin | text, 0x80 | 127, 0xff, 0, 0, 9, 0, 0, 0, 0, 0, 0, 0, 0}}, 1009},
	} {
		t.Run(test.name, func(t *testing.T) {
			r := h.raw()
			r.t = t
			r.conn.Write(bytes.Join(test.frames, nil))
			for {
				op, payload, err := r.next()
				if err != nil {
					t.Fatalf("no close frame: %v", err)
				}
				if op != shut {
					continue
				}
				if code := int(binary.BigEndian.Uint16(payload)); code != test.code {
					t.Errorf("closed with %d, not %d", code, test.code)
				}
				break
			}
			r.conn.Write(frame(fin|shut, string([]byte{byte(test.code >> 8), byte(test.code)})))
			if _, err := r.in.ReadByte(); err != io.EOF {
				t.Errorf("the connection was not closed: %v", err)
			}
		})
	}
	bystander.must("ping")
}

func TestWellFormedFrames(t *testing.T) {
	h := open(t)
	r := h.raw()
	// A command in three pieces, cut within a character, with a ping between.
	r.conn.Write(frame(text, "{\"id\":\"1\",\"do\":\"name\",\"name\":\"J\xc3"))
	r.conn.Write(frame(fin|ping, "are you there?"))
	r.conn.Write(frame(more, ""))
	r.conn.Write(frame(fin|more, "\xb6rg\"}"))
	var ponged, answered bool
	for !ponged || !answered {
		op, payload, err := r.next()
		if err != nil {
			t.Fatal(err)
		}
		ponged = ponged || op == pong && string(payload) == "are you there?"
		answered = answered || strings.Contains(string(payload), `{"type":"answer","id":"1","ok":true}`)
	}
}

func TestGoodbyesAreReturned(t *testing.T) {
	h := open(t)
	for _, test := range []struct {
		name    string
		payload string
		code    int // 0: none
	}{
		{"without a code", "", 0},
		{"normal", "\x03\xe8", 1000},
		{"with a reason", "\x03\xe9 bye", 1001},
		{"try again later", "\x03\xf5", 1013},
		{"bad gateway", "\x03\xf6", 1014},
		{"the first of libraries", "\x0b\xb8", 3000},
		{"the last of programs", "\x13\x87", 4999},
	} {
		for _, slowly := range []bool{false, true} {
			t.Run(fmt.Sprint(test.name, ", byte by byte: ", slowly), func(t *testing.T) {
				r := h.raw()
				bye := append(frame(fin|text, `{"id":"1","do":"ping"}`), mask(frame(fin|shut, test.payload))...)
				if slowly {
					for i := range bye {
						r.conn.Write(bye[i : i+1])
					}
				} else {
					r.conn.Write(bye)
				}
				payload := r.parting(t)
				if test.code == 0 && len(payload) > 0 || test.code != 0 && (len(payload) < 2 || int(binary.BigEndian.Uint16(payload)) != test.code) {
					t.Errorf("%q was answered with %q", test.payload, payload)
				}
			})
		}
	}
}

// mask masks a short frame.
func mask(f []byte) []byte {
	key := []byte{0xa5, 0x5a, 0x3c, 0xc3}
	copy(f[2:], key)
	for i := range f[6:] {
		f[6+i] ^= key[i%4]
	}
	return f
}

// parting reads on to the close frame and returns what it says.
func (r raw) parting(t *testing.T) []byte {
	t.Helper()
	for {
		op, payload, err := r.next()
		if err != nil {
			t.Fatalf("no close frame: %v", err)
		}
		if op == shut {
			return payload
		}
	}
}

func TestWhatWasAskedBeforeTheGoodbyeIsAnswered(t *testing.T) {
	h := open(t)
	const asked = 30
	r := h.raw()
	var all []byte
	for i := range asked {
		all = append(all, frame(fin|text, fmt.Sprintf(`{"id":"%d","do":"ping"}`, i))...)
	}
	r.conn.Write(append(all, frame(fin|shut, "\x03\xe8")...))
	answered := 0
	for {
		op, payload, err := r.next()
		if err != nil {
			t.Fatalf("no close frame: %v", err)
		}
		if op == shut {
			break
		}
		if strings.Contains(string(payload), fmt.Sprintf(`{"type":"answer","id":"%d","ok":true}`, answered)) {
			answered++
		}
	}
	if answered != asked {
		t.Errorf("%d of %d commands were answered before the close frame", answered, asked)
	}
	if _, err := r.in.ReadByte(); err != io.EOF {
		t.Errorf("the connection was not closed: %v", err)
	}
}

package web_test

import (
	"bufio"
	"bytes"
	"context"
	"encoding/binary"
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

func (h *house) raw() raw {
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
		{"a ping in pieces", [][]byte{frame(ping, "a")}, 1002},
		{"a ping too long", [][]byte{frame(fin|ping, strings.Repeat("a", 126))}, 1002},
		{"a continuation of nothing", [][]byte{frame(fin|more, hello)}, 1002},
		{"a message within a message", [][]byte{frame(text, "{"), frame(fin|text, "}")}, 1002},
		{"a close code that nobody may send", [][]byte{frame(fin|shut, "\x03\xed")}, 1002},
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
	// A polite goodbye is returned.
	r.conn.Write(frame(fin|shut, "\x03\xe8"))
	for {
		op, payload, err := r.next()
		if err != nil {
			t.Fatal(err)
		}
		if op == shut {
			if binary.BigEndian.Uint16(payload) != 1000 {
				t.Errorf("goodbye was answered with %v", payload)
			}
			return
		}
	}
}

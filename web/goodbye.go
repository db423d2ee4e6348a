package web

import "encoding/binary"

// goodbyes watches the frames that a peer sends for its close frame. The
// websocket library does not know the close code 1014 and lets a payload of one
// byte pass, and it asks nobody; so what it reads is put right for it.
type goodbyes struct {
	code int // of the close frame, once it has come; 0 for none

	head    [maxFrameHead]byte
	got     int    // bytes of the header that have come
	payload uint64 // its length
	at      uint64 // how much of it has come
}

const (
	maxFrameHead = 14
	maskLength   = 4

	opClose   = 0x8
	opMask    = 0x0f // of the first byte
	masked    = 0x80 // of the second byte
	shortMask = 0x7f // of the second byte: the length, or how many bytes it has

	// badGateway is a close code that was registered after the library was
	// written; tryLater, which differs in its second byte, is one that it knows.
	badGateway = 1014
	tryLater   = 1013
)

// look goes through what was read, and changes it where the library would err.
func (g *goodbyes) look(p []byte) {
	for len(p) > 0 {
		if g.got < g.length() {
			g.head[g.got] = p[0]
			g.got++
			if g.got == 2 && g.closes() && p[0] == masked|1 {
				p[0] &^= masked // half a code: without its mask the frame is refused with 1002
			}
			p = p[1:]
			if g.got < g.length() {
				continue
			}
			g.measure()
		} else {
			n := min(g.payload-g.at, uint64(len(p)))
			if g.closes() {
				g.read(p[:n])
			}
			g.at += n
			p = p[n:]
		}
		if g.at == g.payload {
			g.got, g.at = 0, 0
		}
	}
}

func (g *goodbyes) closes() bool { return g.head[0]&opMask == opClose }

// length is that of the header, as far as it is known.
func (g *goodbyes) length() int {
	if g.got < 2 {
		return 2
	}
	n := 2
	switch g.head[1] & shortMask {
	case 126:
		n += 2
	case 127:
		n += 8
	}
	if g.head[1]&masked != 0 {
		n += maskLength
	}
	return n
}

// measure reads the length of the payload from a whole header.
func (g *goodbyes) measure() {
	switch short := g.head[1] & shortMask; short {
	case 126:
		g.payload = uint64(binary.BigEndian.Uint16(g.head[2:]))
	case 127:
		g.payload = binary.BigEndian.Uint64(g.head[2:])
	default:
		g.payload = uint64(short)
	}
}

// read takes in a part of a close frame's payload, which begins with the code.
// Without a mask the library refuses the frame with 1002.
func (g *goodbyes) read(p []byte) {
	if g.head[1]&masked == 0 {
		return
	}
	mask := g.head[g.got-maskLength : g.got]
	for i := range p {
		switch at := g.at + uint64(i); at {
		case 0:
			g.code = int(p[i]^mask[0]) << 8
		case 1:
			g.code |= int(p[i] ^ mask[1])
			if g.code == badGateway {
				p[i] ^= badGateway ^ tryLater
			}
		default:
			return
		}
	}
}

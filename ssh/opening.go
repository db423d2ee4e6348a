package ssh

import (
	"bytes"
	"encoding/binary"
	"errors"
)

// opening follows what a client sends before it is encrypted: its version, and
// packets up to the one that makes the server compute keys (RFC 4253). It is
// read here because that computation is the dearest thing that a stranger can
// ask for, and because the library makes room for a packet at its mere
// announcement.
type opening struct {
	packets bool    // the version is behind us
	line    []byte  // the beginning of the line that is being read
	head    [6]byte // of the packet that is being read: its length, its padding's, and its type
	got     int     // how much of head there is
	rest    int     // what is still to come of the packet
}

const (
	// maxOpening is the size of a packet before the keys are there, in bytes.
	// OpenSSH's longest has 1.6 KB; a client may offer many more algorithms.
	maxOpening = 8 << 10
	// The message that has the client's part of the key, in every method that we
	// offer (RFC 5656, RFC 8731).
	msgExchange = 30
)

var (
	versionPrefix = []byte("SSH-")
	errOpening    = errors.New("a packet before the key exchange is too large")
)

// take looks at the next bytes and reports whether they ask for a key exchange.
func (o *opening) take(b []byte) (asks bool, err error) {
	for len(b) > 0 && !o.packets {
		if len(o.line) < len(versionPrefix) {
			o.line = append(o.line, b[0])
		}
		if b[0] == '\n' { // lines before the version are allowed
			o.packets = bytes.Equal(o.line, versionPrefix)
			o.line = o.line[:0]
		}
		b = b[1:]
	}
	for len(b) > 0 {
		n := min(o.rest, len(b))
		o.rest, b = o.rest-n, b[n:]
		if o.rest > 0 {
			break
		}
		n = copy(o.head[o.got:], b)
		o.got, b = o.got+n, b[n:]
		if o.got < len(o.head) {
			break
		}
		size := binary.BigEndian.Uint32(o.head[:])
		if size < 2 || size > maxOpening {
			return false, errOpening
		}
		asks = asks || o.head[5] == msgExchange
		o.rest, o.got = int(size)-2, 0
	}
	return asks, nil
}

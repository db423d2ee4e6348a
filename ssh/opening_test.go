package ssh

import (
	"encoding/binary"
	"errors"
	"io"
	"strings"
	"testing"

	"crossplay/guard"
)

// packet is one of the size, with its length in front.
func packet(kind byte, size int) string {
	b := make([]byte, 4+size)
	binary.BigEndian.PutUint32(b, uint32(size))
	b[4], b[5] = 4, kind
	return string(b)
}

func TestTheOpeningAsksForKeysOnce(t *testing.T) {
	before := "hello\r\nSSX-2.0\nSSH-2.0-test\r\n" + packet(20, 1500) + packet(2, 2) + packet(21, maxOpening)
	asks := packet(msgExchange, 1200)
	for _, split := range []int{1, 2, 3, 5, 7, 1000, 1 << 20} {
		var o opening
		at, n := -1, 0
		for all := before + asks + packet(21, 12); len(all) > 0; n++ {
			b := all[:min(split, len(all))]
			all = all[len(b):]
			asked, err := o.take([]byte(b))
			if err != nil || asked && at >= 0 {
				t.Fatalf("split by %d: asks again at %d, %v", split, n*split, err)
			}
			if asked {
				at = n * split
			}
		}
		if typed := len(before) + 5; at < 0 || at > typed || at+split <= typed { // where the type is
			t.Errorf("split by %d: asked at %d, not %d", split, at, typed)
		}
	}
}

func TestAnOpeningOfHugePacketsIsRefused(t *testing.T) {
	for _, size := range []uint32{0, 1, maxOpening + 1, 256 << 10, 1<<32 - 1} {
		b := binary.BigEndian.AppendUint32([]byte("SSH-2.0-test\r\n"), size)
		var o opening
		if _, err := o.take(append(b, 4, 20)); !errors.Is(err, errOpening) {
			t.Errorf("%d bytes: %v", size, err)
		}
	}
	open(t, guard.Limits{}, func(t *testing.T, h *harness) {
		c := h.call("203.0.113.1")
		go func() { _, _ = io.Copy(io.Discard, c) }()
		_, _ = io.WriteString(c, "SSH-2.0-test\r\n\x00\x04\x00\x00\x04\x14")
		if !gone(c) {
			t.Error("room was made for a packet of 256 KB")
		}
		if got := h.log.lines("too large"); len(got) != 1 || !strings.Contains(got[0], "203.0.113.1") {
			t.Errorf("logged %q", h.log.String())
		}
	})
}

package ssh

import (
	"bytes"
	"io"
	"testing"
)

// Many small packets that wait are few elements, and lose nothing.
func TestSmallPacketsThatWaitAreKeptTogether(t *testing.T) {
	b := newBuffer()
	var want []byte
	for i := range channelWindowSize {
		packet := make([]byte, 1, 8) // as it stands in its packet, with room behind it
		packet[0] = byte(i)
		b.write(packet)
		want = append(want, byte(i))
	}
	elements := 0
	for e := b.head; e != nil; e = e.next {
		elements++
	}
	if most := channelWindowSize/maxMerged + 1; elements > most {
		t.Errorf("%d elements, at most %d expected", elements, most)
	}
	b.eof()
	got, err := io.ReadAll(b)
	if err != nil || !bytes.Equal(got, want) {
		t.Errorf("%d bytes came out of %d, and %v", len(got), len(want), err)
	}
}

package ssh

import (
	"net"
	"testing"
)

// Whoever takes next to nothing in a packet gets no channel, for what is written to
// it would become a packet for every few bytes.
func TestChannelsOfTinyPacketsAreRefused(t *testing.T) {
	for size, refused := range map[uint32]bool{9: true, minChannelPacket - 1: true, minChannelPacket: false, 32 << 10: false} {
		client := pipe(t, func(c net.Conn, config *ServerConfig) {
			_, channels, requests, err := NewServerConn(c, config)
			if err != nil {
				t.Error(err)
				return
			}
			go DiscardRequests(requests)
			for ch := range channels {
				_ = ch.Reject(Prohibited, "it got here")
			}
		})
		for _, packet := range [][]byte{
			Marshal(&serviceRequestMsg{serviceUserAuth}),
			Marshal(&userAuthRequestMsg{User: "ann", Service: serviceSSH, Method: "none"}),
			Marshal(&channelOpenMsg{ChanType: "session", PeersWindow: 1 << 20, MaxPacketSize: size}),
		} {
			if err := client.writePacket(packet); err != nil {
				t.Fatal(err)
			}
		}
		for {
			packet, err := client.readPacket()
			if err != nil {
				t.Fatal(err)
			}
			if packet[0] != msgChannelOpenFailure {
				continue
			}
			var failure channelOpenFailureMsg
			if err := Unmarshal(packet, &failure); err != nil {
				t.Fatal(err)
			}
			if got := failure.Reason == ConnectionFailed; got != refused {
				t.Errorf("a channel of packets of %d bytes: %s (%v)", size, failure.Message, failure.Reason)
			}
			break
		}
		client.Close()
	}
}

package guard

import (
	"bytes"
	"errors"
	"io"
	"log/slog"
	"net"
	"strings"
	"syscall"
	"testing"
	"testing/synctest"
	"time"
)

// starved is a listener of a process that has run out of descriptors.
type starved struct {
	net.Listener
	errs []error // what Accept returns at first
	next net.Conn
}

func (s *starved) Accept() (net.Conn, error) {
	if len(s.errs) > 0 {
		err := s.errs[0]
		s.errs = s.errs[1:]
		return nil, err
	}
	return s.next, nil
}

func (s *starved) Close() error { return nil }

func accept4(errno syscall.Errno) error {
	return &net.OpError{Op: "accept", Net: "tcp", Err: errno}
}

func TestAcceptingBacksOffWhenDescriptorsRunOut(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		conn, peer := net.Pipe()
		defer conn.Close()
		defer peer.Close()
		s := &starved{next: conn}
		for range 12 {
			s.errs = append(s.errs, accept4(syscall.EMFILE))
		}
		var out bytes.Buffer
		l := newListener(s, nil)
		l.Log = NewLog(slog.New(slog.NewTextHandler(&out, nil)))
		start := time.Now()
		got, err := l.Accept()
		if err != nil || got != conn {
			t.Fatalf("accepted %v, %v", got, err)
		}
		// 5, 10, … 640 ms are 1,275 ms; the other four are a second each.
		if waited := time.Since(start); waited != 5275*time.Millisecond {
			t.Errorf("waited %v", waited)
		}
		if !strings.Contains(out.String(), `msg="accepting paused"`) || !strings.Contains(out.String(), "too many open files") {
			t.Errorf("the log says %q", out.String())
		}
	})
}

func TestClosingEndsAPause(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l := newListener(&starved{errs: []error{accept4(syscall.ENFILE), accept4(syscall.ENFILE)}}, nil)
		ended := make(chan error)
		go func() {
			_, err := l.Accept()
			ended <- err
		}()
		synctest.Wait()
		if err := errors.Join(l.Close(), l.Close()); err != nil {
			t.Error(err)
		}
		if err := <-ended; !errors.Is(err, net.ErrClosed) {
			t.Errorf("Accept returned %v", err)
		}
	})
}

func TestAnErrorThatStaysIsReturned(t *testing.T) {
	l := newListener(&starved{errs: []error{accept4(syscall.EINVAL)}}, nil)
	if _, err := l.Accept(); !errors.Is(err, syscall.EINVAL) {
		t.Errorf("Accept returned %v", err)
	}
}

// meet opens a port, sends it what a client says first, and returns both ends.
func meet(t *testing.T, p Proxies, says string) (server, client net.Conn) {
	t.Helper()
	l, err := Listen(t.Context(), "127.0.0.1:0", p)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { l.Close() })
	if client, err = net.Dial("tcp", l.Addr().String()); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { client.Close() })
	if _, err := io.WriteString(client, says); err != nil {
		t.Fatal(err)
	}
	if server, err = l.Accept(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { server.Close() })
	return server, client
}

// heard reads n bytes.
func heard(t *testing.T, c net.Conn, n int) string {
	t.Helper()
	b := make([]byte, n)
	if _, err := io.ReadFull(c, b); err != nil {
		t.Fatal(err)
	}
	return string(b)
}

const (
	header = "PROXY TCP4 198.51.100.1 192.0.2.1 5000 2222\r\n"
	hello  = "SSH-2.0-test\r\n"
)

var (
	loopback = Proxies{private[0]}
	others   = Proxies{private[2]}
)

func TestAProxyHeaderIsBelievedFromATrustedPeer(t *testing.T) {
	server, _ := meet(t, loopback, header+hello)
	if got := Addr(server.RemoteAddr()); got != addr("198.51.100.1") {
		t.Errorf("the client is %v", got)
	}
	if got := heard(t, server, len(hello)); got != hello {
		t.Errorf("the client said %q", got)
	}
}

func TestASecondVersionHeaderIsBelievedToo(t *testing.T) {
	second := "\r\n\r\n\x00\r\nQUIT\n\x21\x11\x00\x0c" + "\xc6\x33\x64\x01" + "\xc0\x00\x02\x01" + "\x13\x88\x08\xae"
	server, _ := meet(t, loopback, second+hello)
	if got := Addr(server.RemoteAddr()); got != addr("198.51.100.1") {
		t.Errorf("the client is %v", got)
	}
	if got := heard(t, server, len(hello)); got != hello {
		t.Errorf("the client said %q", got)
	}
}

func TestATrustedPeerMayLeaveTheHeaderOut(t *testing.T) {
	server, client := meet(t, loopback, hello)
	if got := Addr(server.RemoteAddr()); got != addr("127.0.0.1") {
		t.Errorf("the client is %v", got)
	}
	if got := heard(t, server, len(hello)); got != hello {
		t.Errorf("the client said %q", got)
	}
	if _, err := io.WriteString(server, hello); err != nil {
		t.Fatal(err)
	}
	if got := heard(t, client, len(hello)); got != hello {
		t.Errorf("the server said %q", got)
	}
}

func TestASpoofedHeaderIsNotBelieved(t *testing.T) {
	for name, p := range map[string]Proxies{"nobody is trusted": nil, "others are trusted": others} {
		t.Run(name, func(t *testing.T) {
			server, _ := meet(t, p, header+hello)
			if got := Addr(server.RemoteAddr()); got != addr("127.0.0.1") {
				t.Errorf("the client is %v", got)
			}
			if got := heard(t, server, len(header)); got != header {
				t.Errorf("the header became %q", got)
			}
		})
	}
}

func TestABrokenHeaderEndsTheConnection(t *testing.T) {
	server, _ := meet(t, loopback, "PROXY TCP4 nonsense\r\n")
	if got := Addr(server.RemoteAddr()); got != addr("127.0.0.1") {
		t.Errorf("the client is %v", got)
	}
	if _, err := server.Read(make([]byte, 1)); err == nil {
		t.Error("it can be read")
	}
}

func TestASilentProxyHoldsUpNobody(t *testing.T) {
	l, err := Listen(t.Context(), "127.0.0.1:0", loopback)
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	for range 3 { // none of them says a word
		c, err := net.Dial("tcp", l.Addr().String())
		if err != nil {
			t.Fatal(err)
		}
		defer c.Close()
		s, err := l.Accept()
		if err != nil {
			t.Fatal(err)
		}
		defer s.Close()
	}
}

// peer is one end of a pipe with the address of a proxy.
type peer struct{ net.Conn }

func (peer) RemoteAddr() net.Addr { return &net.TCPAddr{IP: net.IPv4(127, 0, 0, 1), Port: 1} }

func TestASilentProxyIsNotWaitedForLong(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		server, client := net.Pipe()
		defer server.Close()
		defer client.Close()
		l := newListener(&starved{next: peer{server}}, loopback)
		c, err := l.Accept()
		if err != nil {
			t.Fatal(err)
		}
		start := time.Now()
		if got := Addr(c.RemoteAddr()); got != addr("127.0.0.1") {
			t.Errorf("the client is %v", got)
		}
		if waited := time.Since(start); waited != headerTimeout {
			t.Errorf("waited %v", waited)
		}
	})
}

func TestAPortInUseIsSaid(t *testing.T) {
	l, err := Listen(t.Context(), "127.0.0.1:0", nil)
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	if _, err := Listen(t.Context(), l.Addr().String(), nil); !errors.Is(err, syscall.EADDRINUSE) {
		t.Errorf("listening twice: %v", err)
	}
	l.Close()
	if _, err := l.Accept(); !errors.Is(err, net.ErrClosed) {
		t.Errorf("accepting after Close: %v", err)
	}
}

func TestAPeerThatNeverReadsIsNotWrittenMegabytes(t *testing.T) {
	l, err := Listen(t.Context(), "127.0.0.1:0", nil)
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	peer, err := net.Dial("tcp", l.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	defer peer.Close()
	conn, err := l.Accept()
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	conn.SetWriteDeadline(time.Now().Add(100 * time.Millisecond))
	n, err := conn.Write(make([]byte, 16<<20))
	if err == nil || n > 1<<20 {
		t.Errorf("the kernel took %d bytes, %v", n, err)
	}
}

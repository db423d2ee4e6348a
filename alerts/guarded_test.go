package alerts

import (
	"context"
	"encoding/binary"
	"errors"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"sync/atomic"
	"testing"
	"time"
)

func TestOnlyTheInternetIsPublic(t *testing.T) {
	for ip, want := range map[string]bool{
		"93.184.215.14": true, "1.1.1.1": true, "2606:4700:4700::1111": true, "172.32.0.1": true,
		"0.0.0.0": false, "127.0.0.1": false, "127.9.9.9": false, "10.1.2.3": false, "172.16.0.1": false, "172.31.255.255": false,
		"192.168.1.1": false, "169.254.169.254": false, "100.64.0.1": false, "224.0.0.1": false, "239.1.1.1": false,
		"255.255.255.255": false, "240.0.0.1": false, "198.18.0.1": false, "192.0.2.1": false, "192.0.0.170": false,
		"::": false, "::1": false, "fe80::1": false, "fe80::1%eth0": false, "fc00::1": false, "fd12::1": false, "ff02::1": false,
		"::ffff:127.0.0.1": false, "::ffff:93.184.215.14": false, "::127.0.0.1": false,
		"64:ff9b::7f00:1": false, "64:ff9b:1::1": false, "2002:7f00:1::": false, "2001:0:1::1": false, "2001:db8::1": false, "fec0::1": false, "100::1": false,
	} {
		if got := Public(netip.MustParseAddr(ip)); got != want {
			t.Errorf("%s: %v", ip, got)
		}
	}
	if Public(netip.Addr{}) {
		t.Error("no address is public")
	}
}

// poster is alerts that only post.
func poster(transport http.RoundTripper) *Alerts { return &Alerts{client: newClient(transport)} }

func webhook(url string) *Webhook { return &Webhook{URL: url, Form: JSON, Secret: newSecret()} }

// fails checks how a letter failed.
func fails(t *testing.T, err error, how string) {
	t.Helper()
	var f *failure
	if !errors.As(err, &f) || f.how != how {
		t.Errorf("it failed with %v, not for %q", err, how)
	}
}

// names is a resolver whose answers follow one another; the last stays.
func names(answers ...string) *net.Resolver {
	var asked atomic.Int32
	return &net.Resolver{PreferGo: true, Dial: func(context.Context, string, string) (net.Conn, error) {
		here, there := net.Pipe()
		go func() {
			defer there.Close()
			for {
				var size [2]byte
				if _, err := io.ReadFull(there, size[:]); err != nil {
					return
				}
				query := make([]byte, binary.BigEndian.Uint16(size[:]))
				if _, err := io.ReadFull(there, query); err != nil {
					return
				}
				end := 12
				for query[end] != 0 {
					end += int(query[end]) + 1
				}
				end += 5 // the type and the class
				reply := append([]byte{}, query[:end]...)
				reply[2], reply[3] = 0x81, 0x80
				copy(reply[6:12], []byte{0, 0, 0, 0, 0, 0})
				if query[end-3] == 1 { // of IPv4
					n := min(int(asked.Add(1)), len(answers))
					ip := netip.MustParseAddr(answers[n-1]).As4()
					reply[7] = 1
					reply = append(reply, 0xc0, 12, 0, 1, 0, 1, 0, 0, 0, 0, 0, 4)
					reply = append(reply, ip[:]...)
				}
				binary.BigEndian.PutUint16(size[:], uint16(len(reply)))
				if _, err := there.Write(append(size[:], reply...)); err != nil {
					return
				}
			}
		}()
		return here, nil
	}}
}

func TestNothingReachesInside(t *testing.T) {
	var reached atomic.Int32
	inside := httptest.NewTLSServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { reached.Add(1) }))
	inside.Config.ConnState = func(net.Conn, http.ConnState) { reached.Add(1) }
	defer inside.Close()
	_, port, _ := net.SplitHostPort(inside.Listener.Addr().String())
	a := poster(Guarded(false))
	for _, host := range []string{"127.0.0.1", "localhost", "[::1]", "[::ffff:127.0.0.1]", "0.0.0.0", "169.254.169.254", "2130706433"} {
		if err := a.post(t.Context(), webhook("https://"+host+":"+port), Letter{}); err == nil {
			t.Errorf("%s was reached", host)
		}
	}

	// A name that led elsewhere when it was looked up before.
	changing := names("93.184.215.14", "127.0.0.1")
	first, err := changing.LookupNetIP(t.Context(), "ip4", "rebind.example.com")
	if err != nil || !Public(first[0].Unmap()) {
		t.Fatalf("%v, %v", first, err)
	}
	fails(t, poster(guarded(false, changing)).post(t.Context(), webhook("https://rebind.example.com:"+port), Letter{}), "unreachable")

	if reached.Load() != 0 {
		t.Error("the server inside was spoken to")
	}
}

func TestRedirectsAreNotFollowed(t *testing.T) {
	var reached atomic.Bool
	inside := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { reached.Store(true) }))
	defer inside.Close()
	for _, status := range []int{301, 302, 303, 307, 308} {
		outside := httptest.NewServer(http.RedirectHandler(inside.URL, status))
		fails(t, poster(Guarded(true)).post(t.Context(), webhook(outside.URL), Letter{}), "redirect")
		outside.Close()
	}
	if reached.Load() {
		t.Error("a redirect was followed")
	}
}

func TestHostileReceiversAreCut(t *testing.T) {
	silent := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		_, _ = io.Copy(io.Discard, r.Body) // or nobody notices that the other end has gone
		<-r.Context().Done()
	}))
	defer silent.Close()
	ctx, cancel := context.WithTimeout(t.Context(), 100*time.Millisecond)
	defer cancel()
	fails(t, poster(Guarded(true)).post(ctx, webhook(silent.URL), Letter{}), "late")

	sent := make(chan int, 1)
	endless := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		n := 0
		for chunk := make([]byte, 1<<10); ; n += len(chunk) {
			if _, err := w.Write(chunk); err != nil {
				sent <- n
				return
			}
		}
	}))
	defer endless.Close()
	if err := poster(Guarded(true)).post(t.Context(), webhook(endless.URL), Letter{}); err != nil {
		t.Errorf("an endless yes is %v", err)
	}
	<-sent // it was cut

	long := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		for i := range 1000 {
			w.Header().Add("X-Long", string(make([]byte, 0, i))+"0123456789012345678901234567890123456789")
		}
	}))
	defer long.Close()
	fails(t, poster(Guarded(true)).post(t.Context(), webhook(long.URL), Letter{}), "unreachable")
}

func TestAnswersAreUnderstood(t *testing.T) {
	for _, c := range []struct {
		status int
		retry  string
		ok     bool
		gone   bool
		after  time.Duration
	}{
		{status: 200, ok: true}, {status: 204, ok: true}, {status: 400}, {status: 404}, {status: 410, gone: true},
		{status: 429, retry: "7", after: 7 * time.Second}, {status: 503, retry: "99999999", after: retryMost}, {status: 500, retry: "-1"},
	} {
		s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
			if c.retry != "" {
				w.Header().Set("Retry-After", c.retry)
			}
			w.WriteHeader(c.status)
		}))
		err := poster(Guarded(true)).post(t.Context(), webhook(s.URL), Letter{})
		s.Close()
		var f *failure
		if errors.As(err, &f); (err == nil) != c.ok || f != nil && (f.gone != c.gone || f.after != c.after) {
			t.Errorf("%d: %+v", c.status, err)
		}
	}
}

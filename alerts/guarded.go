package alerts

import (
	"context"
	"errors"
	"net"
	"net/http"
	"net/netip"
	"slices"
	"syscall"
	"time"
)

// This file keeps what people name from leading into the network of the host.

// errPrivate says that an address is not on the internet.
var errPrivate = errors.New("that address is private")

// inside are the networks of IANA's special-purpose registries from which, or to which,
// nothing on the internet comes, and those that stand for addresses of IPv4.
var inside = []netip.Prefix{
	netip.MustParsePrefix("0.0.0.0/8"),
	netip.MustParsePrefix("10.0.0.0/8"),
	netip.MustParsePrefix("100.64.0.0/10"), // shared with the provider
	netip.MustParsePrefix("127.0.0.0/8"),
	netip.MustParsePrefix("169.254.0.0/16"), // and what clouds tell their machines
	netip.MustParsePrefix("172.16.0.0/12"),
	netip.MustParsePrefix("192.0.0.0/24"),
	netip.MustParsePrefix("192.0.2.0/24"),
	netip.MustParsePrefix("192.88.99.0/24"),
	netip.MustParsePrefix("192.168.0.0/16"),
	netip.MustParsePrefix("198.18.0.0/15"),
	netip.MustParsePrefix("198.51.100.0/24"),
	netip.MustParsePrefix("203.0.113.0/24"),
	netip.MustParsePrefix("224.0.0.0/4"), // multicast
	netip.MustParsePrefix("240.0.0.0/4"),

	netip.MustParsePrefix("2001::/23"), // Teredo among them
	netip.MustParsePrefix("2001:db8::/32"),
	netip.MustParsePrefix("2002::/16"), // 6to4
	netip.MustParsePrefix("3fff::/20"),
}

// unicast is where the internet of IPv6 is; loopback, link-local, unique local, multicast
// and translated addresses lie elsewhere.
var unicast = netip.MustParsePrefix("2000::/3")

// Public reports whether an address is on the internet.
func Public(ip netip.Addr) bool {
	if !ip.IsValid() || ip.Is4In6() || ip.Is6() && !unicast.Contains(ip) {
		return false
	}
	ip = ip.WithZone("")
	return !slices.ContainsFunc(inside, func(p netip.Prefix) bool { return p.Contains(ip) })
}

// own reports whether an address is one of this machine's, behind which there may be more
// than the internet reaches.
func own(ip netip.Addr) bool {
	all, err := net.InterfaceAddrs()
	if err != nil {
		return false
	}
	return slices.ContainsFunc(all, func(a net.Addr) bool {
		n, ok := a.(*net.IPNet)
		return ok && n.IP.Equal(ip.AsSlice())
	})
}

// Guarded speaks to the internet and to nothing else, unless it may. An address is checked
// in the moment in which it is dialed, so it does not matter what its name stood for
// before.
func Guarded(private bool) *http.Transport { return guarded(private, nil) }

func guarded(private bool, names *net.Resolver) *http.Transport {
	dialer := &net.Dialer{Timeout: sendTime, KeepAlive: -1, Resolver: names}
	if !private {
		dialer.ControlContext = func(_ context.Context, _, address string, _ syscall.RawConn) error {
			to, err := netip.ParseAddrPort(address)
			if err != nil || !Public(to.Addr()) || own(to.Addr()) {
				return errPrivate
			}
			return nil
		}
	}
	return &http.Transport{
		Proxy:                  nil, // it would look the name up by itself
		DialContext:            dialer.DialContext,
		TLSHandshakeTimeout:    sendTime,
		ResponseHeaderTimeout:  sendTime,
		MaxResponseHeaderBytes: 16 << 10,
		DisableKeepAlives:      true, // hours pass until the next
		DisableCompression:     true,
		ForceAttemptHTTP2:      true, // some push services speak nothing else
		IdleConnTimeout:        time.Second,
	}
}

package guard

import (
	"fmt"
	"net/http"
	"net/netip"
	"strings"
)

// Proxies are the networks whose word about a client's address is believed.
// None, the default, believes nobody.
type Proxies []netip.Prefix

// private is what the word "private" stands for: addresses that do not come
// from the internet.
var private = Proxies{
	netip.MustParsePrefix("127.0.0.0/8"), netip.MustParsePrefix("::1/128"), // RFC 1122, RFC 4291
	netip.MustParsePrefix("10.0.0.0/8"), netip.MustParsePrefix("172.16.0.0/12"), netip.MustParsePrefix("192.168.0.0/16"), // RFC 1918
	netip.MustParsePrefix("fc00::/7"),                                           // RFC 4193
	netip.MustParsePrefix("169.254.0.0/16"), netip.MustParsePrefix("fe80::/10"), // RFC 3927, RFC 4291
}

// ParseProxies reads addresses ("192.0.2.7"), networks ("10.0.0.0/8") and the
// word "private". Empty strings are skipped.
func ParseProxies(list []string) (Proxies, error) {
	var all Proxies
	for _, s := range list {
		switch s = strings.TrimSpace(s); s {
		case "":
		case "private":
			all = append(all, private...)
		default:
			p, err := parsePrefix(s)
			if err != nil {
				return nil, fmt.Errorf("trusted proxy %q is neither an address, a network such as 10.0.0.0/8, nor the word \"private\"", s)
			}
			all = append(all, p)
		}
	}
	return all, nil
}

func parsePrefix(s string) (netip.Prefix, error) {
	if !strings.Contains(s, "/") {
		a, err := netip.ParseAddr(s)
		if err != nil || a.Zone() != "" {
			return netip.Prefix{}, fmt.Errorf("not an address: %q", s)
		}
		a = a.Unmap()
		return netip.PrefixFrom(a, a.BitLen()), nil
	}
	p, err := netip.ParsePrefix(s)
	if err != nil || p.Addr().Is4In6() { // a mapped network would never match
		return netip.Prefix{}, fmt.Errorf("not a network: %q", s)
	}
	return p.Masked(), nil
}

// Trusts reports whether the address is a trusted proxy.
func (p Proxies) Trusts(a netip.Addr) bool {
	a = a.Unmap().WithZone("")
	for _, n := range p {
		if n.Contains(a) {
			return true
		}
	}
	return false
}

// Client is the address that a request comes from. Behind trusted proxies it is
// the right-most address in X-Forwarded-For that is not one of them: what
// stands further left was written by the client. It is the zero Addr when the
// request does not say where it comes from.
func (p Proxies) Client(r *http.Request) netip.Addr {
	peer, err := netip.ParseAddrPort(r.RemoteAddr)
	if err != nil {
		return netip.Addr{}
	}
	client := peer.Addr().Unmap()
	hops := strings.Split(strings.Join(r.Header.Values("X-Forwarded-For"), ","), ",")
	for i := len(hops) - 1; i >= 0 && p.Trusts(client); i-- {
		hop, ok := parseHop(strings.TrimSpace(hops[i]))
		if !ok {
			break // what nobody can read cannot be trusted, nor what is left of it
		}
		client = hop
	}
	return client
}

// parseHop reads an address, with or without a port.
func parseHop(s string) (netip.Addr, bool) {
	if ap, err := netip.ParseAddrPort(s); err == nil {
		return ap.Addr().Unmap(), true
	}
	a, err := netip.ParseAddr(strings.TrimSuffix(strings.TrimPrefix(s, "["), "]"))
	return a.Unmap().WithZone(""), err == nil
}

package guard

import (
	"net/http"
	"net/netip"
	"strings"
	"testing"
)

func TestProxiesAreAddressesNetworksAndTheWordPrivate(t *testing.T) {
	p, err := ParseProxies([]string{"192.0.2.7", " 198.51.100.0/24 ", "", "2001:db8::/32", "::ffff:203.0.113.9", "private"})
	if err != nil {
		t.Fatal(err)
	}
	for s, want := range map[string]bool{
		"192.0.2.7": true, "::ffff:192.0.2.7": true, "192.0.2.8": false,
		"198.51.100.255": true, "198.51.101.0": false,
		"2001:db8:ffff::1": true, "2001:db9::1": false,
		"203.0.113.9": true, "203.0.113.8": false,
		"127.0.0.1": true, "::1": true, "10.1.2.3": true, "172.31.0.1": true, "172.32.0.1": false, "192.168.1.1": true,
		"fd00::1": true, "fe80::1%eth0": true, "8.8.8.8": false,
	} {
		if got := p.Trusts(addr(s)); got != want {
			t.Errorf("%s is trusted: %v", s, got)
		}
	}
	if p.Trusts(netip.Addr{}) || Proxies(nil).Trusts(addr("127.0.0.1")) {
		t.Error("somebody is trusted by default")
	}
	for _, bad := range []string{"proxy", "10.0.0.0/33", "10.0.0", "1.2.3.4:80", "::ffff:10.0.0.0/104", "fe80::1%eth0", "10.0.0.1,10.0.0.2"} {
		if _, err := ParseProxies([]string{bad}); err == nil || !strings.Contains(err.Error(), bad) {
			t.Errorf("%q: %v", bad, err)
		}
	}
}

func TestOnlyATrustedProxySaysWhoTheClientIs(t *testing.T) {
	p, err := ParseProxies([]string{"10.0.0.0/8", "fd00::/8"})
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		name, peer string
		forwarded  []string
		want       string
	}{
		{"direct", "192.0.2.1:5000", nil, "192.0.2.1"},
		{"direct and spoofed", "192.0.2.1:5000", []string{"198.51.100.1"}, "192.0.2.1"},
		{"one proxy", "10.0.0.1:5000", []string{"198.51.100.1"}, "198.51.100.1"},
		{"a proxy that says nothing", "10.0.0.1:5000", nil, "10.0.0.1"},
		{"a proxy that says nothing, at length", "10.0.0.1:5000", []string{"", " "}, "10.0.0.1"},
		{"a proxy behind a proxy", "10.0.0.1:5000", []string{"198.51.100.1, 10.0.0.2"}, "198.51.100.1"},
		{"a client that spoofed", "10.0.0.1:5000", []string{"127.0.0.1, 10.9.9.9, 198.51.100.1"}, "198.51.100.1"},
		{"a client that spoofed in a header of its own", "10.0.0.1:5000", []string{"10.9.9.9", "198.51.100.1"}, "198.51.100.1"},
		{"a client in the proxy's network", "10.0.0.1:5000", []string{"10.0.0.2, 10.0.0.3"}, "10.0.0.2"},
		{"rubbish", "10.0.0.1:5000", []string{"198.51.100.1, <script>"}, "10.0.0.1"},
		{"rubbish behind a proxy", "10.0.0.1:5000", []string{"unknown, 10.0.0.2"}, "10.0.0.2"},
		{"with ports", "[fd00::1]:5000", []string{"198.51.100.1:80"}, "198.51.100.1"},
		{"with ports and brackets", "[fd00::1]:5000", []string{"[2001:db8::1]:80"}, "2001:db8::1"},
		{"with brackets", "[fd00::1]:5000", []string{"[2001:db8::1]"}, "2001:db8::1"},
		{"mapped", "[::ffff:10.0.0.1]:5000", []string{"::ffff:198.51.100.1"}, "198.51.100.1"},
		{"a flood", "10.0.0.1:5000", []string{strings.Repeat("10.0.0.2,", 100_000)}, "10.0.0.1"},
	} {
		r := &http.Request{RemoteAddr: c.peer, Header: http.Header{}}
		for _, f := range c.forwarded {
			r.Header.Add("X-Forwarded-For", f)
		}
		if got := p.Client(r); got != addr(c.want) {
			t.Errorf("%s: %v, want %v", c.name, got, c.want)
		}
	}
	if got := p.Client(&http.Request{RemoteAddr: "@"}); got.IsValid() {
		t.Errorf("a peer without an address: %v", got)
	}
}

package main

import (
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/netip"
	"strings"
	"time"
)

// healthTimeout is how long the server may take to answer: less than the ten
// seconds after which the image's HEALTHCHECK gives up.
const healthTimeout = 5 * time.Second

// maxReason is how much of a reason is passed on, in bytes.
const maxReason = 100

// healthcheck asks the server that runs with the same configuration on this
// machine whether it is well: whether it answers, and whether it can save.
func healthcheck(ctx context.Context, c Config) error {
	ctx, cancel := context.WithTimeout(ctx, healthTimeout)
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, healthURL(c.HTTPAddr), nil)
	if err != nil {
		return err
	}
	resp, err := (&http.Client{Transport: &http.Transport{DisableKeepAlives: true}}).Do(req)
	if err != nil {
		return err
	}
	defer resp.Body.Close()
	if resp.StatusCode != http.StatusOK {
		why, _ := io.ReadAll(io.LimitReader(resp.Body, maxReason)) // half a reason is better than none
		return fmt.Errorf("%s answered %s: %s", req.URL, resp.Status, strings.TrimSpace(string(why)))
	}
	return nil
}

// healthURL is the server's own address, seen from the machine it runs on.
func healthURL(httpAddr string) string {
	host, port, _ := net.SplitHostPort(httpAddr)
	if a, err := netip.ParseAddr(host); host == "" || err == nil && a.IsUnspecified() {
		host = "127.0.0.1"
		if a.Is6() && !a.Is4In6() {
			host = "::1"
		}
	}
	return "http://" + net.JoinHostPort(host, port) + "/readyz"
}

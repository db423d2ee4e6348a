package web

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
)

const (
	// oldCookie is what earlier versions called the cookie. It is read as long as
	// there is none of the new name, and never written.
	oldCookie = "crossplay"
	// hostPrefix makes browsers take a cookie from this very host alone, and by
	// https: nobody else below the same domain can slip them one.
	hostPrefix = "__Host-"
	// markLength is how many characters name the server: of two on one host, with
	// different ports, each has a cookie of its own.
	markLength = 8
)

// cookies are the names of this server's cookie.
type cookies struct{ plain string }

func newCookies(secret []byte) cookies {
	h := hmac.New(sha256.New, secret)
	h.Write([]byte("the name of the cookie"))
	return cookies{plain: oldCookie + "-" + hex.EncodeToString(h.Sum(nil))[:markLength]}
}

// name is what the cookie is called where browsers reach the page by https
// alone, or elsewhere.
func (c cookies) name(secure bool) string {
	if secure {
		return hostPrefix + c.plain
	}
	return c.plain
}

// known are the names under which a browser may have the cookie, the most
// trustworthy first: it may be from before the page had https.
func (c cookies) known() []string { return []string{c.name(true), c.name(false), oldCookie} }

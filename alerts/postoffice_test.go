package alerts

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"math/big"
	"net/mail"
	"strings"
	"testing"
	"time"

	"crossplay/alerts/alertstest"
	"crossplay/journal/journaltest"
)

// mailed is a house that sends e-mail, by an office without TLS.
func mailed(t *testing.T) (*harness, *alertstest.Office) {
	t.Helper()
	p := new(alertstest.Office)
	return open(t, journaltest.NewMemory(), new(post), by(p)), p
}

// by is how mails go there.
func by(p *alertstest.Office) *Mail {
	return &Mail{Host: "mail.example.org", Port: 25, Plain: true, From: &mail.Address{Name: "Games", Address: "games@example.org"}, Dial: p.Dial}
}

const bobsMail = "bob@example.org"

// confirms has somebody confirm an address.
func (h *harness) confirms(p *alertstest.Office) {
	h.t.Helper()
	if _, err := h.Email(h.t.Context(), bob, bobsMail); err != nil {
		h.t.Fatal(err)
	}
	all := p.Mails()
	if len(all) != 1 {
		h.t.Fatalf("%d mails with codes came", len(all))
	}
	if _, err := h.Confirm(h.t.Context(), bob, all[0].Code()); err != nil {
		h.t.Fatal(err)
	}
}

// token is that of the link that stops such mails.
func token(m alertstest.Mail) string {
	return strings.TrimPrefix(m.Stop(), "https://play.example.org"+StopPath)
}

// certified are a certificate for a name, and who believes it.
func certified(t *testing.T, name string) (*tls.Config, *x509.CertPool) {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	c := &x509.Certificate{
		SerialNumber: big.NewInt(1), DNSNames: []string{name}, IsCA: true, BasicConstraintsValid: true,
		NotBefore: time.Unix(0, 0), NotAfter: time.Unix(1<<33, 0),
	}
	der, err := x509.CreateCertificate(rand.Reader, c, c, key.Public(), key)
	if err != nil {
		t.Fatal(err)
	}
	leaf, err := x509.ParseCertificate(der)
	if err != nil {
		t.Fatal(err)
	}
	roots := x509.NewCertPool()
	roots.AddCert(leaf)
	return &tls.Config{Certificates: []tls.Certificate{{Certificate: [][]byte{der}, PrivateKey: key}}}, roots
}

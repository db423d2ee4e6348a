package alerts

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/ecdh"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/hkdf"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"math/big"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"crossplay/rooms/room"
)

// reader is a browser that has subscribed.
type reader struct {
	Browser
	private *ecdh.PrivateKey
	auth    []byte
}

func newReader(t *testing.T, endpoint string) *reader {
	t.Helper()
	private, err := ecdh.P256().GenerateKey(rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	auth := make([]byte, 16)
	rand.Read(auth)
	return &reader{Browser{
		Endpoint: endpoint, Key: base64.RawURLEncoding.EncodeToString(private.PublicKey().Bytes()), Auth: base64.RawURLEncoding.EncodeToString(auth),
	}, private, auth}
}

// reads decrypts a message, as RFC 8291 says.
func (r *reader) reads(t *testing.T, body string) (n notice) {
	t.Helper()
	b := []byte(body)
	salt, size := b[:16], int(b[20])
	theirs, err := ecdh.P256().NewPublicKey(b[21 : 21+size])
	if err != nil {
		t.Fatal(err)
	}
	shared, err := r.private.ECDH(theirs)
	if err != nil {
		t.Fatal(err)
	}
	derive := func(secret, salt []byte, info string, size int) []byte {
		key, err := hkdf.Key(sha256.New, secret, salt, info, size)
		if err != nil {
			t.Fatal(err)
		}
		return key
	}
	ikm := derive(shared, r.auth, "WebPush: info\x00"+string(r.private.PublicKey().Bytes())+string(theirs.Bytes()), 32)
	block, err := aes.NewCipher(derive(ikm, salt, "Content-Encoding: aes128gcm\x00", 16))
	if err != nil {
		t.Fatal(err)
	}
	gcm, err := cipher.NewGCM(block)
	if err != nil {
		t.Fatal(err)
	}
	plain, err := gcm.Open(nil, derive(ikm, salt, "Content-Encoding: nonce\x00", 12), b[21+size:], nil)
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal([]byte(strings.TrimRight(string(plain), "\x00\x02")), &n); err != nil {
		t.Fatalf("%s: %v", plain, err)
	}
	return n
}

// signed checks that a request shows whose it is, as RFC 8292 says.
func signed(t *testing.T, authorization, audience string) {
	t.Helper()
	var token, key string
	if _, err := fmt.Sscanf(strings.ReplaceAll(authorization, ",", " "), "vapid t=%s k=%s", &token, &key); err != nil || key != keys.Public {
		t.Fatalf("%s: %v", authorization, err)
	}
	parts := strings.Split(token, ".")
	var claims struct {
		Aud, Sub string
		Exp      int64
	}
	payload, err := base64.RawURLEncoding.DecodeString(parts[1])
	if err == nil {
		err = json.Unmarshal(payload, &claims)
	}
	if left := time.Until(time.Unix(claims.Exp, 0)); err != nil || claims.Aud != audience || claims.Sub != "https://play.example.org" || left <= 0 || left > day {
		t.Errorf("%s: %v", payload, err)
	}
	point, _ := base64.RawURLEncoding.DecodeString(key)
	public, err := ecdsa.ParseUncompressedPublicKey(elliptic.P256(), point)
	if err != nil {
		t.Fatal(err)
	}
	sig, err := base64.RawURLEncoding.DecodeString(parts[2])
	sum := sha256.Sum256([]byte(parts[0] + "." + parts[1]))
	if err != nil || len(sig) != 64 || !ecdsa.Verify(public, sum[:], new(big.Int).SetBytes(sig[:32]), new(big.Int).SetBytes(sig[32:])) {
		t.Error("the signature is not ours")
	}
}

// Apple refuses whoever is neither https nor a real address of e-mail, and the library puts
// "mailto:" before everything else.
func TestPushServicesAreToldAnAddressThatAllTake(t *testing.T) {
	for base, want := range map[string]string{"https://play.example.org": "https://play.example.org", "http://localhost:8080": "https://localhost:8080"} {
		if got := subject(base); got != want {
			t.Errorf("%s is told as %s", base, got)
		}
	}
}

func (h *harness) subscribe(p string, r *reader) {
	h.t.Helper()
	who := bob
	who.ID = room.PersonID(p)
	if _, err := h.Subscribe(h.t.Context(), who, r.Browser); err != nil {
		h.t.Fatal(err)
	}
}

func TestABrowserIsTold(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := newHarness(t)
		r := newReader(t, "https://push.example.com/send/abc")
		code := h.daily()
		h.subscribe("bob", r)
		h.tells(bob) // beside a webhook
		later(returning)
		h.move(ann, code, 0, "1")
		later(time.Minute)
		var push posted
		all := h.post.take()
		for _, p := range all {
			if p.url == r.Endpoint {
				push = p
			}
		}
		if len(all) != 2 || push.url == "" {
			t.Fatalf("%+v", all)
		}
		n := r.reads(t, push.body)
		if n.Title != "Your turn" || n.URL != "https://play.example.org/r/"+string(code) || n.Tag != string(code) || !strings.Contains(n.Text, "Ann") {
			t.Errorf("%+v", n)
		}
		signed(t, push.header.Get("Authorization"), "https://push.example.com")
		if push.header.Get("Topic") != string(code) || push.header.Get("TTL") == "0" || push.header.Get("Urgency") != "normal" {
			t.Errorf("%v", push.header)
		}
	})
}

// A subscription that has expired is forgotten, and the others stay.
func TestAnExpiredSubscriptionIsForgotten(t *testing.T) {
	for _, status := range []int{404, 410} {
		synctest.Test(t, func(t *testing.T) {
			h := newHarness(t)
			old, newer := newReader(t, "https://push.example.com/old"), newReader(t, "https://push.example.com/new")
			code := h.daily()
			h.subscribe("bob", old)
			later(returning)
			h.post.answers = []int{status}
			h.move(ann, code, 0, "1")
			later(time.Minute)
			if h.Settings("bob").On() {
				t.Fatalf("after %d it is still told", status)
			}
			h.subscribe("bob", old)
			h.subscribe("bob", newer)
			h.post.at = map[string]int{old.Endpoint: 500, newer.Endpoint: status}
			if err := h.Test(t.Context(), bob); !errors.Is(err, ErrFailed) {
				t.Errorf("a trial that failed: %v", err)
			}
			if got := h.Settings("bob").Browsers; len(got) != 1 || got[0].Endpoint != old.Endpoint {
				t.Errorf("%d browsers are left", len(got))
			}
			h = h.restart()
			if got := h.Settings("bob").Browsers; len(got) != 1 {
				t.Errorf("%d browsers are left after a restart", len(got))
			}
		})
	}
}

func TestFiveBrowsersAreTold(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := newHarness(t)
		for i := range maxBrowsers + 2 {
			h.subscribe("bob", newReader(t, fmt.Sprintf("https://push.example.com/%d", i)))
		}
		again := newReader(t, "https://push.example.com/3")
		h.subscribe("bob", again) // with new keys
		got := h.Settings("bob").Browsers
		if len(got) != maxBrowsers || got[0].Endpoint != "https://push.example.com/2" || got[maxBrowsers-1].Key != again.Key {
			t.Errorf("%+v", got)
		}
		s, err := h.Unsubscribe(t.Context(), bob, again.ID)
		if err != nil || len(s.Browsers) != maxBrowsers {
			t.Errorf("%d, %v", len(s.Browsers), err) // the id is that of the endpoint, which the page works out by itself
		}
		if s, err = h.Unsubscribe(t.Context(), bob, BrowserID(again.Endpoint)); err != nil || len(s.Browsers) != maxBrowsers-1 {
			t.Errorf("%d, %v", len(s.Browsers), err)
		}
	})
}

// Who sits at a browser now is told there, and nobody who sat there before.
func TestABrowserIsOnePersons(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := newHarness(t)
		r := newReader(t, "https://push.example.com/x")
		h.subscribe("ann", r)
		h.subscribe("bob", r)
		for range 2 {
			if h.Settings("ann").On() || len(h.Settings("bob").Browsers) != 1 {
				t.Fatalf("%+v and %+v", h.Settings("ann"), h.Settings("bob"))
			}
			h = h.restart()
		}
	})
}

func TestSubscriptionsAreChecked(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := newHarness(t)
		good := newReader(t, "https://push.example.com/x").Browser
		for name, b := range map[string]Browser{
			"http": {Endpoint: "http://push.example.com", Key: good.Key, Auth: good.Auth}, "inside": {Endpoint: "https://127.0.0.1/x", Key: good.Key, Auth: good.Auth},
			"no key": {Endpoint: good.Endpoint, Auth: good.Auth}, "no point": {Endpoint: good.Endpoint, Key: strings.Repeat("A", 87), Auth: good.Auth},
			"no secret": {Endpoint: good.Endpoint, Key: good.Key}, "a short secret": {Endpoint: good.Endpoint, Key: good.Key, Auth: "AAAA"},
		} {
			if _, err := h.Subscribe(t.Context(), ann, b); !errors.Is(err, ErrPush) {
				t.Errorf("%s: %v", name, err)
			}
		}
		if !keys.Valid() || (Keys{keys.Private, strings.Repeat("A", 87)}).Valid() || (Keys{}).Valid() {
			t.Error("keys are not checked")
		}
	})
}

// However many games wait, a message fits.
func TestALongLetterIsCutShort(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := newHarness(t)
		r := newReader(t, "https://push.example.com/x")
		h.subscribe("bob", r)
		later(returning)
		for range 40 {
			h.move(ann, h.daily(), 0, "1")
		}
		later(time.Minute)
		all := h.post.take()
		if len(all) == 0 {
			t.Fatal("nothing came")
		}
		n := r.reads(t, all[len(all)-1].body)
		if n.Tag != "games" || !strings.HasSuffix(n.Text, "more.") || strings.Count(n.Text, "\n") != maxLines {
			t.Errorf("%+v", n)
		}
	})
}

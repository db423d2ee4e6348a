package players

import (
	"crypto/hkdf"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base32"
	"encoding/base64"
	"encoding/binary"
	"net/netip"
	"strings"
	"time"

	"crossplay/pace"
	"crossplay/rooms/room"
)

// idSize is the length of an identity: 128 random bits.
const idSize = 16

// The lengths of signatures in bytes. A browser carries a long one. People copy
// a return code: its identity alone, which nobody else is ever shown, cannot be
// guessed, and the signature catches slips.
const (
	tokenMAC = 16
	codeMAC  = 4
)

// minSecret is the least length of the secret: what SHA-256 can make use of.
const minSecret = sha256.Size

// TokenLife is how long a browser's cookie is good for.
const TokenLife = 365 * 24 * time.Hour

// signer signs identities for one purpose, so that what is signed for one is
// worth nothing for another.
type signer struct {
	key  []byte
	size int // of a signature
}

func newSigner(secret []byte, purpose string, size int) (signer, error) {
	key, err := hkdf.Key(sha256.New, secret, nil, "crossplay "+purpose, sha256.Size)
	return signer{key, size}, err
}

func (s signer) sum(data []byte) []byte {
	h := hmac.New(sha256.New, s.key)
	h.Write(data)
	return h.Sum(nil)[:s.size]
}

func (s signer) sign(data []byte) []byte { return append(data, s.sum(data)...) }

// open returns what was signed.
func (s signer) open(signed []byte) ([]byte, bool) {
	if len(signed) < s.size {
		return nil, false
	}
	data, mac := signed[:len(signed)-s.size], signed[len(signed)-s.size:]
	return data, hmac.Equal(mac, s.sum(data))
}

func idBytes(id room.PersonID) []byte {
	b, err := base32.HexEncoding.WithPadding(base32.NoPadding).DecodeString(strings.ToUpper(string(id)))
	if err != nil || len(b) != idSize {
		return nil
	}
	return b
}

func idOf(b []byte) room.PersonID {
	return room.PersonID(strings.ToLower(base32.HexEncoding.WithPadding(base32.NoPadding).EncodeToString(b)))
}

// ReturnCode brings a guest back. It cannot be guessed, and never expires.
func (d *Directory) ReturnCode(p Player) string {
	code := returnAlphabet.EncodeToString(d.codes.sign(idBytes(p.ID)))
	var groups []string
	for len(code) > returnGroup {
		groups = append(groups, code[:returnGroup])
		code = code[returnGroup:]
	}
	return strings.Join(append(groups, code), "-")
}

// returnGroup is how many characters stand between two dashes.
const returnGroup = 8

// returnAlphabet is for codes that people copy: lower case, without l, o, 0, 1.
var returnAlphabet = base32.NewEncoding("abcdefghijkmnpqrstuvwxyz23456789").WithPadding(base32.NoPadding)

// Return finds whom a return code was made for, or returns ErrBadCode; to a
// network that has tried too many, room.ErrGuesses.
func (d *Directory) Return(code string, from netip.Addr) (Player, error) {
	network := pace.Network(from)
	if d.guesses.Spent(network) {
		return Player{}, room.ErrGuesses
	}
	p, ok := d.returning(code)
	if !ok {
		d.guesses.Wrong(network)
		return Player{}, ErrBadCode
	}
	return p, nil
}

func (d *Directory) returning(pasted string) (Player, bool) {
	if len(pasted) > maxCode {
		return Player{}, false
	}
	for _, code := range findReturns(pasted) {
		if p, ok := d.signed(code); ok {
			return p, true
		}
	}
	return Player{}, false
}

// signed is whom a return code was made for, without what people write between its groups.
func (d *Directory) signed(code string) (Player, bool) {
	raw, err := returnAlphabet.DecodeString(code)
	if err != nil {
		return Player{}, false
	}
	id, ok := d.codes.open(raw)
	if !ok || len(id) != idSize {
		return Player{}, false
	}
	p := d.known(idOf(id), Guest)
	return p, p.Kind != Key // a key cannot be replaced by something written down
}

// maxCode bounds what is looked at of a code or token, in bytes.
const maxCode = 256

// Token is a browser's cookie: the identity, the end of its life, a signature.
func (d *Directory) Token(p Player) string { return token(d.tokens, p.ID, time.Now().Add(TokenLife)) }

// CarriedToken is the same for a window that ends at p.Until. It is none for a cookie.
func (d *Directory) CarriedToken(p Player) string { return token(d.carried, p.ID, p.Until) }

func token(s signer, id room.PersonID, ends time.Time) string {
	data := binary.BigEndian.AppendUint64(idBytes(id), uint64(ends.Unix()))
	return base64.RawURLEncoding.EncodeToString(s.sign(data))
}

// FromToken finds whom a token was made for. It returns ErrBadToken for one
// that is forged, expired or cut short.
func (d *Directory) FromToken(token string) (Player, error) {
	p, _, err := d.fromToken(d.tokens, token)
	return p, err
}

// FromTab is FromToken for what one tab says, which may be a [Directory.CarriedToken].
func (d *Directory) FromTab(token string) (Player, error) {
	if p, err := d.FromToken(token); err == nil {
		return p, nil
	}
	p, ends, err := d.fromToken(d.carried, token)
	p.Until = ends
	return p, err
}

func (d *Directory) fromToken(s signer, token string) (p Player, ends time.Time, err error) {
	if len(token) > maxCode {
		return p, ends, ErrBadToken
	}
	raw, err := base64.RawURLEncoding.DecodeString(token)
	if err != nil {
		return p, ends, ErrBadToken
	}
	data, ok := s.open(raw)
	if !ok || len(data) != idSize+8 {
		return p, ends, ErrBadToken
	}
	ends = time.Unix(int64(binary.BigEndian.Uint64(data[idSize:])), 0)
	if !time.Now().Before(ends) {
		return p, ends, ErrBadToken
	}
	return d.known(idOf(data[:idSize]), Browser), ends, nil
}

// known is somebody whom this server made. If they left nothing behind they are
// provisional again.
func (d *Directory) known(id room.PersonID, kind Kind) Player {
	if p, ok := d.Player(id); ok {
		return p
	}
	return Player{ID: id, Kind: kind, Provisional: true}
}

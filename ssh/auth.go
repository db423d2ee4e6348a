package ssh

import (
	"crypto/rsa"

	charmssh "charm.land/ssh"
	gossh "golang.org/x/crypto/ssh"
)

// Modern algorithms only, the post-quantum key exchange first. Strict key
// exchange is offered by x/crypto itself, and curve25519 by its older name as
// well. A whole login takes us 1 ms with either; Diffie-Hellman over the integers
// would take 70 ms, and the client nothing. NIST's curves are left out: who must
// use those cannot use our host key either. Dropbear knows no MAC but the last two.
var (
	keyExchanges = []string{gossh.KeyExchangeMLKEM768X25519, gossh.KeyExchangeCurve25519}
	ciphers      = []string{
		gossh.CipherAES128GCM, gossh.CipherAES256GCM, gossh.CipherChaCha20Poly1305,
		gossh.CipherAES128CTR, gossh.CipherAES192CTR, gossh.CipherAES256CTR,
	}
	macs = []string{gossh.HMACSHA256ETM, gossh.HMACSHA512ETM, gossh.HMACSHA256, gossh.HMACSHA512}
)

func (s *Server) config(ctx charmssh.Context) *gossh.ServerConfig {
	c := &gossh.ServerConfig{
		Config:       gossh.Config{KeyExchanges: keyExchanges, Ciphers: ciphers, MACs: macs},
		MaxAuthTries: MaxAuthTries,
	}
	c.AddHostKey(hostKey{s.HostKey, connOf(ctx)})
	return c
}

// anyKey accepts every key that a client can sign with: a key is an identity,
// not a permission. It notes nothing about who it is, for offering a key proves
// nothing; see fingerprint. Who has only a key that is too large is a guest.
func anyKey(ctx charmssh.Context, key charmssh.PublicKey) bool {
	return connOf(ctx).offer() && !tooLarge(key)
}

// tooLarge reports whether signatures of the key take too long to check.
func tooLarge(key gossh.PublicKey) bool {
	if cert, ok := key.(*gossh.Certificate); ok {
		key = cert.Key
	}
	general, ok := key.(gossh.CryptoPublicKey)
	if !ok {
		return false
	}
	pub, ok := general.CryptoPublicKey().(*rsa.PublicKey)
	return ok && pub.N.BitLen() > MaxRSABits
}

// noQuestions lets in whoever has no key, without a prompt.
func noQuestions(charmssh.Context, gossh.KeyboardInteractiveChallenge) bool { return true }

// anyPassword lets in programs that know nothing else. Who types at a terminal is
// not asked for one: OpenSSH, PuTTY and Dropbear try noQuestions first.
func anyPassword(charmssh.Context, string) bool { return true }

// fingerprint is the identity of who has authenticated with a key, or empty. It
// is read from what authentication proved, once it is over: a key that was only
// offered, before another way in was taken, is not there.
func fingerprint(ctx charmssh.Context) string {
	key, ok := ctx.Value(charmssh.ContextKeyPublicKey).(charmssh.PublicKey)
	if !ok {
		return ""
	}
	if cert, ok := key.(*gossh.Certificate); ok {
		return gossh.FingerprintSHA256(cert.Key) // nobody vouches for the rest of it
	}
	return gossh.FingerprintSHA256(key)
}

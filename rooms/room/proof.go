package room

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"math/rand/v2"
)

// Proof lets anyone check that dice and shuffles were fair: they were settled
// before the first move, and by nothing that the server learnt later.
type Proof struct {
	Hash   string `json:"hash"`             // the SHA-256 of the secret, in hexadecimal, shown before the first move
	Secret string `json:"secret,omitempty"` // what everything was drawn with, in hexadecimal, shown when the game is over
}

func (p *Proof) hash() string {
	if p == nil {
		return ""
	}
	return p.Hash
}

// Secret is what one game's dice are drawn with.
type Secret [sha256.Size]byte

// generator draws what falls at a ply: ChaCha8, with the HMAC-SHA-256 of the
// text "ply N" under the Secret as its seed.
func (s Secret) generator(ply int) *rand.Rand {
	h := hmac.New(sha256.New, s[:])
	fmt.Fprintf(h, "ply %d", ply)
	return rand.New(rand.NewChaCha8([sha256.Size]byte(h.Sum(nil))))
}

func (s Secret) hash() string {
	sum := sha256.Sum256(s[:])
	return hex.EncodeToString(sum[:])
}

func (s Secret) text() string { return hex.EncodeToString(s[:]) }

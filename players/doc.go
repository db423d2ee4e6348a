// Package players knows who is who: it turns an SSH key, a guest's return code
// or a browser's cookie into a lasting identity, and keeps names unique.
//
// Identities live in one stream of the journal; the directory is a projection of it.
// Return codes and cookies are signed, not stored: who only looks is known by
// them alone, and leaves nothing behind.
package players

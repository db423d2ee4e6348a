// Package archive knows the games that are over: who played what, against whom, when
// and how it ended; and it shows each of them again, position by position.
//
// It is derived from the journal alone, and kept in a SQLite file of its own beside it.
// Whoever drops that file loses nothing: the archive reads the journal again while
// people play on. Nobody ever waits for it to play.
package archive

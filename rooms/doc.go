// Package rooms is where people meet: who sits where, whose turn it is, what
// was said. It decides, remembers in a [journal.Journal], and then tells everyone.
//
// A room is event-sourced. The pure functions in room.go decide what a command
// means and apply what was decided; around them one goroutine owns each live
// room. Nothing is shown to anybody before it is durable. Whoever looks at a
// room holds a [Watch], a mailbox with a single pending [Snapshot], so that the
// slowest reader cannot hold up a room.
package rooms

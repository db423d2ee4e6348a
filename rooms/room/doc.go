// Package room is one room, pure: what happens in it, and what may happen next.
//
// A room is event-sourced. [Room.Decide] says what follows from a command and
// changes nothing; [Room.Apply] takes in what was decided, now or years ago.
// [Room.Actions] is everything that a viewer may do besides moving. Nothing here
// knows the hour, starts a goroutine, reads a disk or knows who is connected:
// what a decision must know of those comes as [Circumstances], and the time of a
// record stands in the record.
//
// Events stand alone: to know who played whom, and how it ended, a reader folds
// them without the rules of any game, as [Games] does.
package room

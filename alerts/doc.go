// Package alerts tells people who are not looking what waits for them: that it is their
// turn, that little of their time is left, that somebody has come, that a game of theirs
// is over. It tells a webhook or browsers that they have named, and nobody else.
//
// What there is to be told follows from the rooms as they are, so nothing is lost when the
// program ends in any moment; what was told, or seen, is journaled, so nothing is told
// twice. What is on its way is journaled before it goes: it arrives at least once. No room
// ever waits for any of it.
package alerts

//go:build race

package players_test

// crowd is how many visitors come: the race detector is ten times slower.
const crowd = 10_000

//go:build race

package gametest

// raceCosts is how much slower rules are under the race detector.
const raceCosts = 20

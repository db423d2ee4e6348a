//go:build !race

package players_test

const crowd = 100_000

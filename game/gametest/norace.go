//go:build !race

package gametest

const raceCosts = 1

// Package guard decides who may connect: how many from one address, whose word
// about an address is believed, and what is logged about those who were turned
// away.
package guard

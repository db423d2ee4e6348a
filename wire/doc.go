// Package wire is the protocol, without whatever carries it: what a peer may ask,
// what it is answered and what it is told by itself. docs/protocol.md says all of
// it to those who write programs. A websocket and an SSH session both speak it.
package wire

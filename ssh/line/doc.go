// Package line is the terminal window without a screen: line mode, for
// terminals that cannot draw, for screen readers and for scripts, and the
// commands that print something and end. Its output is only ever appended to,
// and is plain text without escapes.
package line

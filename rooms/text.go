package rooms

// Clean makes text from a stranger safe to show in either window: one line of
// valid UTF-8 in NFC without escapes, controls, bidi controls, zero-width and
// other invisible characters, with at most MaxCombining marks on a letter,
// single spaces, and at most max user-perceived characters. It is the one
// sanitiser of the whole program; what it returned is never cleaned again.
func Clean(text string, max int) string { panic("stub") }

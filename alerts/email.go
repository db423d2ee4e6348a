package alerts

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// This file reads addresses of e-mail.

// Email is an address whose owner has confirmed that they want to be told there.
type Email struct {
	ID      string `json:"id"`
	Address string `json:"address"` // as [readEmail] returns it
}

// Lengths in bytes, of RFC 5321, section 4.5.3.1, and, for all of it, of its erratum 1690.
const (
	maxEmail  = 254
	maxLocal  = 64
	maxDomain = 253
	maxLabel  = 63
)

// readEmail reads what somebody has typed: a name and a domain, and nothing around them. A
// domain in letters of any script comes back as the DNS knows it, so that what is returned
// is ASCII and can stand in every header. Names in other letters, which few servers take,
// names in quotes and addresses of machines are refused.
func readEmail(typed string) (string, error) {
	typed = strings.TrimSpace(typed)
	if len(typed) > maxEmail {
		return "", ErrEmail.Because("long")
	}
	local, domain, ok := strings.Cut(typed, "@")
	if !ok || !isLocal(local) {
		return "", ErrEmail
	}
	domain, ok = readDomain(domain)
	if whole := local + "@" + domain; ok && len(whole) <= maxEmail {
		return whole, nil
	}
	return "", ErrEmail
}

// isLocal reports whether a name is a dot-atom: RFC 5321, section 4.1.2.
func isLocal(name string) bool {
	if len(name) > maxLocal {
		return false
	}
	for part := range strings.SplitSeq(name, ".") {
		if part == "" || strings.ContainsFunc(part, func(r rune) bool { return !isAtom(r) }) {
			return false
		}
	}
	return true
}

func isAtom(r rune) bool {
	return 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z' || '0' <= r && r <= '9' || strings.ContainsRune("!#$%&'*+-/=?^_`{|}~", r)
}

// readDomain reads a domain of at least two labels, of which the last is not a number.
func readDomain(typed string) (string, bool) {
	labels := strings.Split(strings.ToLower(norm.NFKC.String(typed)), ".")
	for i, l := range labels {
		var ok bool
		if labels[i], ok = readLabel(l); !ok {
			return "", false
		}
	}
	last := labels[len(labels)-1]
	domain := strings.Join(labels, ".")
	return domain, len(labels) > 1 && len(domain) <= maxDomain && strings.Trim(last, "0123456789") != ""
}

func readLabel(label string) (string, bool) {
	if label == "" || label[0] == '-' || label[len(label)-1] == '-' {
		return "", false
	}
	ascii := true
	for _, r := range label {
		if !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.IsMark(r) && r != '-' {
			return "", false
		}
		ascii = ascii && r < unicode.MaxASCII
	}
	if !ascii {
		label = "xn--" + punycode(label)
	}
	return label, len(label) <= maxLabel
}

// punycode writes a label in ASCII: RFC 3492, section 6.3.
func punycode(label string) string {
	const (
		base, tMin, tMax = 36, 1, 26
		skew, damp       = 38, 700
		digits           = "abcdefghijklmnopqrstuvwxyz0123456789"
	)
	all := []rune(label)
	var out []byte
	for _, r := range all {
		if r < unicode.MaxASCII {
			out = append(out, byte(r))
		}
	}
	basic := len(out)
	if basic > 0 {
		out = append(out, '-')
	}
	n, delta, bias := rune(unicode.MaxASCII+1), 0, 72
	for done := basic; done < len(all); n++ {
		next := rune(unicode.MaxRune)
		for _, r := range all {
			if r >= n {
				next = min(next, r)
			}
		}
		delta += int(next-n) * (done + 1)
		n = next
		for _, r := range all {
			if r < n {
				delta++
			}
			if r != n {
				continue
			}
			q := delta
			for k := base; ; k += base {
				t := min(max(k-bias, tMin), tMax)
				if q < t {
					break
				}
				out = append(out, digits[t+(q-t)%(base-t)])
				q = (q - t) / (base - t)
			}
			out = append(out, digits[q])
			if done == basic {
				delta /= damp
			} else {
				delta /= 2
			}
			done++
			delta += delta / done
			k := 0
			for ; delta > (base-tMin)*tMax/2; k += base {
				delta /= base - tMin
			}
			bias = k + (base-tMin+1)*delta/(delta+skew)
			delta = 0
		}
		delta++
	}
	return string(out)
}

// mailbox is what an address is counted as: of one mailbox there are many addresses, with
// capitals, with dots, and with something behind a plus.
func mailbox(address string) string {
	local, domain, _ := strings.Cut(strings.ToLower(address), "@")
	local, _, _ = strings.Cut(local, "+")
	return strings.ReplaceAll(local, ".", "") + "@" + domain
}

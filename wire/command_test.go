package wire

import (
	"bytes"
	"encoding/json"
	"maps"
	"testing"
	"unicode/utf8"
)

// An object is taken apart as package json does.
func FuzzSplit(f *testing.F) {
	for _, text := range []string{
		`{}`, ` { } `, `{"id":"1","do":"move","ply":3}`, "\t{ \"a\" : 1 ,\n\"b\":[1, {\"c\":\"]}\"}],\"d\":{} , \"e\" : -1.5e3 }\r\n",
		`{"a\"b":"\\","c":"}\""}`, `{"\u0069d":"x"}`, `{"a":null,"b":true,"c":"ü"}`, `{"":""}`,
		``, `null`, `[]`, `"x"`, `{`, `{"a"}`, `{"a":}`, `{"a":1,}`, `{"a":1}}`, `{"a":1} x`, `{a:1}`,
	} {
		f.Add([]byte(text))
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		if !utf8.Valid(text) {
			return // refused before
		}
		var want map[string]json.RawMessage
		good := json.Unmarshal(text, &want) == nil && want != nil
		fields, ok := split(nil, text)
		if ok != good {
			t.Fatalf("%q: %v, package json says %v", text, ok, good)
		}
		got := make(map[string]json.RawMessage)
		for _, f := range fields {
			got[string(f.name)] = find(fields, string(f.name))
		}
		if ok && !maps.EqualFunc(got, want, func(a, b json.RawMessage) bool { return bytes.Equal(a, b) }) {
			t.Fatalf("%q: %q, package json says %q", text, got, want)
		}
	})
}

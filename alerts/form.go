package alerts

import (
	"encoding/json"
	"mime"
	"net/http"
	"strings"
	"time"
)

// This file writes a letter as different receivers read it.

// body is what is posted, and with which headers.
func (f Form) body(l Letter) (body []byte, headers map[string]string) {
	switch f {
	case Discord:
		return encode(map[string]any{
			"content":          lines(l, escapeMarkdown, func(url string) string { return "<" + url + ">" }),
			"allowed_mentions": map[string]any{"parse": []string{}}, // nobody's name calls a whole channel
		}), jsonType
	case Slack:
		return encode(map[string]any{
			"text":         lines(l, escapeSlack, func(url string) string { return "<" + escapeSlack(url) + ">" }),
			"unfurl_links": false,
		}), jsonType
	case Ntfy:
		return []byte(l.Text), map[string]string{
			"Content-Type": "text/plain; charset=utf-8",
			"Title":        mime.QEncoding.Encode("utf-8", l.Title),
			"Click":        l.URL,
			"Tags":         "game_die",
		}
	}
	return encode(struct {
		Type      string    `json:"type"`
		Timestamp time.Time `json:"timestamp"`
		Data      Letter    `json:"data"`
	}{"alert", l.At.UTC(), l}), jsonType
}

var jsonType = map[string]string{"Content-Type": "application/json"}

// lines are a letter as a line for each game, with where it is found.
func lines(l Letter, escape, link func(string) string) string {
	if len(l.Games) == 0 {
		return escape(l.Text) + " " + link(l.URL)
	}
	return l.lines(func(g About) string { return escape(g.Text) + " " + link(g.URL) })
}

// escapeMarkdown leaves what people are called as it is written.
func escapeMarkdown(text string) string {
	var b strings.Builder
	for _, r := range text {
		if strings.ContainsRune("\\*_~`|>#[]()<@:-", r) {
			b.WriteByte('\\')
		}
		b.WriteRune(r)
	}
	return b.String()
}

var escapeSlack = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;").Replace

func encode(v any) []byte {
	b, err := json.Marshal(v)
	if err != nil {
		panic(err) // texts can be encoded
	}
	return b
}

func setAll(h http.Header, all map[string]string) {
	for name, value := range all {
		h.Set(name, value)
	}
}

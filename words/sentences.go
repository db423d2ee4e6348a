package words

import "encoding/json"

// Sentences are what people read, by key, in all windows: see [Fill]. The page
// gets them as JSON.
var Sentences = map[string]string{
	"news.sat":       "{who} sat down as {seat}.",
	"news.room":      "{was} makes room.",
	"news.left":      "{name} left.",
	"news.named":     "{was} is called {name} now.",
	"news.offered":   "{name}: {do}.",
	"news.gaveUp":    "{name} gave up. The others play on.",
	"news.youGaveUp": "You gave up. The others play on.",
	"news.out":       "{name} stayed away and is out. The others play on.",
	"news.youOut":    "You stayed away and are out. The others play on.",
	"news.started":   "The game begins.",
	"news.again":     "Game {n} begins, with the sides swapped.",
	"news.moved":     "{name} played {move}.",
	"news.youMoved":  "You played {move}.",
	"news.drew":      "{move}.",
	"news.away":      "{name} is away. The seat is kept.",
	"news.back":      "{name} is back.",
	"bot":            "{name}, a bot,",
	"guest":          "{name}, a guest,",

	// Line mode. What asks before it is done is not tried where it is not offered:
	// not and its verb say why.
	"not":        "That cannot be done now.",
	"not.claim":  "Nobody has been away for long enough.",
	"not.resign": "You have no game here to give up.",
	"done":       "{label}: done.",
	"sure":       "{ask} {more} Type yes or no.",
	"which":      "{label}: which one?",
	"number":     "Type a number from 1 to {n}, or no.",
	"unknown":    "That is not one of them.",

	// What a table says about itself, and what is offered by a verb that has no
	// words of its own for it.
	"status.left":  "{names} {names|has|have} left.",
	"verb.offered": "{do}? Waiting for {names}.",
	"verb.asked":   "{names}: {do}.",
}

// Say fills in one of the sentences.
func Say(key string, args Args) string { return Fill(Sentences[key], args) }

// JSON is everything of this package that the page needs.
func JSON() []byte {
	b, err := json.Marshal(struct {
		Sentences map[string]string `json:"sentences"`
		Verbs     []Verb            `json:"verbs"`
	}{Sentences, Verbs})
	if err != nil {
		panic(err) // texts can be encoded
	}
	return b
}

package words

import (
	"encoding/json"
	"maps"
)

// Sentences are what people read, by key, in all windows: see [Fill]. The page
// gets them as JSON. The tables they come from are in the files beside this one, and
// what belongs to a verb is in [Verbs].
var Sentences = together(atTable, onScreen, inLines, onPage, overSSH, ofAlerts, setAlerts, ofMail, setMail, habits, setHabits, setDaysOff, ofDaysOff, ofPast, ofCarry, setCarry, refusals)

func together(tables ...map[string]string) map[string]string {
	all := make(map[string]string)
	for _, table := range tables {
		for key := range table {
			if _, twice := all[key]; twice {
				panic("two sentences are called " + key)
			}
		}
		maps.Copy(all, table)
	}
	return all
}

// Say fills in one of the sentences. A key that there is not is said itself, for
// it to be noticed.
func Say(key string, args ...Args) string {
	text, ok := Sentences[key]
	switch {
	case !ok:
		return key
	case len(args) == 0:
		return text
	}
	return Fill(text, args[0])
}

// JSON is everything of this package that the page needs to begin: what only terminals say is
// left out, so are refusals, which come in words, and what comes later: see [LaterJSON].
func JSON() []byte {
	return encoded(struct {
		Sentences map[string]string `json:"sentences"`
		Verbs     []Verb            `json:"verbs"`
	}{together(atTable, onPage), Verbs})
}

// LaterJSON is what the page says at a click that few visits need: about alerts, habits, days
// off, going on elsewhere, games that are over and, where the host sends any, e-mail.
func LaterJSON(mails bool) []byte {
	said := together(setAlerts, setHabits, setDaysOff, ofPast, setCarry)
	if mails {
		said = together(said, setMail)
	}
	return encoded(said)
}

func encoded(all any) []byte {
	b, err := json.Marshal(all)
	if err != nil {
		panic(err) // texts can be encoded
	}
	return b
}

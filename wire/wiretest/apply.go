// Package wiretest reads the protocol as a program would that takes deltas.
package wiretest

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strconv"
)

// Apply is a room after a message of the type "delta". Both are what package json
// makes of them. The room that it is given stays as it was.
func Apply(room any, message map[string]any) (any, error) {
	have, ok := room.(map[string]any)
	if !ok || have["version"] != message["from"] {
		return nil, fmt.Errorf("a delta from version %v is nothing to one who has %v", message["from"], have["version"])
	}
	if lines, ok := message["moved"].([]any); ok {
		room = moved(have, lines)
	}
	next, err := lay(message["set"], room)
	if err != nil || message["free"] == nil {
		return next, err
	}
	free(next.(map[string]any), message["free"].([]any))
	return next, nil
}

// Bytes is [Apply] for JSON.
func Bytes(room, message []byte) ([]byte, error) {
	var before any
	var m map[string]any
	if err := json.Unmarshal(room, &before); err != nil {
		return nil, err
	}
	if err := json.Unmarshal(message, &m); err != nil {
		return nil, err
	}
	after, err := Apply(before, m)
	if err != nil {
		return nil, err
	}
	return json.Marshal(after)
}

// lay lays a value over another.
func lay(over, under any) (any, error) {
	changes, ok := over.(map[string]any)
	if !ok {
		return over, nil
	}
	switch under := under.(type) {
	case map[string]any:
		object := maps.Clone(under)
		for name, v := range changes {
			if v == nil {
				delete(object, name)
				continue
			}
			laid, err := lay(v, under[name])
			if err != nil {
				return nil, err
			}
			object[name] = laid
		}
		return object, nil
	case []any:
		cut, _ := changes["-"].(float64)
		list := slices.Clone(under[int(cut):])
		more, _ := changes["+"].([]any)
		for place, v := range changes {
			if place == "-" || place == "+" {
				continue
			}
			i, err := strconv.Atoi(place)
			if err != nil || i >= len(list) {
				return nil, fmt.Errorf("a list of %d has no place %q", len(list), place)
			}
			if list[i], err = lay(v, list[i]); err != nil {
				return nil, err
			}
		}
		return append(list, more...), nil
	}
	return over, nil
}

// maxNews is how many news a room has.
const maxNews = 50

// moved is a room after a move that has added these lines to its log.
func moved(room map[string]any, lines []any) map[string]any {
	room, view := maps.Clone(room), maps.Clone(room["view"].(map[string]any))
	log, _ := view["log"].([]any)
	news := room["news"].([]any)
	begins, _ := room["logFrom"].(float64)
	begins += float64(len(log))
	last := map[string]any{
		"n": news[len(news)-1].(map[string]any)["n"].(float64) + 1, "what": "moved", "seat": lines[0].(map[string]any)["seat"],
		"to": begins + float64(len(lines)),
	}
	if begins > 0 {
		last["from"] = begins
	}
	view["log"] = slices.Concat(log, lines)
	room["view"], room["news"] = view, slices.Concat(news[max(0, len(news)+1-maxNews):], []any{last})
	room["version"], room["ply"] = room["version"].(float64)+1, room["ply"].(float64)+1
	return room
}

// free puts the free cells in front of the choices.
func free(room map[string]any, not []any) {
	view := maps.Clone(room["view"].(map[string]any))
	var choices []any
	seen := make(map[any]bool)
	for _, b := range view["boards"].([]any) {
		for _, c := range b.(map[string]any)["cells"].([]any) {
			cell := c.(map[string]any)
			spot := cell["spot"]
			if spot == nil || cell["piece"] != nil || seen[spot] {
				continue
			}
			seen[spot] = true
			if !slices.Contains(not, spot) {
				choices = append(choices, spot)
			}
		}
	}
	more, _ := view["choices"].([]any)
	view["choices"] = append(choices, more...)
	room["view"] = view
}

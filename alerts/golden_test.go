package alerts

import (
	"bytes"
	"encoding/json"
	"os"
	"testing"
	"time"

	"crossplay/journal"
)

// What an earlier version has journaled is read for ever.
func TestEarlierJournalsAreRead(t *testing.T) {
	golden, err := os.ReadFile("testdata/v1.jsonl")
	if err != nil {
		t.Fatal(err)
	}
	read := &Alerts{watch: newWatch()}
	if err := read.load(nil); err != nil {
		t.Fatal(err)
	}
	pos := journal.Pos(0)
	for line := range bytes.Lines(golden) {
		pos += 7
		if err := read.fold(journal.Entry{Stream: stream, Pos: pos, Record: line}); err != nil {
			t.Fatal(err)
		}
	}
	data, err := read.save()
	if err != nil {
		t.Fatal(err)
	}
	loaded := &Alerts{watch: newWatch()}
	if err := loaded.load(data); err != nil {
		t.Fatal(err)
	}
	for from, a := range map[string]*Alerts{"the journal": read, "a checkpoint": loaded} {
		if ann := a.Settings("ann"); ann.On() || a.Settings("cat").On() || len(a.people) != 1 {
			t.Errorf("from %s: who turned it off, and who is forgotten, have %+v", from, ann)
		}
		bob := a.Settings("bob")
		if bob.Webhook == nil || bob.Webhook.Form != Ntfy || bob.Webhook.Secret != "whsec_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA" || len(bob.Browsers) != 1 || bob.Quiet.Hours() != "22:00-07:00" {
			t.Errorf("from %s: Bob has %+v", from, bob)
		}
		who := a.people["bob"]
		if !who.done.has(Item{"K7MPQX", Turn, "1/4"}) || who.done.has(Item{"K7MPQX", Turn, "1/6"}) || who.done["AAAAAA"] != nil {
			t.Errorf("from %s: of Bob is known %+v", from, who.done)
		}
		if waits := who.pending["CCCCCCCCCCCC"]; a.pending != 1 || len(who.pending) != 1 || len(waits) != 1 || len(waits[0].Items) != 2 {
			t.Errorf("from %s: %d are on their way: %+v", from, a.pending, who.pending)
		}
		if a.owners["CCCCCCCCCCCC"] != "bob" || a.tail != pos {
			t.Errorf("from %s: %v, %d", from, a.owners, a.tail)
		}
	}
}

// So is what is journaled of e-mail.
func TestEarlierJournalsOfEmailAreRead(t *testing.T) {
	golden, err := os.ReadFile("testdata/email.jsonl")
	if err != nil {
		t.Fatal(err)
	}
	read := &Alerts{watch: newWatch(), Config: Config{Mail: new(Mail)}}
	if err := read.load(nil); err != nil {
		t.Fatal(err)
	}
	pos := journal.Pos(0)
	for line := range bytes.Lines(golden) {
		pos += 7
		if err := read.fold(journal.Entry{Stream: stream, Pos: pos, Record: line}); err != nil {
			t.Fatal(err)
		}
	}
	data, err := read.save()
	if err != nil {
		t.Fatal(err)
	}
	loaded := &Alerts{watch: newWatch(), Config: Config{Mail: new(Mail)}}
	if err := loaded.load(data); err != nil {
		t.Fatal(err)
	}
	for from, a := range map[string]*Alerts{"the journal": read, "a checkpoint": loaded} {
		if ann := a.Settings("ann"); ann.Email == nil || *ann.Email != (Email{"AAAAAAAAAA", "ann@xn--bcher-kva.example"}) || a.Settings("bob").On() {
			t.Errorf("from %s: %+v, and %+v", from, ann, a.Settings("bob"))
		}
		if waits := a.people["ann"].pending["AAAAAAAAAA"]; a.pending != 1 || len(waits) != 1 {
			t.Errorf("from %s: %d are on their way: %+v", from, a.pending, waits)
		}
		if at := a.unwanted["3q2-7wAAAAAAAAAAAAAAAA"]; len(a.unwanted) != 1 || !at.Equal(time.Date(2026, 11, 30, 0, 3, 0, 0, time.UTC)) {
			t.Errorf("from %s: unwanted are %v", from, a.unwanted)
		}
	}
}

// A record has what it says, and nothing else.
func TestTheGoldenJournalHasEveryField(t *testing.T) {
	golden, err := os.ReadFile("testdata/v1.jsonl")
	if err != nil {
		t.Fatal(err)
	}
	mailed, err := os.ReadFile("testdata/email.jsonl")
	if err != nil {
		t.Fatal(err)
	}
	golden = append(append(golden, '\n'), mailed...)
	met := make(map[string]bool)
	for line := range bytes.Lines(golden) {
		if len(bytes.TrimSpace(line)) == 0 {
			continue
		}
		d := json.NewDecoder(bytes.NewReader(line))
		d.DisallowUnknownFields()
		var r record
		if err := d.Decode(&r); err != nil || r.V != 1 {
			t.Errorf("%s: %v", line, err)
		}
		var fields map[string]json.RawMessage
		if err := json.Unmarshal(line, &fields); err != nil {
			t.Fatal(err)
		}
		for name := range fields {
			met[name] = true
		}
	}
	for _, name := range []string{"v", "at", "set", "told", "pass", "sent", "gone", "unwanted"} {
		if !met[name] {
			t.Errorf("no record has %q", name)
		}
	}
}

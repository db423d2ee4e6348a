package players

import (
	"context"
	"errors"
	"net/netip"
	"slices"
	"time"

	"crossplay/pace"
	"crossplay/rooms/room"
)

// This file is about other names.

// maxPast is how many names are remembered of somebody that are not to be offered to
// them, the newest: as many as one comes under from different machines.
const maxPast = 8

// maxOwed is for how long a name waits to be judged until the network has paid for what was
// done for it.
const maxOwed = 5 * time.Second

// Rename gives somebody another name. It returns ErrBadName, ErrNameTaken or, to
// who takes, or tries, one name after another, or whose network owes too much work,
// room.ErrThrottled. A visitor who chooses a
// name stays. The name before is free at once.
func (d *Directory) Rename(ctx context.Context, id room.PersonID, wanted string) (Player, error) {
	p, ok := d.Player(id)
	if !ok {
		return Player{}, room.ErrInternal
	}
	from := d.from(id)
	if !d.tries.allow(id, from) {
		return p, room.ErrThrottled
	}
	if err := d.work.Due(ctx, from, maxOwed); errors.Is(err, pace.ErrOwes) {
		return p, room.ErrThrottled
	} else if err != nil {
		return p, err
	}
	name := CleanName(wanted)
	if name == "" {
		return p, ErrBadName
	}
	if name == p.Name && !p.Provisional {
		return p, nil
	}
	var looksLike []string
	taken := false
	d.work.Do(from, func() { // before anybody waits for it: see isFree
		looksLike = looks(name)
		taken = !d.isFree(id, looksLike) || d.reserved().pretends(name)
	})
	if taken {
		return p, ErrNameTaken
	}
	err := d.write(ctx, from, func() (record, error) {
		if !d.isFree(id, looksLike) {
			return record{}, ErrNameTaken
		}
		if r, ok, err := d.keeping(id); ok || err != nil {
			r.Name = name
			return r, err
		}
		if !d.renames.Allow(id) {
			return record{}, room.ErrThrottled
		}
		return record{ID: id, Name: name, Rename: true}, nil
	})
	if err != nil {
		return p, err
	}
	p, _ = d.Player(id)
	return p, nil
}

// Offer is the name that somebody may want who has come to stay, and comes under
// another than theirs, such as by "ssh NAME@host"; or empty. It is none that they
// had before, or were offered, or could not have. Where their network owes work there
// is none.
func (d *Directory) Offer(p Player, wanted string, from netip.Addr) (name string) {
	network := pace.Network(from)
	if d.work.Owes(network) == 0 {
		d.work.Do(network, func() { name = d.offer(p, wanted) })
	}
	return name
}

func (d *Directory) offer(p Player, wanted string) string {
	name := CleanName(wanted)
	d.mu.RLock()
	stays, ok := d.all[p.ID]
	d.mu.RUnlock()
	if !ok || name == "" || !d.reserved().isChosen(name) || slices.ContainsFunc(append(stays.past, stays.Name), func(had string) bool { return alikeNames(had, name) }) {
		return ""
	}
	if !d.isFree(p.ID, looks(name)) {
		return ""
	}
	return name
}

// Pass notes that somebody does not want a name that they were offered.
func (d *Directory) Pass(ctx context.Context, id room.PersonID, name string) error {
	return d.write(ctx, d.from(id), func() (record, error) {
		switch {
		case d.Called(id) == "":
			return record{}, room.ErrInternal
		case !d.renames.Allow(id): // it is kept as names are
			return record{}, room.ErrThrottled
		}
		return record{ID: id, Passed: name}, nil
	})
}

// Renames has hear called whenever somebody is called something else than before. It
// must return at once, and may be called from any goroutine.
func (d *Directory) Renames(hear func(room.PersonID)) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.heard = append(d.heard, hear)
}

// Changes has hear called likewise, and also when somebody has other habits.
func (d *Directory) Changes(hear func(room.PersonID)) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.changed = append(d.changed, hear)
}

// Called is what somebody is called now, or empty where the directory does not know
// them.
func (d *Directory) Called(id room.PersonID) string {
	p, _ := d.Player(id)
	return p.Name
}

// alikeNames reports whether one name can be taken for the other.
func alikeNames(a, b string) bool {
	theirs := looks(b)
	return slices.ContainsFunc(looks(a), func(l string) bool { return slices.Contains(theirs, l) })
}

// passed is the past with one name more that is not to be offered.
func passed(past []string, name string) []string {
	past = append(slices.Clone(past), name)
	return past[max(0, len(past)-maxPast):]
}

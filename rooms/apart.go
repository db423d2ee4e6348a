package rooms

import "crossplay/rooms/room"

// Apart returns nil where two people may be one from now on, and ErrOpposed where both have
// a seat in a room that is not done with: nobody plays both sides. Somebody is apart from
// themselves, and from nobody.
func (reg *Registry) Apart(a, b room.PersonID) error {
	if a == b || a == "" {
		return nil
	}
	reg.mu.Lock()
	defer reg.mu.Unlock()
	for _, c := range reg.of(a) {
		if c.Phase != room.Over && c.SeatOf(a) >= 0 && c.SeatOf(b) >= 0 {
			return room.ErrOpposed
		}
	}
	return nil
}

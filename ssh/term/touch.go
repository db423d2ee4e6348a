package term

// Toucher is a [Model] that knows at times how little a message has changed: the
// seconds of a clock, where the rest of the picture is what it was.
type Toucher interface {
	// Slight reports whether the message that Update took last has changed no more than
	// Touch draws.
	Slight() bool
	// Touch is called after such messages alone, with a copy of the picture that is shown,
	// and draws over it what they have changed. It reports whether that is all; else the
	// whole is drawn anew.
	Touch(*Canvas) bool
}

// touch draws what has changed slightly, if that is all there is to draw.
func (p *program) touch() bool {
	m, ok := p.model.(Toucher)
	if !ok || p.anew {
		return false
	}
	c := p.screen.copy(p.Look, p.size)
	if c == nil {
		return false
	}
	if !m.Touch(c) {
		c.Free()
		return false
	}
	p.screen.show(c, p.model.Title())
	return true
}

// copy is the picture that is shown, to be drawn on; nil while another is being
// written, or where it is not the terminal's alone.
func (s *screen) copy(look Look, size Size) *Canvas {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.writing || s.err != nil {
		return nil
	}
	old := s.shown()
	if old == nil || old.shared != nil || old.W != size.W || old.H != size.H || old.look != look {
		return nil
	}
	c := look.Canvas(size.W, size.H)
	copy(c.cells, old.cells)
	c.clusters = append(c.clusters[:0], old.clusters...)
	c.links = append(c.links[:0], old.links...)
	c.CursorX, c.CursorY, c.CursorShown = old.CursorX, old.CursorY, old.CursorShown
	return c
}

package rooms

// answers remembers what people were told, so that a command which arrives
// twice is answered twice but done once.
type answers struct {
	given map[answerKey]*Refusal // nil for yes
	order []answerKey            // the oldest first
}

type answerKey struct {
	person PersonID
	id     string
}

func (a *answers) find(k answerKey) (*Refusal, bool) {
	no, ok := a.given[k]
	return no, ok
}

// keep forgets the oldest answer beyond MaxAnswers.
func (a *answers) keep(k answerKey, no *Refusal) {
	if a.given == nil {
		a.given = make(map[answerKey]*Refusal)
	}
	if len(a.order) == MaxAnswers {
		delete(a.given, a.order[0])
		a.order = a.order[1:]
	}
	a.given[k] = no
	a.order = append(a.order, k)
}

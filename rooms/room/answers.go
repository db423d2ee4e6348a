package room

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

// Answered finds the answer to a command that was given before. Players' own
// answers are kept apart, so that nobody else can push them out.
func (r *Room) Answered(by PersonID, id string) (*Refusal, bool) {
	if id == "" {
		return nil, false
	}
	for _, owner := range []PersonID{by, ""} {
		if a := r.answers[owner]; a != nil {
			if no, ok := a.find(answerKey{by, id}); ok {
				return no, true
			}
		}
	}
	return nil, false
}

// Answer remembers what somebody was told, should the command come again: nil
// for yes. What was accepted follows from the records, and needs no telling.
func (r *Room) Answer(by PersonID, id string, no *Refusal) {
	if id == "" {
		return
	}
	owner := by
	if r.SeatOf(by) < 0 {
		owner = ""
	}
	r.remember(owner, answerKey{by, id}, no)
}

func (r *Room) remember(owner PersonID, k answerKey, no *Refusal) {
	if r.answers == nil {
		r.answers = make(map[PersonID]*answers)
	}
	if r.answers[owner] == nil {
		r.answers[owner] = new(answers)
	}
	r.answers[owner].keep(k, no)
}

// disown puts the answers of a player who leaves among those of all others, so
// that who come and go do not make a room large.
func (r *Room) disown(player PersonID) {
	a := r.answers[player]
	if a == nil {
		return
	}
	delete(r.answers, player)
	for _, k := range a.order {
		r.remember("", k, a.given[k])
	}
}

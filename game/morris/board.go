package morris

import (
	"slices"
	"strings"
)

// points is how many points the board has.
const points = 24

// nowhere is no point.
const nowhere int8 = -1

// names are the points, row by row from the top.
var names = [points]string{
	"a7", "d7", "g7",
	"b6", "d6", "f6",
	"c5", "d5", "e5",
	"a4", "b4", "c4", "e4", "f4", "g4",
	"c3", "d3", "e3",
	"b2", "d2", "f2",
	"a1", "d1", "g1",
}

// rows are the lines of the board, each of them three points: the mills.
var rows = [...]string{
	"a7 d7 g7", "b6 d6 f6", "c5 d5 e5", "a4 b4 c4", "e4 f4 g4", "c3 d3 e3", "b2 d2 f2", "a1 d1 g1",
	"a1 a4 a7", "b2 b4 b6", "c3 c4 c5", "d1 d2 d3", "d5 d6 d7", "e3 e4 e5", "f2 f4 f6", "g1 g4 g7",
}

// mills are the two ways to have a point in a mill, each as the other two points
// of it; beside are the neighbours of a point.
var mills, beside = connect()

func connect() (mills [points][2]set, beside [points]set) {
	var found [points]int
	for _, row := range rows {
		var p [3]int8
		for i, name := range strings.Fields(row) {
			p[i] = point(name)
		}
		all := one(p[0]) | one(p[1]) | one(p[2])
		for _, at := range p {
			mills[at][found[at]] = all &^ one(at)
			found[at]++
		}
		beside[p[0]] |= one(p[1])
		beside[p[1]] |= one(p[0]) | one(p[2])
		beside[p[2]] |= one(p[1])
	}
	return mills, beside
}

// point is the point of that name, or nowhere.
func point(name string) int8 {
	return int8(slices.Index(names[:], name))
}

// mill reports whether the stones make a mill with one on the point.
func (s set) mill(at int8) bool {
	return s&mills[at][0] == mills[at][0] || s&mills[at][1] == mills[at][1]
}

// prey are the stones that a mill may take: those in no mill, or any if all are.
func (s set) prey() set {
	var loose set
	for rest := s; rest != 0; rest &= rest - 1 {
		if at := rest.first(); !s.mill(at) {
			loose |= one(at)
		}
	}
	if loose == 0 {
		return s
	}
	return loose
}

package game

import (
	"reflect"
	"testing"
)

// Whatever is different in a board, it is another one: windows share those that are the
// same.
func TestBoardsThatDifferAreNotTheSame(t *testing.T) {
	board := func() []Board { return []Board{{Cells: make([]Cell, 2)}} }
	if !SameBoards(board(), board()) || !SameBoards(nil, nil) || SameBoards(board(), nil) {
		t.Fatal("what is the same is not")
	}
	differs := func(what string, change func(*Board) reflect.Value) {
		b := board()
		switch f := change(&b[0]); f.Kind() {
		case reflect.String:
			f.SetString("x")
		case reflect.Int:
			f.SetInt(1)
		case reflect.Slice:
			f.Set(reflect.MakeSlice(f.Type(), f.Len()+1, f.Len()+1))
		default:
			t.Fatalf("%s is a %s", what, f.Kind())
		}
		if SameBoards(board(), b) {
			t.Errorf("another %s is the same", what)
		}
	}
	for i := range reflect.TypeFor[Board]().NumField() {
		differs(reflect.TypeFor[Board]().Field(i).Name, func(b *Board) reflect.Value { return reflect.ValueOf(b).Elem().Field(i) })
	}
	for i := range reflect.TypeFor[Cell]().NumField() {
		differs(reflect.TypeFor[Cell]().Field(i).Name, func(b *Board) reflect.Value { return reflect.ValueOf(&b.Cells[1]).Elem().Field(i) })
	}
}

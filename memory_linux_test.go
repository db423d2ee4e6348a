package main

import (
	"testing"
	"testing/fstest"
)

// A host of 512 MB, or a container of one, must not be filled with rooms.
func TestRoomsTakeHalfOfTheMemoryThereIs(t *testing.T) {
	file := func(text string) *fstest.MapFile { return &fstest.MapFile{Data: []byte(text)} }
	machine := file("MemTotal:        2097152 kB\nMemFree:  12 kB\n")
	for what, of := range map[string]struct {
		files fstest.MapFS
		limit int64 // GOMEMLIMIT
		want  int64
	}{
		"a machine":        {fstest.MapFS{machineMemory: machine}, noLimit, 1 << 30},
		"a container":      {fstest.MapFS{machineMemory: machine, groupMemory: file("536870912\n")}, noLimit, 256 << 20},
		"without a limit":  {fstest.MapFS{machineMemory: machine, groupMemory: file("max\n")}, noLimit, 1 << 30},
		"a limit of Go's":  {fstest.MapFS{machineMemory: machine, groupMemory: file("max\n")}, 400 << 20, 200 << 20},
		"nothing is known": {fstest.MapFS{groupMemory: file("?")}, noLimit, 0},
		"Go's limit alone": {fstest.MapFS{}, 400 << 20, 200 << 20},
	} {
		if got := forRooms(memoryOf(of.files), of.limit); got != of.want {
			t.Errorf("%s: %d bytes, want %d", what, got, of.want)
		}
	}
}

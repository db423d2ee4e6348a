package main

import (
	"bytes"
	"io/fs"
	"strconv"
)

// Where Linux says how much memory there is: for this group of processes, as a container
// has it, and for the machine.
const (
	groupMemory   = "sys/fs/cgroup/memory.max"
	machineMemory = "proc/meminfo"
)

// memoryOf is how many bytes there are by what such a system says, or zero where it says
// nothing.
func memoryOf(root fs.FS) int64 {
	all := int64(0)
	if said, err := fs.ReadFile(root, machineMemory); err == nil {
		for line := range bytes.Lines(said) {
			if f := bytes.Fields(line); len(f) > 1 && string(f[0]) == "MemTotal:" {
				kb, _ := strconv.ParseInt(string(f[1]), 10, 64) // else nothing is known
				all = kb << 10
			}
		}
	}
	if said, err := fs.ReadFile(root, groupMemory); err == nil {
		most, err := strconv.ParseInt(string(bytes.TrimSpace(said)), 10, 64) // "max": no limit
		if err == nil && most > 0 && (all == 0 || most < all) {
			all = most
		}
	}
	return all
}

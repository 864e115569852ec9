package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"time"
)

// descendants are the processes that a process has started, and those that they have. A shell that is told to end does
// so without its command. Where there is no /proc, there are none to be found.
func descendants(root int) []int {
	children := map[int][]int{}
	stats, _ := filepath.Glob("/proc/[0-9]*/stat") //nolint:errcheck // The pattern is a good one.
	for _, file := range stats {
		if parent, pid, ok := readStat(file); ok {
			children[parent] = append(children[parent], pid)
		}
	}
	var all []int
	for next := children[root]; len(next) > 0; next = next[1:] {
		all = append(all, next[0])
		next = append(next, children[next[0]]...)
	}
	return all
}

// readStat reads "PID (NAME) STATE PARENT …", where the name may hold anything.
func readStat(file string) (parent, pid int, ok bool) {
	text, err := os.ReadFile(file) //nolint:gosec // One of /proc.
	if err != nil {
		return 0, 0, false // it has ended
	}
	var state string
	behindName := string(text[strings.LastIndexByte(string(text), ')')+1:])
	_, err = fmt.Sscan(behindName, &state, &parent)
	pid, pidErr := strconv.Atoi(filepath.Base(filepath.Dir(file)))
	return parent, pid, err == nil && pidErr == nil && state != "Z"
}

// patience is how long what the command left has to end by itself.
const patience = 5 * time.Second

// clearUp ends what a command has left that was told to end.
func clearUp(started []int) {
	signal := func(with os.Signal) (left []int) {
		for _, pid := range started {
			process, err := os.FindProcess(pid)
			if err == nil && alive(pid) && process.Signal(with) == nil {
				left = append(left, pid)
			}
		}
		return left
	}
	signal(syscall.SIGTERM)
	for begun := time.Now(); time.Since(begun) < patience; time.Sleep(10 * time.Millisecond) {
		if started = signal(syscall.Signal(0)); len(started) == 0 {
			return
		}
	}
	signal(os.Kill)
}

func alive(pid int) bool {
	_, _, ok := readStat(fmt.Sprintf("/proc/%d/stat", pid))
	return ok
}

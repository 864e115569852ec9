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

// descendants are the processes that a process has started, and those that they have started. A shell that is told to end
// does not tell its command. Without /proc, none are found.
func descendants(root int) []int {
	children := map[int][]int{}
	stats, _ := filepath.Glob("/proc/[0-9]*/stat") //nolint:errcheck // The pattern is valid.
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

// graceTime is how long the processes that a command has left may take to end by themselves.
const graceTime = 5 * time.Second

// endAll ends the processes that a command has left.
func endAll(started []int) {
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
	for begun := time.Now(); time.Since(begun) < graceTime; time.Sleep(10 * time.Millisecond) {
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

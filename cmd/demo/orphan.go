package main

import (
	"context"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"time"
)

// orphaned tells when `go run` has died over a signal, SIGTERM above all, that it does not pass on: without this, the
// demo would go on behind the back of whoever stopped it.
func orphaned(ctx context.Context) <-chan struct{} {
	gone := make(chan struct{})
	program, err := os.Executable()
	if err != nil || !byGoRun(program) {
		return gone
	}
	go func() {
		parent := os.Getppid()
		tick := time.NewTicker(100 * time.Millisecond)
		defer tick.Stop()
		for os.Getppid() == parent {
			select {
			case <-tick.C:
			case <-ctx.Done():
				return
			}
		}
		close(gone)
	}()
	return gone
}

// byGoRun tells the go command's places for programs from all others: a temporary folder go-build…, or in its cache the
// folder …-d of a SHA-256.
func byGoRun(program string) bool {
	folder := filepath.Dir(program)
	return strings.Contains(filepath.ToSlash(folder), "/go-build") || inCache.MatchString(filepath.Base(folder))
}

var inCache = regexp.MustCompile(`^[0-9a-f]{64}-d$`)

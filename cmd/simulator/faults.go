package main

import (
	"errors"
	"fmt"
	"maps"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"terraform.local/rtc/terraform-provider-rtc/internal/simulator"
)

// fault is how an operation is to fail.
type fault struct {
	operation simulator.Operation
	status    int
	times     int // zero: always
}

func (s *settings) addFault(text string) error {
	operation, rest, _ := strings.Cut(text, "=")
	status, times, limited := strings.Cut(rest, ":")
	f := fault{operation: simulator.Operation(operation)}
	if _, known := simulator.Operations()[f.operation]; !known && f.operation != simulator.AnyOperation {
		return fmt.Errorf("there is no operation %q; use \"*\" for all of them, or one of: %s", operation, operations())
	}
	var err error
	if f.status, err = strconv.Atoi(status); err != nil || f.status < http.StatusBadRequest || f.status > 599 {
		return errors.New("give a status between 400 and 599, as in regenerate_token=503:2")
	}
	if limited {
		if f.times, err = strconv.Atoi(times); err != nil || f.times < 1 {
			return errors.New("say how many times with a number above 0, as in regenerate_token=503:2")
		}
	}
	s.faults = append(s.faults, f)
	return nil
}

func (f fault) order(server *simulator.Server) {
	how := simulator.Refusal(f.status)
	if f.status == http.StatusTooManyRequests && simulator.Operations()[f.operation] == "cloudflare" {
		how = simulator.TooMany("1") // Telnyx does not document the header
	}
	if f.times == 0 {
		server.FailAlways(f.operation, how)
	}
	for range f.times {
		server.Fail(f.operation, how)
	}
}

func operations() string {
	var names []string
	for _, each := range slices.Sorted(maps.Keys(simulator.Operations())) {
		names = append(names, string(each))
	}
	return strings.Join(names, ", ")
}

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
	how       simulator.Fault
	times     int // zero: always
}

func (s *settings) addFault(text string) error {
	operation, rest, _ := strings.Cut(text, "=")
	kind, times, limited := strings.Cut(rest, ":")
	f := fault{operation: simulator.Operation(operation)}
	if _, known := simulator.Operations()[f.operation]; !known && f.operation != simulator.AnyOperation {
		return fmt.Errorf("there is no operation %q; use \"*\" for all of them, or one of: %s", operation, operations())
	}
	var err error
	if f.how, err = faultOfKind(kind, f.operation); err != nil {
		return err
	}
	if limited {
		if f.times, err = strconv.Atoi(times); err != nil || f.times < 1 {
			return errors.New("say how many times with a number above 0, as in regenerate_token=503:2")
		}
	}
	s.faults = append(s.faults, f)
	return nil
}

// faultOfKind is a status in the vendor's own form, or a recorded fault.
func faultOfKind(kind string, of simulator.Operation) (simulator.Fault, error) {
	vendor := simulator.Operations()[of]
	for _, each := range simulator.RecordedFaults() {
		switch {
		case each.Name != kind:
		case each.Vendor != "" && each.Vendor != vendor:
			return simulator.Fault{}, fmt.Errorf("only an operation of %s answers %s", each.Vendor, kind)
		default:
			return each.Fault, nil
		}
	}
	status, err := strconv.Atoi(kind)
	if err != nil || status < http.StatusBadRequest || status > 599 {
		return simulator.Fault{}, errors.New("give a status between 400 and 599, as in regenerate_token=503:2, or a kind that -help lists")
	}
	if status == http.StatusTooManyRequests && vendor == "cloudflare" {
		return simulator.TooMany("1"), nil // Telnyx does not document the header
	}
	return simulator.Refusal(status), nil
}

func (f fault) apply(server *simulator.Server) {
	if f.times == 0 {
		server.FailAlways(f.operation, f.how)
	}
	for range f.times {
		server.Fail(f.operation, f.how)
	}
}

func operations() string {
	var names []string
	for _, each := range slices.Sorted(maps.Keys(simulator.Operations())) {
		names = append(names, string(each))
	}
	return strings.Join(names, ", ")
}

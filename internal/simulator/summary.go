package simulator

import (
	"fmt"
	"io"
	"maps"
	"net/http"
	"slices"
	"strings"
)

// Environment are the variables by which a program finds the vendors here and
// is let in, each as NAME=value.
func (s *Server) Environment() []string {
	return []string{
		"CLOUDFLARE_API_TOKEN=" + s.options.CloudflareAPIToken,
		"CLOUDFLARE_ACCOUNT_ID=" + s.options.AccountID,
		"CLOUDFLARE_BASE_URL=" + s.CloudflareURL(),
		"TELNYX_API_KEY=" + s.options.TelnyxAPIKey,
		"TELNYX_BASE_URL=" + s.TelnyxURL(),
		"RTC_SIMULATOR_URL=" + s.URL(),
	}
}

// Summary writes what was called, minted and joined so far, for people to read.
// It shows no token.
func (s *Server) Summary(out io.Writer) {
	var text strings.Builder
	calls, joins := s.callsByOperation()
	fmt.Fprintf(&text, "Simulator: %s, %s, %s.\n", count(s.Calls(AnyOperation), "request"),
		count(len(s.Tokens()), "token"), count(len(s.Joins()), "join"))
	for _, op := range slices.Sorted(maps.Keys(calls)) {
		fmt.Fprintf(&text, "  %-28s %5d%s\n", op, total(calls[op]), errorsIn(calls[op]))
	}
	for _, each := range s.joinsByPlace() {
		fmt.Fprintf(&text, "  joined: %s\n", each)
	}
	if refused := total(joins) - joins[http.StatusOK]; refused > 0 {
		fmt.Fprintf(&text, "  refused to join: %d\n", refused)
	}
	_, _ = io.WriteString(out, text.String()) //nolint:errcheck // Nobody is left to tell.
}

// joinsByPlace says who joined where, and how often if more than once.
func (s *Server) joinsByPlace() []string {
	var places []string
	times := map[string]int{}
	for _, in := range s.Joins() {
		place := fmt.Sprintf("meeting %s, participant %s", in.Room, in.Participant)
		if in.Vendor == string(telnyx) {
			place = fmt.Sprintf("room %s, user %s", in.Room, in.Participant)
		}
		if times[place]++; times[place] == 1 {
			places = append(places, place)
		}
	}
	for i, place := range places {
		if n := times[place]; n > 1 {
			places[i] = fmt.Sprintf("%s, %d times", place, n)
		}
	}
	return places
}

// callsByOperation counts by operation and status, joins apart.
func (s *Server) callsByOperation() (calls map[Operation]map[int]int, joins map[int]int) {
	calls, joins = map[Operation]map[int]int{}, map[int]int{}
	for _, call := range s.Log() {
		statuses := joins
		if call.Operation != Join {
			if calls[call.Operation] == nil {
				calls[call.Operation] = map[int]int{}
			}
			statuses = calls[call.Operation]
		}
		statuses[call.Status]++
	}
	return calls, joins
}

func total(statuses map[int]int) int {
	n := 0
	for _, count := range statuses {
		n += count
	}
	return n
}

// errorsIn says which of the statuses are none of success.
func errorsIn(statuses map[int]int) string {
	var parts []string
	for _, status := range slices.Sorted(maps.Keys(statuses)) {
		switch {
		case status == 0:
			parts = append(parts, fmt.Sprintf("%d without a response", statuses[status]))
		case status >= http.StatusMultipleChoices:
			parts = append(parts, fmt.Sprintf("%d with %d", statuses[status], status))
		}
	}
	if len(parts) == 0 {
		return ""
	}
	return "  (" + strings.Join(parts, ", ") + ")"
}

func count(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return fmt.Sprintf("%d %ss", n, what)
}

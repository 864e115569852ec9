package simulator

import (
	"fmt"
	"io"
	"maps"
	"net/http"
	"slices"
	"strings"
)

// Environment are the variables with which a program uses this server, each as
// NAME=value.
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
	requests := s.Calls(AnyOperation)
	s.journal.mu.Lock()
	counts, joins := s.journal.counts, s.journal.joins
	fmt.Fprintf(&text, "Simulator: %s, %s, %s.\n", plural(requests, "request"),
		plural(s.journal.tokens.total, "token"), plural(joins.total, "join"))
	for _, op := range slices.Sorted(maps.Keys(counts)) {
		if op != Join {
			fmt.Fprintf(&text, "  %-28s %5d%s\n", op, counts[op].calls, errorsIn(counts[op]))
		}
	}
	for _, each := range joinsByPlace(joins.inOrder()) {
		fmt.Fprintf(&text, "  joined: %s\n", each)
	}
	if earlier := joins.total - len(joins.items); earlier > 0 {
		fmt.Fprintf(&text, "  joined before these: %d\n", earlier)
	}
	if tried := counts[Join]; tried != nil && tried.calls > tried.statuses[http.StatusOK] {
		fmt.Fprintf(&text, "  refused to join: %d\n", tried.calls-tried.statuses[http.StatusOK])
	}
	if counts[AddWebhook] != nil {
		text.WriteString("  delivered to webhooks: nothing, the simulator only keeps them\n")
	}
	s.journal.mu.Unlock()
	_, _ = io.WriteString(out, text.String()) //nolint:errcheck // There is nowhere else to write.
}

// joinsByPlace says who joined where, and how often if more than once.
func joinsByPlace(joins []Joined) []string {
	var places []string
	times := map[string]int{}
	for _, in := range joins {
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

// errorsIn says how many of the calls had no success, and why.
func errorsIn(c *count) string {
	var parts []string
	unanswered := c.calls
	for _, status := range slices.Sorted(maps.Keys(c.statuses)) {
		unanswered -= c.statuses[status]
		if status >= http.StatusMultipleChoices {
			parts = append(parts, fmt.Sprintf("%d with %d", c.statuses[status], status))
		}
	}
	if unanswered > 0 {
		parts = append(parts, fmt.Sprintf("%d without a response", unanswered))
	}
	if len(parts) == 0 {
		return ""
	}
	return "  (" + strings.Join(parts, ", ") + ")"
}

func plural(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return fmt.Sprintf("%d %ss", n, what)
}

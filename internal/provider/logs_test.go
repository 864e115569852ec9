package provider_test

import (
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"terraform.local/rtc/terraform-provider-rtc/internal/simulator"
)

// line is one line of the provider's log, without what the CLI adds to all.
type line map[string]any

// logged runs a plan that logs as JSON, and gives the provider's own lines.
func (p *project) logged() []line {
	p.t.Helper()
	file := filepath.Join(p.folder, "log.json")
	p.env = append(p.env, "TF_LOG=JSON", "TF_LOG_PATH="+file)
	if output, err := p.try("plan", "-no-color"); err != nil {
		p.t.Log(output)
	}
	text, err := os.ReadFile(file) //nolint:gosec // of our own folder
	if err != nil {
		p.t.Fatal(err)
	}
	var lines []line
	for each := range strings.Lines(string(text)) {
		var one line
		if json.Unmarshal([]byte(each), &one) != nil {
			continue
		}
		if message := one["@message"]; message == "Sent a request" || strings.HasPrefix(fmt.Sprint(message), "Waiting ") {
			lines = append(lines, one)
		}
	}
	return lines
}

// plain drops the fields that all lines have, and gives the durations as what they are.
func (l line) plain(t *testing.T) line {
	t.Helper()
	for _, common := range []string{"@timestamp", "@caller", "@module", "tf_req_id", "tf_rpc", "tf_provider_addr", "tf_data_source_type", "tf_ephemeral_resource_type", "timestamp"} {
		delete(l, common)
	}
	for _, name := range []string{"duration", "wait"} {
		if text, ok := l[name].(string); ok {
			if _, err := time.ParseDuration(text); err != nil {
				t.Errorf("%s: %v", name, err)
			}
			l[name] = "a duration"
		}
	}
	return l
}

// There is a line for each attempt, and one where a call begins to wait for a rate limit. Nothing else is in them.
func TestLogs(t *testing.T) {
	t.Parallel()
	const route = "/accounts/{account_id}/realtime/kit/{app_id}/meetings/{meeting_id}/participants/{participant_id}/token"
	w := newWorld(t, simulator.Options{})
	w.Fail(simulator.RegenerateToken,
		simulator.Refusal(503).With("Cf-Ray", "ray-1").With("Retry-After", "1"),
		simulator.Fault{Ending: simulator.Reset},
		simulator.TooMany("1").With("Cf-Ray", "ray-3"),
		simulator.Fault{}.With("Cf-Ray", "ray-4"))
	lines := newProject(t, w, participantToken()).withProgram().logged()
	for i := range lines {
		lines[i] = lines[i].plain(t)
	}
	attempt := func(number float64, more line) line {
		common := line{"@level": "debug", "@message": "Sent a request", "vendor": "Cloudflare", "method": "POST", "route": route,
			"attempt": number, "duration": "a duration", "wait": "a duration"}
		maps.Copy(common, more)
		return common
	}
	want := []line{
		attempt(1, line{"status": 503.0, "request_id": "ray-1"}),
		{"@level": "info", "@message": "Waiting before the next attempt", "vendor": "Cloudflare", "method": "POST", "route": route,
			"attempt": 2.0, "wait": "a duration", "reason": "the vendor responded with a 5xx and asked to wait"},
		attempt(2, line{"failure": "unreachable"}),
		attempt(3, line{"status": 429.0, "request_id": "ray-3"}),
		{"@level": "info", "@message": "Waiting for the rate limit", "vendor": "Cloudflare", "method": "POST", "route": route,
			"attempt": 4.0, "wait": "a duration", "reason": "the vendor responded with 429"},
		attempt(4, line{"status": 200.0, "request_id": "ray-4"}),
	}
	got, wanted := texts(t, lines), texts(t, want)
	if !slices.Equal(got, wanted) {
		t.Errorf("logged\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(wanted, "\n"))
	}
}

func texts(t *testing.T, lines []line) []string {
	t.Helper()
	var all []string
	for _, one := range lines {
		text, err := json.Marshal(one)
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, string(text))
	}
	return all
}

package simulator_test

import (
	"strings"
	"testing"

	"terraform.local/rtc/terraform-provider-rtc/internal/simulator"
)

// answersOf are a recorded fault's answers to Cloudflare's clients and to
// Telnyx's.
func answersOf(t *testing.T, f simulator.Recorded) []response {
	t.Helper()
	s := start(t, simulator.Options{})
	s.FailAlways(simulator.AnyOperation, f.Fault)
	var all []response
	if f.Vendor != "telnyx" {
		all = append(all, callCloudflare(t, s, "POST", mintPath))
	}
	if f.Vendor != "cloudflare" {
		all = append(all, callTelnyx(t, s, "POST", createPath, "{}"))
	}
	want(t, f.Name+": tokens", len(s.Tokens()), 0)
	return all
}

func TestRecordedFaults(t *testing.T) {
	t.Parallel()
	recorded := map[string]simulator.Recorded{}
	for _, each := range simulator.RecordedFaults() {
		if _, twice := recorded[each.Name]; twice || strings.ContainsAny(each.Name, " :=,") || each.About == "" {
			t.Errorf("not a name of its own that says what it is: %+v", each)
		}
		recorded[each.Name] = each
	}
	for _, c := range []struct {
		name              string
		status            int
		media, retryAfter string
		body              string // parts of it
	}{
		{"edge-522", 522, "application/json", "120", `"cloudflare_error":true "error_code":522 "error_name":"connection_timeout" ` +
			`"error_category":"origin" "retry_after":120 "retryable":true "status":522 "title":"Error "detail":"Cloudflare`},
		{"edge-500", 500, "application/json", "30", `"error_code":500 "retry_after":30`},
		{"edge-502", 502, "application/json", "60", `"error_code":502 "retry_after":60`},
		{"edge-504", 504, "application/json", "120", `"error_code":504`},
		{"edge-520", 520, "application/json", "60", `"error_code":520`},
		{"edge-521", 521, "application/json", "120", `"error_code":521`},
		{"edge-523", 523, "application/json", "120", `"error_code":523`},
		{"edge-524", 524, "application/json", "120", `"error_code":524`},
		{"edge-525", 525, "application/json", "", `"error_code":525 "retryable":false`},
		{"edge-526", 526, "application/json", "", `"error_code":526 "retryable":false`},
		{"edge-1010", 403, "application/json", "", `"error_code":1010 "status":403 "error_category":"access_denied" "retryable":false`},
		{"edge-1015", 429, "application/json", "30", `"error_code":1015 "status":429 "retryable":true`},
		{"edge-1020", 403, "application/json", "", `"error_code":1020 "error_category":"access_denied"`},
		{"edge-1033", 530, "application/json", "120", `"error_code":1033 "status":530 "retryable":true`},
		{"waf-page", 403, "text/html", "", `<title>Attention Required! Cloudflare</title>`},
		{"challenge", 403, "text/html", "", `<title>Just`},
		{"challenge-429", 429, "text/html", "", `<title>Just`},
		{"plain-502", 502, "text/plain", "", `502`},
		{"plain-1010", 403, "text/plain", "", `1010`},
		{"plain-upstream", 503, "text/plain", "", `upstream`},
		{"empty-429", 429, "application/json", "", ``},
		{"invalid-token", 403, "application/json", "", `9109 "Invalid token"}`},
		{"token-location", 403, "application/json", "", `9109 location:`},
		{"unauthenticated-400", 400, "application/json", "", `10001`},
		{"unauthenticated-403", 403, "application/json", "", `10001`},
		{"unauthenticated-200", 200, "application/json", "", `"success":false 10000`},
		{"text-in-messages", 400, "application/json", "", `"errors":[] "messages":[{`},
		{"text-in-list", 400, "application/json", "", `"message":["`},
		{"text-in-object", 400, "application/json", "", `"message":{"title":["`},
		{"insufficient-funds", 403, "application/json", "", `"Insufficient`},
		{"not-found-without-code", 404, "application/json", "", `{"errors":[{"detail":"Resource`},
		{"not-found-object", 404, "application/json", "", `{"errors":{"detail":"Not`},
		{"taken-object", 422, "application/json", "", `{"errors":{"unique_name":["has`},
	} {
		if recorded[c.name].Name == "" {
			t.Error("there is no", c.name)
			continue
		}
		for _, r := range answersOf(t, recorded[c.name]) {
			media, _, _ := strings.Cut(r.header.Get("Content-Type"), ";")
			want(t, c.name, r.status, c.status)
			want(t, c.name, media, c.media)
			want(t, c.name, r.header.Get("Retry-After"), c.retryAfter)
			want(t, c.name+" is a challenge", r.header.Get("Cf-Mitigated") == "challenge", strings.HasPrefix(c.name, "challenge"))
			for part := range strings.FieldsSeq(c.body) {
				want(t, c.name+" has "+part+" in "+r.body, strings.Contains(r.body, part), true)
			}
			if strings.HasPrefix(c.name, "edge-") || strings.HasSuffix(c.name, "-page") {
				ray, _, _ := strings.Cut(r.header.Get("Cf-Ray"), "-")
				want(t, c.name+" names the ray", ray != "" && strings.Contains(r.body, ray), true)
				want(t, c.name+" comes from the edge", r.header.Get("Server")+r.header.Get("X-Request-Id"), "cloudflare")
			}
		}
		delete(recorded, c.name)
	}
	for name := range recorded {
		t.Error("not tested:", name)
	}
}

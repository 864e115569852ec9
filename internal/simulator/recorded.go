package simulator

import "strconv"

// A Recorded fault is an answer outside the vendors' usual forms, which they were
// seen to give or which they document.
type Recorded struct {
	Name   string
	Vendor string // "cloudflare" or "telnyx"; empty for the edge that both stand behind
	About  string // what it means
	Fault  Fault
}

// RecordedFaults are all of them. Texts are in our own words where they are
// long; names of fields are the vendors'.
func RecordedFaults() []Recorded {
	var all []Recorded
	for _, e := range edgeErrors() {
		all = append(all, Recorded{"edge-" + strconv.Itoa(e.code), "", e.about(), e.fault()})
	}
	return append(all,
		Recorded{"waf-page", "", "The edge's page for a request that a firewall blocked, as HTML with 403",
			htmlPage(403, "Attention Required! | Cloudflare", "Sorry, you have been blocked")},
		Recorded{"challenge", "", "The edge's challenge for a browser, as HTML with 403",
			htmlPage(403, "Just a moment...", "Enable JavaScript and cookies to continue", "Cf-Mitigated: challenge")},
		Recorded{"challenge-429", "", "The same challenge with 429, which is no rate limit",
			htmlPage(429, "Just a moment...", "Enable JavaScript and cookies to continue", "Cf-Mitigated: challenge")},
		Recorded{"plain-502", "", "The edge's error as a line of text, with 502", plainText(502, "error code: 502")},
		Recorded{"plain-1010", "", "The edge's refusal as a line of text, with 403", plainText(403, "error code: 1010")},
		Recorded{"plain-upstream", "", "A proxy's error as a line of text, with 503",
			plainText(503, "upstream connect error or disconnect/reset before headers. reset reason: connection termination")},
		Recorded{"empty-429", "", "A rate limit without any text", Answer(429, "")},

		Recorded{"invalid-token", "cloudflare", "The API token is wrong, was rolled or has expired (403, code 9109)",
			Gateway(403, 9109, "Invalid access token")},
		Recorded{"token-location", "cloudflare", "The API token may not be used from this address (403, code 9109)",
			Gateway(403, 9109, "Cannot use the access token from location: 203.0.113.7")},
		Recorded{"unauthenticated-400", "cloudflare", "The API token is wrong (400, code 10001)",
			Gateway(400, 10001, "Unable to authenticate request")},
		Recorded{"unauthenticated-403", "cloudflare", "The API token is wrong (403, code 10001)",
			Gateway(403, 10001, "Unable to authenticate request")},
		Recorded{"unauthenticated-200", "cloudflare", "The API token is wrong, under status 200 (code 10000)",
			Gateway(200, 10000, "Authentication error")},
		Recorded{"text-in-messages", "cloudflare", "What is wrong stands in messages, and errors is empty (400)",
			Answer(400, `{"success":false,"errors":[],"messages":[{"code":1001,"message":"The request was not understood"}],"result":null}`)},
		Recorded{"text-in-list", "cloudflare", "What is wrong is a list under message (400)",
			Answer(400, `{"message":["title must be a string"],"error":"Bad Request","statusCode":400}`)},
		Recorded{"text-in-object", "cloudflare", "What is wrong is an object under error.message (400)",
			Answer(400, `{"success":false,"error":{"code":400,"message":{"title":["must be a string"]}}}`)},

		Recorded{"insufficient-funds", "telnyx", "The account's balance does not allow it (403)",
			TelnyxList(403, "20100", "Insufficient funds", "The account has not enough funds for this request.", "")},
		Recorded{"not-found-without-code", "telnyx", "Not found, without a code (404)",
			Answer(404, `{"errors":[{"detail":"Resource not found"}]}`)},
		Recorded{"not-found-object", "telnyx", "Not found, with errors as an object (404)",
			Answer(404, `{"errors":{"detail":"Not Found"}}`)},
		Recorded{"taken-object", "telnyx", "The name is taken, with errors as an object (422)",
			Answer(422, `{"errors":{"unique_name":["has already been taken"]}}`)},
	)
}

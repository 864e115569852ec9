package provider_test

import (
	"fmt"
	"io"
	"log"
	"strings"
	"testing"
	"time"

	"terraform.local/rtc/terraform-provider-rtc/internal/simulator"
)

func quiet() *log.Logger { return log.New(io.Discard, "", 0) }

// errorCases are all errors there can be. Who adds a way to fail adds it here, and RTC_TEST_REWRITE=1 writes its text.
func errorCases() []errorCase {
	var all []errorCase
	for _, some := range [][]errorCase{cloudflareErrorCases(), telnyxErrorCases(), edgeErrorCases(), networkErrorCases(), answerErrorCases(), settingErrorCases(), lookupErrorCases()} {
		all = append(all, some...)
	}
	return all
}

// What Cloudflare refuses, in each of its shapes.
func cloudflareErrorCases() []errorCase {
	refused := func(name string, fault simulator.Fault) errorCase {
		return errorCase{name: "cloudflare_" + name, typeName: participantType, fault: fault}
	}
	return []errorCase{
		refused("400_gateway_with_cause", simulator.Answer(400, `{"success":false,"errors":[{"code":6003,"message":"Invalid request headers",`+
			`"error_chain":[{"code":6111,"message":"Invalid format for Authorization header"}]}],"messages":[],"result":null}`)),
		refused("400_realtimekit", simulator.RealtimeKit(400, 400, `BAD_REQUEST "meeting_id" must be a valid GUID`)),
		refused("401_gateway", simulator.Refusal(401)),
		refused("401_message_only", simulator.Answer(401, `{"message":"Unauthorized"}`)),
		refused("403_gateway", simulator.Refusal(403)),
		refused("403_other_gateway", simulator.Answer(403, `{"code":1007,"error":"auth.key_not_in_claims"}`)),
		refused("404_realtimekit", simulator.RealtimeKit(404, 404, "No user found with id "+simulator.ParticipantID)),
		refused("404_gateway", simulator.Answer(404, `{"success":false,"errors":[{"code":7003,"message":"Could not route to /client/v4/accounts/x, `+
			`perhaps your object identifier is invalid?"},{"code":7000,"message":"No route for that URI"}],"messages":[],"result":null}`)),
		refused("409", simulator.Refusal(409)),
		refused("410_empty", simulator.Answer(410, "")),
		refused("418_plain_strings", simulator.Answer(418, `{"success":false,"errors":["I'm a teapot","short and stout"]}`)),
		refused("422", simulator.RealtimeKit(422, 422, `"participant_id" is not allowed`)),
		refused("500", simulator.RealtimeKit(500, 500, "Internal server error")),
		refused("500_null", simulator.Answer(500, "null")),
		refused("403_html", simulator.HTML(403)),
		refused("502_html", simulator.HTML(502)),
		refused("503_empty", simulator.Answer(503, "")),
		refused("504_plain_text", simulator.Answer(504, "upstream request timeout")),
		refused("429_retry_after", simulator.TooMany("300")),
		refused("429_null", simulator.Answer(429, "null").With("Retry-After", "300")),
		refused("429_empty", simulator.Answer(429, "").With("Retry-After", "300")),
		{name: "cloudflare_429_after_waiting", typeName: participantType, fault: simulator.TooMany("2"),
			settings: object{"rate_limit_timeout": "3s"}},
		{name: "cloudflare_429_before_sending", typeName: participantType, limit: simulator.Limit{Quota: 1, Window: 5 * time.Minute}},
		refused("repeats_secrets", simulator.Echo(400)),
		refused("overlong", simulator.RealtimeKit(400, 400, "much ado \x1b[31mabout\x00 nothing\u202e, "+strings.Repeat("and so on, ", 100))),
		refused("many_errors", simulator.Answer(400, `{"success":false,"errors":[`+strings.Repeat(`{"code":1,"message":"no"},`, 20)+`{"code":2,"message":"no"}]}`)),
	}
}

// What Telnyx refuses, in each of its shapes, and what that means for each of its calls.
func telnyxErrorCases() []errorCase {
	refused := func(name, typeName string, fault simulator.Fault) errorCase {
		return errorCase{name: "telnyx_" + name, typeName: typeName, fault: fault}
	}
	return []errorCase{
		refused("400_message_only", roomType, simulator.Answer(400, `{"message":"Error","success":false}`)),
		refused("401_list", roomType, simulator.Refusal(401)),
		refused("401_no_body", roomType, simulator.Answer(401, "")),
		refused("403_flat", roomType, simulator.Refusal(403)),
		refused("404_flat", roomType, simulator.Refusal(404)),
		refused("404_list", roomType, simulator.TelnyxList(404, "10005", "Resource not found", "The requested resource or URL could not be found.", "")),
		refused("409", roomType, simulator.Refusal(409)),
		refused("422_pointer", roomType, simulator.Refusal(422)),
		refused("500", roomType, simulator.Refusal(500)),
		refused("429", roomType, simulator.Refusal(429).With("X-Ratelimit-Remaining", "0").With("X-Ratelimit-Reset", "90")),
		{name: "telnyx_429_before_sending", typeName: roomType, limit: simulator.Limit{Quota: 1, Window: 5 * time.Minute}},
		refused("refresh_401", refreshType, simulator.Refusal(401)),
		refused("refresh_403", refreshType, simulator.Refusal(403)),
		refused("refresh_404", refreshType, simulator.Refusal(404)),
		refused("refresh_422", refreshType, simulator.Refusal(422)),
		{name: "telnyx_refresh_repeats_secrets", typeName: refreshType, fault: simulator.Echo(400),
			content: object{"room_id": simulator.RoomID, "refresh_token": "of-no-known-form"}},
	}
}

// What Cloudflare's network says instead of the vendor, as it was recorded.
func edgeErrorCases() []errorCase {
	var all []errorCase
	for name, typeName := range map[string]string{
		"edge-522": roomType, "edge-525": participantType, "edge-1010": roomType, "edge-1015": participantType, "edge-1033": participantType,
		"waf-page": participantType, "challenge": roomType, "challenge-429": participantType, "plain-1010": participantType,
	} {
		for _, recorded := range simulator.RecordedFaults() {
			if recorded.Name == name {
				all = append(all, errorCase{name: "recorded_" + strings.ReplaceAll(name, "-", "_"), typeName: typeName, fault: recorded.Fault,
					settings: object{"rate_limit_timeout": "20s"}})
			}
		}
	}
	return all
}

// What the network does.
func networkErrorCases() []errorCase {
	cloudflareAt, telnyxAt := "CLOUDFLARE_BASE_URL", "TELNYX_BASE_URL"
	return []errorCase{
		{name: "network_refused", typeName: participantType, spoil: at(cloudflareAt, closedPort), linux: true},
		{name: "network_reset", typeName: roomType, fault: simulator.Fault{Ending: simulator.Reset}, linux: true},
		{name: "network_truncated", typeName: roomType, fault: simulator.Fault{Ending: simulator.Cut}},
		{name: "network_name", typeName: participantType, spoil: at(cloudflareAt, nowhereAtAll)},
		{name: "network_certificate", typeName: roomType, spoil: at(telnyxAt, stranger), linux: true},
		{name: "network_no_tls", typeName: participantType, spoil: at(cloudflareAt, plainly)},
		{name: "network_timeout", typeName: participantType, fault: simulator.Fault{Ending: simulator.Hang}, settings: object{"request_timeout": "1s"}},
		{name: "network_timeout_after_503", typeName: participantType, fault: simulator.Fault{Ending: simulator.Hang},
			settings: object{"request_timeout": "1s", "max_retries": 2}, spoil: firstRefused},
		{name: "interrupted", typeName: roomType, context: left},
	}
}

// firstRefused has the first call of each kind refused, before the ordered fault comes to bear.
func firstRefused(t *testing.T, w *world) {
	t.Helper()
	calls := 0
	w.OnCall(func(simulator.Operation) {
		if calls%3 == 0 {
			w.Fail(simulator.RegenerateToken, simulator.Refusal(503))
		}
		calls++
	})
}

// Answers of success that are none.
func answerErrorCases() []errorCase {
	answered := func(name, typeName string, fault simulator.Fault) errorCase {
		return errorCase{name: "answer_" + name, typeName: typeName, fault: fault}
	}
	return []errorCase{
		answered("redirect", participantType, simulator.Redirect(302, "https://login.example/?token=secret")),
		answered("redirect_nowhere", roomType, simulator.Redirect(307, "")),
		answered("success_false", participantType, simulator.RealtimeKit(200, 500, "Something went wrong")),
		answered("success_false_401", participantType, simulator.RealtimeKit(200, 401, "Unauthorized")),
		answered("success_false_silent", participantType, simulator.Answer(200, `{"success":false}`)),
		answered("success_missing", participantType, simulator.Answer(200, `{"data":{"token":"x"}}`)),
		answered("empty_token", participantType, simulator.EmptyTokens(200)),
		answered("empty_token_telnyx", roomType, simulator.EmptyTokens(201)),
		answered("no_token_refresh", refreshType, simulator.Answer(201, `{"data":{}}`)),
		answered("wrong_type", participantType, simulator.NumberTokens(200)),
		answered("wrong_type_telnyx", roomType, simulator.NumberTokens(201)),
		answered("list", roomType, simulator.Answer(201, `[]`)),
		answered("null", participantType, simulator.Answer(200, `null`)),
		answered("empty", participantType, simulator.Answer(200, ``)),
		answered("empty_telnyx", roomType, simulator.Answer(201, ``)),
		answered("html", participantType, simulator.HTML(200)),
		answered("too_large", roomType, simulator.Huge(201, 1<<20)),
	}
}

// What is wrong in the configuration and shows only when a call needs it.
func settingErrorCases() []errorCase {
	set := func(variable, value string) func(*testing.T, *world) {
		return func(_ *testing.T, w *world) { w.env[variable] = value }
	}
	return []errorCase{
		{name: "setting_missing_api_token", differs: true, typeName: participantType, spoil: set("CLOUDFLARE_API_TOKEN", "")},
		{name: "setting_missing_account_id", differs: true, typeName: participantType, spoil: set("CLOUDFLARE_ACCOUNT_ID", "")},
		{name: "setting_missing_api_key", differs: true, typeName: roomType, spoil: set("TELNYX_API_KEY", "")},
		{name: "setting_invalid_api_token", typeName: participantType, spoil: set("CLOUDFLARE_API_TOKEN", "secret\nsecret")},
		{name: "setting_blank_api_key", typeName: roomType, spoil: set("TELNYX_API_KEY", " \n")},
		{name: "setting_invalid_account_id", typeName: participantType, spoil: set("CLOUDFLARE_ACCOUNT_ID", "mine")},
		{name: "setting_invalid_base_url", typeName: roomType, spoil: set("TELNYX_BASE_URL", "http://me:secret@api.telnyx.com/v2")},
		{name: "setting_http_base_url", typeName: roomType, spoil: set("TELNYX_BASE_URL", "http://api.telnyx.com/v2")},
		{name: "setting_unknown_api_token", differs: true, typeName: participantType, settings: object{"cloudflare": object{"api_token": unknown()}}},
		{name: "setting_unknown_request_timeout", differs: true, typeName: participantType, settings: object{"request_timeout": unknown()}},
		{name: "setting_unknown_max_retries", differs: true, typeName: participantType, settings: object{"max_retries": unknown()}},
		{name: "setting_invalid_request_timeout", typeName: participantType, settings: object{"request_timeout": "30"}},
		{name: "setting_invalid_rate_limit_timeout", typeName: participantType, settings: object{"rate_limit_timeout": "25h"}},
		{name: "setting_invalid_max_retries", typeName: participantType, settings: object{"max_retries": 21}},
		{name: "input_no_refresh_token", typeName: refreshType, content: goodRoom()},
		{name: "input_refresh_token_of_two_lines", typeName: refreshType, content: object{"room_id": simulator.RoomID, "refresh_token": "secret\nsecret"}},
		{name: "input_room_name", typeName: roomType, content: object{"room_id": "support"}},
	}
}

// What comes of looking for something, beside what comes of any call.
func lookupErrorCases() []errorCase {
	meeting := func(key, value string) object { return object{"app_id": simulator.AppID, key: value} }
	return []errorCase{
		{name: "lookup_none", typeName: "rtc_cloudflare_meeting", content: meeting("title", "stand")},
		{name: "lookup_none_like_it", typeName: "rtc_cloudflare_meeting", content: meeting("title", "unheard of")},
		{name: "lookup_several", typeName: "rtc_cloudflare_meeting", content: meeting("title", "retro")},
		{name: "lookup_id_not_there", typeName: "rtc_cloudflare_meeting", content: meeting("id", "00000000-0000-4000-8000-000000000000")},
		{name: "list_unsteady", typeName: "rtc_telnyx_rooms", content: object{}, fault: roomsPage(0)},
		{name: "list_endless", typeName: "rtc_telnyx_rooms", content: object{}, spoil: func(t *testing.T, w *world) {
			t.Helper()
			for number := range 1000 {
				w.Fail(simulator.ListRooms, roomsPage(number))
			}
		}},
		{name: "list_incomplete", typeName: "rtc_telnyx_rooms", content: object{}, fault: simulator.Answer(200, `{"data":[{"unique_name":"support"}],"meta":{}}`)},
	}
}

// roomsPage is one of very many pages, with a room of that number.
func roomsPage(number int) simulator.Fault {
	return simulator.Answer(200, fmt.Sprintf(`{"data":[{"id":"room %d"}],"meta":{"total_pages":5000,"total_results":5000}}`, number))
}

package provider_test

import (
	"net/url"

	"terraform.local/rtc/terraform-provider-rtc/internal/simulator"
)

// The types of the managed resources.
const (
	meetingResource     = "rtc_cloudflare_meeting"
	participantResource = "rtc_cloudflare_participant"
	webhookResource     = "rtc_cloudflare_webhook"
	roomResource        = "rtc_telnyx_room"
)

// A kind is a managed resource, with all that the tests of every one of them need. TestKindsAreComplete names what is missing.
type kind struct {
	typeName string
	least    object // the least that a block holds
	defaults object // what is in state beside that
	most     object // all that a block may hold, with least
	sentOnce object // what of most is sent after the create
	identity []string
	key      string // by which a second one is told

	trimmed    []string         // attributes that may have no white space around them
	refused    map[string][]any // what validation refuses of each attribute, apart from wrong types
	accepted   map[string][]any // what it must not refuse
	replacing  object           // another value of each attribute whose change replaces
	changed    object           // what a vendor may make of the least at a create
	importForm string           // as the error about a wrong import ID shows it

	created simulator.Operation // the request that creates
	seen    simulator.Operation // the one that reads a single object
	listed  simulator.Operation // the one that lists
	deleted simulator.Operation // the one that deletes, or comes closest to it
	path    string              // of one, behind the base URL, less its ID
}

// TestKindsAreComplete wants every field of a kind. These say that there is nothing to name.
func none() object    { return object{} }
func anything() []any { return []any{} }

const (
	otherAccount = "0123456789abcdef0123456789abcdef"
	otherApp     = "5c3f1b9e-6d2a-4e57-9a0c-2f8b7d614e90"
)

func wrongAccounts() []any { return []any{"mine", "", simulator.AppID} }
func wrongIDs() []any      { return []any{"video", ""} }

func meetings() kind {
	return kind{
		typeName: meetingResource,
		least:    object{"app_id": simulator.AppID, "title": "kitchen"},
		defaults: object{
			"account_id": simulator.AccountID, "status": "ACTIVE", "persist_chat": false, "record_on_start": false,
			"live_stream_on_start": false, "summarize_on_end": false, "transcribe_on_end": false, "session_keep_alive_time_in_secs": 60,
		},
		most: object{
			"account_id": simulator.AccountID, "title": "küche", "status": "INACTIVE", "persist_chat": true, "record_on_start": true,
			"live_stream_on_start": true, "summarize_on_end": true, "transcribe_on_end": true, "session_keep_alive_time_in_secs": 600,
		},
		sentOnce: object{"status": "INACTIVE"},
		identity: []string{"account_id", "app_id", "id"},
		key:      "title",
		trimmed:  []string{"title"},
		refused: map[string][]any{
			"account_id": wrongAccounts(), "app_id": wrongIDs(), "title": {""}, "status": {"active", "", "CLOSED"},
			"session_keep_alive_time_in_secs": {59, 601}, "summarize_on_end": {true},
		},
		accepted: map[string][]any{
			"account_id": {" " + simulator.AccountID + "\n"}, "app_id": {simulator.AccountID}, "title": {"x"}, "status": {"ACTIVE"},
			"session_keep_alive_time_in_secs": {60, 600},
		},
		replacing:  object{"account_id": otherAccount, "app_id": otherApp},
		changed:    object{"session_keep_alive_time_in_secs": 90},
		importForm: "[ACCOUNT_ID/]APP_ID/MEETING_ID",
		created:    simulator.CreateMeeting, seen: simulator.GetMeeting, listed: simulator.GetAllMeetings,
		deleted: simulator.UpdateMeeting, path: cloudflareApp + "/meetings/",
	}
}

func participants() kind {
	return kind{
		typeName: participantResource,
		least: object{
			"app_id": simulator.AppID, "meeting_id": simulator.MeetingID, "custom_participant_id": "bot", "preset_name": "group_call_host", "name": "",
		},
		defaults: object{"account_id": simulator.AccountID, "picture": nil},
		most: object{
			"account_id": simulator.AccountID, "preset_name": "group_call_participant", "name": "Küche", "picture": "https://example.com/a.png",
		},
		identity: []string{"account_id", "app_id", "meeting_id", "id"},
		sentOnce: none(),
		key:      "custom_participant_id",
		trimmed:  []string{"custom_participant_id"},
		refused: map[string][]any{
			"account_id": wrongAccounts(), "app_id": wrongIDs(), "meeting_id": {"stand-up", "", simulator.AccountID},
			"custom_participant_id": {""}, "preset_name": {""}, "name": anything(), "picture": {"http://example.com/a.png", "a.png", ""},
		},
		accepted: map[string][]any{"account_id": {" " + simulator.AccountID + "\n"}, "app_id": {simulator.AccountID}, "name": {"x"}},
		replacing: object{
			"account_id": otherAccount, "app_id": otherApp, "meeting_id": "bbb0f4a7-3e1d-4c86-8f25-61d9c0b7e3a2",
			"custom_participant_id": "another", "preset_name": "group_call_participant",
		},
		changed:    object{"name": "Bot"},
		importForm: "[ACCOUNT_ID/]APP_ID/MEETING_ID/PARTICIPANT_ID",
		created:    simulator.AddParticipant, seen: simulator.GetMeetingParticipant, listed: simulator.GetMeetingParticipants,
		deleted: simulator.DeleteMeetingParticipant,
		path:    cloudflareApp + "/meetings/" + simulator.MeetingID + "/participants/",
	}
}

func webhooks() kind {
	return kind{
		typeName: webhookResource,
		least: object{
			"app_id": simulator.AppID, "name": "bot", "url": "https://bot.example.com/rtc", "events": []string{"meeting.ended", "meeting.started"},
		},
		defaults: object{"account_id": simulator.AccountID, "enabled": true},
		most: object{
			"account_id": simulator.AccountID, "name": "küche", "events": []string{"recording.statusUpdate"}, "enabled": false,
		},
		identity: []string{"account_id", "app_id", "id"},
		sentOnce: none(),
		key:      "url",
		trimmed:  []string{"name"},
		refused: map[string][]any{
			"account_id": wrongAccounts(), "app_id": wrongIDs(), "name": {""}, "url": {"http://example.com/rtc", "example.com/rtc", ""},
			"events": {[]string{}, []string{""}, []string{" meeting.ended"}, []any{"meeting.ended", nil}},
		},
		accepted: map[string][]any{
			"account_id": {" " + simulator.AccountID + "\n"}, "app_id": {simulator.AccountID}, "name": {"x"},
			"url": {"http://127.0.0.1:8080/rtc", "http://localhost/rtc"}, "events": {[]string{"meeting.ended"}},
		},
		replacing:  object{"account_id": otherAccount, "app_id": otherApp},
		changed:    object{"enabled": false},
		importForm: "[ACCOUNT_ID/]APP_ID/WEBHOOK_ID",
		created:    simulator.AddWebhook, seen: simulator.GetWebhook, listed: simulator.GetAllWebhooks,
		deleted: simulator.DeleteWebhook, path: cloudflareApp + "/webhooks/",
	}
}

func rooms() kind {
	return kind{
		typeName: roomResource,
		least:    object{"unique_name": "kitchen"},
		defaults: object{
			"max_participants": 10, "enable_recording": false, "webhook_event_url": nil, "webhook_event_failover_url": nil, "webhook_timeout_secs": nil,
		},
		most: object{
			"max_participants": 50, "enable_recording": true, "webhook_event_url": "https://example.com/hook",
			"webhook_event_failover_url": "https://example.com/other", "webhook_timeout_secs": 30,
		},
		identity: []string{"id"},
		sentOnce: none(),
		key:      "unique_name",
		trimmed:  []string{"unique_name"},
		refused: map[string][]any{
			"unique_name": {""}, "max_participants": {1, 51}, "webhook_event_url": {"example.com/hook"},
			"webhook_event_failover_url": {"example.com/hook"}, "webhook_timeout_secs": {-1, 31},
		},
		accepted: map[string][]any{
			"max_participants": {2, 50}, "webhook_event_url": {"http://example.com", ""}, "webhook_event_failover_url": {"http://example.com", ""},
			"webhook_timeout_secs": {0, 30},
		},
		replacing:  none(),
		changed:    object{"max_participants": 20},
		importForm: "ROOM_ID",
		created:    simulator.CreateRoom, seen: simulator.ViewRoom, listed: simulator.ListRooms,
		deleted: simulator.DeleteRoom, path: "/rooms/",
	}
}

// named is another name for an object: what may stand in the attribute that tells it from others.
func (k kind) named(word string) object {
	if k.key == "url" {
		word = "https://example.com/" + url.PathEscape(word)
	}
	return object{k.key: word}
}

const cloudflareApp = "/accounts/" + simulator.AccountID + "/realtime/kit/" + simulator.AppID

func kinds() []kind { return []kind{meetings(), participants(), webhooks(), rooms()} }

package provider_test

import (
	"maps"
	"net/url"
	"reflect"
	"strings"
	"testing"

	"terraform.local/rtc/terraform-provider-rtc/internal/simulator"
)

// The types of the managed resources.
const (
	meetingResource     = "rtc_cloudflare_meeting"
	participantResource = "rtc_cloudflare_participant"
	webhookResource     = "rtc_cloudflare_webhook"
	roomResource        = "rtc_telnyx_room"
)

// A kind is a managed resource, with all that the tests of every one of them need.
type kind struct {
	typeName string
	least    object // the least that a block holds
	defaults object // what is in state beside that
	most     object // all that a block may hold, with least
	sentOnce object // what of most is sent after the create; nil: nothing
	identity []string
	key      string // by which a second one is told

	created simulator.Operation // the request that creates
	seen    simulator.Operation // the one that reads a single object
	listed  simulator.Operation // the one that lists
	path    string              // of one, behind the base URL, less its ID
}

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
		created:  simulator.CreateMeeting, seen: simulator.GetMeeting, listed: simulator.GetAllMeetings, path: cloudflareApp + "/meetings/",
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
		key:      "custom_participant_id",
		created:  simulator.AddParticipant, seen: simulator.GetMeetingParticipant, listed: simulator.GetMeetingParticipants,
		path: cloudflareApp + "/meetings/" + simulator.MeetingID + "/participants/",
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
		key:      "url",
		created:  simulator.AddWebhook, seen: simulator.GetWebhook, listed: simulator.GetAllWebhooks, path: cloudflareApp + "/webhooks/",
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
		key:      "unique_name",
		created:  simulator.CreateRoom, seen: simulator.ViewRoom, listed: simulator.ListRooms, path: "/rooms/",
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

// but is a block's content with other values; nil takes an attribute out.
func but(content, other object) object {
	merged := maps.Clone(content)
	maps.Copy(merged, other)
	maps.DeleteFunc(merged, func(_ string, value any) bool { return value == nil })
	return merged
}

// each runs a test for each managed resource.
func each(t *testing.T, test func(t *testing.T, k kind)) {
	t.Helper()
	for _, k := range kinds() {
		t.Run(k.typeName, func(t *testing.T) {
			t.Parallel()
			test(t, k)
		})
	}
}

// body is what is sent for a content: numbers as JSON has them, and nothing of what says which object it is.
func (k kind) body(content object) object {
	sent := object{}
	for name, value := range content {
		switch one := value.(type) {
		case int:
			value = float64(one)
		case []string:
			elements := make([]any, len(one))
			for i, element := range one {
				elements[i] = element
			}
			value = elements
		}
		sent[name] = value
	}
	for _, name := range k.identity {
		delete(sent, name)
	}
	return sent
}

// holds checks attributes of the state.
func (m *managedResource) holds(want object) {
	m.t.Helper()
	for name, value := range want {
		if got := m.get(name); !reflect.DeepEqual(got, value) {
			m.t.Errorf("%s is %v, want %v", name, got, value)
		}
	}
}

// settled checks that the vendor has what the configuration says.
func (m *managedResource) settled(content object) {
	m.t.Helper()
	must(m.t, m.refresh())
	if m.state.IsNull() {
		m.t.Fatal("it is gone")
	}
	if m.changes(content) {
		m.t.Errorf("there is drift: %s", m.state)
	}
}

func checkBodies(t *testing.T, what string, got []object, want ...object) {
	t.Helper()
	if len(got) != len(want) {
		t.Errorf("%s: sent %v, want %v", what, got, want)
		return
	}
	for i := range want {
		if !reflect.DeepEqual(got[i], want[i]) {
			t.Errorf("%s: sent %v, want %v", what, got[i], want[i])
		}
	}
}

// renamed is an attribute that is required and changes in place.
func renamed(k kind) string {
	if k.typeName == participantResource || k.typeName == webhookResource {
		return "name"
	}
	return k.key
}

// orNil is the value for a resource that has the attribute.
func orNil(k kind, name, value string) any {
	if _, has := k.least[name]; has {
		return value
	}
	return nil
}

// importID is the import ID of an object, without an account.
func importID(k kind, m *managedResource) string {
	m.t.Helper()
	var parts []string
	for _, name := range k.identity {
		if part, _ := m.get(name).(string); name != "account_id" {
			parts = append(parts, part)
		}
	}
	return strings.Join(parts, "/")
}

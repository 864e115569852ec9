package provider_test

import (
	"maps"
	"reflect"
	"strings"
	"testing"
)

// altered is a block's content with other values; nil takes an attribute out.
func altered(content, other object) object {
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

// theirs are values that no test configures.
func theirs() object {
	return object{
		"title": "theirs", "name": "theirs", "unique_name": "theirs", "status": "ACTIVE", "picture": "https://example.com/theirs.png",
		"session_keep_alive_time_in_secs": 90, "max_participants": 7, "webhook_timeout_secs": 7, "url": "https://example.com/theirs",
		"webhook_event_url": "https://example.com/theirs", "webhook_event_failover_url": "https://example.com/theirs",
		"events": []string{"meeting.chatSynced"}, "custom_participant_id": "theirs", "preset_name": "webinar_viewer",
	}
}

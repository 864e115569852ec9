package provider_test

import (
	"strings"
	"testing"

	"terraform.local/rtc/terraform-provider-rtc/internal/simulator"
)

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

// An import gives the state that creating gave, with or without the account, in whichever letters.
func TestImportByString(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, k kind) {
		t.Helper()
		w := newWorld(t, simulator.Options{})
		content := but(k.least, k.most)
		m := w.managedIn(t, k.typeName)
		must(t, m.apply(content))
		id := importID(k, m)
		ids := []string{id, strings.ToUpper(id), " " + strings.ReplaceAll(id, "/", " / ") + "\n"}
		if k.typeName != roomResource {
			ids = append(ids, simulator.AccountID+"/"+id)
		}
		for _, one := range ids {
			imported := w.managedIn(t, k.typeName)
			must(t, imported.importAs(one))
			if !imported.state.Equal(m.state) || !imported.identityValue().Equal(m.identityValue()) {
				t.Errorf("%q: %s\nis not %s", one, imported.state, m.state)
			}
			imported.settled(content)
		}
	})
}

// What is no import ID is refused before anything is sent.
func TestImportWithAWrongString(t *testing.T) {
	t.Parallel()
	const uuid = simulator.MeetingID
	forms := map[string]string{
		meetingResource: "[ACCOUNT_ID/]APP_ID/MEETING_ID", participantResource: "[ACCOUNT_ID/]APP_ID/MEETING_ID/PARTICIPANT_ID", roomResource: "ROOM_ID",
	}
	each(t, func(t *testing.T, k kind) {
		t.Helper()
		w := newWorld(t, simulator.Options{})
		for _, wrong := range []string{
			"kitchen", "/", uuid + "/", "//" + uuid, uuid + "/" + uuid + "/" + uuid + "/" + uuid + "/" + uuid, simulator.AccountID + "/x/" + uuid,
			"x/" + uuid + "/" + uuid + "/" + uuid, uuid + "//" + uuid,
		} {
			problems := w.managedIn(t, k.typeName).importAs(wrong)
			if !failed(problems) || problems[0].Summary != "Invalid import ID" {
				t.Errorf("%q: %s", wrong, written(problems))
			}
			contains(t, written(problems), forms[k.typeName])
		}
		if calls := w.Calls(simulator.AnyOperation); calls > 0 {
			t.Errorf("%d requests were sent", calls)
		}
	})
}

// Without an account in the import ID there has to be one in the provider block.
func TestImportWithoutAnAccount(t *testing.T) {
	t.Parallel()
	w := newWorld(t, simulator.Options{})
	delete(w.env, "CLOUDFLARE_ACCOUNT_ID")
	id := simulator.AppID + "/" + simulator.MeetingID
	contains(t, written(w.managedIn(t, meetingResource).importAs(id)), "Not set: cloudflare.account_id")
	must(t, w.managedIn(t, meetingResource).importAs(simulator.AccountID+"/"+id))
}

package provider_test

import (
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"terraform.local/rtc/terraform-provider-rtc/internal/simulator"
)

const (
	listMeetings = `list "rtc_cloudflare_meeting" "all" {
  provider         = rtc
  include_resource = true
  config {
    app_id = "` + simulator.AppID + `"
  }
}
`
	listParticipants = `list "rtc_cloudflare_participant" "all" {
  provider         = rtc
  include_resource = true
  config {
    app_id     = "` + simulator.AppID + `"
    meeting_id = "` + simulator.MeetingID + `"
  }
}
`
	listWebhooks = `list "rtc_cloudflare_webhook" "all" {
  provider         = rtc
  include_resource = true
  config {
    app_id = "` + simulator.AppID + `"
  }
}
`
	listRooms = `list "rtc_telnyx_room" "all" {
  provider         = rtc
  include_resource = true
  config {}
}
`
)

func TestQueryFindsWhatIsThere(t *testing.T) {
	t.Parallel()
	needs(t, query())
	w := newWorld(t, simulator.Options{MaxPerPage: 2})
	p := newProject(t, w)
	p.write("all.tfquery.hcl", listMeetings+listParticipants+listWebhooks+listRooms)
	got, err := p.query()
	if err != nil {
		t.Fatal(got.said)
	}
	nameless := "bbb39a50-7f6e-4b02-8c41-e5d2063fb817"
	names := []string{"all-hands", nameless, "meetings", "nameless", "quiet", "recorder", "recordings", "retro", "sales", "stand-up", "support", "transcriber"}
	if difference := cmp.Diff(names, slices.Sorted(maps.Keys(got.identities))); difference != "" {
		t.Error(difference)
	}
	for name, want := range map[string]map[string]any{
		"stand-up":   {"account_id": simulator.AccountID, "app_id": simulator.AppID, "id": simulator.MeetingID},
		"recorder":   {"account_id": simulator.AccountID, "app_id": simulator.AppID, "meeting_id": simulator.MeetingID, "id": simulator.ParticipantID},
		"support":    {"id": simulator.RoomID},
		"recordings": {"account_id": simulator.AccountID, "app_id": simulator.AppID, "id": simulator.WebhookID},
	} {
		if difference := cmp.Diff(want, got.identities[name]); difference != "" {
			t.Errorf("%s: %s", name, difference)
		}
	}
	if object := got.objects["support"]; object["max_participants"] != 50.0 || object["enable_recording"] != true || len(object) != 8 {
		t.Errorf("the resource is %v", object)
	}
	for name, attribute := range map[string]string{"nameless": "name", nameless: "title"} {
		if !strings.Contains(got.said, name+`\" does not meet the rules`) || !strings.Contains(got.said, "is invalid because of "+attribute) {
			t.Errorf("no warning names %s of %s", attribute, name)
		}
	}
}

// What is generated from a query is imported, and changes nothing.
func TestGeneratedConfigurationPlansCleanly(t *testing.T) {
	t.Parallel()
	needs(t, query())
	w := newWorld(t, simulator.Options{})
	w.AddMeeting(simulator.Meeting{ID: "bbb39a50-7f6e-4b02-8c41-e5d2063fb817", Title: "town hall"})
	w.AddParticipant(simulator.Participant{ID: "aaa1d94c-86e3-4b20-a7f5-3c6b0e1f8d72", CustomParticipantID: "guest", Name: "Guest"})
	p := newProject(t, w)
	p.write("all.tfquery.hcl", listMeetings+listParticipants+listWebhooks+listRooms)
	p.run("query", "-generate-config-out=generated.tf")
	if err := os.Remove(filepath.Join(p.folder, "all.tfquery.hcl")); err != nil {
		t.Fatal(err)
	}
	if output := p.run("apply", "-auto-approve"); !strings.Contains(output, "Apply complete! Resources: 13 imported, 0 added, 0 changed, 0 destroyed.") {
		t.Errorf("%s\n%s", output, p.files()["generated.tf"])
	}
	p.run("plan", "-detailed-exitcode")
}

// A list is read no further than to the limit.
func TestQueryStopsAtTheLimit(t *testing.T) {
	t.Parallel()
	needs(t, query())
	w := newWorld(t, simulator.Options{MaxPerPage: 2})
	p := newProject(t, w)
	p.write("all.tfquery.hcl", strings.Replace(listMeetings, "config {", "limit = 2\n  config {", 1))
	got, err := p.query()
	if calls := w.Calls(simulator.GetAllMeetings); err != nil || calls != 1 || strings.Count(got.said, `"type":"list_resource_found"`) != 2 {
		t.Errorf("%d calls, %v\n%s", calls, err, got.said)
	}
}

// An error on a later page ends the run: a list is never cut short in silence.
func TestQueryShowsAnErrorOnALaterPage(t *testing.T) {
	t.Parallel()
	needs(t, query())
	w := newWorld(t, simulator.Options{MaxPerPage: 2})
	w.Fail(simulator.GetAllMeetings, simulator.Fault{}, simulator.Refusal(403))
	p := newProject(t, w)
	p.write("all.tfquery.hcl", listMeetings)
	got, err := p.query()
	if err == nil || !strings.Contains(got.said, "responded with 403 Forbidden") {
		t.Errorf("%v\n%s", err, got.said)
	}
}

// A title is the vendor's text: it forges no result and steers no terminal. The object keeps it as it is.
func TestListedNamesAreOneVisibleLine(t *testing.T) {
	t.Parallel()
	const title, shown = "weekly\n\x1b[2Kroom\u202e \u009b1m", "weekly [2Kroom 1m"
	w := newWorld(t, simulator.Options{})
	id := w.AddMeeting(simulator.Meeting{AppID: simulator.AppID, Title: title})
	listed, said := w.newSession(t, nil).list(t.Context(), "rtc_cloudflare_meeting", object{"app_id": simulator.AppID}, true, 100)
	if failed(said) {
		t.Fatal(written(said))
	}
	results, _ := listed["results"].([]any)
	for _, one := range results {
		result, _ := one.(object)
		resource, _ := result["resource"].(object)
		if resource["id"] == id && resource["title"] == title && result["display_name"] == shown {
			return
		}
	}
	t.Errorf("no meeting %s called %q in %+v", id, shown, results)
}

package cloudflare_test

import (
	"strings"
	"testing"

	"terraform.local/rtc/terraform-provider-rtc/internal/cloudflare"
	"terraform.local/rtc/terraform-provider-rtc/internal/rest"
	"terraform.local/rtc/terraform-provider-rtc/internal/rest/resttest"
	"terraform.local/rtc/terraform-provider-rtc/internal/simulator"
)

// What an answer lacks or has otherwise is an error, and never an empty list.
func TestAnswersThatAreNoList(t *testing.T) {
	t.Parallel()
	const page = `,"paging":{"total_count":1,"start_offset":1,"end_offset":1}}`
	for body, want := range map[string]rest.Reason{
		`{"success":true` + page:                           rest.Incomplete,
		`{"success":true,"data":null` + page:               rest.Incomplete,
		`{"success":true,"data":[{"name":"video"}]` + page: rest.Incomplete,
		`{"success":true,"data":[null]` + page:             rest.Incomplete,
		`{"success":true,"data":{}` + page:                 rest.NotJSON,
		`{"success":true,"data":[{"id":1}]` + page:         rest.NotJSON,
		`{"success":false,"data":[]` + page:                rest.Unsuccessful,
		`{"success":true,"data":[{"id":"a","new":1}],"paging":{"total_count":1e300,"start_offset":1,"end_offset":1e300}}`: "",
		`{"success":true,"data":[{"id":"a"}]}`:                "",
		`{"success":true,"data":[{"id":"a"}],"paging":"one"}`: "",
	} {
		server, client := start(t, simulator.Options{})
		server.FailAlways(simulator.GetApps, simulator.Answer(200, body))
		apps, err := client.ListApps(t.Context(), simulator.AccountID, "")
		if resttest.ReasonOf(err) != want || err == nil && len(apps) != 1 {
			t.Errorf("%s: %v, %v", body, apps, err)
		}
	}
}

// A time is only shown: one that cannot be read costs nothing else.
func TestTimesThatCannotBeRead(t *testing.T) {
	t.Parallel()
	for _, at := range resttest.UnreadableTimes() {
		item := `{"id":"d","name":"bot","title":"bot","created_at":` + at + `,"updated_at":` + at + `}`
		vendor := resttest.NewServer(t, func(request resttest.Request) (int, string) {
			if strings.HasSuffix(request.Path, "/d") {
				return 200, `{"success":true,"data":` + item + `}`
			}
			return 200, `{"success":true,"data":[` + item + `],"paging":{"total_count":1}}`
		})
		c := client(vendor.Options)
		apps, err := c.ListApps(t.Context(), "a", "")
		if err != nil || len(apps) != 1 || *apps[0].Name != "bot" || apps[0].CreatedAt != nil && !apps[0].CreatedAt.IsZero() {
			t.Errorf("%s: %+v, %v", at, apps, err)
		}
		meeting, err := c.GetMeeting(t.Context(), "a", "b", "d")
		if err != nil || *meeting.Title != "bot" || meeting.Has("created_at") || !meeting.Has("title") {
			t.Errorf("%s: %+v, %v", at, meeting, err)
		}
		participants, err := c.ListMeetingParticipants(t.Context(), "a", "b", "c", cloudflare.ParticipantFilter{})
		if err != nil || *participants[0].Name != "bot" || participants[0].Has("created_at") {
			t.Errorf("%s: %+v, %v", at, participants, err)
		}
		presets, err := c.ListPresets(t.Context(), "a", "b", "")
		if err != nil || *presets[0].Name != "bot" || presets[0].UpdatedAt != nil && !presets[0].UpdatedAt.IsZero() {
			t.Errorf("%s: %+v, %v", at, presets, err)
		}
	}
}

func TestGet(t *testing.T) {
	t.Parallel()
	server, client := start(t, simulator.Options{})
	app, err := client.GetApp(t.Context(), simulator.AccountID, simulator.AppID)
	if err != nil || app.ID != simulator.AppID || *app.Name != "video" {
		t.Errorf("%+v, %v", app, err)
	}
	meeting, err := client.GetMeeting(t.Context(), simulator.AccountID, simulator.AppID, simulator.MeetingID)
	if err != nil || *meeting.AIConfig.Summarization.WordLimit != 500 || *meeting.RecordingConfig.MaxSeconds != 3600 {
		t.Errorf("%+v, %v", meeting, err)
	}
	recorder := cloudflare.Participant{
		AccountID: simulator.AccountID, AppID: simulator.AppID, MeetingID: simulator.MeetingID, ParticipantID: simulator.ParticipantID,
	}
	participant, err := client.GetMeetingParticipant(t.Context(), recorder)
	if err != nil || *participant.CustomParticipantID != "recorder" {
		t.Errorf("%+v, %v", participant, err)
	}
	recorder.ParticipantID = "aaa00000-0000-4000-8000-000000000000"
	if _, err = client.GetMeetingParticipant(t.Context(), recorder); resttest.ReasonOf(err) != rest.Refused {
		t.Errorf("got %v", err)
	}
	server.FailAlways(simulator.GetApp, simulator.Answer(200, `{"success":true,"data":{}}`))
	if _, err = client.GetApp(t.Context(), simulator.AccountID, simulator.AppID); resttest.ReasonOf(err) != rest.Incomplete {
		t.Errorf("got %v", err)
	}
}

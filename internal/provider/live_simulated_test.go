package provider_test

import (
	"strings"
	"testing"
	"time"

	"terraform.local/rtc/terraform-provider-rtc/internal/simulator"
)

// The life that "make test-live" runs, with the simulator in the vendors' place.
func TestLiveLifeSimulated(t *testing.T) {
	t.Parallel()
	w := newWorld(t, simulator.Options{})
	testLife(t, w, simulator.AppID, w.JoinURL())
	if joins := len(w.Joins()); joins != 6 { // of a participant and a room, created, updated and replaced
		t.Errorf("%d joins, want 6", joins)
	}
}

// Each question gets the answer that the vendor gives, whichever that is; nothing is left behind, and no token printed.
func TestLiveQuestionsSimulated(t *testing.T) {
	t.Parallel()
	plain := []string{
		`refused: 409`, `GET 404 {"code":404`, `once deleted (200): GET 404`, `name cleared; picture cleared`, `the old token joins with the preset group_call_guest`,
		`does not have:` + "\n    refused: 400", `group_call_guest, group_call_host, group_call_participant, webinar_presenter, webinar_viewer`, `lacks 0 []`, `kick-all 404`, `kick 404`,
		`recording_config: other members are dropped`, `of its transcription dropped`, `and recording_config:` + "\n    refused: 404",
		`the list has it at once; the read finds it gone at once`, `has fractions of a second`, `unique_name that is taken:` + "\n    refused: 422",
		`webhook_event_url cleared; webhook_event_failover_url cleared; webhook_timeout_secs cleared; webhook_event_failover_url with "" becomes ""`,
	}
	for name, c := range map[string]struct {
		simulator.Questions
		want []string
	}{
		"as seems likely":      {simulator.Questions{}, plain},
		"another participant":  {simulator.Questions{DuplicateParticipant: simulator.DuplicateAdded}, []string{"201, a second participant"}},
		"the same participant": {simulator.Questions{DuplicateParticipant: simulator.DuplicateReturned}, []string{"201, the same participant"}},
		"500":                  {simulator.Questions{MissingParticipantStatus: 500}, []string{`GET 500 {"code":404`, `DELETE 500 {"code":404`}},
		"null keeps":           {simulator.Questions{ParticipantNullKeeps: true}, []string{"name kept; picture kept"}},
		"any preset":           {simulator.Questions{UnknownPresetAccepted: true}, []string{"does not have:\n    accepted"}},
		"preset ends tokens":   {simulator.Questions{PresetChangeEndsTokens: true}, []string{"the old token opens nothing any more"}},
		"nobody is fine":       {simulator.Questions{KickAllNobodyOK: true}, []string{"kick-all 200, kicked_participants_count 0; kick 404"}},
		"name taken with 409":  {simulator.Questions{RoomNameTakenStatus: 409}, []string{"unique_name that is taken:\n    refused: 409"}},
		"null ignored": {simulator.Questions{RoomNull: simulator.RoomNullIgnored}, []string{
			"webhook_event_url kept; webhook_event_failover_url kept; webhook_timeout_secs kept",
		}},
		"null refused": {simulator.Questions{RoomNull: simulator.RoomNullRefused}, []string{"webhook_event_url refused: 422", "webhook_timeout_secs refused: 422"}},
		"lag":          {simulator.Questions{CreateLag: time.Second, DeleteLag: time.Second}, []string{"the list has it after 1", "the read finds it gone after 1"}},
		"clock":        {simulator.Questions{ClockBehind: time.Minute, WholeSeconds: true}, []string{"created_at is -1m", "has whole seconds"}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t, simulator.Options{Questions: c.Questions})
			var answers string
			t.Run("interview", func(t *testing.T) { // which cleans up at its end
				asking := newInterview(t, w, simulator.AppID, w.JoinURL())
				asking.hold(t)
				answers = asking.answers.String()
			})
			expectAll(t, answers, c.want...)
			for _, secret := range append(tokensOf(w), simulator.CloudflareAPIToken, simulator.TelnyxAPIKey) {
				if strings.Contains(answers, secret) {
					t.Error("a secret is printed")
				}
			}
			checkNothingLeft(t, w)
		})
	}
}

func tokensOf(w *world) []string {
	var all []string
	for _, one := range w.Tokens() {
		all = append(all, one.Token, one.Token[strings.LastIndex(one.Token, ".")+1:])
	}
	return all
}

// checkNothingLeft finds everything taken back that an interview makes, but for the meeting, which is INACTIVE.
func checkNothingLeft(t *testing.T, w *world) {
	t.Helper()
	left := newInterview(t, w, simulator.AppID, "")
	for _, meeting := range left.ask("GET", left.app+"/meetings?per_page=100&search="+livePrefix, nil).items {
		if status := asString(meeting["status"]); status != "INACTIVE" {
			t.Errorf("the meeting is left %s", status)
		}
		participants := left.app + "/meetings/" + asString(meeting["id"]) + "/participants"
		gone := left.since(func() bool { return len(left.ask("GET", participants, nil).items) == 0 }) // deletion may show late
		if strings.HasPrefix(gone, "not") {
			t.Errorf("participants are left, %s gone", gone)
		}
	}
	for _, room := range left.ask("GET", left.rooms, nil).items {
		if strings.HasPrefix(asString(room["unique_name"]), livePrefix) {
			t.Errorf("the room %s is left", room["unique_name"])
		}
	}
}

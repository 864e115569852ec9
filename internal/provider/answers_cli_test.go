package provider_test

import (
	"strings"
	"testing"

	"terraform.local/rtc/terraform-provider-rtc/internal/simulator"
)

// The whole life of everything, where the vendors' responses lack all that the provider does not need.
func TestLifeWithAnswersThatLackFields(t *testing.T) {
	t.Parallel()
	for name, questions := range map[string]simulator.Questions{
		"most is missing": {
			ChangeAnswers: simulator.ChangesAnsweredWithoutID, EmptyLists: simulator.EmptyListsMissing, NoPaging: true,
			Times: simulator.TimesUnreadable, TelnyxErrors: simulator.TelnyxErrorsObject, PresetByID: true,
		},
		"changes are echoed": {
			ChangeAnswers: simulator.ChangesEchoed, NoPaging: true, Times: simulator.TimesWithoutZone, TelnyxErrors: simulator.TelnyxErrorsListed,
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t, simulator.Options{Questions: questions})
			p := newProject(t, w, meetingBlock, participantBlock, roomBlock)
			p.run("apply", "-auto-approve")
			p.unchanged()
			meeting, participant, room := p.idOf("rtc_cloudflare_meeting.it"), p.idOf("rtc_cloudflare_participant.it"), p.idOf("rtc_telnyx_room.it")
			renamed := strings.NewReplacer(`"kitchen"`, `"cellar"`, `"Bot"`, `"Other"`)
			p.write("main.tf", renamed.Replace(requirement+meetingBlock+participantBlock+roomBlock))
			p.run("apply", "-auto-approve")
			p.unchanged()
			if p.idOf("rtc_cloudflare_meeting.it") != meeting || p.idOf("rtc_cloudflare_participant.it") != participant || p.idOf("rtc_telnyx_room.it") != room {
				t.Error("an ID is another")
			}
			w.Remove(participant)
			w.Remove(room)
			p.run("apply", "-auto-approve")
			p.unchanged()
			if p.idOf("rtc_cloudflare_meeting.it") != meeting || p.idOf("rtc_telnyx_room.it") == room {
				t.Error("what was deleted outside was not made again, or more than that")
			}
			w.Remove(p.idOf("rtc_telnyx_room.it"))
			p.run("destroy", "-auto-approve")
			if w.Calls(simulator.KickAllParticipants) != 1 {
				t.Errorf("nobody was removed from the meeting: %v", w.AllCalls())
			}
		})
	}
}

// A list answered 404 is empty only if its meeting is there: a mistyped ID must not plan to delete what a for_each made.
func TestListAnswered404OnTheCLI(t *testing.T) {
	t.Parallel()
	w := newWorld(t, simulator.Options{Questions: simulator.Questions{EmptyLists: simulator.EmptyListsMissing}})
	blocks := func(meetingID string) string {
		return requirement + `
data "rtc_cloudflare_participants" "all" {
  app_id     = "` + simulator.AppID + `"
  meeting_id = "` + meetingID + `"
}

resource "terraform_data" "each" {
  for_each = { for one in data.rtc_cloudflare_participants.all.participants : one.id => one.name }
  input    = each.value
}
`
	}
	p := emptyProject(t, w)
	p.write("main.tf", blocks(simulator.MeetingID))
	p.run("apply", "-auto-approve")
	if output := p.run("state", "list"); strings.Count(output, "terraform_data.each") != 3 {
		t.Errorf("the participants are not found: %s", output)
	}
	p.write("main.tf", blocks(strings.Replace(simulator.MeetingID, "b", "c", 1)))
	if output, err := p.try("plan", "-no-color"); err == nil || !strings.Contains(output, "404 Not Found") {
		t.Errorf("planned: %v\n%s", err, output)
	}
	p.write("main.tf", blocks(w.AddMeeting(simulator.Meeting{Title: "empty"})))
	if output := p.run("plan", "-no-color"); !strings.Contains(output, "to destroy") || strings.Contains(output, "Error") {
		t.Errorf("an empty meeting: %s", output)
	}
}

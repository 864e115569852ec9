package provider_test

import (
	"fmt"
	"regexp"
	"strings"
	"testing"

	"terraform.local/rtc/terraform-provider-rtc/internal/simulator"
)

const appScope = "  app_id = \"" + simulator.AppID + "\"\n"

// complaint plans what has to fail and gives what the CLI says, without its lines and frames.
func complaint(t *testing.T, w *world, blocks ...string) string {
	t.Helper()
	output, err := newProject(t, w, blocks...).try("plan", "-no-color")
	if err == nil {
		t.Errorf("planned:\n%s", output)
	}
	return strings.Join(strings.Fields(strings.NewReplacer("│", " ", "╷", " ", "╵", " ").Replace(output)), " ")
}

func expectAll(t *testing.T, text string, want ...string) {
	t.Helper()
	for _, one := range want {
		if !strings.Contains(text, one) {
			t.Errorf("nothing says %q in:\n%s", one, text)
		}
	}
}

// What does not name one thing says how many there are, which, and what tells them apart.
func TestLookupsThatFindNoneOrSeveral(t *testing.T) {
	t.Parallel()
	w := newWorld(t, simulator.Options{})
	w.AddApp(simulator.App{ID: "5c3f1b9e-0000-4e57-9a0c-2f8b7d614e90", Name: "webinars"})
	for i := range 12 {
		w.AddMeeting(simulator.Meeting{ID: fmt.Sprintf("bbb00000-0000-4000-8000-0000000000%02d", i), Title: "daily"})
	}
	w.AddMeeting(simulator.Meeting{Title: "long " + strings.Repeat("title\x1b", 20)})
	w.AddParticipant(simulator.Participant{ID: "aaa00000-0000-4000-8000-000000000000", CustomParticipantID: "recorder", PresetName: "guest"})
	w.AddRoom(simulator.Room{ID: "0ccc0000-0000-4000-8000-000000000000", UniqueName: "support"})
	got := complaint(t, w,
		`data "rtc_cloudflare_app" "none" { name = "Video" }`,
		`data "rtc_cloudflare_app" "several" { name = "webinars" }`,
		"data \"rtc_cloudflare_meeting\" \"none\" {\n"+appScope+"  title = \"itle\"\n}",
		"data \"rtc_cloudflare_meeting\" \"nothing\" {\n"+appScope+"  title = \"unheard of\"\n}",
		"data \"rtc_cloudflare_meeting\" \"several\" {\n"+appScope+"  title = \"retro\"\n}",
		"data \"rtc_cloudflare_meeting\" \"many\" {\n"+appScope+"  title = \"daily\"\n}",
		"data \"rtc_cloudflare_participant\" \"none\" {\n"+appScope+"  meeting_id = \""+simulator.MeetingID+"\"\n  custom_participant_id = \"bot\"\n}",
		"data \"rtc_cloudflare_participant\" \"several\" {\n"+appScope+"  meeting_id = \""+simulator.MeetingID+"\"\n  custom_participant_id = \"recorder\"\n}",
		`data "rtc_telnyx_room" "none" { unique_name = "supports" }`,
		`data "rtc_telnyx_room" "several" { unique_name = "support" }`,
	)
	expectAll(t, got,
		`Error: No app found with data.rtc_cloudflare_app.none`,
		`0 apps have exactly this name. Others compared with it, 1: id = "14a396e7-ca44-4937-bf1f-050a69118543", name = "video", created_at = "2025-03-01T09:30:15.954Z"`,
		`Error: 2 apps found where one is wanted with data.rtc_cloudflare_app.several`,
		`id = "5c3f1b9e-0000-4e57-9a0c-2f8b7d614e90", name = "webinars", created_at = `,
		`id = "5c3f1b9e-6d2a-4e57-9a0c-2f8b7d614e90", name = "webinars", created_at = "2025-03-02T09:30:15.954Z"`,
		`Error: No meeting found with data.rtc_cloudflare_meeting.none`,
		`0 meetings have exactly this title. Others compared with it, 1:`,
		`title = "long title\x1btitle\x1btitle\x1btitle\x1btitle\x1btitle\x1btitle\x1btitle\x1btitle\x1bt…", status = "ACTIVE"`,
		`Error: No meeting found with data.rtc_cloudflare_meeting.nothing`,
		`0 meetings have exactly this title. The vendor gave no others.`,
		`Error: 2 meetings found where one is wanted with data.rtc_cloudflare_meeting.several`,
		`2 meetings have exactly this title: id = "bbb1c62d-9b4f-47a8-a3e0-7d58f2c1b964", title = "retro", status = "ACTIVE", `+
			`created_at = "2025-03-05T09:30:15.954Z", updated_at = "2025-03-05T09:30:15.954Z" id = "bbb0f4a7-3e1d-4c86-8f25-61d9c0b7e3a2", title`,
		`What to do: name the one that is meant by its id instead, or give each a title of its own.`,
		`Error: 12 meetings found where one is wanted with data.rtc_cloudflare_meeting.many`,
		`and 2 more`,
		`Error: No participant found with data.rtc_cloudflare_participant.none`,
		`0 participants have exactly this custom_participant_id. Others compared with it, 4: id = "aaa00000-0000-4000-8000-000000000000", custom_participant_id = "recorder", name = null, preset_name = "guest"`,
		`Error: 2 participants found where one is wanted with data.rtc_cloudflare_participant.several`,
		`Error: No room found with data.rtc_telnyx_room.none`,
		`0 rooms have exactly this unique_name. The vendor gave no others. What to do: correct the unique_name`,
		`Error: 2 rooms found where one is wanted with data.rtc_telnyx_room.several`,
		`id = "0ccc7b54-4df3-4bca-a65a-3da1ecc777f0", unique_name = "support", created_at = "2025-03-13T09:30:15.954863Z"`,
	)
	if strings.Contains(got, "\x1b") {
		t.Error("a title reaches the terminal as it is")
	}
	if listed := regexp.MustCompile(`bbb00000-0000-4000-8000-`).FindAllString(got, -1); len(listed) != 10 {
		t.Errorf("%d of the many are listed", len(listed))
	}
}

// An id that leads nowhere is the vendor's answer, with the ids that were tried.
func TestLookupsByAnIDThatIsNotThere(t *testing.T) {
	t.Parallel()
	const none = "00000000-0000-4000-8000-000000000000"
	got := complaint(t, newWorld(t, simulator.Options{}),
		`data "rtc_cloudflare_app" "it" { id = "`+none+`" }`,
		"data \"rtc_cloudflare_meeting\" \"it\" {\n"+appScope+"  id = \""+none+"\"\n}",
		"data \"rtc_cloudflare_participant\" \"it\" {\n"+appScope+"  meeting_id = \""+simulator.MeetingID+"\"\n  id = \""+none+"\"\n}",
		`data "rtc_telnyx_room" "it" { id = "`+none+`" }`,
		`data "rtc_cloudflare_meetings" "it" { app_id = "`+none+`" }`,
	)
	expectAll(t, got, `Cloudflare answered 404`, `Telnyx answered 404`, `app_id = "`+none+`"`, `meeting_id = "`+none+`"`,
		`participant_id = "`+none+`"`, `room_id = "`+none+`"`)
}

// Exactly one key, and one that can be, is asked for before anybody is called.
func TestLookupsTakeExactlyOneKey(t *testing.T) {
	t.Parallel()
	w := newWorld(t, simulator.Options{})
	var blocks, want []string
	for _, c := range []struct{ typeName, scope, key string }{
		{"rtc_cloudflare_app", "", "name"},
		{"rtc_cloudflare_meeting", appScope, "title"},
		{"rtc_cloudflare_participant", appScope + "  meeting_id = \"" + simulator.MeetingID + "\"\n", "custom_participant_id"},
		{"rtc_telnyx_room", "", "unique_name"},
	} {
		for label, keys := range map[string]string{
			"neither": "id = null\n" + c.key + " = null",
			"both":    "id = \"" + simulator.RoomID + "\"\n" + c.key + " = \"x\"",
			"no_id":   "id = \"stand-up\"",
			"empty":   c.key + " = \"\"",
		} {
			blocks = append(blocks, fmt.Sprintf("data %q %q {\n%s%s\n}", c.typeName, label, c.scope, keys))
		}
		want = append(want,
			"with data."+c.typeName+".neither,", "with data."+c.typeName+".both,", "with data."+c.typeName+".no_id,", "with data."+c.typeName+".empty,",
			"No attribute specified when one (and only one) of [id,"+c.key+"] is required",
			"2 attributes specified when one (and only one) of [id,"+c.key+"] is required",
			"Attribute "+c.key+" string length must be at least 1",
		)
	}
	blocks = append(blocks, "data \"rtc_cloudflare_meetings\" \"it\" {\n"+appScope+"  status = \"active\"\n}")
	want = append(want, `The value of id cannot be used: it must be a UUID`, `it must be an app id`, `Attribute status value must be one of: ["ACTIVE" "INACTIVE"]`)
	expectAll(t, complaint(t, w, blocks...), want...)
	if calls := w.Calls(simulator.AnyOperation); calls != 0 {
		t.Errorf("%d calls were made", calls)
	}
}

// What comes of looking for something, beside what comes of any call.
func lookupMishaps() []mishap {
	meeting := func(key, value string) object { return object{"app_id": simulator.AppID, key: value} }
	return []mishap{
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

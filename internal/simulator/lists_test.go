package simulator_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"terraform.local/rtc/terraform-provider-rtc/internal/simulator"
)

func TestCloudflareLists(t *testing.T) {
	t.Parallel()
	s := start(t, simulator.Options{})
	for _, c := range []struct{ path, field, values, offsets string }{
		{kitPath + "/apps", "name", "webinars video", "2 1 2"},
		{kitPath + "/apps?search=VID", "name", "video", "1 1 1"},
		{kitPath + "/apps?page_no=2&per_page=1", "name", "video", "2 2 2"},
		{kitPath + "/apps?page_no=3&per_page=1", "name", "", "2 0 0"},
		{kitPath + "/apps?page_no=2147483647&per_page=2147483647", "name", "", "2 0 0"},
		{appPath + "/meetings", "title", " all-hands retro retro stand-up", "5 1 5"},
		{appPath + "/meetings?page_no=&per_page=", "title", " all-hands retro retro stand-up", "5 1 5"},
		{appPath + "/meetings?page_no=0&per_page=0", "title", " all-hands retro retro stand-up", "5 1 5"},
		{appPath + "/meetings?search=retro", "title", "retro retro", "2 1 2"},
		{appPath + "/meetings?search=" + simulator.MeetingID, "title", "stand-up", "1 1 1"},
		{appPath + "/meetings?search=nothing", "title", "", "0 0 0"},
		{appPath + "/meetings?status=INACTIVE", "title", "all-hands", "1 1 1"},
		{appPath + "/meetings?page_no=2&per_page=2", "title", "retro retro", "5 3 4"},
		{appPath + "/meetings?page_no=3&per_page=2", "title", "stand-up", "5 5 5"},
		{meetingPath + "/participants", "custom_participant_id", "nameless transcriber recorder", "3 1 3"},
		{meetingPath + "/participants?per_page=1&page_no=3", "custom_participant_id", "recorder", "3 3 3"},
	} {
		got := callCloudflare(t, s, "GET", c.path)
		want(t, c.path, strings.Join(got.list(c.field), " "), c.values)
		offsets := fmt.Sprint(got.at("paging.total_count"), got.at("paging.start_offset"), got.at("paging.end_offset"))
		want(t, c.path, offsets, c.offsets)
		want(t, c.path, got.at("success"), any(true))
	}
}

func TestTelnyxList(t *testing.T) {
	t.Parallel()
	s := start(t, simulator.Options{})
	for _, c := range []struct{ query, names, meta string }{
		{"", "quiet sales support", "1 20 1 3"},
		{"?page[size]=2", "quiet sales", "1 2 2 3"},
		{"?page[size]=2&page[number]=2", "support", "2 2 2 3"},
		{"?page[size]=2&page[number]=3", "", "3 2 2 3"},
		{"?filter[unique_name]=sales", "sales", "1 20 1 1"},
		{"?filter[unique_name]=sale", "", "1 20 0 0"},
		{"?include_sessions=true", "quiet sales support", "1 20 1 3"},
	} {
		got := callTelnyx(t, s, "GET", "/rooms"+c.query, "")
		want(t, c.query, strings.Join(got.list("unique_name"), " "), c.names)
		meta := fmt.Sprint(got.at("meta.page_number"), got.at("meta.page_size"), got.at("meta.total_pages"), got.at("meta.total_results"))
		want(t, c.query, meta, c.meta)
	}
	for _, query := range []string{
		"page[number]=0", "page[size]=0", "page[size]=251", "page[size]=x", "include_sessions=yes",
		"filter[name]=support", "page_no=1",
	} {
		got := callTelnyx(t, s, "GET", "/rooms?"+query, "")
		want(t, query, got.status, 400)
		want(t, query, got.at("success"), any(false))
		want(t, query, got.text("message") != "", true)
	}
}

func TestPagesAreCapped(t *testing.T) {
	t.Parallel()
	_, clock := frozen() // so that it is not the time that orders them
	s := start(t, simulator.Options{MaxPerPage: 10, Now: clock})
	ids := s.SeedParticipants(300)
	got := callCloudflare(t, s, "GET", meetingPath+"/participants?per_page=1000")
	want(t, "items", len(got.list("id")), 10)
	want(t, "the newest first", got.list("id")[0], ids[299])
	want(t, "of", got.at("paging.total_count"), any(303.0))

	s.SeedRooms(300)
	rooms := callTelnyx(t, s, "GET", "/rooms?page[size]=250", "")
	want(t, "rooms", len(rooms.list("id")), 250)
	want(t, "pages", rooms.at("meta.total_pages"), any(2.0))
}

func TestItemsMoveBetweenPages(t *testing.T) {
	t.Parallel()
	s := start(t, simulator.Options{})
	s.OnCall(func(op simulator.Operation) {
		if s.Calls(op) == 2 {
			s.AddParticipant(simulator.Participant{CustomParticipantID: "just-in"})
		}
	})
	page := func(n int) []string {
		path := fmt.Sprintf("%s/participants?per_page=2&page_no=%d", meetingPath, n)
		return callCloudflare(t, s, "GET", path).list("custom_participant_id")
	}
	first, second := page(1), page(2)
	want(t, "seen twice", slices.Contains(first, "transcriber") && slices.Contains(second, "transcriber"), true)
	s.OnCall(nil)
	want(t, "first page now", page(1)[0], "just-in")
}

func TestRemove(t *testing.T) {
	t.Parallel()
	s := start(t, simulator.Options{})
	app := s.AddApp(simulator.App{Name: "third"})
	meeting := s.AddMeeting(simulator.Meeting{AppID: app, Title: "its own"})
	want(t, "there", callCloudflare(t, s, "GET", kitPath+"/"+app+"/meetings/"+meeting).text("data.title"), "its own")
	want(t, "removed", s.Remove(strings.ToUpper(meeting)), true)
	want(t, "again", s.Remove(meeting), false)
	want(t, "gone", callCloudflare(t, s, "GET", kitPath+"/"+app+"/meetings/"+meeting).status, 404)
	want(t, "app", s.Remove(app) && callCloudflare(t, s, "GET", kitPath+"/apps/"+app).status == 404, true)
}

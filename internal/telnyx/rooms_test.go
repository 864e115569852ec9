package telnyx_test

import (
	"context"
	"net/url"
	"slices"
	"testing"
	"time"

	"terraform.local/rtc/terraform-provider-rtc/internal/rest"
	"terraform.local/rtc/terraform-provider-rtc/internal/rest/resttest"
	"terraform.local/rtc/terraform-provider-rtc/internal/simulator"
	"terraform.local/rtc/terraform-provider-rtc/internal/telnyx"
)

// start gives a simulator and a client that knows it.
func start(t *testing.T) (*simulator.Server, *telnyx.Client) {
	t.Helper()
	server, err := simulator.Start(simulator.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(server.Close)
	return server, telnyx.New(simulator.TelnyxAPIKey, resttest.Options(t, server.TelnyxURL()))
}

func names(rooms []telnyx.Room) []string {
	all := make([]string, len(rooms))
	for i, room := range rooms {
		all[i] = *room.UniqueName
	}
	return all
}

func TestRoomsAreReadWholeInFewCalls(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ added, calls int }{
		{0, 1}, {246, 1}, {248, 2}, {600, 3},
		{247, 2}, // a full page: the count alone does not say that it is the last
	} {
		server, client := start(t)
		server.SeedRooms(c.added)
		rooms, err := client.ListRooms(t.Context(), telnyx.RoomFilter{})
		if err != nil {
			t.Fatal(err)
		}
		got := names(rooms)
		if len(got) != c.added+3 || got[len(got)-1] != "support" || len(slices.Compact(slices.Sorted(slices.Values(got)))) != len(got) {
			t.Errorf("%+v: %v", c, got)
		}
		if calls := server.Calls(simulator.ListRooms); calls != c.calls {
			t.Errorf("%+v: %d calls", c, calls)
		}
	}
}

func TestRoomsThatMoveBetweenPages(t *testing.T) {
	t.Parallel()
	server, client := start(t)
	ids := server.SeedRooms(300)
	server.OnCall(func(op simulator.Operation) {
		if server.Calls(op) == 2 {
			server.Remove(ids[299]) // on the first page: the first of the second is now the last of the first
		}
	})
	rooms, err := client.ListRooms(t.Context(), telnyx.RoomFilter{})
	if err != nil || len(rooms) != 302 || rooms[0].ID != ids[298] {
		t.Errorf("%d rooms, %v", len(rooms), err)
	}
	if calls := server.Calls(simulator.ListRooms); calls != 4 {
		t.Errorf("%d calls", calls)
	}
}

func TestFiltersGoToTheVendor(t *testing.T) {
	t.Parallel()
	server, client := start(t)
	rooms, err := client.ListRooms(t.Context(), telnyx.RoomFilter{UniqueName: "support", Sessions: true})
	if err != nil || len(rooms) != 1 || len(rooms[0].Sessions) != 1 {
		t.Errorf("%+v, %v", rooms, err)
	}
	room, err := client.ViewRoom(t.Context(), simulator.RoomID, false)
	if err != nil || *room.UniqueName != "support" || room.Sessions != nil {
		t.Errorf("%+v, %v", room, err)
	}
	log := server.Log()
	for i, want := range []url.Values{
		{"page[number]": {"1"}, "page[size]": {"250"}, "include_sessions": {"true"}, "filter[unique_name]": {"support"}},
		{"include_sessions": {"false"}},
	} {
		if log[i].Query != want.Encode() || !log[i].Authorization {
			t.Errorf("sent %s, want %s", log[i].Query, want.Encode())
		}
	}
}

func TestListsAreCanceledAtOnce(t *testing.T) {
	t.Parallel()
	server, client := start(t)
	server.FailAlways(simulator.ListRooms, simulator.Fault{Ending: simulator.Hang})
	ctx, cancel := context.WithCancel(t.Context())
	server.OnCall(func(simulator.Operation) { cancel() })
	began := time.Now()
	_, err := client.ListRooms(ctx, telnyx.RoomFilter{})
	if resttest.ReasonOf(err) != rest.Interrupted || time.Since(began) > 5*time.Second {
		t.Errorf("after %s: %v", time.Since(began), err)
	}
}

// What an answer lacks or has otherwise is an error, and never an empty list.
func TestAnswersThatAreNoList(t *testing.T) {
	t.Parallel()
	const meta = `,"meta":{"page_number":1,"page_size":250,"total_pages":1,"total_results":1}}`
	for body, want := range map[string]rest.Reason{
		`{"meta":{}}`:                          rest.Incomplete,
		`{"data":null` + meta:                  rest.Incomplete,
		`{"data":[{"unique_name":"x"}]` + meta: rest.Incomplete,
		`{"data":"x"` + meta:                   rest.NotJSON,
		`{"data":[{"id":"a","max_participants":"many"}]` + meta: rest.NotJSON,
		`{"data":[{"id":"a","new":{}}]` + meta:                  "",
		`{"data":[{"id":"a"}]}`:                                 "",
		`{"data":[{"id":"a"}],"meta":null}`:                     "",
	} {
		server, client := start(t)
		server.FailAlways(simulator.ListRooms, simulator.Answer(200, body))
		rooms, err := client.ListRooms(t.Context(), telnyx.RoomFilter{})
		if resttest.ReasonOf(err) != want || err == nil && len(rooms) != 1 {
			t.Errorf("%s: %v, %v", body, rooms, err)
		}
	}
	server, client := start(t)
	server.FailAlways(simulator.ViewRoom, simulator.Answer(200, `{"data":{}}`))
	if _, err := client.ViewRoom(t.Context(), simulator.RoomID, false); resttest.ReasonOf(err) != rest.Incomplete {
		t.Errorf("got %v", err)
	}
}

// A time is only shown: one that cannot be read costs nothing else.
func TestTimesThatCannotBeRead(t *testing.T) {
	t.Parallel()
	for _, at := range resttest.UnreadableTimes() {
		times := `"created_at":` + at + `,"updated_at":` + at
		vendor := resttest.Always(t, 200, `{"data":{"id":"a","unique_name":"x",`+times+`,"sessions":[{"id":"s","ended_at":`+at+`,`+times+
			`,"participants":[{"id":"p","joined_at":`+at+`,"left_at":`+at+`,"updated_at":`+at+`}]}]}}`)
		room, err := client(vendor.Options).ViewRoom(t.Context(), "a", true)
		if err != nil || *room.UniqueName != "x" || *room.Sessions[0].Participants[0].ID != "p" || room.Has("created_at") || !room.Has("unique_name") {
			t.Errorf("%s: %+v, %v", at, room, err)
		}
	}
	vendor := resttest.Always(t, 200, `{"data":{"id":"a","created_at":"2026-01-01T00:00:00Z"}}`)
	if room, err := client(vendor.Options).ViewRoom(t.Context(), "a", true); err != nil || room.CreatedAt.Year() != 2026 || !room.Has("created_at") {
		t.Errorf("%+v, %v", room, err)
	}
}

package cloudflare_test

import (
	"context"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"terraform.local/rtc/terraform-provider-rtc/internal/cloudflare"
	"terraform.local/rtc/terraform-provider-rtc/internal/rest"
	"terraform.local/rtc/terraform-provider-rtc/internal/rest/resttest"
	"terraform.local/rtc/terraform-provider-rtc/internal/simulator"
)

// start gives a simulator and a client that knows it.
func start(t *testing.T, options simulator.Options) (*simulator.Server, *cloudflare.Client) {
	t.Helper()
	server, err := simulator.Start(options)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(server.Close)
	return server, cloudflare.New(simulator.CloudflareAPIToken, resttest.Options(t, server.CloudflareURL()))
}

func participants(t *testing.T, client *cloudflare.Client) []string {
	t.Helper()
	all, err := client.ListMeetingParticipants(t.Context(), simulator.AccountID, simulator.AppID, simulator.MeetingID, cloudflare.ParticipantFilter{})
	if err != nil {
		t.Fatal(err)
	}
	ids := make([]string, len(all))
	for i, one := range all {
		ids[i] = one.ID
	}
	return ids
}

// newestFirst is the simulator's order.
func newestFirst(ids []string) []string {
	reversed := slices.Clone(ids)
	slices.Reverse(reversed)
	return append(reversed, "aaa1d94c-86e3-4b20-a7f5-3c6b0e1f8d72", "aaa0b3d8-4f62-4a17-9c5e-d81e7f029b64", simulator.ParticipantID)
}

func TestListsAreReadWholeInFewCalls(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ most, added, calls int }{
		{100, 0, 1}, {100, 96, 1}, {100, 98, 2}, {100, 250, 3}, {1000, 250, 3},
		{100, 97, 2}, // a full page: the count alone does not say that it is the last
		{10, 35, 4},  // a server that gives fewer than were asked for
	} {
		server, client := start(t, simulator.Options{MaxPerPage: c.most})
		want := newestFirst(server.SeedParticipants(c.added))
		if got := participants(t, client); !slices.Equal(got, want) {
			t.Errorf("%+v: got %d items, or in another order: %v", c, len(got), got)
		}
		if calls := server.Calls(simulator.GetMeetingParticipants); calls != c.calls {
			t.Errorf("%+v: %d calls", c, calls)
		}
	}
}

func TestItemsThatMoveBetweenPages(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		change func(*simulator.Server, []string)
		want   func(server *simulator.Server, ids []string) []string
		calls  int
	}{
		"added": {
			change: func(s *simulator.Server, _ []string) { s.SeedParticipants(3) },
			want:   func(_ *simulator.Server, ids []string) []string { return newestFirst(ids) },
			calls:  4, // as many pages as there are now
		},
		"removed from a page already read": {
			change: func(s *simulator.Server, ids []string) { s.Remove(ids[len(ids)-1]) },
			want:   func(_ *simulator.Server, ids []string) []string { return newestFirst(ids[:len(ids)-1]) },
			calls:  6,
		},
		"removed from a page to come": {
			change: func(s *simulator.Server, ids []string) { s.Remove(ids[0]) },
			want:   func(_ *simulator.Server, ids []string) []string { return newestFirst(ids[1:]) },
			calls:  6,
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			server, client := start(t, simulator.Options{MaxPerPage: 10})
			ids := server.SeedParticipants(26) // with the three that were there: 29 on three pages
			if name == "added" {
				ids = append(ids, server.SeedParticipants(1)...)
			}
			server.OnCall(func(op simulator.Operation) {
				if server.Calls(op) == 2 {
					c.change(server, ids)
				}
			})
			if got, want := participants(t, client), c.want(server, ids); !slices.Equal(got, want) {
				t.Errorf("got %d: %v\nwant %d: %v", len(got), got, len(want), want)
			}
			if calls := server.Calls(simulator.GetMeetingParticipants); calls != c.calls {
				t.Errorf("%d calls, want %d", calls, c.calls)
			}
		})
	}
}

func TestListThatKeepsChanging(t *testing.T) {
	t.Parallel()
	server, client := start(t, simulator.Options{MaxPerPage: 10})
	ids := server.SeedParticipants(40)
	server.OnCall(func(simulator.Operation) {
		server.Remove(ids[len(ids)-1])
		ids = ids[:len(ids)-1]
	})
	_, err := client.ListMeetingParticipants(t.Context(), simulator.AccountID, simulator.AppID, simulator.MeetingID, cloudflare.ParticipantFilter{})
	if resttest.ReasonOf(err) != rest.Unsteady {
		t.Errorf("got %v", err)
	}
}

func TestListsAreCanceledAtOnce(t *testing.T) {
	t.Parallel()
	server, client := start(t, simulator.Options{MaxPerPage: 2})
	ctx, cancel := context.WithCancel(t.Context())
	server.OnCall(func(op simulator.Operation) {
		if server.Calls(op) == 2 {
			cancel()
		}
	})
	server.Fail(simulator.GetMeetingParticipants, simulator.Fault{}, simulator.Fault{Ending: simulator.Hang})
	began := time.Now()
	items, err := client.ListMeetingParticipants(ctx, simulator.AccountID, simulator.AppID, simulator.MeetingID, cloudflare.ParticipantFilter{})
	if resttest.ReasonOf(err) != rest.Interrupted || items != nil || time.Since(began) > 5*time.Second {
		t.Errorf("after %s: %v, %v", time.Since(began), items, err)
	}
	if calls := server.Calls(simulator.AnyOperation); calls != 2 {
		t.Errorf("%d calls", calls)
	}
}

func TestFiltersGoToTheVendor(t *testing.T) {
	t.Parallel()
	server, client := start(t, simulator.Options{})
	for name, c := range map[string]struct {
		list func() (int, error)
		want string
		hits int
	}{
		"all apps": {func() (int, error) {
			found, err := client.ListApps(t.Context(), simulator.AccountID, "")
			return len(found), err
		}, "", 2},
		"apps": {func() (int, error) {
			found, err := client.ListApps(t.Context(), simulator.AccountID, "a b&c=d#%")
			return len(found), err
		}, "search=a b&c=d#%", 0},
		"apps, beyond what may be searched": {func() (int, error) {
			found, err := client.ListApps(t.Context(), simulator.AccountID, strings.Repeat("é", 126))
			return len(found), err
		}, "", 2},
		"meetings": {func() (int, error) {
			found, err := client.ListMeetings(t.Context(), simulator.AccountID, simulator.AppID,
				cloudflare.MeetingFilter{Search: "retro", Status: "ACTIVE"})
			return len(found), err
		}, "search=retro status=ACTIVE", 2},
		"all meetings": {func() (int, error) {
			found, err := client.ListMeetings(t.Context(), simulator.AccountID, simulator.AppID, cloudflare.MeetingFilter{})
			return len(found), err
		}, "", 5},
	} {
		server.ResetCalls()
		hits, err := c.list()
		if err != nil || hits != c.hits {
			t.Errorf("%s: %d, %v", name, hits, err)
		}
		calls := server.Log()
		if len(calls) != 1 {
			t.Fatalf("%s: %d calls", name, len(calls))
		}
		query, err := url.ParseQuery(calls[0].Query)
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, filter := range []string{"search", "status", "sort_order", "start_time", "end_time"} {
			if query.Has(filter) {
				got = append(got, filter+"="+query.Get(filter))
			}
		}
		if strings.Join(got, " ") != c.want || query.Get("per_page") != "100" || query.Get("page_no") != "1" {
			t.Errorf("%s: sent %s", name, calls[0].Query)
		}
	}
}

package cloudflare_test

import (
	"context"
	"net/http"
	"strings"
	"testing"

	"terraform.local/rtc/terraform-provider-rtc/internal/cloudflare"
	"terraform.local/rtc/terraform-provider-rtc/internal/rest"
	"terraform.local/rtc/terraform-provider-rtc/internal/rest/resttest"
)

const (
	notFound = `{"success":false,"error":{"code":404,"message":"not found"}}`
	anApp    = `{"success":true,"data":{"id":"b"}}`
	aMeeting = `{"success":true,"data":{"id":"c"}}`
)

// lists are the lists that Cloudflare may answer 404 if they are empty, and their parents.
func lists() map[string]struct {
	parent string
	list   func(context.Context, *cloudflare.Client) (int, error)
} {
	return map[string]struct {
		parent string
		list   func(context.Context, *cloudflare.Client) (int, error)
	}{
		meetings + "/c/participants": {meetings + "/c", func(ctx context.Context, c *cloudflare.Client) (int, error) {
			found, err := c.ListMeetingParticipants(ctx, "a", "b", "c", cloudflare.ParticipantFilter{})
			return lengthOf(found), err
		}},
		meetings: {"/accounts/a/realtime/kit/apps/b", func(ctx context.Context, c *cloudflare.Client) (int, error) {
			found, err := c.ListMeetings(ctx, "a", "b", cloudflare.MeetingFilter{Search: "x"})
			return lengthOf(found), err
		}},
		webhooks: {"/accounts/a/realtime/kit/apps/b", func(ctx context.Context, c *cloudflare.Client) (int, error) {
			found, err := c.ListWebhooks(ctx, "a", "b")
			return lengthOf(found), err
		}},
		"/accounts/a/realtime/kit/b/presets": {"/accounts/a/realtime/kit/apps/b", func(ctx context.Context, c *cloudflare.Client) (int, error) {
			found, err := c.ListPresets(ctx, "a", "b", "")
			return lengthOf(found), err
		}},
	}
}

// lengthOf is -1 for nil: a list without items is empty, not nil.
func lengthOf[T any](items []T) int {
	if items == nil {
		return -1
	}
	return len(items)
}

// A list that is answered 404 is empty if Cloudflare itself says so, and what the list belongs to is there.
func TestListAnswered404(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		status, parentStatus int
		body, parentBody     string
		empty                bool
	}{
		"its parent is there":               {404, 200, notFound, "", true},
		"in the gateway's form":             {404, 200, `{"success":false,"errors":[{"code":1003,"message":"no webhooks"}]}`, "", true},
		"its parent is not there":           {404, 404, notFound, notFound, false},
		"its parent is another":             {404, 200, notFound, `{"success":true,"data":{"id":"other"}}`, false},
		"its parent cannot be read":         {404, 403, notFound, `{"success":false,"errors":[{"code":10000,"message":"Authentication error"}]}`, false},
		"its parent fails":                  {404, 500, notFound, ``, false},
		"its parent is a page":              {404, 200, notFound, `<html>`, false},
		"no route":                          {404, 200, `{"success":false,"errors":[{"code":7003,"message":"Could not route"}]}`, "", false},
		"a page":                            {404, 200, `<html>404</html>`, "", false},
		"nothing":                           {404, 200, ``, "", false},
		"the message of a proxy":            {404, 200, `{"message":"no Route matched"}`, "", false},
		"another status":                    {403, 200, `{"success":false,"errors":[{"code":10000,"message":"Authentication error"}]}`, "", false},
		"a success that is not in its form": {200, 200, `{"success":true}`, "", false},
	} {
		for path, l := range lists() {
			vendor := resttest.NewServer(t, func(request resttest.Request) (int, string) {
				switch {
				case request.Path == path:
					return c.status, c.body
				case request.Path != l.parent:
					t.Errorf("sent %+v", request)
				case c.parentBody != "" || c.parentStatus != 200:
					return c.parentStatus, c.parentBody
				case strings.HasSuffix(l.parent, "/c"):
					return 200, aMeeting
				}
				return 200, anApp
			})
			count, err := l.list(t.Context(), client(vendor.Options))
			if (err == nil) != c.empty || c.empty && count != 0 {
				t.Errorf("%s: %s: %d, %v", path, name, count, err)
			}
			if err != nil && c.status == 404 && (resttest.ReasonOf(err) != rest.Refused || !strings.HasSuffix(vendor.Requests[0].Path, path)) {
				t.Errorf("%s: %s: another error than the list's: %v", path, name, err)
			}
		}
	}
}

func TestAppsAnswered404(t *testing.T) {
	t.Parallel()
	vendor := resttest.Always(t, http.StatusNotFound, notFound)
	if apps, err := client(vendor.Options).ListApps(t.Context(), "a", ""); resttest.ReasonOf(err) != rest.Refused || len(vendor.Requests) != 1 {
		t.Errorf("%v, %v, %+v", apps, err, vendor.Requests)
	}
}

// filled is a vendor with two items in each list, until they are hidden: then lists are answered 404.
func filled(t *testing.T) (c *cloudflare.Client, hide func(bool)) {
	t.Helper()
	hidden := false
	vendor := resttest.NewServer(t, func(request resttest.Request) (int, string) {
		switch {
		case request.Path == meetings+"/c":
			return 200, aMeeting
		case request.Path == "/accounts/a/realtime/kit/apps/b":
			return 200, anApp
		case request.Method == http.MethodDelete:
			return 200, `{"success":true}`
		case hidden:
			return 404, notFound
		}
		return 200, `{"success":true,"data":[{"id":"P","title":"x"},{"id":"q","title":"x"}],"paging":{"total_count":2}}`
	})
	return client(vendor.Options), func(now bool) { hidden = now }
}

// A list is not empty if this run has seen an item in it.
func TestListAnswered404AfterItHadItems(t *testing.T) {
	t.Parallel()
	c, hide := filled(t)
	for path, l := range lists() {
		hide(false)
		if count, err := l.list(t.Context(), c); err != nil || count != 2 {
			t.Errorf("%s: %d, %v", path, count, err)
		}
		hide(true)
		if count, err := l.list(t.Context(), c); resttest.ReasonOf(err) != rest.Refused {
			t.Errorf("%s: %d, %v", path, count, err)
		}
	}
	if found, err := c.ListMeetings(t.Context(), "a", "b", cloudflare.MeetingFilter{Search: "another"}); err != nil || len(found) != 0 {
		t.Errorf("another search: %v, %v", found, err)
	}
}

// What this run has deleted does not count.
func TestListAnswered404AfterItsItemsWereDeleted(t *testing.T) {
	t.Parallel()
	c, hide := filled(t)
	for path, remove := range map[string]func(id string) error{
		meetings + "/c/participants": func(id string) error {
			return c.DeleteMeetingParticipant(t.Context(), cloudflare.Participant{AccountID: "A ", AppID: "b", MeetingID: "C", ParticipantID: id})
		},
		webhooks: func(id string) error { return c.DeleteWebhook(t.Context(), "a", "B", id) },
	} {
		hide(false)
		list := lists()[path].list
		for _, id := range []string{"p", "Q"} {
			if count, err := list(t.Context(), c); count == 0 {
				t.Errorf("%s: %d, %v", path, count, err)
			}
			hide(true)
			if err := remove(id); err != nil {
				t.Error(err)
			}
		}
		if count, err := list(t.Context(), c); err != nil || count != 0 {
			t.Errorf("%s: %d, %v", path, count, err)
		}
	}
}

// A 404 on a later page is an error: there were items.
func TestLaterPageAnswered404(t *testing.T) {
	t.Parallel()
	vendor := resttest.NewServer(t, func(request resttest.Request) (int, string) {
		switch request.Query.Get("page_no") {
		case "1":
			return 200, pageOf(t, request, 250, 100, `{"total_count":250}`)
		case "2":
			return 404, notFound
		}
		return 200, aMeeting
	})
	found, err := client(vendor.Options).ListMeetingParticipants(t.Context(), "a", "b", "c", cloudflare.ParticipantFilter{})
	if resttest.ReasonOf(err) != rest.Refused || found != nil {
		t.Errorf("%v, %v", found, err)
	}
}

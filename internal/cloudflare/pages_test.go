package cloudflare_test

import (
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"testing"

	"terraform.local/rtc/terraform-provider-rtc/internal/cloudflare"
	"terraform.local/rtc/terraform-provider-rtc/internal/rest"
	"terraform.local/rtc/terraform-provider-rtc/internal/rest/resttest"
)

// pageOf is one page of a list of n things, cut where the vendor cuts it.
func pageOf(t *testing.T, request resttest.Request, n, size int, paging string) string {
	t.Helper()
	number, err := strconv.Atoi(request.Query.Get("page_no"))
	if err != nil {
		t.Error(err)
	}
	things := []string{}
	for i := (number - 1) * size; i < min(number*size, n); i++ {
		things = append(things, fmt.Sprintf(`{"id":"p%d"}`, i))
	}
	paging = strings.ReplaceAll(paging, "PAGE", fmt.Sprint(len(things)))
	if paging != "" {
		paging = `,"paging":` + paging
	}
	return `{"success":true,"data":[` + strings.Join(things, ",") + `]` + paging + `}`
}

// What was read tells where a list ends, whatever is wrong with the vendor's counts.
func TestListsAreReadWholeWhateverIsCounted(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		n, size int
		paging  string
		calls   int
	}{
		"all counts":             {250, 100, `{"total_count":250,"start_offset":1,"end_offset":100}`, 3},
		"nothing":                {250, 100, `{}`, 3},
		"no paging":              {250, 100, ``, 3},
		"no paging, all at once": {250, 250, ``, 2},
		"no paging, none":        {0, 100, ``, 1},
		"a text":                 {250, 100, `{"total_count":"250"}`, 3},
		"no count":               {250, 100, `{"start_offset":1,"end_offset":100}`, 3},
		"the page":               {250, 100, `{"total_count":PAGE}`, 6}, // the list seems to shrink: again
		"null":                   {250, 100, `{"total_count":null}`, 3},
		"less than nothing":      {250, 100, `{"total_count":-1}`, 3},
		"more than there can be": {250, 100, `{"total_count":1e300}`, 3},
		"a smaller page":         {35, 10, `{}`, 4},
		"few, no count":          {3, 100, `{}`, 2},
		"few":                    {3, 100, `{"total_count":3}`, 1},
	} {
		vendor := resttest.NewServer(t, func(request resttest.Request) (int, string) {
			return http.StatusOK, pageOf(t, request, c.n, c.size, c.paging)
		})
		found, err := cloudflare.New("secret", vendor.Options).ListMeetingParticipants(t.Context(), "a", "b", "c", cloudflare.ParticipantFilter{})
		if err != nil || len(found) != c.n || len(vendor.Requests) != c.calls {
			t.Errorf("%s: %d in %d calls, %v", name, len(found), len(vendor.Requests), err)
		}
	}
}

// One item is looked for only in a short list, whether the vendor counts its items or not.
func TestLongListsAreNotReadForOne(t *testing.T) {
	t.Parallel()
	for paging, calls := range map[string]int{`{"total_count":250}`: 1, `{}`: 3, ``: 3, `{"total_count":100}`: 3} {
		vendor := resttest.NewServer(t, func(request resttest.Request) (int, string) {
			return http.StatusOK, pageOf(t, request, 250, 100, paging)
		})
		for longest, want := range map[int]rest.Reason{200: rest.Endless, 250: ""} {
			vendor.Requests = nil
			found, err := client(vendor.Options).ListMeetingParticipants(t.Context(), "a", "b", "c", cloudflare.ParticipantFilter{Longest: longest})
			if resttest.ReasonOf(err) != want || err == nil && len(found) != 250 || err != nil && len(vendor.Requests) != calls {
				t.Errorf("%s: %d in %d requests, %v", paging, len(found), len(vendor.Requests), err)
			}
		}
	}
}

func TestListsStopWhereEnoughHasCome(t *testing.T) {
	t.Parallel()
	vendor := resttest.NewServer(t, func(request resttest.Request) (int, string) {
		if request.Query.Get("page_no") == "2" {
			return http.StatusForbidden, `{"success":false,"errors":[{"code":10000,"message":"Authentication error"}]}`
		}
		return http.StatusOK, pageOf(t, request, 250, 100, `{"total_count":250}`)
	})
	client := cloudflare.New("secret", vendor.Options)
	participants, err := client.ListMeetingParticipants(t.Context(), "a", "b", "c", cloudflare.ParticipantFilter{Most: 100})
	if err != nil || len(participants) != 100 {
		t.Errorf("%d participants, %v", len(participants), err)
	}
	meetings, err := client.ListMeetings(t.Context(), "a", "b", cloudflare.MeetingFilter{Most: 7})
	if err != nil || len(meetings) != 7 || len(vendor.Requests) != 2 {
		t.Errorf("%d meetings, %v", len(meetings), err)
	}
	meetings, err = client.ListMeetings(t.Context(), "a", "b", cloudflare.MeetingFilter{Most: 101})
	if resttest.ReasonOf(err) != rest.Refused || meetings != nil {
		t.Errorf("%d meetings, %v", len(meetings), err)
	}
}

const composed, decomposed = "Caf\u00e9", "Cafe\u0301"

// otherUnicode is a vendor that stores names in several forms of Unicode, and searches them byte by byte.
func otherUnicode(t *testing.T) *resttest.Server {
	t.Helper()
	return resttest.NewServer(t, func(request resttest.Request) (int, string) {
		if request.Query.Get("search") == "Zo\u00eb" {
			return http.StatusOK, `{"success":true,"data":[{"id":"3","name":"Zo\u00eb 2","title":"Zo\u00eb 2"},{"id":"other"}],"paging":{"total_count":2}}`
		}
		if request.Query.Get("search") == "\u00e9t\u00e9" {
			return http.StatusOK, `{"success":true,"data":[{"id":"9","name":"\u00e9t\u00e9","title":"\u00e9t\u00e9"}],"paging":{"total_count":1}}`
		}
		if request.Query.Has("search") {
			return http.StatusOK, `{"success":true,"data":[],"paging":{"total_count":0}}`
		}
		var things []string
		for i, name := range []string{decomposed, "x", decomposed + " 2", "Zo\u00eb 2", "Zoe\u0308"} {
			things = append(things, fmt.Sprintf(`{"id":"%d","name":"%s","title":"%s"}`, i, name, name))
		}
		things = append(things, `{"id":"none","name":null,"title":null}`, `{"id":"other","name":null,"title":null}`)
		return http.StatusOK, `{"success":true,"data":[` + strings.Join(things, ",") + `],"paging":{"total_count":7}}`
	})
}

func TestNamesAreFoundInAnyFormOfUnicode(t *testing.T) {
	t.Parallel()
	vendor := otherUnicode(t)
	client := cloudflare.New("secret", vendor.Options)
	for name, want := range map[string]struct{ found, calls int }{
		composed: {2, 2}, strings.ToUpper(composed): {2, 2}, "Cafe": {0, 1}, composed + "!": {0, 2}, "": {7, 1},
		"Zo\u00eb":      {3, 2}, // found in part: what the vendor found stays
		"\u00e9t\u00e9": {1, 1},
	} {
		for kind, find := range map[string]func() (int, error){
			"apps": func() (int, error) {
				apps, err := client.ListApps(t.Context(), "a", name)
				return len(apps), err
			},
			"meetings": func() (int, error) {
				meetings, err := client.ListMeetings(t.Context(), "a", "b", cloudflare.MeetingFilter{Search: name, Status: "ACTIVE"})
				return len(meetings), err
			},
			"presets": func() (int, error) {
				presets, err := client.ListPresets(t.Context(), "a", "b", name)
				return len(presets), err
			},
		} {
			vendor.Requests = nil
			found, err := find()
			if err != nil || found != want.found || len(vendor.Requests) != want.calls {
				t.Errorf("%s named %q: %d in %d calls, %v", kind, name, found, len(vendor.Requests), err)
			}
			for _, request := range vendor.Requests {
				if kind == "meetings" && request.Query.Get("status") != "ACTIVE" {
					t.Errorf("sent %+v", request)
				}
			}
		}
	}
	for name, calls := range map[string]int{composed: 2, "Zo\u00eb": 1} {
		vendor.Requests = nil
		meetings, err := client.ListMeetings(t.Context(), "a", "b", cloudflare.MeetingFilter{Search: name, Most: 1})
		if err != nil || len(meetings) != 1 || len(vendor.Requests) != calls {
			t.Errorf("one named %q: %d in %d calls, %v", name, len(meetings), len(vendor.Requests), err)
		}
	}
}

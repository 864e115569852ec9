package cloudflare_test

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"testing"

	"terraform.local/rtc/terraform-provider-rtc/internal/cloudflare"
	"terraform.local/rtc/terraform-provider-rtc/internal/rest"
	"terraform.local/rtc/terraform-provider-rtc/internal/rest/resttest"
)

func TestGone(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		status int
		body   string
		gone   bool
	}{
		"no such thing":                {404, `{"success":false,"error":{"code":404,"message":"No user found with id x"}}`, true},
		"in the shape of the gateway":  {404, `{"success":false,"errors":[{"code":10006,"message":"not found"}]}`, true},
		"under 500":                    {500, `{"success":false,"error":{"code":404,"message":"No user found with id x"}}`, true},
		"under 400":                    {400, `{"success":false,"error":{"code":"404","message":"No user found with id x"}}`, true},
		"under 200":                    {200, `{"success":false,"error":{"code":404,"message":"No user found with id x"}}`, true},
		"HTML":                         {404, `<html><body>404 Not Found</body></html>`, false},
		"empty":                        {404, ``, false},
		"null":                         {404, `null`, false},
		"not JSON":                     {404, `404 page not found`, false},
		"JSON without an error":        {404, `{"success":false,"data":null}`, false},
		"a list without an error":      {404, `{"success":false,"errors":[]}`, false},
		"the message of a proxy":       {404, `{"message":"no Route matched with those values"}`, false},
		"the code of a proxy":          {404, `{"code":404,"message":"Not Found"}`, false},
		"another code of a proxy":      {404, `{"code":5,"message":"Not Found","details":[]}`, false},
		"an error of a proxy's":        {404, `{"error":{"code":404,"message":"Not Found"}}`, false},
		"the error of a proxy":         {404, `{"status":404,"error":"Not Found","path":"/x"}`, false},
		"no route":                     {404, `{"success":false,"errors":[{"code":7000,"message":"No route for that URI"}]}`, false},
		"no route for the account":     {404, `{"success":false,"errors":[{"code":7003,"message":"Could not route"},{"code":7000,"message":"No route"}]}`, false},
		"no route, as a cause":         {404, `{"errors":[{"code":1,"message":"m","error_chain":[{"code":7003,"message":"Could not route"}]}]}`, false},
		"no route, beside a 404":       {404, `{"errors":[{"code":404,"message":"m"},{"code":7003,"message":"Could not route"}]}`, false},
		"no route, under 400":          {400, `{"success":false,"errors":[{"code":7003,"message":"Could not route"}]}`, false},
		"something else is wrong":      {500, `{"success":false,"error":{"code":500,"message":"Internal error"}}`, false},
		"forbidden":                    {403, `{"success":false,"errors":[{"code":10000,"message":"Authentication error"}]}`, false},
		"HTML of a server that is out": {500, `<html>404</html>`, false},
		"done":                         {200, `{"success":true,"data":{"id":"x"}}`, false},
		"a 200 without what was asked": {200, `{"success":true,"data":{}}`, false},
	} {
		vendor := resttest.Always(t, c.status, c.body)
		client := cloudflare.New("secret", vendor.Options)
		_, err := client.GetMeetingParticipant(t.Context(), who())
		if got := cloudflare.Gone(err); got != c.gone || cloudflare.Gone(fmt.Errorf("wrapped: %w", err)) != c.gone {
			t.Errorf("%s: %v of %v", name, got, err)
		}
	}
	if cloudflare.Gone(&rest.Error{Vendor: "Telnyx", Status: 404, Faults: []rest.Fault{{Code: "10005", Native: true}}}) {
		t.Error("gone by another vendor's error")
	}
	if cloudflare.Gone(nil) || cloudflare.Gone(context.Canceled) {
		t.Error("gone without an error of the vendor")
	}
}

func TestConflict(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		status   int
		body     string
		conflict bool
	}{
		"409":                 {409, `{"success":false,"errors":[{"code":1,"message":"taken"}]}`, true},
		"409 without a body":  {409, ``, true},
		"in a success":        {200, `{"success":false,"error":{"code":409,"message":"taken"}}`, true},
		"another code":        {200, `{"success":false,"error":{"code":404,"message":"none"}}`, false},
		"422":                 {422, `{"success":false,"errors":[{"code":1,"message":"m","source":{"pointer":"/unique_name"}}]}`, false},
		"the code under 500":  {500, `{"success":false,"error":{"code":409,"message":"taken"}}`, false},
		"a success":           {200, `{"success":true,"data":{"id":"d/e"}}`, false},
		"an unreadable 2xx":   {200, `<html>`, false},
		"no code in a 200":    {200, `{"success":false,"error":{"message":"taken"}}`, false},
		"not a status, in it": {200, `{"success":false,"errors":[{"code":10000,"message":"Authentication error"}]}`, false},
	} {
		vendor := resttest.Always(t, c.status, c.body)
		_, err := cloudflare.New("secret", vendor.Options).GetMeetingParticipant(t.Context(), who())
		if got := cloudflare.Conflict(err); got != c.conflict {
			t.Errorf("%s: %v of %v", name, got, err)
		}
	}
	if cloudflare.Conflict(&rest.Error{Vendor: "Telnyx", Status: http.StatusConflict}) || cloudflare.Conflict(nil) {
		t.Error("a conflict that is not Cloudflare's")
	}
}

func TestStatusIsTheOneThatIsMeant(t *testing.T) {
	t.Parallel()
	unsuccessful := func(code string) *rest.Error {
		return &rest.Error{Vendor: cloudflare.Vendor, Reason: rest.Unsuccessful, Status: 200, Faults: []rest.Fault{{Code: code}}}
	}
	for want, errs := range map[int][]error{
		404: {unsuccessful("404"), fmt.Errorf("wrapped: %w", unsuccessful("404"))},
		200: {unsuccessful("10000"), unsuccessful("301"), unsuccessful("600"), unsuccessful("x"), &rest.Error{Vendor: "Cloudflare", Reason: rest.Unsuccessful, Status: 200}},
		403: {&rest.Error{Vendor: "Cloudflare", Reason: rest.Refused, Status: 403, Faults: []rest.Fault{{Code: "404"}}}},
		422: {&rest.Error{Vendor: "Telnyx", Reason: rest.Refused, Status: 422}},
		0:   {nil, errors.New("another error")},
	} {
		for _, err := range errs {
			if got := cloudflare.Status(err); got != want {
				t.Errorf("%v: %d, want %d", err, got, want)
			}
		}
	}
}

// A meeting is gone only if its app is there and the list lacks it: Cloudflare cannot delete meetings.
func TestConfirmMeetingGone(t *testing.T) {
	t.Parallel()
	const (
		none      = `{"success":true,"data":[],"paging":{"total_count":0}}`
		forbidden = `{"success":false,"errors":[{"code":10000,"message":"Authentication error"}]}`
		noRoute   = `{"success":false,"errors":[{"code":7003,"message":"Could not route"}]}`
	)
	type answer struct {
		status int
		body   string
	}
	found := answer{404, notFound}
	for name, c := range map[string]struct {
		meeting, app, list answer
		gone               bool
		status             int // of the error
	}{
		"gone":                            {found, answer{200, anApp}, answer{200, none}, true, 404},
		"gone, and so the list is empty":  {found, answer{200, anApp}, found, true, 404},
		"the list finds others":           {found, answer{200, anApp}, answer{200, `{"success":true,"data":[{"id":"x"}]}`}, true, 404},
		"the list has it":                 {found, answer{200, anApp}, answer{200, `{"success":true,"data":[{"id":"C"}]}`}, false, 404},
		"the app is gone":                 {found, found, answer{200, none}, false, 404},
		"the app is forbidden":            {found, answer{403, forbidden}, answer{200, none}, false, 403},
		"there is no route to the app":    {found, answer{404, noRoute}, answer{200, none}, false, 404},
		"the app is another":              {found, answer{200, `{"success":true,"data":{"id":"x"}}`}, answer{200, none}, false, 200},
		"the list cannot be read":         {found, answer{200, anApp}, answer{500, ``}, false, 500},
		"not the vendor's 404":            {answer{404, `<html>`}, answer{200, anApp}, answer{200, none}, false, 404},
		"there is no route":               {answer{404, noRoute}, answer{200, anApp}, answer{200, none}, false, 404},
		"forbidden":                       {answer{403, forbidden}, answer{200, anApp}, answer{200, none}, false, 403},
		"the code under another status":   {answer{500, notFound}, answer{200, anApp}, answer{200, none}, true, 500},
		"a success that reports the code": {answer{200, notFound}, answer{200, anApp}, answer{200, none}, true, 200},
	} {
		vendor := resttest.NewServer(t, func(request resttest.Request) (int, string) {
			switch request.Path {
			case meetings + "/c":
				return c.meeting.status, c.meeting.body
			case meetings:
				if request.Query.Get("search") != "c" {
					t.Errorf("sent %+v", request)
				}
				return c.list.status, c.list.body
			}
			return c.app.status, c.app.body
		})
		client := client(vendor.Options)
		for method, request := range map[string]func() error{
			"GET": func() error { _, err := client.GetMeeting(t.Context(), "a", "b", "C"); return err },
			"PATCH": func() error {
				_, err := client.UpdateMeeting(t.Context(), "a", "b", "C", rest.Fields{"status": "INACTIVE"})
				return err
			},
		} {
			err := request()
			if cloudflare.Gone(err) {
				t.Errorf("%s: %s: gone before it was confirmed", name, method)
			}
			err = client.ConfirmMeetingGone(t.Context(), "a", "b", "C", fmt.Errorf("wrapped: %w", err))
			failed, _ := errors.AsType[*rest.Error](err)
			if cloudflare.Gone(err) != c.gone || failed == nil || failed.Status != c.status {
				t.Errorf("%s: %s: gone is %t, %v", name, method, cloudflare.Gone(err), err)
			}
		}
	}
	if err := client(resttest.Always(t, 404, notFound).Options).ConfirmMeetingGone(t.Context(), "a", "b", "c", nil); err != nil {
		t.Error(err)
	}
}

func TestErrorsOfTheEdge(t *testing.T) {
	t.Parallel()
	resttest.CheckEdge(t, func(ctx context.Context, options rest.Options) error {
		c := client(options)
		_, err := c.GetMeeting(ctx, "a", "b", "c")
		return c.ConfirmMeetingGone(ctx, "a", "b", "c", err)
	}, cloudflare.Gone)
}

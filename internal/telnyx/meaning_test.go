package telnyx_test

import (
	"context"
	"fmt"
	"net/http"
	"testing"

	"terraform.local/rtc/terraform-provider-rtc/internal/rest"
	"terraform.local/rtc/terraform-provider-rtc/internal/rest/resttest"
	"terraform.local/rtc/terraform-provider-rtc/internal/telnyx"
)

func TestGone(t *testing.T) {
	t.Parallel()
	view := func(ctx context.Context, c *telnyx.Client) error {
		_, err := c.ViewRoom(ctx, "a", false)
		return err
	}
	end := func(ctx context.Context, c *telnyx.Client) error { return c.EndRoomSession(ctx, "a") }
	for name, c := range map[string]struct {
		call   func(context.Context, *telnyx.Client) error
		status int
		body   string
		gone   bool
	}{
		"no such room":             {view, 404, `{"code":"10005","title":"Resource not found","detail":"The requested resource or URL could not be found."}`, true},
		"in a list":                {view, 404, `{"errors":[{"code":10005,"title":"Resource not found"}]}`, true},
		"no such session":          {end, 404, `{"message":"Session not found","success":false}`, true},
		"HTML":                     {view, 404, `<html><body>404 Not Found</body></html>`, false},
		"HTML for a session":       {end, 404, `<html><body>404 Not Found</body></html>`, false},
		"empty":                    {view, 404, ``, false},
		"null":                     {view, 404, `null`, false},
		"not JSON":                 {view, 404, `404 page not found`, false},
		"JSON without a complaint": {view, 404, `{"errors":[]}`, false},
		"the message of a proxy":   {view, 404, `{"message":"no Route matched with those values"}`, false},
		"the code of a proxy":      {view, 404, `{"code":404,"message":"Not Found"}`, false},
		"another code of a proxy":  {view, 404, `{"code":5,"message":"Not Found","details":[]}`, false},
		"a proxy, of a session":    {end, 404, `{"message":"no Route matched with those values"}`, false},
		"the code under 500":       {view, 500, `{"code":"10005","title":"Resource not found"}`, false},
		"forbidden":                {view, 403, `{"code":"10010","title":"Authorization failed"}`, false},
		"done":                     {view, 200, `{"data":{"id":"a"}}`, false},
	} {
		vendor := resttest.Always(t, c.status, c.body)
		err := c.call(t.Context(), telnyx.New("secret", vendor.Options))
		if got := telnyx.Gone(err); got != c.gone || telnyx.Gone(fmt.Errorf("wrapped: %w", err)) != c.gone {
			t.Errorf("%s: %v of %v", name, got, err)
		}
	}
	if telnyx.Gone(&rest.Error{Vendor: "Cloudflare", Status: 404, Faults: []rest.Fault{{Code: "404", Native: true}}}) {
		t.Error("gone on another vendor's word")
	}
	if telnyx.Gone(nil) || telnyx.Gone(context.Canceled) {
		t.Error("gone without the vendor's word")
	}
}

func TestConflict(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		status   int
		body     string
		conflict bool
	}{
		"a taken name":         {422, `{"errors":[{"code":"10015","title":"Invalid value","source":{"pointer":"/unique_name"}}]}`, true},
		"a taken name, flat":   {422, `{"code":"10015","title":"Invalid value","source":{"parameter":"unique_name"}}`, true},
		"409":                  {409, `{"errors":[{"code":"10012","title":"Duplicate resource"}]}`, true},
		"another field":        {422, `{"errors":[{"code":"10015","title":"Invalid value","source":{"pointer":"/max_participants"}}]}`, false},
		"the field, under 400": {400, `{"errors":[{"code":"10015","title":"Invalid value","source":{"pointer":"/unique_name"}}]}`, false},
		"no such room":         {404, `{"code":"10005","title":"Resource not found"}`, false},
		"a success":            {200, `{"data":{"id":"a"}}`, false},
	} {
		vendor := resttest.Always(t, c.status, c.body)
		_, err := telnyx.New("secret", vendor.Options).CreateRoom(t.Context(), nil)
		if got := telnyx.Conflict(err); got != c.conflict {
			t.Errorf("%s: %v of %v", name, got, err)
		}
	}
	if telnyx.Conflict(&rest.Error{Vendor: "Cloudflare", Status: http.StatusConflict}) || telnyx.Conflict(nil) {
		t.Error("a conflict that is not Telnyx's")
	}
}

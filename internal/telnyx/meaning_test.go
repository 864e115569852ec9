package telnyx_test

import (
	"context"
	"errors"
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
		"no such room":            {view, 404, `{"code":"10005","title":"Resource not found","detail":"The requested resource or URL could not be found."}`, true},
		"in a list":               {view, 404, `{"errors":[{"code":10005,"title":"Resource not found"}]}`, true},
		"no such session":         {end, 404, `{"message":"Session not found","success":false}`, true},
		"HTML":                    {view, 404, `<html><body>404 Not Found</body></html>`, false},
		"HTML for a session":      {end, 404, `<html><body>404 Not Found</body></html>`, false},
		"empty":                   {view, 404, ``, false},
		"null":                    {view, 404, `null`, false},
		"not JSON":                {view, 404, `404 page not found`, false},
		"JSON without an error":   {view, 404, `{"errors":[]}`, false},
		"the message of a proxy":  {view, 404, `{"message":"no Route matched with those values"}`, false},
		"the code of a proxy":     {view, 404, `{"code":404,"message":"Not Found"}`, false},
		"another code of a proxy": {view, 404, `{"code":5,"message":"Not Found","details":[]}`, false},
		"a proxy, of a session":   {end, 404, `{"message":"no Route matched with those values"}`, false},
		"the code under 500":      {view, 500, `{"code":"10005","title":"Resource not found"}`, false},
		"forbidden":               {view, 403, `{"code":"10010","title":"Authorization failed"}`, false},
		"done":                    {view, 200, `{"data":{"id":"a"}}`, false},
	} {
		vendor := resttest.Always(t, c.status, c.body)
		err := c.call(t.Context(), telnyx.New("secret", vendor.Options))
		if got := telnyx.Gone(err); got != c.gone || telnyx.Gone(fmt.Errorf("wrapped: %w", err)) != c.gone {
			t.Errorf("%s: %v of %v", name, got, err)
		}
	}
	if telnyx.Gone(&rest.Error{Vendor: "Cloudflare", Status: 404, Faults: []rest.Fault{{Code: "404", Native: true}}}) {
		t.Error("gone by another vendor's error")
	}
	if telnyx.Gone(nil) || telnyx.Gone(context.Canceled) {
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
		"a taken name":           {422, `{"errors":[{"code":"10015","title":"Invalid value","source":{"pointer":"/unique_name"}}]}`, true},
		"a taken name, flat":     {422, `{"code":"10015","title":"Invalid value","source":{"parameter":"unique_name"}}`, true},
		"409":                    {409, `{"errors":[{"code":"10012","title":"Duplicate resource"}]}`, true},
		"a taken name, by field": {422, `{"errors":{"unique_name":["has already been taken"]}}`, true},
		"a long name, by field":  {422, `{"errors":{"unique_name":["is too long (maximum is 255 characters)"]}}`, false},
		"another, by field":      {422, `{"errors":{"max_participants":["has already been taken"]}}`, false},
		"another field":          {422, `{"errors":[{"code":"10015","title":"Invalid value","source":{"pointer":"/max_participants"}}]}`, false},
		"the field, under 400":   {400, `{"errors":[{"code":"10015","title":"Invalid value","source":{"pointer":"/unique_name"}}]}`, false},
		"no such room":           {404, `{"code":"10005","title":"Resource not found"}`, false},
		"a success":              {200, `{"data":{"id":"a"}}`, false},
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

// A 404 without a code means that a room is gone only if the list can be read and lacks it.
func TestConfirmRoomGone(t *testing.T) {
	t.Parallel()
	const (
		coded  = `{"code":"10005","title":"Resource not found"}`
		others = `{"data":[{"id":"b"}],"meta":{"total_results":1}}`
		having = `{"data":[{"id":"b"},{"id":"a"}]}`
	)
	for name, c := range map[string]struct {
		status     int
		body       string
		listStatus int
		list       string
		gone       bool
		want       int // the error's status
	}{
		"a code":                             {404, coded, 200, others, true, 404},
		"a code, and the list fails":         {404, coded, 500, ``, false, 500},
		"a code, and the list is not found":  {404, coded, 404, coded, false, 404},
		"a list without a code":              {404, `{"errors":[{"detail":"Resource not found"}]}`, 200, others, true, 404},
		"an object without a code":           {404, `{"errors":{"detail":"Not Found"}}`, 200, others, true, 404},
		"an object, and the list has it":     {404, `{"errors":{"detail":"Not Found"}}`, 200, having, false, 404},
		"an object, and the list fails":      {404, `{"errors":{"detail":"Not Found"}}`, 403, coded, false, 403},
		"an object, and the list is a page":  {404, `{"errors":{"detail":"Not Found"}}`, 200, `<html>`, false, 200},
		"an object, and the list's the same": {404, `{"errors":{"detail":"Not Found"}}`, 404, `{"errors":{"detail":"Not Found"}}`, false, 404},
		"a page":                             {404, `<html>404</html>`, 200, others, false, 404},
		"nothing":                            {404, ``, 200, others, false, 404},
		"the edge":                           {404, resttest.Edge522, 200, others, false, 404},
		"a text":                             {404, `404 page not found`, 200, others, false, 404},
		"an error without a text":            {404, `{"errors":[]}`, 200, others, false, 404},
		"another status":                     {403, `{"errors":{"detail":"Not Found"}}`, 200, others, false, 403},
	} {
		vendor := resttest.NewServer(t, func(request resttest.Request) (int, string) {
			if request.Path == "/rooms" {
				return c.listStatus, c.list
			}
			return c.status, c.body
		})
		client := client(vendor.Options)
		for method, request := range map[string]func() error{
			"GET":    func() error { _, err := client.ViewRoom(t.Context(), "A", false); return err },
			"DELETE": func() error { return client.DeleteRoom(t.Context(), "A") },
		} {
			err := client.ConfirmRoomGone(t.Context(), "A", fmt.Errorf("wrapped: %w", request()))
			failed, _ := errors.AsType[*rest.Error](err)
			if telnyx.Gone(err) != c.gone || failed == nil || failed.Status != c.want {
				t.Errorf("%s: %s: gone is %t, %v", name, method, telnyx.Gone(err), err)
			}
		}
	}
	if err := client(resttest.Always(t, 404, coded).Options).ConfirmRoomGone(t.Context(), "a", nil); err != nil {
		t.Error(err)
	}
}

func TestErrorsOfTheEdge(t *testing.T) {
	t.Parallel()
	resttest.CheckEdge(t, func(ctx context.Context, options rest.Options) error {
		c := client(options)
		_, err := c.ViewRoom(ctx, "a", false)
		return c.ConfirmRoomGone(ctx, "a", err)
	}, telnyx.Gone)
}

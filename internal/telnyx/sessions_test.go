package telnyx_test

import (
	"net/http"
	"testing"

	"terraform.local/rtc/terraform-provider-rtc/internal/rest"
	"terraform.local/rtc/terraform-provider-rtc/internal/rest/resttest"
)

// Whoever ends a session may come too late: then nobody is there. That a request was not understood is another matter.
func TestEndActiveSession(t *testing.T) {
	t.Parallel()
	const running, over = `{"data":{"id":"a","active_session_id":"s"}}`, `{"data":{"id":"a","active_session_id":null}}`
	const gone, uncoded = `{"message":"Session not found","success":false}`, `{"errors":{"detail":"Not Found"}}`
	for name, c := range map[string]struct {
		before    string
		endStatus int
		end       string
		after     string
		ended     bool
		reason    rest.Reason
	}{
		"running":                            {running, 200, `{"data":{"result":"ok"}}`, over, true, ""},
		"not running":                        {over, 500, ``, over, false, ""},
		"none given":                         {`{"data":{"id":"a"}}`, 500, ``, over, false, ""},
		"over by itself":                     {running, 404, gone, over, false, ""},
		"over, though the room still has it": {running, 404, gone, running, false, ""},
		"over by itself, without a code":     {running, 404, uncoded, over, false, ""},
		"another one now, without a code":    {running, 404, uncoded, `{"data":{"id":"a","active_session_id":"t"}}`, false, ""},
		"still running, without a code":      {running, 404, uncoded, running, false, rest.Refused},
		"a page":                             {running, 404, `<html>`, over, false, rest.Refused},
		"refused":                            {running, 403, `{"code":"10010","title":"Authorization failed"}`, over, false, rest.Refused},
	} {
		room := c.before
		vendor := resttest.NewServer(t, func(request resttest.Request) (int, string) {
			if request.Method == http.MethodPost {
				room = c.after
				return c.endStatus, c.end
			}
			return http.StatusOK, room
		})
		ended, err := client(vendor.Options).EndActiveSession(t.Context(), "A")
		if ended != c.ended || resttest.ReasonOf(err) != c.reason || vendor.Requests[0].Path != "/rooms/a" {
			t.Errorf("%s: %t, %v, %+v", name, ended, err, vendor.Requests)
		}
	}
}

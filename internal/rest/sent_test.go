package rest

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"
)

// A value is redacted wherever a vendor quotes it, however it is escaped there.
func TestScrubSentValues(t *testing.T) {
	t.Parallel()
	const (
		hook  = "https://hooks.example/in?token=s3cret-v4lue&room=a%20b"
		title = `Q3 "Zürich" <& co> 🎉`
	)
	inJSON, err := json.Marshal(title)
	if err != nil {
		t.Fatal(err)
	}
	twice, err := json.Marshal(string(inJSON))
	if err != nil {
		t.Fatal(err)
	}
	long := strings.Repeat("secret word ", 2000)
	for name, c := range map[string]struct{ sent, text, want string }{
		"a URL":                     {hook, hook + " is not reachable", "[redacted] is not reachable"},
		"its query":                 {hook, "bad query token=s3cret-v4lue&room=a%20b.", "bad query [redacted]."},
		"a value of its query":      {hook, `{"token": "s3cret-v4lue"}`, `{"token": "[redacted]"}`},
		"a short value of it":       {hook, "a b", "a b"},
		"without its scheme":        {hook, "cannot reach hooks.example/in?token=s3cret-v4lue&room=a%20b", "cannot reach [redacted]"},
		"its host alone":            {hook, "no such host hooks.example", "no such host hooks.example"},
		"escaped for a URL":         {hook, "url=" + url.QueryEscape(hook) + "&a=b", "url=[redacted]&a=b"},
		"escaped as PHP does":       {hook, strings.ReplaceAll(hook, "/", `\/`), "[redacted]"},
		"escaped as Go does":        {hook, strings.ReplaceAll(hook, "&", `\u0026`), "[redacted]"},
		"a title":                   {title, "title " + title + " is taken", "title [redacted] is taken"},
		"a title in JSON":           {title, `{"title":` + string(inJSON) + `}`, `{"title":"[redacted]"}`},
		"a title in JSON in JSON":   {title, string(twice), `"\"[redacted]\""`},
		"a title in ASCII":          {title, `Q3 \"Z\u00FCrich\" <& co> \ud83c\udf89!`, "[redacted]!"},
		"a title in a URL":          {title, "?title=" + url.QueryEscape(title), "?title=[redacted]"},
		"a title in a path":         {title, "/" + url.PathEscape(title), "/[redacted]"},
		"a title in capitals":       {"weekly", "WEEKLY is taken", "[redacted] is taken"},
		"over two lines":            {"weekly meeting", "got week\n  ly meeting!", "got [redacted]!"},
		"of two lines":              {"weekly\nmeeting", "got weekly\nmeeting or weekly\\nmeeting!", "got [redacted] or [redacted]!"},
		"with invisible characters": {"we\u200bekly", "got we\u200bekly", "got [redacted]"},
		"within a word":             {"weekly", "biweekly_2", "bi[redacted]_2"},
		"with a tab":                {"weekly\tmeeting", `weekly\tmeeting`, "[redacted]"},
		"with backslashes":          {`C:\temp\new`, `C:\\temp\\new C:\temp\new`, "[redacted] [redacted]"},
		"with a percent sign":       {"100%ab", "100%ab 100%25ab", "[redacted] [redacted]"},
		"with blanks around":        {" weekly ", `"weekly"`, `"[redacted]"`},
		"too short":                 {"daily", "daily is taken", "daily is taken"},
		"empty":                     {"", "nothing", "nothing"},
		"special characters":        {"a.c+e*g", "abc+e*g a.c+e*g", "abc+e*g [redacted]"},
		"longer than a text":        {long, "bad name " + long, "bad name [redacted]"},
		"part of a credential":      {secret[:8], "key " + secret + ".", "key [redacted]."},
		"a URL around a token":      {"https://a.example/?jwt=" + someJWT, "https://a.example/?jwt=" + someJWT + "!", "[redacted]!"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if got := scrub(c.text, []string{secret}, quotable([]string{c.sent})...); got != c.want {
				t.Errorf("%q\n got %q\nwant %q", c.text, got, c.want)
			}
		})
	}
}

// IDs and values of a fixed set stay: without them an error does not say what it is about.
func TestErrorsAndLogsDoNotRepeatWhatWasSent(t *testing.T) {
	t.Parallel()
	const id, title = "0ccc7b54-4df3-4bca-a65a-3da1ecc777f0", "Board meeting"
	var seen observed
	o := serve(t, func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("X-Request-Id", title)
		w.WriteHeader(http.StatusUnprocessableEntity)
		answerWith(t, w, fmt.Sprintf("ACTIVE meeting %s is called %q", id, title))
	})
	o.Observe = seen.observe
	o.ParseFaults = func(body []byte) []Fault { return []Fault{{title, title, string(body), title, false}} }
	call := Call{Method: http.MethodPatch, Route: "/meetings/{meeting_id}", IDs: []ID{{"meeting_id", id}}, Sent: []string{title}}
	_, err := New(o).Do(t.Context(), call)
	e := failed(t, err)
	want(t, "faults", e.Faults, []Fault{{"[redacted]", "[redacted]", `ACTIVE meeting ` + id + ` is called "[redacted]"`, "[redacted]", false}})
	if text := toText(t, e) + e.Error(); strings.Contains(text, title) {
		t.Error(text)
	}
	for _, event := range seen.events {
		want(t, "request id", event.RequestID, "[redacted]")
		want(t, "values", event.Call.Sent, nil)
	}
}

// Whatever is sent and quoted, searching for it takes no time.
func TestSearchForSentValuesIsBounded(t *testing.T) {
	t.Parallel()
	for _, piece := range []string{"a", `\`, "%61", `\u0061`, "\n", "ä", "?a=a&"} {
		began := time.Now()
		scrub(strings.Repeat(piece, maxAnswer/len(piece)), nil, quotable([]string{strings.Repeat(piece, maxAnswer/len(piece)), "https://a.example/?" + strings.Repeat("a=b&", 1000)})...)
		if took := time.Since(began); took > 5*time.Second { // of a busy machine, under the race detector
			t.Errorf("%q: %s", piece, took)
		}
	}
}

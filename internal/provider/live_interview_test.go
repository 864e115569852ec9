package provider_test

import (
	"bytes"
	"context"
	"crypto/rand"
	"encoding/json"
	"fmt"
	"net/http"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"
)

// livePrefix begins the name of everything that the live tests make, so that it can be found if they are stopped.
const livePrefix = "rtc-live-"

func liveName() string { return livePrefix + strings.ToLower(rand.Text()[:10]) }

// An interview asks the vendors what their documents leave open, with net/http alone: much of it our clients never ask.
// It takes back what it makes, except meetings, which nobody can delete: they end INACTIVE and empty.
type interview struct {
	t       *testing.T
	env     map[string]string
	appID   string
	joinURL string // where a token is tried; empty: nowhere

	answers strings.Builder

	app     string   // the app's URL
	rooms   string   // the URL of all rooms
	presets []string // of the app
	meeting string   // the URL of the meeting that it makes
	added   []string // the URLs of its participants: a list may not show them yet
}

func newInterview(t *testing.T, w *world, appID, joinURL string) *interview {
	t.Helper()
	kit := orElse(w.env["CLOUDFLARE_BASE_URL"], "https://api.cloudflare.com/client/v4") + "/accounts/" + w.env["CLOUDFLARE_ACCOUNT_ID"] + "/realtime/kit/"
	i := &interview{
		t: t, env: w.env, appID: appID, joinURL: joinURL,
		app: kit + appID, rooms: orElse(w.env["TELNYX_BASE_URL"], "https://api.telnyx.com/v2") + "/rooms",
	}
	presets := i.ask(http.MethodGet, i.app+"/presets?per_page=100", nil)
	for _, one := range presets.items {
		i.presets = append(i.presets, asString(one["name"]))
	}
	slices.Sort(i.presets)
	if len(i.presets) == 0 {
		t.Fatalf("it needs an app that has a preset; its presets: %s", presets)
	}
	return i
}

// A reply is what a vendor answered, less all that may hold a secret.
type reply struct {
	status  int
	ok      bool
	gone    bool   // refused since there is no such thing
	why     string // of a refusal
	data    object
	items   []object // where data is a list
	headers http.Header
}

// String tells the status, and why it was refused. A token is in neither.
func (r reply) String() string { return strings.TrimSpace(fmt.Sprintf("%d %s", r.status, r.why)) }

// ask sends a request. The credential is that of the URL's vendor.
func (i *interview) ask(method, url string, fields object) reply {
	i.t.Helper()
	key := i.env["CLOUDFLARE_API_TOKEN"]
	if strings.HasPrefix(url, i.rooms) {
		key = i.env["TELNYX_API_KEY"]
	}
	// Cleaning up goes on after the test's own context has ended.
	ctx, cancel := context.WithTimeout(context.WithoutCancel(i.t.Context()), time.Minute)
	defer cancel()
	content := []byte{}
	if fields != nil {
		var err error
		if content, err = json.Marshal(fields); err != nil {
			i.t.Fatal(err)
		}
	}
	request, err := http.NewRequestWithContext(ctx, method, url, bytes.NewReader(content)) //nolint:gosec // To the vendors, or where whoever runs it says.
	if err != nil {
		i.t.Fatal(err)
	}
	request.Header.Set("Authorization", "Bearer "+strings.TrimSpace(key))
	if fields != nil {
		request.Header.Set("Content-Type", "application/json")
	}
	response, err := http.DefaultClient.Do(request) //nolint:gosec // As above.
	if err != nil {
		i.t.Errorf("%s: %v", method, err)
		return reply{why: "no answer"}
	}
	defer closing(i.t, response.Body)
	r := reply{status: response.StatusCode, ok: response.StatusCode < http.StatusMultipleChoices, headers: response.Header}
	var body struct {
		Success *bool           `json:"success"`
		Data    json.RawMessage `json:"data"`
		Error   any             `json:"error"`
		Errors  any             `json:"errors"`
	}
	if err := json.NewDecoder(response.Body).Decode(&body); err != nil {
		if r.status != http.StatusNoContent {
			r.why = "without JSON"
		}
		return r
	}
	r.ok = r.ok && (body.Success == nil || *body.Success)
	if !r.ok {
		complaint, _ := body.Error.(object)
		r.gone = r.status == http.StatusNotFound || complaint["code"] == 404.0
		r.why = i.withoutSecrets(firstText(body.Error, body.Errors))
	}
	if json.Unmarshal(body.Data, &r.data) != nil && json.Unmarshal(body.Data, &r.items) != nil {
		r.data = nil
	}
	return r
}

// firstText writes the first error that there is.
func firstText(errors ...any) string {
	for _, one := range errors {
		if one != nil {
			text, err := json.Marshal(one)
			if err == nil {
				return string(text)
			}
		}
	}
	return "without an error"
}

// withoutSecrets takes out of a vendor's words what it should never have put in.
func (i *interview) withoutSecrets(words string) string {
	for _, variable := range []string{"CLOUDFLARE_API_TOKEN", "TELNYX_API_KEY"} {
		words = strings.ReplaceAll(words, i.env[variable], "(credential)")
	}
	return regexp.MustCompile(`eyJ[\w.-]+`).ReplaceAllString(words, "(token)")
}

func asString(value any) string {
	text, _ := value.(string)
	return text
}

// joins tries a token where that is possible, and says what came of it.
func (i *interview) joins(token string) string {
	i.t.Helper()
	request, err := http.NewRequestWithContext(i.t.Context(), http.MethodPost, i.joinURL, http.NoBody)
	if err != nil {
		i.t.Fatal(err)
	}
	request.Header.Set("Authorization", "Bearer "+token)
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		i.t.Fatal(err)
	}
	defer closing(i.t, response.Body)
	var came struct {
		Preset string `json:"preset"`
	}
	if err := json.NewDecoder(response.Body).Decode(&came); err != nil {
		i.t.Error(err)
	}
	if response.StatusCode != http.StatusOK {
		return "opens nothing any more"
	}
	return "joins with the preset " + came.Preset
}

// mustMake creates something, or fails the test.
func (i *interview) mustMake(url string, fields object) object {
	i.t.Helper()
	made := i.ask(http.MethodPost, url, fields)
	if !made.ok || asString(made.data["id"]) == "" {
		i.t.Fatalf("creating %v was refused: %s", fields, made)
	}
	return made.data
}

// openMeeting makes the meeting in which everything about meetings and participants is asked.
func (i *interview) openMeeting() {
	i.t.Helper()
	i.meeting = i.app + "/meetings/" + asString(i.mustMake(i.app+"/meetings", object{"title": liveName()})["id"])
	i.t.Cleanup(func() {
		for _, url := range i.added {
			i.remove(url)
		}
		if closed := i.ask(http.MethodPatch, i.meeting, object{"status": "INACTIVE"}); !closed.ok {
			i.t.Errorf("%s stays ACTIVE: %s", i.meeting, closed)
		}
		i.ask(http.MethodPost, i.meeting+"/active-session/kick-all", nil)
	})
}

func (i *interview) remove(url string) {
	i.t.Helper()
	if removed := i.ask(http.MethodDelete, url, nil); !removed.ok && !removed.gone {
		i.t.Errorf("%s stays: %s", url, removed)
	}
}

// add sends a request for a participant.
func (i *interview) add(fields object) reply {
	i.t.Helper()
	added := i.ask(http.MethodPost, i.meeting+"/participants",
		merged(object{"custom_participant_id": liveName(), "preset_name": i.presets[0], "name": "live"}, fields))
	if id := asString(added.data["id"]); added.ok && id != "" {
		i.added = append(i.added, i.meeting+"/participants/"+id)
	}
	return added
}

// participant makes one and gives its URL, and its token.
func (i *interview) participant(fields object) (url, token string) {
	i.t.Helper()
	added := i.add(fields)
	if !added.ok || asString(added.data["id"]) == "" {
		i.t.Fatalf("adding a participant was refused: %s", added)
	}
	return i.added[len(i.added)-1], asString(added.data["token"])
}

// room makes one.
func (i *interview) room(fields object) (url string) {
	i.t.Helper()
	url = i.rooms + "/" + asString(i.mustMake(i.rooms, fields)["id"])
	i.t.Cleanup(func() { i.remove(url) })
	return url
}

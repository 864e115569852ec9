package provider_test

import (
	"bytes"
	"context"
	"crypto/rand"
	"encoding/json"
	"fmt"
	"net/http"
	"regexp"
	"strings"
	"testing"
	"time"
)

// livePrefix begins the name of everything that the live tests create, so that it can be found after an interrupt.
const livePrefix = "rtc-live-"

func liveName() string { return livePrefix + strings.ToLower(rand.Text()[:10]) }

// A liveAPI calls the vendors without our clients, which never send much of what is asked here.
type liveAPI struct {
	env        map[string]string
	appID      string
	app, rooms string // URLs of the app and of all rooms
}

func newLiveAPI(w *world, appID string) *liveAPI {
	account := orElse(w.env["CLOUDFLARE_BASE_URL"], "https://api.cloudflare.com/client/v4") + "/accounts/" + w.env["CLOUDFLARE_ACCOUNT_ID"]
	return &liveAPI{
		env: w.env, appID: appID,
		app: account + "/realtime/kit/" + appID, rooms: orElse(w.env["TELNYX_BASE_URL"], "https://api.telnyx.com/v2") + "/rooms",
	}
}

// preset is the name of one that the app has.
func (a *liveAPI) preset(t *testing.T) string {
	t.Helper()
	presets := a.send(t, http.MethodGet, a.app+"/presets", nil)
	if len(presets.items) == 0 {
		t.Fatalf("the app needs a preset: %s", presets)
	}
	name, _ := presets.items[0]["name"].(string)
	return name
}

// create gives the URL of a new object, which the end of the test removes.
func (a *liveAPI) create(t *testing.T, url string, fields object) string {
	t.Helper()
	created := a.tryCreate(t, url, fields)
	id, _ := created.data["id"].(string)
	if id == "" {
		t.Fatalf("cannot create %v: %s", fields, created)
	}
	return url + "/" + id
}

// tryCreate removes what it creates at the end of the test.
func (a *liveAPI) tryCreate(t *testing.T, url string, fields object) liveAnswer {
	t.Helper()
	created := a.send(t, http.MethodPost, url, fields)
	if id, _ := created.data["id"].(string); created.ok && id != "" {
		t.Cleanup(func() { a.remove(t, url+"/"+id) })
	}
	return created
}

// remove deletes an object, or makes a meeting INACTIVE, since Cloudflare cannot delete it.
func (a *liveAPI) remove(t *testing.T, url string) {
	t.Helper()
	method, fields := http.MethodDelete, object(nil)
	if strings.HasPrefix(url, a.app+"/meetings/") && !strings.Contains(url, "/participants/") {
		method, fields = http.MethodPatch, object{"status": "INACTIVE"}
	}
	if removed := a.send(t, method, url, fields); !removed.ok && !removed.gone() {
		t.Errorf("%s stays: %s", url, removed)
	}
}

// checkNothingLeft finds nothing whose name begins with a text, except meetings that are INACTIVE and empty.
func (a *liveAPI) checkNothingLeft(t *testing.T, prefix string) {
	t.Helper()
	for _, meeting := range a.send(t, http.MethodGet, a.app+"/meetings?per_page=100&search="+prefix, nil).items {
		if meeting["status"] != "INACTIVE" {
			t.Errorf("the meeting %v is %v", meeting["title"], meeting["status"])
		}
		participants := fmt.Sprintf("%s/meetings/%v/participants", a.app, meeting["id"])
		gone := waitUntil(func() bool { return len(a.send(t, http.MethodGet, participants, nil).items) == 0 })
		if gone == notInTime {
			t.Errorf("the meeting %v has participants", meeting["title"])
		}
	}
	for _, webhook := range a.send(t, http.MethodGet, a.app+"/webhooks", nil).items {
		if name, _ := webhook["name"].(string); strings.HasPrefix(name, prefix) {
			t.Errorf("the webhook %s is left", name)
		}
	}
	gone := waitUntil(func() bool {
		for _, room := range a.send(t, http.MethodGet, a.rooms+"?page[size]=250", nil).items {
			if name, _ := room["unique_name"].(string); strings.HasPrefix(name, prefix) {
				return false
			}
		}
		return true
	})
	if gone == notInTime {
		t.Errorf("a room %s… is left", prefix)
	}
}

const notInTime = "not within 20 s"

// waitUntil says how long it took until something holds. What was created or deleted may show late.
func waitUntil(holds func() bool) string {
	began := time.Now()
	for try := 0; time.Since(began) < 20*time.Second; try++ {
		if holds() {
			if try == 0 {
				return "at once"
			}
			return "after " + time.Since(began).Round(time.Millisecond).String()
		}
		time.Sleep(250 * time.Millisecond)
	}
	return notInTime
}

// A liveAnswer is what a vendor answered, without what may hold a secret.
type liveAnswer struct {
	status int
	ok     bool
	err    any // the vendor's
	data   object
	items  []object // where data is a list
	paging object
}

func (r liveAnswer) gone() bool {
	details, _ := r.err.(object)
	return r.status == http.StatusNotFound || details["code"] == 404.0
}

// String has the status and the vendor's error.
func (r liveAnswer) String() string {
	if r.ok {
		return fmt.Sprint(r.status)
	}
	text, err := json.Marshal(r.err)
	if err != nil {
		return err.Error()
	}
	return fmt.Sprintf("%d %s", r.status, regexp.MustCompile(`eyJ[\w.-]+`).ReplaceAll(text, []byte("(token)")))
}

// send sends a request with the credential of the URL's vendor.
func (a *liveAPI) send(t *testing.T, method, url string, fields object) liveAnswer {
	t.Helper()
	credential := a.env["CLOUDFLARE_API_TOKEN"]
	if strings.HasPrefix(url, a.rooms) {
		credential = a.env["TELNYX_API_KEY"]
	}
	// What a test created is removed after its context has ended.
	ctx, cancel := context.WithTimeout(context.WithoutCancel(t.Context()), time.Minute)
	defer cancel()
	var content []byte
	if fields != nil {
		var err error
		if content, err = json.Marshal(fields); err != nil {
			t.Fatal(err)
		}
	}
	request, err := http.NewRequestWithContext(ctx, method, url, bytes.NewReader(content))
	if err != nil {
		t.Fatal(err)
	}
	request.Header.Set("Authorization", "Bearer "+strings.TrimSpace(credential))
	request.Header.Set("Content-Type", "application/json")
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		t.Fatal(err)
	}
	defer closing(t, response.Body)
	var body struct {
		Success *bool           `json:"success"`
		Data    json.RawMessage `json:"data"`
		Paging  object          `json:"paging"`
		Error   any             `json:"error"`
		Errors  any             `json:"errors"`
	}
	r := liveAnswer{status: response.StatusCode}
	if err := json.NewDecoder(response.Body).Decode(&body); err != nil {
		r.err = "an answer without JSON"
	}
	r.paging = body.Paging
	r.ok = r.status < http.StatusMultipleChoices && (body.Success == nil || *body.Success)
	if r.err == nil {
		r.err = body.Error
	}
	if r.err == nil {
		r.err = body.Errors
	}
	if json.Unmarshal(body.Data, &r.data) != nil && json.Unmarshal(body.Data, &r.items) != nil {
		r.data = nil
	}
	return r
}

// liveVariable asks for the tests that call the real vendors; "make test-live" sets it.
const liveVariable = "RTC_LIVE"

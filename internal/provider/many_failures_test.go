package provider_test

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"path"
	"strings"
	"sync/atomic"
	"testing"

	"terraform.local/rtc/terraform-provider-rtc/internal/simulator"
)

// A response is what a vendor answers to a request for one participant.
type response struct {
	status int
	body   string
}

func kitError(code int, message string) string {
	return fmt.Sprintf(`{"success":false,"error":{"code":%d,"message":%q}}`, code, message)
}

// failTogether mints for participants of a vendor that refuses in its own way, and gives what the block says and how
// many requests it sent. A status of 0 is a token.
func failTogether(t *testing.T, ids map[string]string, answer func(participantID string) response) (string, int) {
	t.Helper()
	var calls atomic.Int64
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		calls.Add(1)
		answered := answer(path.Base(path.Dir(r.URL.Path)))
		if answered.status == 0 {
			answered = response{200, `{"success":true,"data":{"token":"x"}}`}
		}
		w.WriteHeader(answered.status)
		if _, err := w.Write([]byte(answered.body)); err != nil {
			t.Error(err)
		}
	}))
	t.Cleanup(server.Close)
	w := newWorld(t, simulator.Options{})
	w.env["CLOUDFLARE_BASE_URL"] = server.URL
	d, _ := w.configured(t, object{"max_in_flight": 1, "max_retries": 0})
	values := object{}
	for key, id := range ids {
		values[key] = id
	}
	text := written(d.ephemeral(t.Context(), participantType+"s", object{
		"app_id": strings.ToUpper(simulator.AppID), "meeting_id": strings.ToUpper(simulator.MeetingID), "participant_ids": values,
	}))
	return text, int(calls.Load())
}

func upperIDs(count int) map[string]string {
	ids := map[string]string{}
	for i := range count {
		ids[fmt.Sprintf("k%03d", i)] = strings.ToUpper(fmt.Sprintf(unknownID, i))
	}
	return ids
}

// A vendor repeats an ID in lower case that was sent in upper case: it is the same ID.
func TestIDsInUpperCaseAreOneCause(t *testing.T) {
	t.Parallel()
	text, calls := failTogether(t, upperIDs(12), func(id string) response {
		return response{404, kitError(404, "No user found with id "+strings.ToLower(id))}
	})
	if strings.Count(text, "Keys (") != 1 || !strings.Contains(text, "Keys (12): ") || calls != 12 {
		t.Errorf("%d calls\n%s", calls, text)
	}
	text, calls = failTogether(t, upperIDs(12), func(string) response {
		return response{404, kitError(404, "No meeting found with id "+strings.ToLower(simulator.MeetingID))}
	})
	if calls != 1 || !strings.Contains(text, "stopped the other requests") {
		t.Errorf("%d calls for a meeting that is not there\n%s", calls, text)
	}
}

// A failure under status 200 that concerns one participant does not stop the others.
func TestAFailureUnderAStatusOfSuccessConcernsOneKey(t *testing.T) {
	t.Parallel()
	ids := upperIDs(12)
	text, calls := failTogether(t, ids, func(id string) response {
		if strings.EqualFold(id, ids["k003"]) {
			return response{200, kitError(404, "No user found with id "+id)}
		}
		return response{}
	})
	if calls != 12 || !strings.Contains(text, "1 of 12 tokens") || strings.Contains(text, "stopped") {
		t.Errorf("%d calls\n%s", calls, text)
	}
}

// One cause is told once, and by nothing but its keys. Of several, each has its example.
func TestCausesOfABlockAreToldOnce(t *testing.T) {
	t.Parallel()
	missing := func(id string) response { return response{404, kitError(404, "No user found with id "+id)} }
	one, _ := failTogether(t, upperIDs(2), missing)
	const tail = "\n\nA block returns all of its tokens or none. The provider discards those that were minted; they expire unused.\n"
	head := "Error: 2 of 2 tokens could not be minted\n\nCloudflare responded with 404 Not Found\nKeys (2): \"k000\", \"k001\"\n\n" +
		"Cloudflare says: No user found with id "
	if !strings.HasPrefix(one, head) || !strings.HasSuffix(one, tail) || strings.Contains(one, "For example") {
		t.Error(one)
	}
	ids := upperIDs(3)
	several, _ := failTogether(t, ids, func(id string) response {
		if strings.EqualFold(id, ids["k001"]) {
			return response{422, kitError(422, "No")}
		}
		return missing(id)
	})
	if strings.Count(several, "For example, \"k000\":") != 1 || strings.Contains(several, "For example, \"k001\"") ||
		!strings.Contains(several, "\n\nCloudflare responded with 422 Unprocessable Entity\nKeys (1): \"k001\"\n\nCloudflare says: No\n") {
		t.Error(several)
	}
}

package provider_test

import (
	"bytes"
	"encoding/json"
	"net/http"
	"strings"
	"testing"
)

// ask sends a request of somebody else's, as a vendor's dashboard would.
func (w *world) ask(t *testing.T, k kind, method, path string, fields object) object {
	t.Helper()
	base, key := w.CloudflareURL(), w.env["CLOUDFLARE_API_TOKEN"]
	if k.typeName == roomResource {
		base, key = w.TelnyxURL(), w.env["TELNYX_API_KEY"]
	}
	text := []byte{}
	if fields != nil {
		var err error
		if text, err = json.Marshal(fields); err != nil {
			t.Fatal(err)
		}
	}
	request, err := http.NewRequestWithContext(t.Context(), method, base+path, bytes.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	request.Header.Set("Authorization", "Bearer "+key)
	request.Header.Set("Content-Type", "application/json")
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		t.Fatal(err)
	}
	defer closing(t, response.Body)
	var answer object
	if err := json.NewDecoder(response.Body).Decode(&answer); err != nil || response.StatusCode != http.StatusOK {
		t.Fatalf("%s %v: %s %v", request.URL, fields, response.Status, err)
	}
	return answer
}

// somebodyElse changes an object.
func (w *world) somebodyElse(t *testing.T, k kind, id string, fields object) {
	t.Helper()
	w.ask(t, k, http.MethodPatch, k.path+id, fields)
}

// alike are the IDs of what the vendor has under the name that the least block of a kind gives.
func (w *world) alike(t *testing.T, k kind) []string {
	t.Helper()
	var ids []string
	items, _ := w.ask(t, k, http.MethodGet, strings.TrimSuffix(k.path, "/"), nil)["data"].([]any)
	for _, item := range items {
		if one, _ := item.(object); one[k.key] == k.least[k.key] {
			id, _ := one["id"].(string)
			ids = append(ids, id)
		}
	}
	return ids
}

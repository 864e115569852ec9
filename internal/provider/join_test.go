package provider_test

import (
	"net/http"
	"testing"
)

// joins says whether a token opens its room.
func (w *world) joins(t *testing.T, token string) bool {
	t.Helper()
	request, err := http.NewRequestWithContext(t.Context(), http.MethodPost, w.JoinURL(), http.NoBody)
	if err != nil {
		t.Fatal(err)
	}
	request.Header.Set("Authorization", "Bearer "+token)
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	return response.StatusCode < http.StatusMultipleChoices
}

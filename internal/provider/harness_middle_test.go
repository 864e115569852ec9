package provider_test

import (
	"encoding/json"
	"io"
	"maps"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
)

// A middle stands between the provider and the vendors. It keeps what is sent, bodies included, which the simulator's
// journal does not, and may answer in a vendor's place or change what a vendor answers.
type middle struct {
	w      *world
	lock   sync.Mutex
	sent   []sentRequest
	answer func(sentRequest) (status int, body string) // 0: the vendor answers
	edit   func(request sentRequest, data object)      // each object of an answer
}

type sentRequest struct {
	method, path, query string
	body                object // nil: none
}

// in puts a middle before a world's vendors.
func inMiddle(t *testing.T, w *world) *middle {
	t.Helper()
	m := &middle{w: w}
	server := httptest.NewServer(m)
	t.Cleanup(server.Close)
	for _, variable := range []string{"CLOUDFLARE_BASE_URL", "TELNYX_BASE_URL"} {
		w.env[variable] = strings.Replace(w.env[variable], w.URL(), server.URL, 1)
	}
	return m
}

// ServeHTTP passes a request on.
func (m *middle) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	text, err := io.ReadAll(r.Body)
	if err != nil {
		panic(http.ErrAbortHandler)
	}
	request := sentRequest{method: r.Method, path: r.URL.Path, query: r.URL.RawQuery}
	_ = json.Unmarshal(text, &request.body) //nolint:errcheck // not every request has one
	m.lock.Lock()
	m.sent = append(m.sent, request)
	answer, edit := m.answer, m.edit
	m.lock.Unlock()
	if answer != nil {
		if status, body := answer(request); status != 0 {
			w.WriteHeader(status)
			_, _ = w.Write([]byte(body))
			return
		}
	}
	r.Body = io.NopCloser(strings.NewReader(string(text)))
	given := httptest.NewRecorder()
	m.w.ServeHTTP(given, r)
	var whole struct {
		Success *bool  `json:"success,omitempty"`
		Data    any    `json:"data"`
		Paging  object `json:"paging,omitempty"`
		Meta    object `json:"meta,omitempty"`
	}
	body := given.Body.Bytes()
	if edit != nil && given.Code < 300 && json.Unmarshal(body, &whole) == nil {
		items, list := whole.Data.([]any)
		if !list {
			items = []any{whole.Data}
		}
		for _, item := range items {
			if one, is := item.(object); is {
				edit(request, one)
			}
		}
		body, _ = json.Marshal(whole) //nolint:errcheck // it was JSON before
	}
	maps.Copy(w.Header(), given.Header())
	w.Header().Del("Content-Length")
	w.WriteHeader(given.Code)
	_, _ = w.Write(body)
}

// bodies are those of the requests of a method, in order.
func (m *middle) bodies(method string) []object {
	m.lock.Lock()
	defer m.lock.Unlock()
	var all []object
	for _, one := range m.sent {
		if one.method == method {
			all = append(all, one.body)
		}
	}
	return all
}

// forget forgets what was sent.
func (m *middle) forget() {
	m.lock.Lock()
	defer m.lock.Unlock()
	m.sent = nil
}

package resttest

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"reflect"
	"slices"
	"strings"
	"testing"

	"terraform.local/rtc/terraform-provider-rtc/internal/rest"
)

// Verb is one request of a client C, and what comes of it.
type Verb[C any] struct {
	Call         func(context.Context, C) (any, error)
	Method, Path string
	Sent         string // the body
	Once         bool   // whether the request may be sent only once
	Status       int
	Answers      map[string]string      // bodies that are a success, and what the caller gets for each, as JSON
	Failures     map[string]rest.Reason // bodies that are not a success
}

// CheckVerbs checks what is sent, and what the caller gets for each answer.
func CheckVerbs[C any](t *testing.T, verbs map[string]Verb[C], client func(rest.Options) C) {
	t.Helper()
	for name, v := range verbs {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			for answer, want := range v.Answers {
				v.check(t, answer, want, client)
			}
			for answer, reason := range v.Failures {
				vendor := Always(t, v.Status, answer)
				if _, err := v.Call(t.Context(), client(vendor.Options)); ReasonOf(err) != reason {
					t.Errorf("%s: %v", answer, err)
				}
			}
		})
	}
}

func (v Verb[C]) check(t *testing.T, answer, want string, client func(rest.Options) C) {
	t.Helper()
	vendor := Always(t, v.Status, answer)
	got, err := v.Call(t.Context(), client(vendor.Options))
	if text := JSON(t, got); err != nil || text != want {
		t.Errorf("%s: got %s, want %s, %v", answer, text, want, err)
	}
	sent := vendor.Requests[0]
	if sent.Method != v.Method || sent.Path != v.Path || sent.Body != v.Sent || sent.Bearer != "Bearer secret" {
		t.Errorf("sent %+v", sent)
	}
}

// CheckRepeats checks that a request is repeated after a response that does not say whether it was carried out, but not
// if it creates something.
func CheckRepeats[C any](t *testing.T, verbs map[string]Verb[C], client func(rest.Options) C) {
	t.Helper()
	for name, v := range verbs {
		vendor := Always(t, http.StatusInternalServerError, "")
		vendor.Options.MaxRetries = 2
		_, err := v.Call(t.Context(), client(vendor.Options))
		want := 3
		if v.Once {
			want = 1
		}
		if sent := len(vendor.Requests); ReasonOf(err) != rest.Refused || sent != want {
			t.Errorf("%s: sent %d times, %v", name, sent, err)
		}
	}
}

// CheckComplete checks that each method of a client that writes is called by a verb, apart from those that have tests of their
// own. It calls every method with values of no meaning, and compares the routes.
func CheckComplete[C any](t *testing.T, verbs map[string]Verb[C], client func(rest.Options) C, others ...string) {
	t.Helper()
	known := map[string]bool{}
	for _, v := range verbs {
		for _, route := range routesOf(t, client, func(c C) {
			if _, err := v.Call(t.Context(), c); err == nil {
				t.Error("a refused request is no error")
			}
		}) {
			known[route] = true
		}
	}
	methods := reflect.TypeFor[C]()
	for i := range methods.NumMethod() {
		method := methods.Method(i)
		routes := routesOf(t, client, func(c C) { callWithAnything(t.Context(), reflect.ValueOf(c).Method(i)) })
		for _, route := range routes {
			if writes := !strings.HasPrefix(route, http.MethodGet); writes && !known[route] && !slices.Contains(others, method.Name) {
				t.Errorf("verbs() in verbs_test.go has nothing that calls %s, which sends %s", method.Name, route)
			}
		}
	}
}

// routesOf are the requests that a client sends to a vendor that refuses all.
func routesOf[C any](t *testing.T, client func(rest.Options) C, call func(C)) []string {
	t.Helper()
	var routes []string
	options := Always(t, http.StatusForbidden, "").Options
	options.Observe = func(_ context.Context, event rest.Event) {
		routes = append(routes, event.Call.Method+" "+event.Call.Route)
	}
	call(client(options))
	return routes
}

func callWithAnything(ctx context.Context, method reflect.Value) {
	values := []reflect.Value{reflect.ValueOf(ctx)}
	for i := 1; i < method.Type().NumIn(); i++ {
		value := reflect.New(method.Type().In(i)).Elem()
		if value.Kind() == reflect.String {
			value.SetString("x")
		}
		values = append(values, value)
	}
	method.Call(values)
}

// CheckQuotes checks that no error repeats the values of free text that a request has, where the vendor quotes them. Calls
// send private-text in each of them, and kept-text where it may be repeated.
func CheckQuotes[C any](t *testing.T, calls map[string]func(context.Context, C) error, client func(rest.Options) C) {
	t.Helper()
	for name, call := range calls {
		vendor := NewServer(t, func(request Request) (int, string) {
			quoted, err := json.Marshal(request.Query.Encode() + request.Body)
			if err != nil {
				t.Error(err)
			}
			return http.StatusBadRequest, `{"message":` + string(quoted) + `}`
		})
		err := call(t.Context(), client(vendor.Options))
		failed, ok := errors.AsType[*rest.Error](err)
		if !ok || len(failed.Faults) != 1 {
			t.Errorf("%s: %v", name, err)
			continue
		}
		said := failed.Faults[0].Detail
		if strings.Contains(said, "private") || !strings.Contains(said, "[redacted]") || strings.Contains(name, "kept") && !strings.Contains(said, "kept-text") {
			t.Errorf("%s: %s", name, said)
		}
	}
}

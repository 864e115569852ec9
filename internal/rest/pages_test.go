package rest_test

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
	"testing"
	"time"

	"terraform.local/rtc/terraform-provider-rtc/internal/rest"
)

// A scene is what each call for a page is answered with: the vendor's count, whether there is more, and the items.
type scene []string

func TestReadPages(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		pages  scene
		want   string
		reason rest.Reason
	}{
		"one page":                     {pages: scene{"2 - a b"}, want: "a b"},
		"none":                         {pages: scene{"0 -"}, want: ""},
		"several pages":                {pages: scene{"5 + a b", "5 + c d", "5 - e"}, want: "a b c d e"},
		"an empty last page":           {pages: scene{"2 + a b", "2 +"}, want: "a b"},
		"no count":                     {pages: scene{"0 + a b", "0 - c"}, want: "a b c"},
		"one added in front":           {pages: scene{"4 + a b", "5 + b c", "5 - d"}, want: "a b c d"},
		"one added at the end":         {pages: scene{"3 + a b", "4 - c d"}, want: "a b c d"},
		"one removed in front":         {pages: scene{"4 + a b", "3 - d", "3 + b c", "3 - d"}, want: "b c d"},
		"one removed, one added later": {pages: scene{"6 + a b", "5 + d e", "6 - f g", "6 + b c", "6 + d e", "6 - f g"}, want: "b c d e f g"},
		"one removed behind":           {pages: scene{"4 + a b", "3 - c", "3 + a b", "3 - c"}, want: "a b c"},
		"a count that is never met":    {pages: scene{"9 + a b", "9 - c", "9 + a b", "9 - c"}, want: "a b c"},
		"never the same": {
			pages:  scene{"4 + a b", "3 - d", "3 + b c", "2 - e", "4 + c d", "3 - f"},
			reason: rest.Unsteady,
		},
		"the same page again and again": {pages: scene{"4 + a b", "4 + a b", "4 + a b", "4 + a b", "4 + a b", "4 + a b"}, reason: rest.Unsteady},
		"an item without an id":         {pages: scene{"2 - a ?"}, reason: rest.Incomplete},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			items, err := c.pages.play(t)
			if got := strings.Join(items, " "); got != c.want {
				t.Errorf("got %q, want %q", got, c.want)
			}
			if reasonOf(err) != c.reason {
				t.Errorf("got %v, want the reason %q", err, c.reason)
			}
			if err == nil && items == nil {
				t.Error("a list without items is empty, not nil")
			}
		})
	}
}

// play reads the scene, and wants all of it to be read.
func (s scene) play(t *testing.T) ([]string, error) {
	t.Helper()
	calls, before := 0, 0
	answer := anAnswer(t)
	items, err := rest.ReadPages(identity, func(number int) (rest.Page[string], error) {
		if calls >= len(s) {
			t.Fatal("too many calls")
		}
		if number != before+1 && number != 1 {
			t.Errorf("page %d after page %d", number, before)
		}
		words := strings.Fields(s[calls])
		total, err := strconv.Atoi(words[0])
		before, calls = number, calls+1
		return rest.Page[string]{Items: words[2:], More: words[1] == "+", Total: total, Answer: answer}, err
	})
	if calls != len(s) {
		t.Errorf("%d calls of %d", calls, len(s))
	}
	return items, err
}

func identity(item string) string { return strings.TrimPrefix(item, "?") }

func TestReadPagesIsBounded(t *testing.T) {
	t.Parallel()
	answer, calls := anAnswer(t), 0
	_, err := rest.ReadPages(identity, func(number int) (rest.Page[string], error) {
		calls++
		return rest.Page[string]{Items: []string{fmt.Sprint(number)}, More: true, Answer: answer}, nil
	})
	if reasonOf(err) != rest.Endless || calls != 1000 {
		t.Errorf("%d calls, %v", calls, err)
	}
}

func TestReadPagesStopsAtAnError(t *testing.T) {
	t.Parallel()
	answer, calls, broken := anAnswer(t), 0, errors.New("broken")
	items, err := rest.ReadPages(identity, func(number int) (rest.Page[string], error) {
		if calls++; number == 2 {
			return rest.Page[string]{}, broken
		}
		return rest.Page[string]{Items: []string{"a"}, More: true, Answer: answer}, nil
	})
	if !errors.Is(err, broken) || items != nil || calls != 2 {
		t.Errorf("%d calls, %v, %v", calls, items, err)
	}
}

func reasonOf(err error) rest.Reason {
	if failed, ok := errors.AsType[*rest.Error](err); ok {
		return failed.Reason
	}
	return ""
}

// anAnswer is one to refuse.
func anAnswer(t *testing.T) *rest.Answer {
	t.Helper()
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusOK) }))
	t.Cleanup(server.Close)
	base, err := rest.ParseBaseURL(server.URL)
	if err != nil {
		t.Fatal(err)
	}
	client := rest.New(rest.Options{
		BaseURL: base, RequestTimeout: 10 * time.Second, MaxInFlight: 1,
		ParseFaults: func([]byte) []rest.Fault { return nil },
		Observe:     func(context.Context, rest.Event) {},
	})
	answer, err := client.Do(t.Context(), rest.Call{Method: http.MethodGet, Route: "/"})
	if err != nil {
		t.Fatal(err)
	}
	return answer
}

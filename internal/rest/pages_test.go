package rest_test

import (
	"cmp"
	"context"
	"errors"
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
	"testing"
	"time"

	"terraform.local/rtc/terraform-provider-rtc/internal/rest"
)

// A scene is what each call for a page is answered with: the vendor's count, and the items.
type scene []string

func TestReadPages(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		pages  scene
		size   int // of a page; 2 if it does not say
		most   int
		want   string
		reason rest.Reason
	}{
		"a short page":                  {pages: scene{"1 a"}, want: "a"},
		"a full page":                   {pages: scene{"2 a b", "2"}, want: "a b"},
		"none":                          {pages: scene{"0"}, want: ""},
		"several pages":                 {pages: scene{"5 a b", "5 c d", "5 e"}, want: "a b c d e"},
		"pages shorter than asked for":  {size: 9, pages: scene{"5 a b", "5 c d", "5 e"}, want: "a b c d e"},
		"no count":                      {pages: scene{"0 a b", "0 c"}, want: "a b c"},
		"no count, one short page":      {pages: scene{"0 a", "0"}, want: "a"},
		"no count, shorter than asked":  {size: 9, pages: scene{"0 a b", "0 c d", "0 e"}, want: "a b c d e"},
		"no count, always all":          {size: 9, pages: scene{"0 a b", "0 a b"}, want: "a b"},
		"no count, always all, more":    {pages: scene{"0 a b c", "0 a b c"}, want: "a b c"},
		"a count that is too low":       {pages: scene{"3 a b", "3 c d", "3 e"}, want: "a b c d e"},
		"a count of the page":           {pages: scene{"2 a b", "2 c d", "1 e", "2 a b", "2 c d", "1 e"}, want: "a b c d e"},
		"a count that comes later":      {pages: scene{"0 a b", "5 c d", "5 e"}, want: "a b c d e"},
		"one added in front":            {pages: scene{"4 a b", "5 b c", "5 d"}, want: "a b c d"},
		"one added at the end":          {pages: scene{"3 a b", "4 c d", "4"}, want: "a b c d"},
		"one removed in front":          {pages: scene{"4 a b", "3 d", "3 b c", "3 d"}, want: "b c d"},
		"one removed, one added later":  {pages: scene{"6 a b", "5 d e", "6 f g", "6", "6 b c", "6 d e", "6 f g", "6"}, want: "b c d e f g"},
		"one removed behind":            {pages: scene{"4 a b", "3 c", "3 a b", "3 c"}, want: "a b c"},
		"a count that is never met":     {pages: scene{"9 a b", "9 c", "9", "9 a b", "9 c", "9"}, want: "a b c"},
		"never the same":                {pages: scene{"4 a b", "3 d", "3 b c", "2 e", "4 c d", "3 f"}, reason: rest.Unsteady},
		"the same page again and again": {pages: scene{"4 a b", "4 a b", "4 a b", "4 a b", "4 a b", "4 a b"}, reason: rest.Unsteady},
		"the same short page":           {size: 9, pages: scene{"4 a b", "4 a b", "4 a b", "4 a b", "4 a b", "4 a b"}, reason: rest.Unsteady},
		"the same full page, no count":  {pages: scene{"0 a b", "0 a b", "0 a b", "0 a b", "0 a b", "0 a b"}, reason: rest.Unsteady},
		"an item without an id":         {pages: scene{"2 a ?"}, reason: rest.Incomplete},
		"enough on the first page":      {most: 1, pages: scene{"5 a b"}, want: "a"},
		"enough on a later page":        {most: 3, pages: scene{"5 a b", "5 c d"}, want: "a b c"},
		"enough, of a list that moves":  {most: 4, pages: scene{"9 a b", "8 b c", "7 d e"}, want: "a b c d"},
		"as many as there are":          {most: 3, pages: scene{"3 a b", "3 c"}, want: "a b c"},
		"more than there are":           {most: 4, pages: scene{"3 a b", "3 c"}, want: "a b c"},
		"fewer than there were":         {most: 4, pages: scene{"4 a b", "3 d", "3 b c", "3 d"}, want: "b c d"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			items, err := c.pages.play(t, cmp.Or(c.size, 2), c.most)
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
func (s scene) play(t *testing.T, size, most int) ([]string, error) {
	t.Helper()
	calls, before := 0, 0
	answer := anAnswer(t)
	items, err := rest.ReadPages(most, identity, func(number int) (rest.Page[string], error) {
		if calls >= len(s) {
			t.Fatal("too many calls")
		}
		if number != before+1 && number != 1 {
			t.Errorf("page %d after page %d", number, before)
		}
		words := strings.Fields(s[calls])
		total, err := strconv.Atoi(words[0])
		before, calls = number, calls+1
		return rest.Page[string]{Items: words[1:], Size: size, Total: total, Answer: answer}, err
	})
	if calls != len(s) {
		t.Errorf("%d calls of %d", calls, len(s))
	}
	return items, err
}

func identity(item string) string { return strings.TrimPrefix(item, "?") }

// A list of ten thousand comes whole, and one without an end has one here: by items, by calls, and by calls of all
// readings together.
func TestReadPagesIsBounded(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		items, size int
		restless    bool
		reason      rest.Reason
		calls       int
	}{
		"ten thousand":               {items: 10_000, size: 100, calls: 101},
		"ten thousand, ten at once":  {items: 10_000, size: 10, calls: 1000},
		"endless":                    {items: 1 << 30, size: 250, reason: rest.Endless, calls: 81},
		"endless, in small pages":    {items: 1 << 30, size: 1, reason: rest.Endless, calls: 1000},
		"restless":                   {items: 399, size: 1, restless: true, reason: rest.Endless, calls: 1000},
		"restless, to the last call": {items: 499, size: 1, restless: true, reason: rest.Unsteady, calls: 1000},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			answer, calls := anAnswer(t), 0
			items, err := rest.ReadPages(0, identity, func(number int) (rest.Page[string], error) {
				calls++
				page := rest.Page[string]{Size: c.size, Total: c.items, Answer: answer}
				for i := (number - 1) * c.size; i < min(number*c.size, c.items); i++ {
					page.Items = append(page.Items, strconv.Itoa(i))
				}
				if c.size == 10 { // as of a vendor that gives fewer than it was asked for, and counts well
					page.Size = 100
				}
				if c.restless && len(page.Items) > 0 {
					page.Total, page.Items = page.Total-number, []string{strconv.Itoa(calls)}
				}
				return page, nil
			})
			if reasonOf(err) != c.reason || calls != c.calls || err == nil && len(items) != c.items {
				t.Errorf("%d items in %d calls, %v", len(items), calls, err)
			}
		})
	}
}

func TestReadPagesStopsAtAnError(t *testing.T) {
	t.Parallel()
	answer, calls, broken := anAnswer(t), 0, errors.New("broken")
	items, err := rest.ReadPages(0, identity, func(number int) (rest.Page[string], error) {
		if calls++; number == 2 {
			return rest.Page[string]{}, broken
		}
		return rest.Page[string]{Items: []string{"a"}, Size: 1, Answer: answer}, nil
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

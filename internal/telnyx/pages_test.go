package telnyx_test

import (
	"fmt"
	"net/http"
	"runtime"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"terraform.local/rtc/terraform-provider-rtc/internal/rest"
	"terraform.local/rtc/terraform-provider-rtc/internal/rest/resttest"
	"terraform.local/rtc/terraform-provider-rtc/internal/telnyx"
)

// pageOf is one page of a list of n rooms, cut where the vendor cuts it.
func pageOf(t *testing.T, request resttest.Request, n, size int, meta string) string {
	t.Helper()
	number, err := strconv.Atoi(request.Query.Get("page[number]"))
	if err != nil {
		t.Error(err)
	}
	rooms := []string{}
	for i := (number - 1) * size; i < min(number*size, n); i++ {
		rooms = append(rooms, fmt.Sprintf(`{"id":"r%d"}`, i))
	}
	meta = strings.ReplaceAll(meta, "PAGE", fmt.Sprint(len(rooms)))
	if meta != "" {
		meta = `,"meta":` + meta
	}
	return `{"data":[` + strings.Join(rooms, ",") + `]` + meta + `}`
}

// What was read tells where a list ends, whatever is wrong with the vendor's counts.
func TestListsAreReadWholeWhateverIsCounted(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		n, size int
		meta    string
		calls   int
	}{
		"all counts":               {600, 250, `{"total_pages":3,"total_results":600,"page_size":250}`, 3},
		"the items alone":          {600, 250, `{"total_results":600}`, 3},
		"the pages alone":          {600, 250, `{"total_pages":3}`, 3},
		"one page":                 {600, 250, `{"total_pages":1,"total_results":600}`, 3},
		"no meta":                  {600, 250, ``, 3},
		"no meta, none":            {0, 250, ``, 1},
		"texts":                    {600, 250, `{"total_results":"600","page_size":"250"}`, 3},
		"nothing":                  {600, 250, `{}`, 3},
		"null":                     {600, 250, `{"total_pages":null,"total_results":null,"page_size":null}`, 3},
		"the page":                 {600, 250, `{"total_results":PAGE,"page_size":PAGE}`, 8}, // the list seems to shrink: again
		"less than nothing":        {600, 250, `{"total_results":-1,"page_size":-1}`, 3},
		"a smaller page":           {35, 10, `{"total_results":PAGE,"page_size":10}`, 8}, // likewise
		"a smaller page, no count": {35, 10, `{}`, 4},
		"few rooms, no count":      {3, 250, `{}`, 2},
		"few rooms":                {3, 250, `{"total_results":3}`, 1},
	} {
		vendor := resttest.NewServer(t, func(request resttest.Request) (int, string) {
			return http.StatusOK, pageOf(t, request, c.n, c.size, c.meta)
		})
		rooms, err := telnyx.New("secret", vendor.Options).ListRooms(t.Context(), telnyx.RoomFilter{})
		if err != nil || len(rooms) != c.n || len(vendor.Requests) != c.calls {
			t.Errorf("%s: %d rooms in %d calls, %v", name, len(rooms), len(vendor.Requests), err)
		}
	}
}

func TestALaterPageThatFails(t *testing.T) {
	t.Parallel()
	vendor := resttest.NewServer(t, func(request resttest.Request) (int, string) {
		if request.Query.Get("page[number]") == "2" {
			return http.StatusForbidden, `{"code":"10010","title":"Authorization failed"}`
		}
		return http.StatusOK, pageOf(t, request, 600, 250, `{"total_results":600}`)
	})
	client := telnyx.New("secret", vendor.Options)
	rooms, err := client.ListRooms(t.Context(), telnyx.RoomFilter{})
	if resttest.ReasonOf(err) != rest.Refused || rooms != nil {
		t.Errorf("%d rooms, %v", len(rooms), err)
	}
	if rooms, err = client.ListRooms(t.Context(), telnyx.RoomFilter{Most: 200}); err != nil || len(rooms) != 200 {
		t.Errorf("enough on the first page: %d rooms, %v", len(rooms), err)
	}
}

// Names are stored in whichever form of Unicode, and filtered byte by byte.
func TestNamesAreFoundInAnyFormOfUnicode(t *testing.T) {
	t.Parallel()
	const composed, decomposed = "Caf\u00e9", "Cafe\u0301"
	vendor := resttest.NewServer(t, func(request resttest.Request) (int, string) {
		if request.Query.Get("filter[unique_name]") == "\u00e9t\u00e9" {
			return http.StatusOK, `{"data":[{"id":"4","unique_name":"\u00e9t\u00e9"}],"meta":{"total_results":1}}`
		}
		if request.Query.Has("filter[unique_name]") {
			return http.StatusOK, `{"data":[],"meta":{"total_results":0}}`
		}
		return http.StatusOK, `{"data":[{"id":"1","unique_name":null},{"id":"2","unique_name":"` + decomposed + `"},` +
			`{"id":"3","unique_name":"` + decomposed + ` 2"}],"meta":{"total_results":3}}`
	})
	client := telnyx.New("secret", vendor.Options)
	for name, want := range map[string][]int{composed: {1, 2}, "Cafe": {0, 1}, composed + "!": {0, 2}, "\u00e9t\u00e9": {1, 1}, "": {3, 1}} {
		vendor.Requests = nil
		rooms, err := client.ListRooms(t.Context(), telnyx.RoomFilter{UniqueName: name})
		if err != nil || len(rooms) != want[0] || len(vendor.Requests) != want[1] {
			t.Errorf("%q: %d rooms in %d calls, %v", name, len(rooms), len(vendor.Requests), err)
		}
	}
}

// A list without an end is given up before it takes 150 MiB, whatever its items look like. Not parallel: it measures.
//
//nolint:paralleltest // see above
func TestAnEndlessListTakesLittleMemory(t *testing.T) {
	id := 0
	for name, room := range map[string]string{
		"tiny":        `{"id":"%d"}`,
		"usual":       `{"id":"%036d","unique_name":"name","max_participants":10,"webhook_event_url":"https://example.com/hook"}`,
		"of texts":    `{"id":"%d","unique_name":"` + strings.Repeat("x", 10_000) + `"}`,
		"of sessions": `{"id":"%d","sessions":[{}` + strings.Repeat(`,{"id":"12345678"}`, 2_000) + `]}`,
		"of nothing":  `{"id":"%d","sessions":[{}` + strings.Repeat(`,{}`, 2_000) + `]}`,
		"of others":   `1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,%d`,
	} {
		vendor := resttest.NewServer(t, func(resttest.Request) (int, string) {
			var page strings.Builder
			page.WriteString(`{"data":[`)
			for page.Len() < 1_000_000 {
				id++
				fmt.Fprintf(&page, room+",", id)
			}
			return http.StatusOK, strings.TrimSuffix(page.String(), ",") + `],"meta":{"total_results":1000000000}}`
		})
		peak := peakOf(func() {
			_, err := telnyx.New("secret", vendor.Options).ListRooms(t.Context(), telnyx.RoomFilter{})
			if reason := resttest.ReasonOf(err); reason != rest.Endless && reason != rest.TooLarge {
				t.Errorf("%s: %v", name, err)
			}
		})
		t.Logf("%s: %d calls, %d MiB", name, len(vendor.Requests), peak>>20)
		if peak > 150<<20 {
			t.Errorf("%s: %d MiB", name, peak>>20)
		}
	}
}

// peakOf is how large the heap was at its largest.
func peakOf(work func()) uint64 {
	runtime.GC()
	var peak uint64
	done := make(chan struct{})
	var watcher sync.WaitGroup
	watcher.Go(func() {
		for {
			var now runtime.MemStats
			runtime.ReadMemStats(&now)
			peak = max(peak, now.HeapAlloc)
			select {
			case <-done:
				return
			case <-time.After(5 * time.Millisecond):
			}
		}
	})
	work()
	close(done)
	watcher.Wait()
	return peak
}

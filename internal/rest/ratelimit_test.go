package rest

import (
	"net/http"
	"strings"
	"testing"
	"time"
)

func TestReadAllowance(t *testing.T) {
	t.Parallel()
	const s = time.Second
	none := allowance{remaining: -1}
	for name, c := range map[string]struct {
		header http.Header
		want   allowance
	}{
		"nothing": {http.Header{}, none},

		"quoted name":                         {http.Header{"Ratelimit": {`"default";r=50;t=30`}}, allowance{"", 50, 30 * s}},
		"bare name":                           {http.Header{"Ratelimit": {`default;r=50;t=30`}}, allowance{"", 50, 30 * s}},
		"parameters the other way":            {http.Header{"Ratelimit": {`"default";t=30;r=50`}}, allowance{"", 50, 30 * s}},
		"other parameters, spaces":            {http.Header{"Ratelimit": {`"default"; pk=:YWJj:; r=50; x; t=30`}}, allowance{"", 50, 30 * s}},
		"a name with comma and semicolon":     {http.Header{"Ratelimit": {`"a,b;r=1";r=50;t=30`}}, allowance{"", 50, 30 * s}},
		"several, least last":                 {http.Header{"Ratelimit": {`"default";r=50;t=30, "burst";r=3;t=60`}}, allowance{"", 3, 60 * s}},
		"several, least first":                {http.Header{"Ratelimit": {`"burst";r=3;t=60, "default";r=50;t=30`}}, allowance{"", 3, 60 * s}},
		"several lines":                       {http.Header{"Ratelimit": {`"default";r=50;t=30`, `"burst";r=3;t=60`}}, allowance{"", 3, 60 * s}},
		"several as little, the longer one":   {http.Header{"Ratelimit": {`"a";r=0;t=30, "b";r=0;t=60, "c";r=0;t=10`}}, allowance{"", 0, 60 * s}},
		"one item of several is nonsense":     {http.Header{"Ratelimit": {`"a";r=0;t=0, "b";r=7;t=60, "c";t=5, (1 2)`}}, allowance{"", 7, 60 * s}},
		"a name that is bytes":                {http.Header{"Ratelimit": {`:YWJj:;r=50;t=30`}, "Ratelimit-Policy": {`:YWJj:;q=5;w=6`}}, allowance{"", 50, 30 * s}},
		"r=0":                                 {http.Header{"Ratelimit": {`"default";r=0;t=300`}}, allowance{"", 0, 300 * s}},
		"t=0":                                 {http.Header{"Ratelimit": {`"default";r=0;t=0`}}, none},
		"negative t":                          {http.Header{"Ratelimit": {`"default";r=0;t=-5`}}, none},
		"negative r":                          {http.Header{"Ratelimit": {`"default";r=-1;t=5`}}, none},
		"t of years":                          {http.Header{"Ratelimit": {`"default";r=0;t=999999999`}}, none},
		"t as Unix time":                      {http.Header{"Ratelimit": {`"default";r=0;t=1795000000`}}, none},
		"r beyond belief":                     {http.Header{"Ratelimit": {`"default";r=999999999999999;t=5`}}, allowance{"", 1<<31 - 1, 5 * s}},
		"r with a fraction":                   {http.Header{"Ratelimit": {`"default";r=1.5;t=5`}}, none},
		"r in quotes":                         {http.Header{"Ratelimit": {`"default";r="1";t=5`}}, none},
		"not structured":                      {http.Header{"Ratelimit": {`limit=100, remaining=50, reset=`}}, none},
		"the name not closed":                 {http.Header{"Ratelimit": {`"default;r=50;t=30`}}, none},
		"no t, no policy":                     {http.Header{"Ratelimit": {`"default";r=50`}}, none},
		"no t, the policy tells the window":   {http.Header{"Ratelimit": {`"default";r=50`}, "Ratelimit-Policy": {`"burst";q=9;w=1, "default";q=100;w=60`}}, allowance{"", 50, 60 * s}},
		"no t, the policy of another":         {http.Header{"Ratelimit": {`"default";r=50`}, "Ratelimit-Policy": {`"burst";q=100;w=60`}}, none},
		"no t, the policy without a window":   {http.Header{"Ratelimit": {`"default";r=50`}, "Ratelimit-Policy": {`"default";q=100`}}, none},
		"t=0 is not replaced by the window":   {http.Header{"Ratelimit": {`"default";r=5;t=0`}, "Ratelimit-Policy": {`"default";q=100;w=300`}}, none},
		"the policy counts bytes":             {http.Header{"Ratelimit": {`"size";r=2;t=60, "calls";r=50;t=30`}, "Ratelimit-Policy": {`"size";q=9999;qu="content-bytes";w=60, "calls";q=100;qu="requests";w=60`}}, allowance{"", 50, 30 * s}},
		"the policy is nonsense":              {http.Header{"Ratelimit": {`"default";r=50;t=30`}, "Ratelimit-Policy": {`"default`}}, allowance{"", 50, 30 * s}},
		"the documents' own pair":             {http.Header{"Ratelimit": {`"default";r=50;t=30`}, "Ratelimit-Policy": {`"burst";q=100;w=60`}}, allowance{"", 50, 30 * s}},
		"Telnyx":                              {http.Header{"X-Ratelimit-Limit": {"100"}, "X-Ratelimit-Remaining": {"7"}, "X-Ratelimit-Reset": {"12"}}, allowance{"", 7, 12 * s}},
		"Telnyx, spaces and a fraction":       {http.Header{"X-Ratelimit-Remaining": {" 7 "}, "X-Ratelimit-Reset": {" 0.5 "}}, allowance{"", 7, s / 2}},
		"Telnyx, reset 0":                     {http.Header{"X-Ratelimit-Remaining": {"0"}, "X-Ratelimit-Reset": {"0"}}, none},
		"Telnyx, reset as Unix time":          {http.Header{"X-Ratelimit-Remaining": {"0"}, "X-Ratelimit-Reset": {"1795000000"}}, none},
		"Telnyx, not a number":                {http.Header{"X-Ratelimit-Remaining": {"few"}, "X-Ratelimit-Reset": {"1"}}, none},
		"Telnyx, NaN":                         {http.Header{"X-Ratelimit-Remaining": {"1"}, "X-Ratelimit-Reset": {"NaN"}}, none},
		"Telnyx, infinity":                    {http.Header{"X-Ratelimit-Remaining": {"1"}, "X-Ratelimit-Reset": {"Inf"}}, none},
		"Telnyx, no reset":                    {http.Header{"X-Ratelimit-Remaining": {"1"}}, none},
		"nonsense of one, sense of the other": {http.Header{"Ratelimit": {`"a";r=1;t=0`}, "X-Ratelimit-Remaining": {"3"}, "X-Ratelimit-Reset": {"4"}}, allowance{"", 3, 4 * s}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got := none
			for i, one := range readAllowances(c.header) { // the one that runs out first
				one.policy = ""
				if i == 0 || one.remaining < got.remaining || one.remaining == got.remaining && one.reset > got.reset {
					got = one
				}
			}
			if got != c.want {
				t.Errorf("%v\n got %+v\nwant %+v", c.header, got, c.want)
			}
		})
	}
}

func TestRetryAfter(t *testing.T) {
	t.Parallel()
	now := time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC)
	at := func(d time.Duration) string { return now.Add(d).Format(http.TimeFormat) }
	for name, c := range map[string]struct {
		header http.Header
		want   time.Duration // 0: no answer
	}{
		"absent":                           {http.Header{}, 0},
		"empty":                            {http.Header{"Retry-After": {""}}, 0},
		"seconds":                          {http.Header{"Retry-After": {"120"}}, 2 * time.Minute},
		"seconds with spaces":              {http.Header{"Retry-After": {" 120 "}}, 2 * time.Minute},
		"a fraction":                       {http.Header{"Retry-After": {"1.5"}}, 1500 * time.Millisecond},
		"zero":                             {http.Header{"Retry-After": {"0"}}, 0},
		"negative":                         {http.Header{"Retry-After": {"-3"}}, 0},
		"beyond a day":                     {http.Header{"Retry-After": {"86401"}}, 86401 * time.Second},
		"NaN":                              {http.Header{"Retry-After": {"NaN"}}, 0},
		"words":                            {http.Header{"Retry-After": {"soon"}}, 0},
		"date":                             {http.Header{"Retry-After": {at(time.Minute)}}, time.Minute},
		"date in the past":                 {http.Header{"Retry-After": {at(-time.Minute)}}, 0},
		"date beyond a day":                {http.Header{"Retry-After": {at(25 * time.Hour)}}, 25 * time.Hour},
		"beyond all numbers":               {http.Header{"Retry-After": {"1e999"}}, forEver},
		"date beyond all dates":            {http.Header{"Retry-After": {"Wed, 01 Oct 7000 00:00:00 GMT"}}, forEver},
		"date by a clock an hour ahead":    {http.Header{"Retry-After": {at(time.Hour + time.Minute)}, "Date": {at(time.Hour)}}, time.Minute},
		"date by a clock that is nonsense": {http.Header{"Retry-After": {at(time.Minute)}, "Date": {"today"}}, time.Minute},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got, ok := retryAfter(c.header, now)
			if !ok {
				got = 0
			}
			if got != c.want {
				t.Errorf("%v: %s, want %s", c.header, got, c.want)
			}
		})
	}
}

func TestReadAllowancesByName(t *testing.T) {
	t.Parallel()
	header := http.Header{"Ratelimit": {`"lists";r=0;t=300, mint;r=2;t=60`}}
	want(t, "policies", readAllowances(header)[1].policy, "mint")
	want(t, "exhausted", readReport(200, header, time.Now()).exhausted()[0].policy, "lists")
}

// A header of absurd length is read in time that grows with it, or not at all.
func TestHeadersOfAbsurdLength(t *testing.T) {
	t.Parallel()
	for name, piece := range map[string]string{"without t": `"a";r=1, `, "with t": `"a";r=1;t=1, `, "parameters": `"a";r=1;b;c;d=1, `, "inner lists": `(a b c);r=1, `} {
		for _, bytes := range []int{maxField, maxHeader} {
			long := strings.Repeat(piece, bytes/len(piece))
			long = strings.TrimSuffix(long, ", ")
			header := http.Header{"Ratelimit": {long}, "Ratelimit-Policy": {strings.ReplaceAll(long, "r=1", "w=1;qu=requests")[:len(long)]}}
			began := time.Now()
			left := readAllowances(header)
			if took := time.Since(began); took > 100*time.Millisecond || len(left) > maxMembers {
				t.Errorf("%s, %d bytes: %d items in %s", name, bytes, len(left), took)
			}
		}
	}
}

package cloudflare

import (
	"context"
	"encoding/json"
	"maps"
	"math"
	"net/http"
	"net/url"
	"strconv"

	"terraform.local/rtc/terraform-provider-rtc/internal/rest"
)

// perPage is the size of a page. RealtimeKit documents no maximum. Most of Cloudflare's API allows a hundred.
const perPage = 100

// list is a list of the vendor's (https://developers.cloudflare.com/api/resources/realtime_kit/).
type list[T any] struct {
	route  string
	ids    []rest.ID
	search string     // "": all
	filter url.Values // what else narrows it
	most   int        // 0: all
	few    int        // not 0: a list of more is an error, which costs one request
	id     func(T) string
	name   func(T) *string // what is searched
}

// pageEnvelope is how RealtimeKit wraps a page.
type pageEnvelope[T any] struct {
	Success json.RawMessage `json:"success"`
	Data    []T             `json:"data"`
	Paging  *struct {
		Total float64 `json:"total_count"`
	} `json:"paging"`
}

func (l pageEnvelope[T]) success() string { return string(l.Success) }

func (l pageEnvelope[T]) total() int {
	if l.Paging.Total < 0 || l.Paging.Total > math.MaxInt32 {
		return 0 // no count of anything
	}
	return int(l.Paging.Total)
}

func (l list[T]) read(ctx context.Context, c *Client) ([]T, error) {
	key := func(thing T) (string, *string) { return l.id(thing), l.name(thing) }
	return rest.Named(l.search, l.most, key, rest.Within, func(search string, most int) ([]T, error) {
		return rest.ReadPages(most, l.id, func(number int) (rest.Page[T], error) {
			query := url.Values{"page_no": {strconv.Itoa(number)}, "per_page": {strconv.Itoa(perPage)}}
			maps.Copy(query, l.filter)
			if search != "" {
				query.Set("search", search)
			}
			var answer pageEnvelope[T]
			raw, err := c.call(ctx, rest.Call{Method: http.MethodGet, Route: l.route, IDs: l.ids, Query: query}, &answer)
			if err != nil {
				return rest.Page[T]{}, err
			}
			if answer.Data == nil || answer.Paging == nil {
				return rest.Page[T]{}, raw.Refuse(rest.Incomplete)
			}
			if l.few > 0 && answer.total() > l.few {
				return rest.Page[T]{}, raw.Refuse(rest.Endless)
			}
			return rest.Page[T]{Items: answer.Data, Size: perPage, Total: answer.total(), Answer: raw}, nil
		})
	})
}

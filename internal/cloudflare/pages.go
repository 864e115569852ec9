package cloudflare

import (
	"context"
	"maps"
	"math"
	"net/http"
	"net/url"
	"strconv"

	"terraform.local/rtc/terraform-provider-rtc/internal/rest"
)

// perPage is how much of a list is asked for at once. The documents name no maximum; a hundred is what the rest of
// Cloudflare's API allows nearly everywhere. A server that gives fewer says so in its answer's paging.
const perPage = 100

// list reads all pages of a list (https://developers.cloudflare.com/api/resources/realtime_kit/), filtered by the
// vendor.
func list[T any](ctx context.Context, c *Client, route string, ids []rest.ID, filter url.Values, id func(T) string) ([]T, error) {
	return listUpTo(ctx, c, 0, route, ids, filter, id)
}

// listUpTo is list for one that is wanted only where it has at most so many items. A longer one is an error that costs
// one request. Zero is no bound.
func listUpTo[T any](ctx context.Context, c *Client, most int, route string, ids []rest.ID, filter url.Values, id func(T) string) ([]T, error) {
	return rest.ReadPages(id, func(number int) (rest.Page[T], error) {
		query := url.Values{"page_no": {strconv.Itoa(number)}, "per_page": {strconv.Itoa(perPage)}}
		maps.Copy(query, filter)
		items, raw, err := call[[]T](ctx, c, rest.Call{Method: http.MethodGet, Route: route, IDs: ids, Query: query})
		if err != nil {
			return rest.Page[T]{}, err
		}
		// The offsets count from one and include both ends.
		var where struct {
			Paging *struct {
				Total float64 `json:"total_count"`
				End   float64 `json:"end_offset"`
			} `json:"paging"`
		}
		if err := raw.Decode(&where); err != nil {
			return rest.Page[T]{}, err
		}
		if items == nil || where.Paging == nil {
			return rest.Page[T]{}, raw.Refuse(rest.Incomplete)
		}
		if most > 0 && where.Paging.Total > float64(most) {
			return rest.Page[T]{}, raw.Refuse(rest.Endless)
		}
		return rest.Page[T]{
			Items:  items,
			More:   where.Paging.End < where.Paging.Total,
			Total:  int(min(where.Paging.Total, math.MaxInt32)),
			Answer: raw,
		}, nil
	})
}

// only makes a filter of what is not empty.
func only(filters map[string]string) url.Values {
	query := url.Values{}
	for name, value := range filters {
		if value != "" {
			query.Set(name, value)
		}
	}
	return query
}

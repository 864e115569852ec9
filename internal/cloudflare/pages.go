package cloudflare

import (
	"context"
	"encoding/json"
	"maps"
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"terraform.local/rtc/terraform-provider-rtc/internal/rest"
)

// perPage is the size of a page. RealtimeKit documents no maximum. Most of Cloudflare's API allows a hundred.
const perPage = 100

// list is a list of the vendor's (https://developers.cloudflare.com/api/resources/realtime_kit/).
type list[T any] struct {
	route   string
	in      path
	parent  func(context.Context) error // reads what the list belongs to; nil: a list that is answered 404 is never empty
	search  string                      // "": all
	filter  url.Values                  // what else narrows it
	most    int                         // 0: all
	longest int                         // not 0: a longer list is an error
	id      func(*T) *string
	name    func(*T) *string // what is searched
}

// pageEnvelope is how RealtimeKit wraps a page.
type pageEnvelope[T any] struct {
	Success json.RawMessage `json:"success"`
	Data    []T             `json:"data"`
	Paging  json.RawMessage `json:"paging"`
}

func (e pageEnvelope[T]) success() string { return string(e.Success) }

// total is how many items there are on all pages, or 0 if the vendor does not say.
func (e pageEnvelope[T]) total() int {
	var paging struct {
		Total json.RawMessage `json:"total_count"`
	}
	if !rest.Readable(e.Paging, &paging) {
		return 0
	}
	total, _ := rest.Count(paging.Total)
	return total
}

// key tells the list from all others.
func (l list[T]) key() string {
	parts := []string{l.route, l.search, l.filter.Encode()}
	for _, id := range l.in.ids() {
		parts = append(parts, rest.CanonicalID(id.Value))
	}
	return strings.Join(parts, "\n")
}

func (l list[T]) read(ctx context.Context, c *Client) ([]T, error) {
	key := func(thing T) (string, *string) { return *l.id(&thing), l.name(&thing) }
	return rest.Named(l.search, l.most, key, rest.Within, func(search string, most int) ([]T, error) {
		l.search, l.most = search, most
		return l.pages(ctx, c)
	})
}

// pages reads the list, page by page.
func (l list[T]) pages(ctx context.Context, c *Client) ([]T, error) {
	count := 0
	id := func(thing T) string { return *l.id(&thing) }
	items, err := rest.ReadPages(l.most, id, func(number int) (rest.Page[T], error) {
		page, err := l.page(ctx, c, number)
		if number == 1 {
			count = 0
		}
		count += len(page.Items)
		if err == nil && l.longest > 0 && max(count, page.Total) > l.longest {
			return rest.Page[T]{}, page.Answer.Refuse(rest.Endless)
		}
		return page, err
	})
	if err != nil && count == 0 && l.isEmpty(ctx, c, err) {
		return []T{}, nil
	}
	if err != nil {
		return nil, err
	}
	l.note(c, items, l.most == 0)
	return items, nil
}

func (l list[T]) page(ctx context.Context, c *Client, number int) (rest.Page[T], error) {
	query := url.Values{"page_no": {strconv.Itoa(number)}, "per_page": {strconv.Itoa(perPage)}}
	maps.Copy(query, l.filter)
	if l.search != "" {
		query.Set("search", l.search)
	}
	var answer pageEnvelope[T]
	raw, err := c.call(ctx, rest.Call{Method: http.MethodGet, Route: l.route, IDs: l.in.ids(), Query: query, Sent: []string{l.search}}, &answer)
	if err != nil {
		return rest.Page[T]{}, err
	}
	if answer.Data == nil {
		return rest.Page[T]{}, raw.Missing("data")
	}
	return rest.Page[T]{Items: answer.Data, Size: perPage, Total: answer.total(), Answer: raw}, nil
}

package cloudflare

import (
	"context"
	"sync"

	"terraform.local/rtc/terraform-provider-rtc/internal/rest"
)

// seen are the IDs of the items that lists have had, without those that this client deleted, by list.
type seen struct {
	lock  sync.Mutex
	lists map[string]map[string]bool
}

func (s *seen) remove(list, id string) {
	s.lock.Lock()
	defer s.lock.Unlock()
	delete(s.lists[list], rest.CanonicalID(id))
}

func (s *seen) any(list string) bool {
	s.lock.Lock()
	defer s.lock.Unlock()
	return len(s.lists[list]) > 0
}

// isEmpty says whether an error means that a list has no items: Cloudflare answers some empty lists with its own 404. It
// answers the same if what the list belongs to does not exist, which must stay an error.
func (l list[T]) isEmpty(ctx context.Context, c *Client, err error) bool {
	return l.parent != nil && Gone(err) && !c.seen.any(l.key()) && l.parent(ctx) == nil
}

// note keeps in mind which items the list has had: all of them, or some.
func (l list[T]) note(c *Client, items []T, whole bool) {
	c.seen.lock.Lock()
	defer c.seen.lock.Unlock()
	key := l.key()
	if c.seen.lists[key] == nil || whole {
		c.seen.lists[key] = map[string]bool{}
	}
	for i := range items {
		c.seen.lists[key][rest.CanonicalID(*l.id(&items[i]))] = true
	}
}

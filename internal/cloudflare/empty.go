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

// put adds what was read of a list: all of it, or a part.
func (s *seen) put(list string, ids []string, whole bool) {
	s.lock.Lock()
	defer s.lock.Unlock()
	if s.lists[list] == nil || whole {
		s.lists[list] = map[string]bool{}
	}
	for _, id := range ids {
		s.lists[list][rest.CanonicalID(id)] = true
	}
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
	ids := make([]string, len(items))
	for i := range items {
		ids[i] = *l.id(&items[i])
	}
	c.seen.put(l.key(), ids, whole)
}

package provider

import (
	"context"
	"slices"
	"sync"
)

// turns runs the creations of one key one after another, and remembers what this run has created and removed of each key.
type turns struct {
	lock sync.Mutex
	keys map[string]*turn
}

type turn struct {
	free    chan struct{} // full while nobody has the turn
	made    []string      // IDs; only for who has the turn
	lock    sync.Mutex
	removed []string // IDs
}

func (t *turns) of(key string) *turn {
	t.lock.Lock()
	defer t.lock.Unlock()
	if t.keys == nil {
		t.keys = map[string]*turn{}
	}
	one := t.keys[key]
	if one == nil {
		one = &turn{free: make(chan struct{}, 1)}
		one.free <- struct{}{}
		t.keys[key] = one
	}
	return one
}

// take waits for the turn of a key.
func (t *turns) take(ctx context.Context, key string) (*turn, error) {
	one := t.of(key)
	select {
	case <-one.free:
		return one, nil
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

func (t *turn) leave() { t.free <- struct{}{} }

// noteRemoved remembers that this run has removed an object of the key. The vendor may still list it for a while.
func (t *turns) noteRemoved(key, id string) {
	one := t.of(key)
	one.lock.Lock()
	defer one.lock.Unlock()
	one.removed = append(one.removed, id)
}

// hasRemoved says whether this run has removed the object, or with "" any object of the key.
func (t *turn) hasRemoved(id string) bool {
	t.lock.Lock()
	defer t.lock.Unlock()
	return id == "" && len(t.removed) > 0 || slices.Contains(t.removed, id)
}

package create

import (
	"context"
	"slices"
	"sync"
	"time"
)

// A Key is what tells an object from others: there can be one with this key, or it is at least meant to be one.
type Key struct {
	Type  string // of the resource, without "rtc_": telnyx_room
	Scope string // the IDs of what the object belongs to, joined; "" for an account
	Value string // its name in there
}

// Keys are the locks of all keys in a run, and what the run has created and deleted under them.
type Keys struct {
	// LookFor is how long [Once] looks for an object after an unclear response. 0: ten seconds.
	LookFor time.Duration

	lock  sync.Mutex
	byKey map[Key]*keyLock
}

// keyLock is held by whoever creates an object with the key. Deletes do not take it.
type keyLock struct {
	free    chan struct{} // full while nobody holds the lock
	created []string      // IDs; only for who holds the lock

	lock    sync.Mutex
	deleted []string // IDs
}

// Deleting says that a request to delete an object of this key is about to be sent. The caller calls done with the
// outcome. The vendor may still list the object for a while.
func (k *Keys) Deleting(key Key, id string) (done func(error)) {
	l := k.of(key)
	return func(err error) {
		if err != nil {
			return
		}
		l.lock.Lock()
		defer l.lock.Unlock()
		l.deleted = append(l.deleted, id)
	}
}

func (k *Keys) of(key Key) *keyLock {
	key.Scope = canonical(key.Scope)
	k.lock.Lock()
	defer k.lock.Unlock()
	if k.byKey == nil {
		k.byKey = map[Key]*keyLock{}
	}
	if k.byKey[key] == nil {
		k.byKey[key] = &keyLock{free: make(chan struct{}, 1)}
		k.byKey[key].free <- struct{}{}
	}
	return k.byKey[key]
}

// acquire waits for the lock of a key.
func (k *Keys) acquire(ctx context.Context, key Key) (*keyLock, error) {
	l := k.of(key)
	select {
	case <-l.free:
		if ctx.Err() != nil {
			l.release()
			return nil, ctx.Err()
		}
		return l, nil
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

func (l *keyLock) release() { l.free <- struct{}{} }

// hasDeleted says whether this run has deleted the object.
func (l *keyLock) hasDeleted(id string) bool {
	l.lock.Lock()
	defer l.lock.Unlock()
	return slices.Contains(l.deleted, id)
}

// hasDeletedAny says whether this run has deleted any object with the key.
func (l *keyLock) hasDeletedAny() bool {
	l.lock.Lock()
	defer l.lock.Unlock()
	return len(l.deleted) > 0
}

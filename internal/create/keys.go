package create

import (
	"cmp"
	"strings"
	"sync"
	"time"

	"golang.org/x/sync/semaphore"

	"terraform.local/rtc/terraform-provider-rtc/internal/rest"
)

// A Key is what tells an object from others: there can be one with this key, or it is at least meant to be one.
type Key struct {
	Type  string // of the resource, without "rtc_": telnyx_room
	Scope string // the IDs of what the object belongs to, joined as an import ID has them; "" for an account
	Value string // its name in there
}

// importID is the import ID of an object with the key.
func (k Key) importID(id string) string { return strings.TrimPrefix(k.Scope+"/"+id, "/") }

// Keys are the locks of all keys in a run, and what the run has created and deleted under them.
type Keys struct {
	// LookFor is how long [Once] looks for an object after an unclear response. 0: ten seconds.
	LookFor time.Duration
	// DeleteTimeout is how long Once waits for a delete of this run that is under way. 0: 30 seconds.
	DeleteTimeout time.Duration

	lock  sync.Mutex
	byKey map[Key]*keyLock
}

func (k *Keys) lookFor() time.Duration       { return cmp.Or(k.LookFor, 10*time.Second) }
func (k *Keys) deleteTimeout() time.Duration { return cmp.Or(k.DeleteTimeout, 30*time.Second) }

// keyLock is held by whoever creates an object with the key. Deletes do not take it: a create waits for them.
type keyLock struct {
	held    *semaphore.Weighted // 1 while somebody holds the lock
	created []string            // IDs; only for who holds the lock

	lock      sync.Mutex
	deletions map[string]*deletion // of this run, by ID
	begins    chan struct{}        // closed when the next delete begins
}

// A deletion is a delete of this run, or a change that takes the key away.
type deletion struct {
	ended chan struct{} // closed when it has ended
	err   error         // once it has ended
}

// Deleting says that this run is about to delete an object of the key, or to give it another key. The caller calls ended with
// the outcome. A vendor may list the object for a while after that.
func (k *Keys) Deleting(key Key, id string) (ended func(error)) {
	l := k.of(key)
	d := &deletion{ended: make(chan struct{})}
	l.lock.Lock()
	defer l.lock.Unlock()
	l.deletions[rest.CanonicalID(id)] = d
	close(l.begins)
	l.begins = make(chan struct{})
	return func(err error) {
		d.err = err
		close(d.ended)
	}
}

func (k *Keys) of(key Key) *keyLock {
	key.Scope = rest.CanonicalID(key.Scope)
	k.lock.Lock()
	defer k.lock.Unlock()
	if k.byKey == nil {
		k.byKey = map[Key]*keyLock{}
	}
	if k.byKey[key] == nil {
		k.byKey[key] = &keyLock{held: semaphore.NewWeighted(1), deletions: map[string]*deletion{}, begins: make(chan struct{})}
	}
	return k.byKey[key]
}

// deletion is the delete of an object by this run, or nil. The channel is closed when the next delete of the key begins.
func (l *keyLock) deletion(id string) (d *deletion, begins <-chan struct{}) {
	l.lock.Lock()
	defer l.lock.Unlock()
	return l.deletions[rest.CanonicalID(id)], l.begins
}

// hasDeleted says whether this run has deleted or renamed the object.
func (l *keyLock) hasDeleted(id string) bool {
	d, _ := l.deletion(id)
	return d != nil && d.hasEnded() && d.err == nil
}

// deletes says whether this run has deleted or renamed an object with the key, or is about to.
func (l *keyLock) deletes() bool {
	l.lock.Lock()
	defer l.lock.Unlock()
	for _, d := range l.deletions {
		if !d.hasEnded() || d.err == nil {
			return true
		}
	}
	return false
}

func (d *deletion) hasEnded() bool {
	select {
	case <-d.ended:
		return true
	default:
		return false
	}
}

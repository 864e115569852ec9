package create_test

import (
	"context"
	"errors"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"terraform.local/rtc/terraform-provider-rtc/internal/advice"
	"terraform.local/rtc/terraform-provider-rtc/internal/create"
	"terraform.local/rtc/terraform-provider-rtc/internal/rest"
)

// A vendor has objects of one key, which its list lacks for a while.
type vendor struct {
	lock      sync.Mutex
	made      int
	objects   []object
	lag       time.Duration // of its list
	responses []response    // to the next requests; then requests succeed
	sent      int
	looked    int
	cached    []object // what was seen last
	refuses   bool     // a second object
}

type object struct {
	id        string
	theirs    bool // not as we send it
	createdAt time.Time
}

// A response is what becomes of a request to create.
type response struct {
	carriedOut bool
	err        error
}

func refusal(status int) *rest.Error {
	return &rest.Error{Vendor: "Vendor", Reason: rest.Refused, Status: status, Attempts: 1}
}

func (v *vendor) add(theirs bool) object {
	v.lock.Lock()
	defer v.lock.Unlock()
	v.made++
	one := object{id: strconv.Itoa(v.made), theirs: theirs, createdAt: time.Now()}
	v.objects = append(v.objects, one)
	return one
}

func (v *vendor) look(_ context.Context, fresh bool) ([]object, error) {
	v.lock.Lock()
	defer v.lock.Unlock()
	v.looked++
	if fresh || v.cached == nil {
		v.cached = slices.DeleteFunc(slices.Clone(v.objects), func(o object) bool { return time.Since(o.createdAt) < v.lag })
	}
	return slices.Clone(v.cached), nil
}

func (v *vendor) send(context.Context) (object, error) {
	v.lock.Lock()
	v.sent++
	taken := v.refuses && len(v.objects) > 0
	v.lock.Unlock()
	if taken {
		return object{}, refusal(409)
	}
	if len(v.responses) == 0 {
		return v.add(false), nil
	}
	next := v.responses[0]
	v.responses = v.responses[1:]
	if next.carriedOut {
		v.add(false)
	}
	return object{}, next.err
}

func (v *vendor) object() create.Object[object] {
	return create.Object[object]{
		Key: create.Key{Type: "telnyx_room", Value: "kitchen"}, Thing: "room", Attribute: "unique_name",
		Look: v.look, Send: v.send,
		ID:       func(o object) string { return o.id },
		AsSent:   func(o object) bool { return !o.theirs },
		ImportID: func(id string) string { return id },
		Conflict: func(err error) bool {
			failed, ok := errors.AsType[*rest.Error](err)
			return ok && failed.Status == 409
		},
		Warn: func(string, string) {},
	}
}

// failure is how a request that was sent may fail without a clear answer. own is in the vendor's own form.
func failure(status int, own bool) *rest.Error {
	failed := refusal(status)
	failed.Unclear = true
	if own {
		failed.Faults = []rest.Fault{{Code: strconv.Itoa(status), Native: true}}
	}
	return failed
}

// over are the failures after which the vendor does nothing more, pending those after which it may.
func over() []*rest.Error {
	return []*rest.Error{failure(500, true), failure(503, true), failure(521, false), failure(523, false), failure(530, false)}
}

func pending() []*rest.Error {
	return []*rest.Error{
		failure(408, true), failure(500, false), failure(502, true), failure(503, false), failure(504, false), failure(520, false),
		failure(522, false), failure(524, false),
		{Vendor: "Vendor", Reason: rest.TimedOut, Unclear: true}, {Vendor: "Vendor", Reason: rest.Unreachable, Unclear: true},
		{Vendor: "Vendor", Reason: rest.NotJSON, Status: 201, Unclear: true},
	}
}

func unclear(err error) bool {
	_, ok := errors.AsType[*create.UnclearError](err)
	return ok
}

func explain(t *testing.T, err error) (attribute, summary, detail string) {
	t.Helper()
	explainer, ok := errors.AsType[advice.Explainer](err)
	if !ok {
		t.Fatal(err)
	}
	return explainer.Explain()
}

func name(e *rest.Error) string { return string(e.Reason) + " " + strconv.Itoa(e.Status) }

// What was carried out is found for ten seconds, and not sent again.
func TestWhatWasCarriedOutIsFoundWithinTenSeconds(t *testing.T) {
	t.Parallel()
	for _, failed := range append(over(), pending()...) {
		synctest.Test(t, func(t *testing.T) {
			v := &vendor{lag: 9999 * time.Millisecond, responses: []response{{true, failed}}}
			v.add(true)
			time.Sleep(time.Hour)
			created, err := create.Once(t.Context(), &create.Keys{}, v.object())
			if err != nil || created.id != "2" || v.sent != 1 {
				t.Errorf("%s: %v, %v, sent %d times", name(failed), created, err, v.sent)
			}
			if v.looked != 4 {
				t.Errorf("looked %d times", v.looked)
			}
		})
	}
}

// What was not found is sent once more if the vendor will not carry it out later.
func TestWhatIsOverIsSentOnceMore(t *testing.T) {
	t.Parallel()
	for _, failed := range over() {
		synctest.Test(t, func(t *testing.T) {
			v := &vendor{responses: []response{{false, failed}}}
			if created, err := create.Once(t.Context(), &create.Keys{}, v.object()); err != nil || created.id != "1" || v.sent != 2 {
				t.Errorf("%s: %v, %v, sent %d times", name(failed), created, err, v.sent)
			}
			v = &vendor{responses: []response{{false, failed}, {false, failure(500, true)}, {false, failed}}}
			_, err := create.Once(t.Context(), &create.Keys{}, v.object())
			if !unclear(err) || v.sent != 2 {
				t.Errorf("%s: %v, sent %d times", name(failed), err, v.sent)
			}
			// A clear answer to the second request says that nothing was created.
			v = &vendor{responses: []response{{false, failed}, {false, refusal(403)}}}
			if _, err = create.Once(t.Context(), &create.Keys{}, v.object()); unclear(err) || !rest.HasReason(err, rest.Refused) || v.sent != 2 {
				t.Errorf("%s: %v, sent %d times", name(failed), err, v.sent)
			}
		})
	}
}

// What may still be carried out is not sent again, unless the vendor refuses a second one.
func TestWhatIsPendingIsNotSentAgain(t *testing.T) {
	t.Parallel()
	for _, failed := range pending() {
		synctest.Test(t, func(t *testing.T) {
			v := &vendor{responses: []response{{false, failed}}}
			began := time.Now()
			_, err := create.Once(t.Context(), &create.Keys{}, v.object())
			if !unclear(err) || v.sent != 1 {
				t.Errorf("%s: %v, sent %d times", name(failed), err, v.sent)
			}
			if took := time.Since(began); took != 10*time.Second || v.looked != 4 {
				t.Errorf("looked %d times, for %s", v.looked, took)
			}
		})
	}
}

// Where the vendor refuses a second object, the request is sent once more, and the object in its way is the first one's.
func TestWhatIsRefusedTwiceIsSentOnceMore(t *testing.T) {
	t.Parallel()
	for _, failed := range append(over(), pending()...) {
		for _, carriedOut := range []bool{false, true} {
			synctest.Test(t, func(t *testing.T) {
				v := &vendor{lag: 15 * time.Second, refuses: true, responses: []response{{carriedOut, failed}}}
				o := v.object()
				o.Unique, o.Repeatable = true, true
				created, err := create.Once(t.Context(), &create.Keys{}, o)
				if err != nil || created.id != "1" || v.sent != 2 || len(v.objects) != 1 {
					t.Errorf("%s: %v, %v, sent %d times", name(failed), created, err, v.sent)
				}
			})
		}
	}
	synctest.Test(t, func(t *testing.T) { // a refusal of the second request says nothing about the first
		v := &vendor{responses: []response{{false, failure(504, false)}, {false, refusal(403)}}}
		o := v.object()
		o.Repeatable = true
		_, err := create.Once(t.Context(), &create.Keys{}, o)
		if _, _, detail := explain(t, err); !unclear(err) || !strings.Contains(detail, "or Vendor may still create it.") {
			t.Error(detail)
		}
	})
}

// What is new and not as sent may be what the vendor created, with a value of its own. Nothing is sent again, and the error
// names it.
func TestWhatTheVendorChangedIsNotSentAgain(t *testing.T) {
	t.Parallel()
	for _, failed := range append(over(), pending()...) {
		for _, repeatable := range []bool{false, true} {
			synctest.Test(t, func(t *testing.T) {
				v := &vendor{}
				v.add(true)
				o := v.object()
				o.Repeatable = repeatable
				o.Send = func(context.Context) (object, error) {
					v.sent++
					v.add(true)
					return object{}, failed
				}
				_, err := create.Once(t.Context(), &create.Keys{}, o)
				if _, _, detail := explain(t, err); !unclear(err) || v.sent != 1 || strings.Count(detail, "import {") != 1 || !strings.Contains(detail, `id = "2"`) {
					t.Errorf("%s: %s, sent %d times", name(failed), detail, v.sent)
				}
			})
		}
	}
}

// An interrupt does not end the search, but a search that waits is given up after a while.
func TestAnInterruptDoesNotEndTheSearch(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		ctx, interrupt := context.WithCancel(t.Context())
		v := &vendor{lag: 9 * time.Second, responses: []response{{true, failure(500, true)}}}
		o := v.object()
		time.AfterFunc(time.Second, interrupt)
		if created, err := create.Once(ctx, &create.Keys{}, o); err != nil || created.id != "1" {
			t.Error(created, err)
		}
		v = &vendor{responses: []response{{false, failure(500, true)}}}
		o = v.object()
		if _, err := create.Once(ctx, &create.Keys{}, o); !errors.Is(err, context.Canceled) || v.sent > 0 {
			t.Error(err)
		}
	})
	synctest.Test(t, func(t *testing.T) { // but nothing is sent again
		ctx, interrupt := context.WithCancel(t.Context())
		v := &vendor{responses: []response{{false, failure(500, true)}}}
		time.AfterFunc(time.Second, interrupt)
		if _, err := create.Once(ctx, &create.Keys{}, v.object()); !unclear(err) || v.sent != 1 {
			t.Error(err, v.sent)
		}
	})
	synctest.Test(t, func(t *testing.T) {
		ctx, interrupt := context.WithCancel(t.Context())
		v := &vendor{responses: []response{{false, failure(500, true)}}}
		o := v.object()
		o.Look = func(ctx context.Context, fresh bool) ([]object, error) {
			if fresh {
				<-ctx.Done()
				return nil, ctx.Err()
			}
			return nil, nil
		}
		time.AfterFunc(time.Second, interrupt)
		began := time.Now()
		_, err := create.Once(ctx, &create.Keys{}, o)
		if !unclear(err) || v.sent != 1 || time.Since(began) != 21*time.Second {
			t.Error(err, v.sent, time.Since(began))
		}
	})
}

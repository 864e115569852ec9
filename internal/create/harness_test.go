package create_test

import (
	"context"
	"errors"
	"slices"
	"strconv"
	"sync"
	"testing"
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
		ID:     func(o object) string { return o.id },
		AsSent: func(o object) bool { return !o.theirs },
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

package create_test

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"terraform.local/rtc/terraform-provider-rtc/internal/create"
)

func kitchen() create.Key { return create.Key{Type: "telnyx_room", Scope: "account", Value: "kitchen"} }

// unique is an object of which the vendor has one at most.
func (v *vendor) unique() create.Object[object] {
	o := v.object()
	o.Key, o.Unique = kitchen(), true
	return o
}

func (v *vendor) remove(id string) {
	v.lock.Lock()
	defer v.lock.Unlock()
	v.objects = slices.DeleteFunc(v.objects, func(o object) bool { return o.id == id })
}

// existsDetail is the detail of an ExistsError.
func existsDetail(t *testing.T, err error) string {
	t.Helper()
	if _, ok := errors.AsType[*create.ExistsError](err); !ok {
		t.Fatal(err)
	}
	_, _, detail := explain(t, err)
	return detail
}

func TestCreateWaitsForADeleteOfItsKey(t *testing.T) {
	t.Parallel()
	for begins, looks := range map[time.Duration]int{-time.Second: 2, time.Second: 3} {
		synctest.Test(t, func(t *testing.T) {
			v, keys := &vendor{}, &create.Keys{}
			old := v.add(false)
			remove := func() {
				// A scope is the same in whichever letters it is spelled.
				ended := keys.Deleting(create.Key{Type: kitchen().Type, Scope: "ACCOUNT", Value: kitchen().Value}, old.id)
				time.Sleep(20 * time.Second)
				v.remove(old.id)
				ended(nil)
			}
			if begins < 0 {
				go remove()
				time.Sleep(-begins)
			} else {
				time.AfterFunc(begins, remove)
			}
			began := time.Now()
			created, err := create.Once(t.Context(), keys, v.unique())
			if err != nil || created.id == old.id || v.sent != 1 || v.looked != looks {
				t.Errorf("%v, %v, sent %d times, looked %d times", created, err, v.sent, v.looked)
			}
			if took := time.Since(began); took != 20*time.Second+begins {
				t.Errorf("it took %s", took)
			}
		})
	}
}

// What this run deletes may be listed for a while, and be in the way for a while.
func TestCreateAfterADeleteThatLags(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		v, keys := &vendor{refuses: true}, &create.Keys{}
		old := v.add(false)
		keys.Deleting(kitchen(), old.id)(nil)
		time.AfterFunc(9*time.Second, func() { v.remove(old.id) })
		if _, err := create.Once(t.Context(), keys, v.unique()); err != nil {
			t.Error(err)
		}
	})
}

func TestCreateFailsWithTheDeleteOfItsKey(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		v, keys := &vendor{}, &create.Keys{}
		old := v.add(false)
		ended := keys.Deleting(kitchen(), old.id)
		time.AfterFunc(time.Second, func() { ended(refusal(403)) })
		_, err := create.Once(t.Context(), keys, v.unique())
		if detail := existsDetail(t, err); v.sent > 0 || !strings.Contains(detail, "This run could not delete or rename that room: Vendor responded with 403 Forbidden.") ||
			!strings.Contains(detail, "moved {") || strings.Contains(detail, "import {") {
			t.Error(detail)
		}
		if _, err = create.Once(t.Context(), keys, v.unique()); err == nil || v.sent > 0 {
			t.Error("what could not be deleted is still there")
		}
		// A delete that is tried again later counts for itself.
		again := keys.Deleting(kitchen(), old.id)
		time.AfterFunc(time.Second, func() { v.remove(old.id); again(nil) })
		if _, err := create.Once(t.Context(), keys, v.unique()); err != nil {
			t.Error(err)
		}
	})
	synctest.Test(t, func(t *testing.T) {
		v, keys := &vendor{}, &create.Keys{DeleteTimeout: time.Minute}
		keys.Deleting(kitchen(), v.add(false).id)
		began := time.Now()
		_, err := create.Once(t.Context(), keys, v.unique())
		if detail := existsDetail(t, err); v.sent > 0 || time.Since(began) != time.Minute || !strings.Contains(detail, "longer than request_timeout") {
			t.Error(time.Since(began), detail)
		}
		ctx, interrupt := context.WithCancel(t.Context())
		time.AfterFunc(time.Second, interrupt)
		if _, err := create.Once(ctx, keys, v.unique()); !errors.Is(err, context.Canceled) {
			t.Error(err)
		}
	})
}

// Where this run deletes nothing, the create looks once more after two seconds.
func TestCreateLooksOnceMoreAfterTwoSeconds(t *testing.T) {
	t.Parallel()
	for gone, exists := range map[time.Duration]bool{1999 * time.Millisecond: false, 2001 * time.Millisecond: true} {
		synctest.Test(t, func(t *testing.T) {
			v := &vendor{}
			old := v.add(false)
			timer := time.AfterFunc(gone, func() { v.remove(old.id) })
			defer timer.Stop()
			began := time.Now()
			_, err := create.Once(t.Context(), &create.Keys{}, v.unique())
			if (err != nil) != exists || time.Since(began) != 2*time.Second || v.looked != 2 {
				t.Error(err, time.Since(began))
			}
			if exists {
				detail := existsDetail(t, err)
				moved, replaced, other, imported := strings.Index(detail, "moved {"), strings.Index(detail, "remove create_before_destroy"),
					strings.Index(detail, "Do not import it"), strings.Index(detail, "import {")
				if moved < 0 || moved > replaced || replaced > other || other > imported {
					t.Error(detail)
				}
			}
		})
	}
}

func TestWhatThisRunCreatedIsAnErrorAtOnce(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		v, keys := &vendor{lag: time.Hour}, &create.Keys{}
		if _, err := create.Once(t.Context(), keys, v.unique()); err != nil {
			t.Fatal(err)
		}
		began := time.Now()
		_, err := create.Once(t.Context(), keys, v.unique())
		if detail := existsDetail(t, err); time.Since(began) > 0 || v.sent != 1 || !strings.Contains(detail, "Another block of this configuration") {
			t.Error(detail)
		}
	})
}

// A warning names what may be left over from a run that was killed: not what this run has created, nor what it deletes.
func TestTwinsAreNamed(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		v, keys := &vendor{}, &create.Keys{}
		v.add(false)
		v.add(true)
		v.add(false)
		o := v.object()
		o.Twin = func(one object) bool { return !one.theirs }
		var warnings []string
		o.Warn = func(summary, detail string) { warnings = append(warnings, summary+"\n"+detail) }
		keys.Deleting(o.Key, "3")
		for range 2 { // the second create is beside the first one
			if _, err := create.Once(t.Context(), keys, o); err != nil {
				t.Fatal(err)
			}
		}
		for _, text := range warnings {
			if !strings.HasPrefix(text, "Another room has this unique_name\n") || strings.Count(text, "import {") != 1 || !strings.Contains(text, `id = "1"`) {
				t.Error(text)
			}
		}
		if len(warnings) != 2 {
			t.Errorf("%d warnings", len(warnings))
		}
	})
}

package create_test

import (
	"context"
	"errors"
	"net/http"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"terraform.local/rtc/terraform-provider-rtc/internal/create"
	"terraform.local/rtc/terraform-provider-rtc/internal/rest"
)

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

// Where there can be several with a key, a conflict is about something else.
func TestAConflictOfWhatNeedNotBeUnique(t *testing.T) {
	t.Parallel()
	v := &vendor{responses: []response{{err: refusal(http.StatusConflict)}}}
	_, err := create.Once(t.Context(), &create.Keys{}, v.object())
	if _, exists := errors.AsType[*create.ExistsError](err); exists || err == nil || v.sent != 1 {
		t.Errorf("%v, sent %d times", err, v.sent)
	}
}

package provider_test

import (
	"testing"
	"time"

	"terraform.local/rtc/terraform-provider-rtc/internal/simulator"
)

// A replaced object is no conflict with itself, although lists have it for a while after its delete.
func TestReplaceWhoseDeleteLags(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, k kind) {
		t.Helper()
		w := newWorld(t, simulator.Options{Questions: simulator.Questions{DeleteLag: 80 * time.Millisecond}})
		m := w.managedIn(t, k.typeName)
		must(t, m.apply(k.least))
		old := m.id()
		m.tainted = true
		if problems := m.apply(k.least); failed(problems) || m.id() == old {
			t.Errorf("it is still %s\n%s", old, written(problems))
		}
	})
}

// What this run deleted is gone for all its blocks, although they share what was read before.
func TestDeletedInTheSameRun(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, k kind) {
		t.Helper()
		d := newWorld(t, simulator.Options{}).newSession(t, nil)
		m, other := d.managed(k.typeName), d.managed(k.typeName)
		must(t, m.apply(k.least))
		other.state, other.identity, other.private = m.state, m.identity, m.private
		must(t, other.refresh())
		if problems := m.destroy(); failed(problems) { // a meeting warns
			t.Fatal(written(problems))
		}
		must(t, other.refresh())
		if stays := k.typeName == meetingResource; other.state.IsNull() == stays || stays && other.get("status") != "INACTIVE" {
			t.Errorf("after its delete it is %s", other.state)
		}
	})
}

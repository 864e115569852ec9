package provider_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"terraform.local/rtc/terraform-provider-rtc/internal/simulator"
)

const endSessions = `action "rtc_cloudflare_end_session" "nightly" {
  config {
    app_id     = "` + simulator.AppID + `"
    meeting_id = "` + simulator.MeetingID + `"
  }
}
action "rtc_telnyx_end_session" "nightly" {
  config {
    room_id = "` + simulator.RoomID + `"
  }
}
`

func (w *world) empty(t *testing.T) {
	t.Helper()
	for _, id := range []string{simulator.MeetingID, simulator.RoomID} {
		if present := w.Present(id); len(present) > 0 {
			t.Errorf("%v still in %s", present, id)
		}
	}
}

func TestInvokedActionsEndSessions(t *testing.T) {
	t.Parallel()
	needs(t, actions())
	w := newWorld(t, simulator.Options{})
	p := newProject(t, w, endSessions)
	p.run("apply", "-auto-approve")
	for _, nobody := range []bool{false, true} {
		if !nobody {
			w.occupied(t)
		}
		for action, done := range map[string]string{
			"rtc_cloudflare_end_session": "Removed 1 participant from meeting " + simulator.MeetingID,
			"rtc_telnyx_end_session":     "Ended the session of room " + simulator.RoomID,
		} {
			if nobody {
				done = "Nobody was in "
			}
			if said := p.run("apply", "-auto-approve", "-invoke=action."+action+".nightly"); !strings.Contains(said, done) {
				t.Errorf("%s: no %q in %s", action, done, said)
			}
		}
		w.empty(t)
	}
}

// A mistyped ID must not leave a session running, and its bill.
func TestActionsOnWhatIsNotThereFail(t *testing.T) {
	t.Parallel()
	needs(t, actions())
	w := newWorld(t, simulator.Options{})
	p := newProject(t, w, strings.NewReplacer(simulator.MeetingID, "bbb00000-0000-4000-8000-000000000000", simulator.RoomID,
		"0ccc0000-0000-4000-8000-000000000000").Replace(endSessions))
	p.run("apply", "-auto-approve")
	for _, action := range []string{"rtc_cloudflare_end_session", "rtc_telnyx_end_session"} {
		if said, err := p.try("apply", "-auto-approve", "-invoke=action."+action+".nightly"); err == nil || !strings.Contains(said, "responded with 404 Not Found") {
			t.Errorf("%s: %v\n%s", action, err, said)
		}
	}
}

// An action is repeated inside: the CLI does not run it again.
func TestATriggeredActionSurvivesFaults(t *testing.T) {
	t.Parallel()
	needs(t, actions())
	w := newWorld(t, simulator.Options{})
	w.occupied(t)
	w.Fail(simulator.KickAllParticipants, simulator.Refusal(503), simulator.Fault{Ending: simulator.Reset})
	w.Fail(simulator.EndSession, simulator.Refusal(502), simulator.Fault{Ending: simulator.Cut, After: true})
	p := newProject(t, w, endSessions, `resource "terraform_data" "release" {
  input = "1"
  lifecycle {
    action_trigger {
      events  = [after_create]
      actions = [action.rtc_cloudflare_end_session.nightly, action.rtc_telnyx_end_session.nightly]
    }
  }
}
`)
	p.run("apply", "-auto-approve")
	w.empty(t)
}

// A provider that was not configured is an error, not a crash, whatever is asked of it.
func TestWithoutAConfiguredProvider(t *testing.T) {
	t.Parallel()
	w := newWorld(t, simulator.Options{})
	meeting := object{"app_id": simulator.AppID, "meeting_id": simulator.MeetingID}
	for name, ask := range map[string]func(d *session) diagnostics{
		"an action": func(d *session) diagnostics {
			_, said := d.invoke(t.Context(), "rtc_cloudflare_end_session", meeting)
			return said
		},
		"another vendor's action": func(d *session) diagnostics {
			_, said := d.invoke(t.Context(), "rtc_telnyx_end_session", goodRoom())
			return said
		},
		"a data source":         func(d *session) diagnostics { return d.data(t.Context(), participantType, goodParticipant()) },
		"an ephemeral resource": func(d *session) diagnostics { return d.ephemeral(t.Context(), roomType, goodRoom()) },
		"a list resource": func(d *session) diagnostics {
			_, said := d.list(t.Context(), "rtc_cloudflare_participant", meeting, false, 100)
			return said
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			said := ask(w.unconfigured(t))
			if !failed(said) || !strings.Contains(written(said), "not configured") {
				t.Errorf("it says %s", written(said))
			}
		})
	}
	if calls := w.Calls(simulator.AnyOperation); calls != 0 {
		t.Errorf("%d calls", calls)
	}
}

// Nobody there is a success, and says so. The second request finds out that the meeting or room exists.
func TestActionsWhereNobodyIs(t *testing.T) {
	t.Parallel()
	for _, one := range actionTypes() {
		t.Run(one.name, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t, simulator.Options{})
			d, _ := w.configured(t, nil)
			got, said := d.invoke(t.Context(), one.name, one.nobody.content)
			must(t, said)
			if err := one.nobody.want["progress"].CheckValue(got["progress"]); err != nil {
				t.Error(err)
			}
			if difference := cmp.Diff(one.nobody.calls, w.AllCalls()); difference != "" {
				t.Errorf("(-want +got):\n%s", difference)
			}
		})
	}
}

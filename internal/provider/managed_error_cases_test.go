package provider_test

import (
	"context"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"terraform.local/rtc/terraform-provider-rtc/internal/simulator"
)

// A managedErrorCase is one way for a managed resource to fail, or to warn.
type managedErrorCase struct {
	name      string
	kind      kind
	questions simulator.Questions
	settings  object
	happen    func(t *testing.T, w *world, m *managedResource, k kind) diagnostics
}

// What is there already, as each kind of conflict shows it.
func conflictErrorCases() []managedErrorCase {
	exists := func(t *testing.T, w *world, m *managedResource, k kind) diagnostics {
		t.Helper()
		must(t, w.managedIn(t, k.typeName).apply(k.least))
		return m.apply(k.least)
	}
	unlisted := func(t *testing.T, w *world, m *managedResource, k kind) diagnostics {
		t.Helper()
		must(t, w.managedIn(t, k.typeName).apply(k.least))
		front := inMiddle(t, w)
		front.answer = func(r sentRequest) (int, string) {
			if r.method == "GET" && !strings.HasSuffix(r.path, "presets") && len(front.bodies("POST")) == 0 {
				return 200, `{"success":true,"data":[],"paging":{"total_count":0},"meta":{"total_pages":1,"total_results":0}}`
			}
			return 0, ""
		}
		return w.managedIn(t, k.typeName).apply(k.least)
	}
	block := func(t *testing.T, _ *world, m *managedResource, k kind) diagnostics {
		t.Helper()
		must(t, m.managed(k.typeName).apply(k.least))
		return m.apply(k.least)
	}
	return []managedErrorCase{
		{name: "participant_exists", kind: participants(), happen: exists},
		{name: "participant_exists_unlisted", kind: participants(), happen: unlisted},
		{name: "participant_exists_nowhere", kind: participants(), happen: created(simulator.Refusal(409))},
		{name: "participant_exists_in_another_block", kind: participants(), happen: block},
		{name: "webhook_exists", kind: webhooks(), happen: exists},
		{name: "room_exists", kind: rooms(), happen: exists},
		{name: "room_exists_unlisted", kind: rooms(), happen: unlisted},
		{name: "room_exists_unlisted_409", kind: rooms(), questions: simulator.Questions{RoomNameTakenStatus: 409}, happen: unlisted},
		{name: "room_exists_unlisted_without_a_code", kind: rooms(), questions: simulator.Questions{TelnyxErrors: simulator.TelnyxErrorsObject}, happen: unlisted},
		{name: "room_exists_in_another_block", kind: rooms(), happen: block},
		{name: "room_renamed_to_one_that_exists", kind: rooms(), happen: func(t *testing.T, _ *world, m *managedResource, k kind) diagnostics {
			t.Helper()
			must(t, m.apply(k.least))
			return m.apply(object{"unique_name": "support"})
		}},
	}
}

// Creates of which nobody knows what came of them.
func unclearErrorCases() []managedErrorCase {
	all := []managedErrorCase{
		{name: "room_unclear", kind: rooms(), happen: created(simulator.Refusal(500))},
		{name: "participant_unclear", kind: participants(), happen: created(simulator.Refusal(500))},
		{name: "meeting_unclear_never", kind: meetings(), settings: object{"request_timeout": "1s"}, happen: created(simulator.Fault{Ending: simulator.Hang})},
		{name: "meeting_unclear_several", kind: meetings(), happen: func(t *testing.T, w *world, m *managedResource, k kind) diagnostics {
			t.Helper()
			w.OnCall(func(op simulator.Operation) {
				if op == k.created {
					w.AddMeeting(simulator.Meeting{Title: "kitchen"})
				}
			})
			return created(simulator.Refusal(500).AfterEffect())(t, w, m, k)
		}},
		{name: "meeting_unclear_and_lists_fail", kind: meetings(), happen: func(t *testing.T, w *world, m *managedResource, k kind) diagnostics {
			t.Helper()
			w.OnCall(func(op simulator.Operation) {
				if op == k.created {
					w.FailAlways(simulator.GetAllMeetings, simulator.Refusal(503))
				}
			})
			return created(simulator.Refusal(500))(t, w, m, k)
		}},
		{name: "participant_beside_too_many", kind: participants(), happen: besideTooMany},
	}
	for _, name := range []string{"500", "502", "408", "cut in the body", "not JSON", "without an ID"} {
		all = append(all, managedErrorCase{
			name: "meeting_unclear_" + strings.ReplaceAll(name, " ", "_"), kind: meetings(), happen: created(endings()[name].fault),
		})
	}
	return all
}

// besideTooMany is a warning first, and then an error.
func besideTooMany(t *testing.T, w *world, _ *managedResource, k kind) diagnostics {
	t.Helper()
	front := inMiddle(t, w)
	front.answer = func(r sentRequest) (int, string) {
		if r.method != "GET" || !strings.HasSuffix(r.path, "/participants") {
			return 0, ""
		}
		return 200, fmt.Sprintf(`{"success":true,"data":[{"id":%q}],"paging":{"total_count":9999999,"start_offset":1,"end_offset":1}}`, r.query)
	}
	d := w.newSession(t, object{"max_retries": 0})
	problems := d.managed(k.typeName).apply(k.least)
	w.Fail(k.created, simulator.Refusal(500).AfterEffect())
	return append(problems, d.managed(k.typeName).apply(altered(k.least, k.named("other")))...)
}

func otherManagedErrorCases() []managedErrorCase {
	planned := func(other object) func(*testing.T, *world, *managedResource, kind) diagnostics {
		return func(t *testing.T, _ *world, m *managedResource, k kind) diagnostics {
			t.Helper()
			return m.apply(altered(k.least, other))
		}
	}
	imported := func(id string) func(*testing.T, *world, *managedResource, kind) diagnostics {
		return func(_ *testing.T, _ *world, m *managedResource, _ kind) diagnostics { return m.importAs(id) }
	}
	destroyed := func(t *testing.T, w *world, m *managedResource, k kind) diagnostics {
		t.Helper()
		must(t, m.apply(k.least))
		w.FailAlways(simulator.KickParticipants, simulator.Refusal(403))
		return m.destroy()
	}
	removed := func(t *testing.T, _ *world, m *managedResource, k kind) diagnostics {
		t.Helper()
		must(t, m.apply(altered(k.least, object{"picture": "https://example.com/a.png"})))
		return m.apply(k.least)
	}
	const app = "00000000-0000-4000-8000-000000000000"
	return []managedErrorCase{
		{name: "meeting_in_an_app_of_another_account", kind: meetings(), happen: planned(object{"app_id": app})},
		{name: "participant_in_an_app_of_another_account", kind: participants(), happen: planned(object{"app_id": app})},
		{name: "participant_without_such_a_preset", kind: participants(), happen: planned(object{"preset_name": "Host"})},
		{name: "participant_whose_preset_the_vendor_refuses", kind: participants(),
			happen: created(simulator.RealtimeKit(400, 400, "BAD_REQUEST no preset found with name host"))},
		{name: "meeting_with_a_summary_of_nothing", kind: meetings(), happen: planned(object{"summarize_on_end": true})},
		{name: "import_of_too_few_parts", kind: meetings(), happen: imported("kitchen")},
		{name: "import_of_a_title", kind: meetings(), happen: imported(simulator.AppID + "/kitchen")},
		{name: "import_of_a_room_by_name", kind: rooms(), happen: imported("kitchen")},
		{name: "meeting_not_kept", kind: meetings(), happen: func(t *testing.T, w *world, m *managedResource, k kind) diagnostics {
			t.Helper()
			must(t, m.apply(k.least))
			front := inMiddle(t, w)
			front.edit = func(_ sentRequest, data object) { data["title"] = "theirs" }
			return m.again(w).apply(altered(k.least, object{"title": "ours"}))
		}},
		{name: "meeting_created_with_another_title", kind: meetings(), happen: func(t *testing.T, w *world, _ *managedResource, k kind) diagnostics {
			t.Helper()
			front := inMiddle(t, w)
			front.edit = func(_ sentRequest, data object) { data["title"] = "theirs" }
			return w.managedIn(t, k.typeName).apply(k.least)
		}},
		{name: "meeting_created_and_not_set", kind: meetings(), happen: func(t *testing.T, w *world, m *managedResource, k kind) diagnostics {
			t.Helper()
			w.Fail(simulator.UpdateMeeting, simulator.Refusal(503))
			return m.apply(altered(k.least, object{"status": "INACTIVE"}))
		}},
		{name: "room_whose_url_the_vendor_quotes", kind: rooms(), happen: func(t *testing.T, w *world, m *managedResource, k kind) diagnostics {
			t.Helper()
			w.FailAlways(k.created, simulator.Answer(422, `{"errors":[{"code":"10015","title":"Invalid value","detail":"cannot reach `+
				`https:\/\/example.com\/hook?key=abcdef123456","source":{"pointer":"/webhook_event_url"}}]}`))
			return m.apply(altered(k.least, object{"webhook_event_url": "https://example.com/hook?key=abcdef123456"}))
		}},
		{name: "room_read_as_another", kind: rooms(), happen: func(t *testing.T, w *world, m *managedResource, k kind) diagnostics {
			t.Helper()
			must(t, m.apply(k.least))
			front := inMiddle(t, w)
			front.edit = func(_ sentRequest, data object) { data["id"] = simulator.RoomID }
			return m.again(w).refresh()
		}},
		{name: "picture_not_removed", kind: participants(), questions: simulator.Questions{ParticipantNullKeeps: true}, happen: removed},
		{name: "meeting_stays", kind: meetings(), happen: func(t *testing.T, _ *world, m *managedResource, k kind) diagnostics {
			t.Helper()
			must(t, m.apply(k.least))
			return m.destroy()
		}},
		{name: "participant_stays_in_session", kind: participants(), happen: destroyed},
		{name: "meeting_interrupted", kind: meetings(), happen: func(t *testing.T, w *world, m *managedResource, k kind) diagnostics {
			t.Helper()
			ctx, interrupt := context.WithTimeout(t.Context(), 100*time.Millisecond)
			defer interrupt()
			began := make(chan struct{})
			w.OnCall(func(op simulator.Operation) {
				if op == k.created {
					close(began)
				}
			})
			w.Fail(k.created, simulator.Fault{Delay: 300 * time.Millisecond})
			var group sync.WaitGroup
			group.Go(func() { must(t, m.managed(k.typeName).apply(k.least)) })
			<-began // the other block has the turn
			problems := m.applyIn(ctx, k.least)
			group.Wait()
			return problems
		}},
	}
}

// A managed resource without a errorCase has no error whose text anybody has read.
func TestManagedErrorCasesAreComplete(t *testing.T) {
	t.Parallel()
	read := map[string]bool{}
	for _, m := range slices.Concat(conflictErrorCases(), unclearErrorCases(), otherManagedErrorCases()) {
		read[m.kind.typeName] = true
	}
	for name := range schemas(t).ResourceSchemas {
		if !read[name] {
			t.Errorf("%s: managed_error_cases_test.go has no case of it", name)
		}
	}
}

// Every way for a managed resource to fail is provoked, and its whole text held against testdata/diagnostics.
func TestEveryManagedError(t *testing.T) {
	t.Parallel()
	for _, m := range slices.Concat(conflictErrorCases(), unclearErrorCases(), otherManagedErrorCases()) {
		t.Run(m.name, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t, simulator.Options{Questions: m.questions})
			settings := altered(object{"max_retries": 0}, m.settings)
			problems := m.happen(t, w, w.newSession(t, settings).managed(m.kind.typeName), m.kind)
			if len(problems) == 0 {
				t.Fatal("nothing happened")
			}
			pinned(t, "managed_"+m.name, steadyIDs(problems))
		})
	}
}

// steadyIDs is steady, for texts that name what was made in this run.
func steadyIDs(problems diagnostics) string {
	uuid := regexp.MustCompile(`[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}`)
	return uuid.ReplaceAllStringFunc(steady(problems), func(id string) string {
		if slices.Contains([]string{simulator.AppID, simulator.MeetingID, simulator.ParticipantID, simulator.RoomID}, id) || strings.HasPrefix(id, "d41d8cd9") {
			return id
		}
		return "00000000-0000-4000-8000-000000000000"
	})
}

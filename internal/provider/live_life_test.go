package provider_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/plancheck"
	"github.com/hashicorp/terraform-plugin-testing/terraform"
)

// A life is one of each managed resource, and a token of those that have tokens.
type life struct {
	t      *testing.T
	asking *interview
	name   string

	ids    map[string]string   // by type, as the last step left them
	tokens map[string][]string // by type of the resource: those of before it was replaced or destroyed
	latest map[string]string   // by type of the resource
	closed []string            // IDs of meetings that are no more
}

// testLife creates, reads, changes, replaces and destroys one of each managed resource, with the real CLI, and tries
// the tokens where that is possible.
func testLife(t *testing.T, w *world, appID, joinURL string) {
	t.Helper()
	l := &life{t: t, asking: newInterview(t, w, appID, joinURL), name: liveName(), tokens: map[string][]string{}}
	all := []string{meetingResource + ".it", participantResource + ".it", roomResource + ".it"}
	expect := func(action plancheck.ResourceActionType) resource.ConfigPlanChecks {
		var checks []plancheck.PlanCheck
		for _, address := range all {
			checks = append(checks, plancheck.ExpectResourceAction(address, action))
		}
		return resource.ConfigPlanChecks{PreApply: checks}
	}
	w.test(t,
		resource.TestStep{Config: l.config("first", 10), Check: l.created},
		resource.TestStep{
			Config: l.config("second", 20), ConfigPlanChecks: expect(plancheck.ResourceActionUpdate), Check: l.updated,
		},
		resource.TestStep{
			Config: l.config("second", 20), Taint: all, ConfigPlanChecks: expect(plancheck.ResourceActionDestroyBeforeCreate), Check: l.replaced,
		},
	)
	l.destroyed()
}

func (l *life) config(version string, seats int) string {
	inApp := fmt.Sprintf("  app_id = %q\n", l.asking.appID)
	inMeeting := inApp + "  meeting_id = " + meetingResource + ".it.id\n"
	return config(
		block("resource", meetingResource, inApp+fmt.Sprintf("  title = \"%s %s\"", l.name, version)),
		block("resource", participantResource, inMeeting+fmt.Sprintf("  custom_participant_id = %q\n  preset_name = %q\n  name = %q",
			l.name, l.asking.presets[0], version)),
		block("resource", roomResource, fmt.Sprintf("  unique_name = %q\n  max_participants = %d", l.name, seats)),
		block("data", participantType, inMeeting+"  participant_id = "+participantResource+".it.id"),
		block("data", roomType, "  room_id = "+roomResource+".it.id"),
	)
}

// note keeps the IDs and tokens of the state, and says which IDs were there before.
func (l *life) note(state *terraform.State) (before map[string]string) {
	before, l.ids, l.latest = l.ids, map[string]string{}, map[string]string{}
	for _, one := range state.RootModule().Resources {
		switch one.Type {
		case participantType:
			l.latest[participantResource] = one.Primary.Attributes["token"]
		case roomType:
			l.latest[roomResource] = one.Primary.Attributes["token"]
		default:
			l.ids[one.Type] = one.Primary.Attributes["id"]
		}
	}
	return before
}

func (l *life) created(state *terraform.State) error {
	l.note(state)
	l.keep()
	return l.open()
}

func (l *life) updated(state *terraform.State) error {
	for typeName, id := range l.note(state) {
		if l.ids[typeName] != id {
			return fmt.Errorf("the update replaced %s", typeName)
		}
	}
	l.keep()
	return l.open()
}

func (l *life) replaced(state *terraform.State) error {
	before := l.note(state)
	for typeName, id := range before {
		if l.ids[typeName] == id {
			return fmt.Errorf("%s was not replaced", typeName)
		}
	}
	l.closed = append(l.closed, before[meetingResource])
	l.refused("replaced")
	l.keep()
	return l.open()
}

func (l *life) keep() {
	for typeName, token := range l.latest {
		l.tokens[typeName] = append(l.tokens[typeName], token)
	}
}

// open tries the tokens that were minted last.
func (l *life) open() error {
	for typeName, token := range l.latest {
		if l.asking.joinURL != "" && !strings.HasPrefix(l.asking.joins(token), "joins") {
			return fmt.Errorf("a new token of %s opens nothing", typeName)
		}
	}
	return nil
}

// refused tries the tokens that were minted for what is no more.
func (l *life) refused(since string) {
	l.t.Helper()
	for typeName, tokens := range l.tokens {
		for _, token := range tokens {
			if l.asking.joinURL != "" && strings.HasPrefix(l.asking.joins(token), "joins") {
				l.t.Errorf("a token of %s joins after that was %s", typeName, since)
			}
		}
	}
	l.tokens = map[string][]string{}
}

// destroyed asks the vendors what is left: meetings, INACTIVE and empty, and nothing else.
func (l *life) destroyed() {
	l.t.Helper()
	l.refused("destroyed")
	l.gone("the room "+l.ids[roomResource], func() bool {
		return l.asking.ask(http.MethodGet, l.asking.rooms+"/"+l.ids[roomResource], nil).gone
	})
	for _, id := range append(l.closed, l.ids[meetingResource]) {
		meeting := l.asking.app + "/meetings/" + id
		if status := l.asking.ask(http.MethodGet, meeting, nil).data["status"]; status != "INACTIVE" {
			l.t.Errorf("the meeting %s is %v", id, status)
		}
		l.gone("a participant of the meeting "+id, func() bool {
			list := l.asking.ask(http.MethodGet, meeting+"/participants", nil)
			return list.ok && len(list.items) == 0
		})
	}
}

// gone waits a while: deletion may show late.
func (l *life) gone(what string, is func() bool) {
	l.t.Helper()
	if since := l.asking.since(is); strings.HasPrefix(since, "not") {
		l.t.Errorf("%s is left", what)
	}
}

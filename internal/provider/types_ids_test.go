package provider_test

import (
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"
	"testing"

	"terraform.local/rtc/terraform-provider-rtc/internal/simulator"
)

// A 404 to any request of any type is told with the IDs of that request, and with no word of other things.
func TestTypesFail(t *testing.T) {
	t.Parallel()
	for _, one := range entered(t) {
		t.Run(one.String(), func(t *testing.T) {
			t.Parallel()
			for operation := range one.returns[0].calls {
				w := newWorld(t, simulator.Options{})
				content := w.prepare(t, one, one.returns[0].content)
				w.FailAlways(operation, simulator.Refusal(404))
				if parent, ok := parentOf(operation); ok { // or else the list counts as empty
					w.FailAlways(parent, simulator.Refusal(404))
				}
				d, _ := w.configured(t, nil)
				said := written(d.use(t.Context(), one, content))
				if slices.Contains(one.tolerates, operation) {
					if said != "" {
						t.Errorf("%s: %s", operation, said)
					}
					continue
				}
				checkAdvice(t, operation, said)
			}
		})
	}
}

// parentOf is the request that reads what a list belongs to. A 404 means that the list is empty if that succeeds.
func parentOf(list simulator.Operation) (simulator.Operation, bool) {
	parent, ok := map[simulator.Operation]simulator.Operation{
		simulator.GetAllMeetings: simulator.GetApp, simulator.GetPresets: simulator.GetApp, simulator.GetAllWebhooks: simulator.GetApp,
		simulator.GetMeetingParticipants: simulator.GetMeeting,
	}[list]
	return parent, ok
}

// checkAdvice holds an error about a 404 against the IDs that it shows.
func checkAdvice(t *testing.T, operation simulator.Operation, said string) {
	t.Helper()
	_, advice, advised := strings.Cut(said, "What to do: ")
	if !advised || !strings.Contains(said, "responded with 404 Not Found") {
		t.Errorf("%s: %s", operation, said)
	}
	things := []string{"app", "preset"}
	for _, k := range kinds() {
		things = append(things, k.typeName[strings.LastIndex(k.typeName, "_")+1:])
	}
	for _, thing := range things {
		sent := strings.Contains(said, "\n  "+thing+"_id = ")
		if told := regexp.MustCompile(`\b` + thing + `\b`).MatchString(advice); told != sent {
			t.Errorf("%s: an ID of a %s sent is %t, and told of is %t:\n%s", operation, thing, sent, told, said)
		}
	}
}

// Blanks around an ID are no part of it, and capitals in it are sent as small letters.
func TestTypesTakeIDsInAnySpelling(t *testing.T) {
	t.Parallel()
	for _, one := range entered(t) {
		t.Run(one.String(), func(t *testing.T) {
			t.Parallel()
			for i, use := range one.returns {
				w := newWorld(t, simulator.Options{})
				content := maps.Clone(w.prepare(t, one, use.content))
				if slices.Contains(one.attributes(), "account_id") {
					content["account_id"] = simulator.AccountID
				}
				d, _ := w.configured(t, nil)
				before := len(w.Log())
				if said := written(d.use(t.Context(), one, respelled(content))); said != "" {
					t.Errorf("use %d: %s", i, said)
				}
				checkPaths(t, w.Log()[before:])
			}
		})
	}
}

// checkPaths checks that there are no capitals in the paths of requests.
func checkPaths(t *testing.T, requests []simulator.Call) {
	t.Helper()
	for _, request := range requests {
		if request.Path != strings.ToLower(request.Path) {
			t.Errorf("sent %s", request.Path)
		}
	}
}

// respelled puts blanks around every ID and writes it in capitals, those in maps as well.
func respelled(content object) object {
	changed := object{}
	for name, value := range content {
		switch one := value.(type) {
		case string:
			if isID(name) {
				value = " " + strings.ToUpper(one) + "\n"
			}
		case object:
			ids := object{}
			for key, id := range one {
				ids[key] = strings.ToUpper(fmt.Sprintf("\t%s ", id))
			}
			value = ids
		}
		changed[name] = value
	}
	return changed
}

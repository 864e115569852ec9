package provider_test

import (
	"fmt"
	"regexp"
	"strings"
	"testing"

	"terraform.local/rtc/terraform-provider-rtc/internal/simulator"
)

// All errors at once: as many blocks of a type as there are faults, each call with another one, as each kind.
func TestErrorsLeaveNoTrace(t *testing.T) {
	t.Parallel()
	faults := 0
	for typeName, operation := range map[string]simulator.Operation{
		participantType: simulator.RegenerateToken, roomType: simulator.CreateRoomClientToken, refreshType: simulator.RefreshRoomClientToken,
	} {
		ordered := faultsOf(typeName)
		faults += len(ordered)
		for _, kind := range []string{"ephemeral", "data"} {
			t.Run(kind+" "+typeName, func(t *testing.T) {
				t.Parallel()
				w := canaryWorld(t)
				refresh := w.refreshToken(t)
				w.Fail(operation, ordered...)
				p := newWatched(t, w, "provider \"rtc\" {\n  max_retries = 0\n  request_timeout = \"1s\"\n  rate_limit_timeout = \"1s\"\n}\n",
					fmt.Sprintf("%s %q \"it\" {\n  count = %d\n%s\n}\n", kind, typeName, len(ordered), bodyOf(typeName, refresh)))
				output := p.fail("plan", "-no-color", "-parallelism=1", "-out=saved.tfplan")
				if seen, want := distinctErrors(output), told(t, typeName, refresh); seen != want {
					t.Errorf("%d errors, want %d, of %d faults\n%s", seen, want, len(ordered), output)
				}
				if !strings.Contains(output, "[redacted]") {
					t.Error("nothing was repeated by a vendor: this test cannot see")
				}
				p.checkNothing(credentials())
				p.checkNothing(map[string]string{"refresh token": refresh})
				p.checkNothing(w.minted())
			})
		}
	}
	if faults < 50 {
		t.Errorf("%d faults", faults)
	}
}

// told counts the different things that the provider says of the faults of a type's calls. Terraform 1.12 and newer
// show errors that say the same once.
func told(t *testing.T, typeName, refreshToken string) int {
	t.Helper()
	texts := map[string]bool{}
	for _, fault := range faultsOf(typeName) {
		w := canaryWorld(t)
		w.FailAlways(simulator.AnyOperation, fault)
		d, _ := w.configured(t, object{"max_retries": 0, "request_timeout": "1s", "rate_limit_timeout": "1s"})
		content := goodBlock(typeName)
		if typeName == refreshType {
			content["refresh_token"] = refreshToken
		}
		if text := steady(d.ephemeral(t.Context(), typeName, content)); text != "" { // a time that cannot be read fails nothing
			texts[text] = true
		}
	}
	return len(texts)
}

// distinctErrors counts the different errors that a CLI printed, without the place and the address in each.
func distinctErrors(output string) int {
	place := regexp.MustCompile(`(?m)^\W*(with (data\.)?\w+\.\w+\.?\w*\[|on main\.tf line |\d+: (ephemeral|data) ).*$|127\.0\.0\.1:\d+`)
	texts := map[string]bool{}
	for _, one := range strings.Split(output, "Error: ")[1:] {
		texts[strings.Join(strings.Fields(place.ReplaceAllString(one, "")), " ")] = true
	}
	return len(texts)
}

// faultsOf are all faults of a type's calls, with secrets in their headers.
func faultsOf(typeName string) []simulator.Fault {
	var all []simulator.Fault
	for _, m := range errorCases() {
		if m.typeName == typeName && (m.fault.Status != 0 || m.fault.Ending != simulator.Whole) && m.fault.Status != 429 {
			all = append(all, m.fault.With("Retry-After", "0")) // else one would stop all that come after
		}
	}
	all = append(all, simulator.Echo(429).With("Retry-After", "300")) // the last, since it stops all that come after
	for i := range all {
		all[i] = all[i].With("Cf-Ray", "ray "+canaryAPIToken).With("X-Request-Id", "Bearer "+canaryAPIKey)
	}
	return all
}

func bodyOf(typeName, refreshToken string) string {
	switch typeName {
	case participantType:
		return participantBody
	case refreshType:
		return roomBody + "\n  refresh_token = \"" + refreshToken + "\""
	case roomType:
		return roomBody
	}
	panic("bodyOf in leaks_errors_test.go has no " + typeName)
}

// What goes wrong before a call, or on the way to the vendor, leaves no trace of a credential either.
func TestErrorsWithoutAnAnswerLeaveNoTrace(t *testing.T) {
	t.Parallel()
	byType := map[string][]errorCase{} // one of each goes wrong in one run
	for _, m := range errorCases() {
		if m.spoil != nil && m.fault.Ending == simulator.Whole {
			byType[m.typeName] = append(byType[m.typeName], m)
		}
	}
	for i := range max(len(byType[participantType]), len(byType[roomType])) {
		t.Run(fmt.Sprint(i), func(t *testing.T) {
			t.Parallel()
			w := canaryWorld(t)
			var blocks, names []string
			for typeName, all := range byType {
				if i >= len(all) {
					continue
				}
				kind, body := "data", asHCL(all[i].content) // of a lookup, which is a data source alone
				if all[i].content == nil {
					kind, body = "ephemeral", bodyOf(typeName, "")
				}
				all[i].spoil(t, w)
				blocks, names = append(blocks, block(kind, typeName, body)), append(names, all[i].name)
			}
			p := newWatched(t, w, append(blocks, "provider \"rtc\" {\n  max_retries = 0\n}\n")...)
			if output := p.fail("plan", "-no-color"); distinctErrors(output) != len(blocks) {
				t.Errorf("not an error of each of %v:\n%s", names, output)
			}
			p.checkNothing(credentials())
			p.checkNothing(map[string]string{"a part of a setting": "secret"})
		})
	}
}

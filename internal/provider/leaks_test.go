package provider_test

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"

	"terraform.local/rtc/terraform-provider-rtc/internal/simulator"
)

// everyToken is a configuration with every token of a provider block, all of one kind, and something that uses them. What
// the provider block is called, they are.
func everyToken(kind, provider string) string {
	named := strings.NewReplacer("KIND", map[string]string{"ephemeral": "ephemeral.", "data": "data."}[kind], "NAME", strings.ReplaceAll(provider, ".", "_"))
	var blocks []string
	for typeName, body := range map[string]string{
		participantType:       participantBody,
		roomType:              roomBody,
		refreshType:           roomBody + "\n  refresh_token = KIND" + roomType + ".NAME.refresh_token",
		participantType + "s": participantsBody(simulator.ParticipantID, simulator.ParticipantID),
		roomType + "s":        roomsBody(simulator.RoomID, simulator.RoomID),
	} {
		blocks = append(blocks, strings.Replace(block(kind, typeName, "  provider = "+provider+"\n"+body), `"it"`, `"NAME"`, 1))
	}
	return named.Replace(strings.Join(blocks, "\n") + `resource "terraform_data" "NAME" {
  provisioner "local-exec" {
    command = "test -n \"$PARTICIPANT$ROOM$REFRESHED$PARTICIPANTS$ROOMS\""
    environment = {
      PARTICIPANT  = KIND` + participantType + `.NAME.token
      ROOM         = KIND` + roomType + `.NAME.token
      REFRESHED    = KIND` + refreshType + `.NAME.token
      PARTICIPANTS = KIND` + participantType + `s.NAME.tokens["k000"].token
      ROOMS        = KIND` + roomType + `s.NAME.tokens["k001"].refresh_token
    }
  }
}
`)
}

// Nothing of an ephemeral resource is in the state, the plan, the log or the output, and a credential is nowhere, whether
// it comes from the environment or from an ephemeral variable.
func TestEphemeralResourcesLeaveNoTrace(t *testing.T) {
	t.Parallel()
	w := canaryWorld(t)
	p := newWatched(t, w, everyToken("ephemeral", "rtc"), everyToken("ephemeral", "rtc.variable"), `
variable "api_token" {
  type      = string
  sensitive = true
  ephemeral = true
}
provider "rtc" {
  alias      = "variable"
  cloudflare = { api_token = var.api_token }
}
`)
	p.wholeLife()
	p.checkNothing(credentials())
	p.run("destroy", "-auto-approve")
	p.checkNothing(credentials())
	p.checkNothing(w.minted())
	if len(w.minted()) < 40 {
		t.Errorf("only %d tokens were minted", len(w.minted()))
	}
}

// A data source is kept in state and plan: that is its nature. Its tokens are in no log and no output all the same,
// and no credential is anywhere.
func TestDataSourcesLeaveNoTraceElsewhere(t *testing.T) {
	t.Parallel()
	w := canaryWorld(t)
	p := newWatched(t, w, everyToken("data", "rtc"))
	p.wholeLife()
	p.checkNothing(credentials())
	kept := map[string]bool{}
	for _, one := range leaks(w.minted(), p.places()) {
		kept[one.place] = true
		switch {
		case strings.HasPrefix(one.place, "terraform.tfstate"), strings.Contains(one.place, ".tfplan"), one.place == "output of show -json":
		default:
			t.Errorf("%s is in %s", one.secret, one.place)
		}
	}
	if !kept["terraform.tfstate"] || !kept["saved.tfplan/tfstate"] {
		t.Errorf("a token is in %v only: this test cannot see", kept)
	}
	p.run("destroy", "-auto-approve")
	p.checkNothing(credentials())
}

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

// What is secret is marked so, wherever it stands: then the CLI does not show it.
func TestEverySecretIsSensitive(t *testing.T) {
	t.Parallel()
	d, _ := newWorld(t, simulator.Options{}).configured(t, nil)
	schemas := map[string]*tfprotov6.Schema{"the provider block": d.schema.Provider}
	for name, schema := range d.schema.DataSourceSchemas {
		schemas["data source "+name] = schema
	}
	for name, schema := range d.schema.EphemeralResourceSchemas {
		schemas["ephemeral resource "+name] = schema
	}
	secrets := 0
	var check func(where string, attributes []*tfprotov6.SchemaAttribute)
	check = func(where string, attributes []*tfprotov6.SchemaAttribute) {
		for _, one := range attributes {
			if slices.Contains([]string{"token", "refresh_token", "api_token", "api_key"}, one.Name) {
				secrets++
				if !one.Sensitive {
					t.Errorf("%s of %s is not sensitive", one.Name, where)
				}
			}
			if one.NestedType != nil {
				check(one.Name+" of "+where, one.NestedType.Attributes)
			}
		}
	}
	for where, schema := range schemas {
		check(where, schema.Block.Attributes)
	}
	if secrets < 18 {
		t.Errorf("only %d secrets were found", secrets)
	}
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
	panic("bodyOf in leaks_test.go has no " + typeName)
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

// A token that the searches for leaks do not have would be searched for by none.
func TestSearchesForLeaksAreComplete(t *testing.T) {
	t.Parallel()
	configuration := everyToken("ephemeral", "rtc")
	for name := range schemas(t).EphemeralResourceSchemas {
		if !strings.Contains(configuration, `"`+name+`"`) {
			t.Errorf("everyToken has no %s", name)
		}
	}
}

// The search finds what it is to find: whole, in base64, by its signature, in a file, and in a plan that is zipped.
func TestTheSearchFindsALeak(t *testing.T) {
	t.Parallel()
	w := canaryWorld(t)
	p := newWatched(t, w, block("data", roomType, roomBody),
		"output \"it\" {\n  value = nonsensitive(data."+roomType+".it.token)\n}\n"+
			"output \"key\" {\n  value = base64encode(\""+canaryAPIKey+"\")\n}\n")
	p.run("plan", "-out=saved.tfplan")
	p.run("apply", "saved.tfplan")
	p.write("trace.log", "[TRACE] "+canaryAPIToken)
	secrets := credentials()
	var signature string
	for name, token := range w.minted() {
		secrets[name] = token
		signature = token[strings.LastIndex(token, ".")+1:]
	}
	p.write("notes.txt", "..."+signature+"...")
	places := map[string]bool{}
	for _, one := range leaks(secrets, p.places()) {
		places[one.place] = true
	}
	for _, place := range []string{"saved.tfplan/tfplan", "saved.tfplan/tfstate", "output of apply saved.tfplan", "terraform.tfstate", "trace.log", "notes.txt"} {
		if !places[place] {
			t.Errorf("the leak in %s is not found, only those in %v", place, places)
		}
	}
}

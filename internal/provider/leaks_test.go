package provider_test

import (
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

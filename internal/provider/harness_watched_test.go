package provider_test

import (
	"encoding/base64"
	"fmt"
	"maps"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"terraform.local/rtc/terraform-provider-rtc/internal/simulator"
)

// leak is a secret found where it must not be.
type leak struct{ secret, place string }

// leaks searches for secrets, each under a name, in texts, each under the name of its place. A token is also found
// where only its beginning is, or its signature.
func leaks(secrets, places map[string]string) []leak {
	var found []leak
	for _, name := range slices.Sorted(maps.Keys(secrets)) {
		needles := []string{secrets[name], base64.StdEncoding.EncodeToString([]byte(secrets[name]))}
		if parts := strings.Split(secrets[name], "."); len(parts) == 3 {
			needles = append(needles, parts[2], parts[0]+"."+parts[1][:10])
		}
		for _, place := range slices.Sorted(maps.Keys(places)) {
			if slices.ContainsFunc(needles, func(needle string) bool { return strings.Contains(places[place], needle) }) {
				found = append(found, leak{name, place})
			}
		}
	}
	return found
}

// A watched project logs all that can be logged into a file of its folder, and keeps all that the CLI prints.
type watched struct {
	*project
	printed map[string]string
}

func newWatched(t *testing.T, w *world, blocks ...string) *watched {
	t.Helper()
	p := emptyProject(t, w).withProgram()
	p.write("main.tf", requirement+strings.Join(blocks, "\n"))
	p.env = append(p.env, "TF_LOG=TRACE", "TF_LOG_PROVIDER=TRACE", "TF_LOG_PATH="+filepath.Join(p.folder, "trace.log"),
		"TF_VAR_api_token="+canaryAPIToken)
	return &watched{project: p, printed: map[string]string{}}
}

func (w *watched) run(arguments ...string) {
	w.t.Helper()
	w.printed["output of "+strings.Join(arguments, " ")] = w.project.run(arguments...)
}

// fail runs what must not succeed, and gives what it prints.
func (w *watched) fail(arguments ...string) string {
	w.t.Helper()
	output, err := w.try(arguments...)
	if err == nil {
		w.t.Errorf("%s: no error\n%s", strings.Join(arguments, " "), output)
	}
	w.printed["output of "+strings.Join(arguments, " ")] = output
	return output
}

// places are all texts there are now: files, archives unzipped, and what was printed.
func (w *watched) places() map[string]string {
	w.t.Helper()
	places := w.files()
	maps.DeleteFunc(places, func(place, _ string) bool { // what the user wrote, and the plan's copy of it
		return place == "main.tf" || strings.HasSuffix(place, "/main.tf")
	})
	maps.Copy(places, w.printed)
	if !strings.Contains(places["trace.log"], "[TRACE]") {
		w.t.Error("nothing was logged")
	}
	return places
}

// Credentials that are easy to find wherever they get to.
const (
	canaryAPIToken = "canary-api-token-0123456789abcdef"
	canaryAPIKey   = "KEYcanary-api-key-0123456789abcdef"
)

func canaryWorld(t *testing.T) *world {
	t.Helper()
	return newWorld(t, simulator.Options{CloudflareAPIToken: canaryAPIToken, TelnyxAPIKey: canaryAPIKey})
}

func credentials() map[string]string {
	return map[string]string{"API token": canaryAPIToken, "API key": canaryAPIKey}
}

// minted are all tokens that were ever minted, whoever got them.
func (w *world) minted() map[string]string {
	all := map[string]string{}
	for i, issued := range w.Tokens() {
		all[fmt.Sprintf("token %d, of %s", i, issued.Operation)] = issued.Token
	}
	return all
}

func (w *watched) wholeLife() {
	w.t.Helper()
	w.run("plan", "-out=saved.tfplan")
	w.run("show", "-json", "saved.tfplan")
	w.run("apply", "saved.tfplan")
	w.run("plan", "-refresh-only", "-out=refresh.tfplan")
	w.run("apply", "-refresh-only", "-auto-approve")
	w.run("show", "-json")
}

// checkNothing fails where any of the secrets is anywhere.
func (w *watched) checkNothing(secrets map[string]string) {
	w.t.Helper()
	for _, one := range leaks(secrets, w.places()) {
		w.t.Errorf("%s is in %s", one.secret, one.place)
	}
}

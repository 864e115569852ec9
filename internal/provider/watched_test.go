package provider_test

import (
	"encoding/base64"
	"maps"
	"path/filepath"
	"slices"
	"strings"
	"testing"
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
	p := newProject(t, w, blocks...).withProgram()
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

package provider_test

import (
	"regexp"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"terraform.local/rtc/terraform-provider-rtc/internal/simulator"
)

func TestExamples(t *testing.T) {
	t.Parallel()
	if runtime.GOOS == "windows" {
		t.Skip("the examples' provisioners are written for a POSIX shell")
	}
	commands := regexp.MustCompile(`(?s)\bcommand\s*=\s*(<<-EOT\n.*?\bEOT\n|"[^\n]*)`)
	outcomes := exampleOutcomes(t)
	for path, text := range exampleFiles(t) {
		if isImport(path) {
			continue // TestImportsOfExamples runs it
		}
		want, known := outcomes[path]
		delete(outcomes, path)
		t.Run(path, func(t *testing.T) {
			t.Parallel()
			if !known {
				t.Fatal("say what comes of this example: in the entry of its type, or in exampleOutcomes")
			}
			for _, command := range commands.FindAllString(text, -1) {
				if strings.Contains(command, "${") {
					t.Errorf("whoever lists processes can read a command, and a value in it: %s", command)
				}
			}
			if isQuery(path) {
				runQuery(t, text, want)
				return
			}
			runExample(t, text, want)
		})
	}
	for path := range outcomes {
		t.Errorf("there is no example %s", path)
	}
}

func runExample(t *testing.T, text string, want outcome) {
	t.Helper()
	if strings.Contains(text, "_wo ") {
		needs(t, writeOnly())
	}
	w := newWorld(t, simulator.Options{})
	invoked := w.actionsOf(t, text)
	e := newExample(t, w, text)
	before, joined, occupied := len(w.Tokens()), len(w.Joins()), w.sessions()

	hour := thisHour()
	var got outcome
	apply := []string{"apply", "-auto-approve"}
	if want.planned+want.applied > 0 { // else an apply shows that neither mints
		got.planned = w.mintingDuring(func() { e.run("plan", "-out=saved.tfplan") })
		apply = []string{"apply", "saved.tfplan"}
	}
	got.made = w.makingDuring(func() {
		got.applied = w.mintingDuring(func() { e.run(apply...) })
	})
	for _, action := range invoked {
		e.run("apply", "-auto-approve", "-invoke="+action)
	}
	got.joined, got.ended = len(w.Joins())-joined, max(0, occupied-w.sessions())
	got.kept = e.keepsAny(w.secrets()[before:])
	if difference := cmp.Diff(want, got, cmp.AllowUnexported(outcome{})); difference != "" {
		t.Errorf("it came out otherwise (-want +got):\n%s", difference)
	}
	if want.kept || e.state().manages() { // else there is nothing that a plan could change
		e.planAgain(want, hour)
	}
	if e.keepsAny(w.secrets()) || e.keepsAny(w.credentials()) { // else there is nothing to show
		e.run("show")
	}
	if e.state().manages() {
		e.run("destroy", "-auto-approve")
	}
	if containsAny(e.shown, w.secrets()) || containsAny(e.shown, w.credentials()) {
		t.Errorf("a secret was shown:\n%s", e.shown)
	}
	if e.state().manages() {
		t.Errorf("destroy left %v", e.state().Resources)
	}
}

// planAgain has nothing to change, unless a token is kept: then every plan has a new one.
func (e *example) planAgain(want outcome, hour time.Time) {
	e.t.Helper()
	wantExit := 0
	if want.kept {
		wantExit = 2
	}
	output, err := e.try("plan", "-detailed-exitcode")
	if exitCode(err) != wantExit && thisHour() != hour { // examples that write tokens each hour now do
		e.run("apply", "-auto-approve")
		output, err = e.try("plan", "-detailed-exitcode")
	}
	if exit := exitCode(err); exit != wantExit {
		e.t.Errorf("a second plan ended with %d, want %d\n%s", exit, wantExit, output)
	}
	e.shown += output
}

func thisHour() time.Time { return time.Now().Truncate(time.Hour) }

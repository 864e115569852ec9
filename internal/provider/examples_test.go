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
	if !want.onlyLooksUp(text) { // else TestExamplesOfLookupsPlannedAgain does the rest
		e.planAgain(want, hour)
		if e.keepsAny(w.secrets()) || e.keepsAny(w.credentials()) { // else there is nothing to show
			e.run("show")
		}
		e.destroy()
	}
	e.showsNoSecret()
}

// onlyLooksUp tells whether an example changes nothing, neither at a vendor nor in a plan.
func (o outcome) onlyLooksUp(text string) bool {
	return o.planned+o.applied == 0 && !regexp.MustCompile(`(?m)^(resource|action) `).MatchString(text)
}

// Examples that only look up have nothing to change either when they are planned again. To save runs of the CLI, they are
// modules of one configuration there.
func TestExamplesOfLookupsPlannedAgain(t *testing.T) {
	t.Parallel()
	w := newWorld(t, simulator.Options{})
	outcomes := exampleOutcomes(t)
	files := map[string]string{}
	root := "# Set CLOUDFLARE_API_TOKEN, CLOUDFLARE_ACCOUNT_ID and TELNYX_API_KEY in the environment.\nvariable \"token\" {\n  type      = string\n  sensitive = true\n}\n"
	for path, text := range exampleFiles(t) {
		if isImport(path) || isQuery(path) || !outcomes[path].onlyLooksUp(text) {
			continue
		}
		name := strings.NewReplacer("/", "_", ".", "_").Replace(path)
		files[name+"/main.tf"] = text
		root += "module \"" + name + "\" {\n  source = \"./" + name + "\"\n"
		if strings.Contains(text, `variable "token"`) {
			root += "  token = var.token\n"
		}
		root += "}\noutput \"" + name + "\" {\n  value = module." + name + "\n}\n"
	}
	e := newExample(t, w, root)
	for name, text := range files {
		e.write(name, text)
	}
	e.run("get")
	e.run("apply", "-auto-approve")
	if len(files) < 10 || len(e.state().Outputs) < len(files) {
		t.Errorf("there are %d examples, and %d outputs", len(files), len(e.state().Outputs))
	}
	e.planAgain(outcome{}, thisHour())
	e.destroy()
	e.showsNoSecret()
}

func (e *example) destroy() {
	e.t.Helper()
	e.run("destroy", "-auto-approve")
	if left := e.state(); len(left.Resources)+len(left.Outputs) > 0 {
		e.t.Errorf("destroy left %v", left)
	}
}

func (e *example) showsNoSecret() {
	e.t.Helper()
	if w := e.world; containsAny(e.shown, w.secrets()) || containsAny(e.shown, w.credentials()) {
		e.t.Errorf("a secret was shown:\n%s", e.shown)
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

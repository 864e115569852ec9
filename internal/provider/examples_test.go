package provider_test

import (
	"errors"
	"io/fs"
	"maps"
	"os"
	"os/exec"
	"regexp"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"terraform.local/rtc/terraform-provider-rtc/internal/simulator"
)

const examplesFolder = "../../examples"

// outcome is what comes of an example.
type outcome struct {
	planned int  // calls that mint, made by a plan
	applied int  // by the apply of that plan
	joined  int  // times that somebody joined with a token
	kept    bool // tokens are in state
	made    int  // meetings, participants and rooms that the apply creates
	ended   int  // sessions that its actions end, of a meeting and a room with somebody in them
	listed  int  // results of a query
}

// exampleOutcomes knows every example: one file is one configuration, which people copy as it stands. Those of types are
// in the table of types.
func exampleOutcomes(t *testing.T) map[string]outcome {
	t.Helper()
	all := map[string]outcome{
		"first_run/main.tf":                {applied: 1, joined: 1},
		"provider/provider.tf":             {applied: 1, joined: 1},
		"guides/a_telnyx_room.tf":          {applied: 1, joined: 1, made: 1},
		"guides/late_token.tf":             {applied: 1, joined: 1},
		"guides/provisioner.tf":            {applied: 1, joined: 1},
		"guides/rate_limits.tf":            {},
		"guides/react_to_events.tf":        {made: 1},
		"guides/rooms_and_participants.tf": {applied: 1, joined: 1, made: 2},
		"guides/rotate_every_month.tf":     {applied: 1, joined: 1, made: 1},
		"guides/tokens_for_a_plan.tf":      {planned: 1, applied: 1, joined: 1},
		"guides/unknown_input.tf":          {applied: 1, joined: 1, made: 1},
		"guides/write_only_aws.tf":         {applied: 1, joined: 1},
		"guides/write_only_kubernetes.tf":  {applied: 1, joined: 1},
		"guides/write_only_vault.tf":       {applied: 1, joined: 1},
	}
	for _, one := range registered(t) {
		maps.Copy(all, one.exampleOutcomes())
	}
	return all
}

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

// exampleFiles reads the examples that are one file. The demo runs its own, and guides_test.go the folders of guides.
func exampleFiles(t *testing.T) map[string]string {
	t.Helper()
	files := readFiles(t, examplesFolder, ".tf")
	maps.Copy(files, readFiles(t, examplesFolder, ".tfquery.hcl"))
	for path := range files {
		if strings.HasPrefix(path, "demo/") || strings.HasPrefix(path, "guides/") && strings.Count(path, "/") > 1 {
			delete(files, path)
		}
	}
	return files
}

// readFiles reads the files below a folder whose names end so, under their paths in it.
func readFiles(t *testing.T, folder, ending string) map[string]string {
	t.Helper()
	files := map[string]string{}
	below := os.DirFS(folder)
	err := fs.WalkDir(below, ".", func(path string, _ fs.DirEntry, err error) error {
		if err != nil || !strings.HasSuffix(path, ending) {
			return err
		}
		text, err := fs.ReadFile(below, path)
		files[path] = string(text)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

// variablesOf are values for what an example leaves to its user.
func (w *world) variablesOf(t *testing.T, text string) map[string]string {
	t.Helper()
	variables := map[string]string{
		"recorder_url": w.JoinURL(),
		"room_id":      simulator.RoomID,
		"run_number":   "1",
	}
	if strings.Contains(text, `variable "refresh_token"`) {
		variables["refresh_token"] = w.refreshToken(t)
	}
	if strings.Contains(text, `variable "token"`) {
		w.refreshToken(t)
		variables["token"] = w.Tokens()[0].Token
	}
	return variables
}

// An example is a project that keeps all that the CLI shows.
type example struct {
	*project
	shown string
}

// newExample is a project of an example, with the credentials that its comments ask for, and no other.
func newExample(t *testing.T, w *world, text string) *example {
	t.Helper()
	variables := w.variablesOf(t, text)
	for _, credential := range []string{"CLOUDFLARE_API_TOKEN", "CLOUDFLARE_ACCOUNT_ID", "TELNYX_API_KEY"} {
		if !strings.Contains(text, credential) {
			delete(w.env, credential)
		}
	}
	w.env["RTC_SIMULATOR_URL"] = strings.TrimSuffix(w.JoinURL(), "/join")
	p := emptyProject(t, w).withConsumers(w.JoinURL())
	if strings.Contains(text, "alias") {
		p.withProgram() // of which the CLI starts one for each provider block
	}
	p.env = append(p.env, "TF_INPUT=0") // an example that asks for a value fails
	for name, value := range variables {
		p.env = append(p.env, "TF_VAR_"+name+"="+value)
	}
	p.write("main.tf", text)
	return &example{project: p}
}

func (e *example) run(arguments ...string) {
	e.t.Helper()
	e.shown += e.project.run(arguments...)
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
	e.planAgain(want, hour)
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

// secrets are the tokens minted so far.
func (w *world) secrets() []string {
	var secrets []string
	for _, token := range w.Tokens() {
		secrets = append(secrets, token.Token)
	}
	return secrets
}

// credentials are what tokens are minted with.
func (w *world) credentials() []string {
	return []string{simulator.CloudflareAPIToken, simulator.TelnyxAPIKey}
}

// keepsAny tells whether any file of the project has any of the secrets.
func (p *project) keepsAny(secrets []string) bool {
	p.t.Helper()
	for _, text := range p.files() {
		if containsAny(text, secrets) {
			return true
		}
	}
	return false
}

func containsAny(text string, secrets []string) bool {
	return slices.ContainsFunc(secrets, func(secret string) bool { return strings.Contains(text, secret) })
}

func exitCode(err error) int {
	if exit, ok := errors.AsType[*exec.ExitError](err); ok {
		return exit.ExitCode()
	}
	return 0
}

// mintingDuring counts the calls that mint; one of Telnyx's mints two tokens.
func (w *world) mintingDuring(f func()) int {
	count := func() int {
		return w.Calls(simulator.RegenerateToken) + w.Calls(simulator.CreateRoomClientToken) + w.Calls(simulator.RefreshRoomClientToken)
	}
	before := count()
	f()
	return count() - before
}

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

func runExample(t *testing.T, text string, want outcome) {
	t.Helper()
	if strings.Contains(text, "_wo ") {
		needs(t, writeOnly())
	}
	w := newWorld(t, simulator.Options{})
	variables := w.variablesOf(t, text)
	invoked := w.actionsOf(t, text)
	before, joined, occupied := len(w.Tokens()), len(w.Joins()), w.sessions()
	// An example gets the credentials that its comments ask for, and no other.
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
	for name, value := range variables {
		p.env = append(p.env, "TF_VAR_"+name+"="+value)
	}
	p.write("main.tf", text)

	hour := thisHour()
	var shown string
	var got outcome
	apply := []string{"apply", "-input=false", "-auto-approve"}
	if want.planned+want.applied > 0 { // else an apply shows that neither mints
		got.planned = w.mintingDuring(func() { shown += p.run("plan", "-input=false", "-out=saved.tfplan") })
		apply = []string{"apply", "saved.tfplan"}
	}
	got.made = w.makingDuring(func() {
		got.applied = w.mintingDuring(func() { shown += p.run(apply...) })
	})
	for _, action := range invoked {
		shown += p.run("apply", "-input=false", "-auto-approve", "-invoke="+action)
	}
	got.joined, got.ended = len(w.Joins())-joined, max(0, occupied-w.sessions())
	got.kept = p.keepsAny(w.secrets()[before:])
	if difference := cmp.Diff(want, got, cmp.AllowUnexported(outcome{})); difference != "" {
		t.Errorf("it came out otherwise (-want +got):\n%s", difference)
	}

	// Planned again there is nothing to change, unless a token is kept: then every plan has a new one.
	wantExit := 0
	if want.kept {
		wantExit = 2
	}
	output, err := p.try("plan", "-input=false", "-detailed-exitcode")
	if exitCode(err) != wantExit && thisHour() != hour { // examples that write tokens each hour now do
		p.run("apply", "-input=false", "-auto-approve")
		output, err = p.try("plan", "-input=false", "-detailed-exitcode")
	}
	if exit := exitCode(err); exit != wantExit {
		t.Errorf("a second plan ended with %d, want %d\n%s", exit, wantExit, output)
	}
	shown += output
	if p.keepsAny(w.secrets()) || p.keepsAny(w.credentials()) { // else there is nothing to show
		shown += p.run("show")
	}
	if p.state().manages() {
		shown += p.run("destroy", "-input=false", "-auto-approve")
	}
	if containsAny(shown, w.secrets()) || containsAny(shown, w.credentials()) {
		t.Errorf("a secret was shown:\n%s", shown)
	}
	if p.state().manages() {
		t.Errorf("destroy left %v", p.state().Resources)
	}
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

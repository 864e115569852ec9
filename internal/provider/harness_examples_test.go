package provider_test

import (
	"errors"
	"io/fs"
	"maps"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"terraform.local/rtc/terraform-provider-rtc/internal/simulator"
)

// content is a file of the project; a missing one is an error, and empty.
func content(t *testing.T, name string) string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join("..", "..", filepath.FromSlash(name)))
	if err != nil {
		t.Error(err)
	}
	return string(text)
}

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

// secrets are the tokens minted so far.
func (w *world) secrets() []string {
	var secrets []string
	for _, token := range w.Tokens() {
		secrets = append(secrets, token.Token)
	}
	return secrets
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

// credentials are what tokens are minted with.
func (w *world) credentials() []string {
	return []string{simulator.CloudflareAPIToken, simulator.TelnyxAPIKey}
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

func isImport(example string) bool { return strings.HasPrefix(path.Base(example), "import") }

func isQuery(example string) bool { return strings.HasSuffix(example, ".tfquery.hcl") }

// actionsOf are the addresses of the actions that an example leaves to somebody to invoke. Where it has any action,
// somebody is in the rooms.
func (w *world) actionsOf(t *testing.T, text string) []string {
	t.Helper()
	var addresses []string
	for _, found := range regexp.MustCompile(`(?m)^action "(\w+)" "(\w+)"`).FindAllStringSubmatch(text, -1) {
		needs(t, actions())
		if address := "action." + found[1] + "." + found[2]; !strings.Contains(text, "["+address+"]") {
			addresses = append(addresses, address)
		}
	}
	if strings.Contains(text, "\naction ") {
		w.occupied(t)
	}
	return addresses
}

// sessions counts those of the seeded meeting and room that somebody is in.
func (w *world) sessions() int {
	count := 0
	for _, id := range []string{simulator.MeetingID, simulator.RoomID} {
		if len(w.Present(id)) > 0 {
			count++
		}
	}
	return count
}

// makingDuring counts the requests that create something.
func (w *world) makingDuring(f func()) int {
	count := func() (created int) {
		for _, k := range kinds() {
			created += w.Calls(k.created)
		}
		return created
	}
	before := count()
	f()
	return count() - before
}

// runQuery runs a query beside a configuration that has nothing but the requirement, which a query file cannot have.
func runQuery(t *testing.T, text string, want outcome) {
	t.Helper()
	needs(t, query())
	w := newWorld(t, simulator.Options{})
	p := newProject(t, w)
	p.env = append(p.env, "TF_VAR_app_id="+simulator.AppID, "TF_VAR_meeting_id="+simulator.MeetingID)
	p.write("example.tfquery.hcl", text)
	got, err := p.query()
	if listed := strings.Count(got.said, `"type":"list_resource_found"`); err != nil || listed != want.listed {
		t.Errorf("%d results, want %d, %v\n%s", listed, want.listed, err, got.said)
	}
}

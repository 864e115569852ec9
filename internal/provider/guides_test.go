package provider_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"terraform.local/rtc/terraform-provider-rtc/internal/cli"
	"terraform.local/rtc/terraform-provider-rtc/internal/simulator"
)

// guideFolder copies the files of a guide's folder into a project.
func guideFolder(t *testing.T, p *project, name string) {
	t.Helper()
	for _, ending := range []string{".tf", ".hcl"} {
		for file, text := range readFiles(t, filepath.Join(examplesFolder, "guides", name), ending) {
			p.write(file, text)
		}
	}
}

// withSimulator puts the simulator and the CLI on the project's PATH, as simulator and terraform.
func (p *project) withSimulator() *project {
	p.t.Helper()
	tools := p.t.TempDir()
	build := exec.CommandContext(p.t.Context(), "go", "build", "-o", tools, "../../cmd/simulator")
	if output, err := build.CombinedOutput(); err != nil {
		p.t.Fatalf("%s\n%s", err, output)
	}
	p.linkCLI(filepath.Join(tools, "terraform"))
	p.env = append(p.env, "PATH="+tools+string(filepath.ListSeparator)+p.variable("PATH"))
	return p
}

// The first run in README: the plan mints nothing, and the apply's token opens the room.
func TestTheFirstRunOfREADME(t *testing.T) {
	t.Parallel()
	p := emptyProject(t, &world{}).withProgram().withSimulator()
	p.write("main.tf", content(t, "examples/first_run/main.tf"))
	var printed string
	for _, command := range []string{"terraform plan -no-color", "terraform apply -no-color -auto-approve"} {
		output, err := p.sh("simulator -- " + command)
		if err != nil {
			t.Fatalf("%s\n%s", err, output)
		}
		printed += output
	}
	checkScreens(t, "README.md", printed)
}

// The guide "Test your modules" shows a job for two CI systems. What they run is run here; the jobs themselves are not.
func TestTheGuideOnTestingRuns(t *testing.T) {
	t.Parallel()
	p := emptyProject(t, &world{}).withProgram().withSimulator()
	guideFolder(t, p, "test_your_modules")

	github := jobLines(t, "github.yml", `(?m)^ +- name: Test\n +run: \|\n((?: {10}.*\n)+)`)
	gitlab := jobLines(t, "gitlab.yml", `(?m)^  script:\n((?:    - .*\n)+)`)
	if !slices.Equal(github, gitlab) {
		t.Errorf("the jobs differ:\n%q\n%q", github, gitlab)
	}
	for i, line := range github {
		output, err := p.sh(line)
		if err != nil {
			t.Fatalf("%s: %s\n%s", line, err, output)
		}
		for _, want := range [][]string{
			{"1 passed, 0 failed"},
			{"2 passed, 0 failed", "1 join.", "joined: room " + simulator.RoomID},
			{"2 passed, 0 failed", "(1 with 503)", "(1 with 429)", "1 join."},
		}[i] {
			if !strings.Contains(output, want) {
				t.Errorf("%s: no %q in\n%s", line, want, output)
			}
		}
	}
	// A token that opens nothing fails the run.
	if output, err := p.sh(strings.Replace(github[1], "/join", "/", 1)); err == nil || !strings.Contains(output, "1 failed") {
		t.Errorf("a token that was not taken passes:\n%s", output)
	}
}

// jobLines are the commands of a job.
func jobLines(t *testing.T, file, pattern string) []string {
	t.Helper()
	found := regexp.MustCompile(pattern).FindStringSubmatch(content(t, "examples/guides/test_your_modules/"+file))
	if found == nil {
		t.Fatalf("%s has no such job", file)
	}
	var lines []string
	for line := range strings.Lines(found[1]) {
		lines = append(lines, strings.TrimSpace(strings.TrimPrefix(strings.TrimSpace(line), "- ")))
	}
	return lines
}

// The guide "Adopt what exists": find, generate, import, and nothing is left to change.
func TestTheGuideOnAdoptingRuns(t *testing.T) {
	t.Parallel()
	needs(t, query())
	w := newWorld(t, simulator.Options{})
	p := emptyProject(t, w)
	guideFolder(t, p, "adopt_what_exists")
	p.env = append(p.env, "TF_VAR_app_id="+simulator.AppID)
	p.run("query", "-generate-config-out=adopted.tf")
	if output := p.run("apply", "-auto-approve"); !strings.Contains(output, "imported, 0 added, 0 changed, 0 destroyed") {
		t.Errorf("importing is not all:\n%s", output)
	}
	p.run("plan", "-detailed-exitcode")

	// Stop managing one room, as the guide says: it stays.
	p.write("removed.tf", strings.ReplaceAll(content(t, "examples/guides/adopt_what_exists/stop/removed.tf"), ".quiet", ".all_0"))
	adopted := p.files()["adopted.tf"]
	block := regexp.MustCompile(`(?ms)^(?:resource "rtc_telnyx_room" "all_0" \{|import \{\n  to += rtc_telnyx_room\.all_0$).*?^\}$`)
	p.write("adopted.tf", block.ReplaceAllString(adopted, ""))
	if output := p.run("apply", "-auto-approve"); !strings.Contains(output, "0 destroyed") || w.Calls(simulator.DeleteRoom) > 0 {
		t.Errorf("the room was to stay:\n%s", output)
	}
}

// The guide on errors shows one as the CLI prints it. internal/docs checks that it is this one.
func TestTheScreenOfAnErrorIsReal(t *testing.T) {
	t.Parallel()
	screen := content(t, "internal/provider/testdata/screen.txt")
	w := newWorld(t, simulator.Options{})
	delete(w.env, "TELNYX_API_KEY")
	p := newProject(t, w, "data \"rtc_telnyx_room\" \"support\" {\n  unique_name = \"support\"\n}\n")
	output, err := p.try("plan", "-no-color")
	if err == nil || !strings.Contains(output, screen) {
		t.Errorf("testdata/screen.txt is\n%s\nand the CLI printed\n%s", screen, output)
	}
}

// The guide "Manage rooms and participants as code": create, rotate, take down. The secret store has the token that works.
func TestTheGuideOnRoomsRuns(t *testing.T) {
	t.Parallel()
	needs(t, writeOnly())
	w := newWorld(t, simulator.Options{})
	p := emptyProject(t, w).withConsumers(w.JoinURL())
	p.write("main.tf", content(t, "examples/guides/rooms_and_participants.tf"))
	printed := p.run("plan", "-no-color") + p.run("apply", "-no-color", "-auto-approve")
	printed += p.run("state", "show", "-no-color", "vault_kv_secret_v2.bot")
	p.run("plan", "-detailed-exitcode")
	first := w.lastToken(t)
	time.Sleep(time.Second) // the example's version counts seconds
	printed += p.run("apply", "-no-color", "-auto-approve", "-replace=rtc_cloudflare_participant.bot")
	second, stored := w.lastToken(t), len(w.Joins())
	if stored != 2 {
		t.Errorf("Vault got a token that works %d times, want 2", stored)
	}
	if w.join(t, first) || !w.join(t, second) {
		t.Error("after the rotation, the new token has to work, and the old one not")
	}
	printed += p.run("destroy", "-no-color", "-auto-approve")
	if w.join(t, second) {
		t.Error("a token works after destroy")
	}
	checkScreens(t, "docs/guides/rooms-and-participants-as-code.md", printed)
}

// checkScreens looks for each line of the screens of a page in what Terraform printed. IDs and times may differ, and an
// older Terraform calls each ephemeral value sensitive.
func checkScreens(t *testing.T, page, printed string) {
	t.Helper()
	if cli.Product(os.Getenv(cliVariable)) != "terraform" {
		return // the screens are Terraform's
	}
	varying := regexp.MustCompile(`[0-9a-f]{8}-[0-9a-f-]{27}|\d{14}|after \d+s|due to \w+ value`)
	shown := map[string]bool{}
	for line := range strings.Lines(printed) {
		shown[varying.ReplaceAllString(strings.TrimSpace(line), "N")] = true
	}
	for _, screen := range regexp.MustCompile("(?ms)^ *```(\\w*)\n(.*?)^ *```$").FindAllStringSubmatch(content(t, page), -1) {
		for line := range strings.Lines(screen[2]) {
			line = strings.TrimSpace(line)
			if screen[1] == "" && line != "…" && !strings.HasPrefix(line, "$ ") && !shown[varying.ReplaceAllString(line, "N")] && line != "" {
				t.Errorf("%s shows %q, and Terraform did not print it", page, line)
			}
		}
	}
}

// The guide renames a block, and its object stays.
func TestTheGuideOnRoomsRenamesABlock(t *testing.T) {
	t.Parallel()
	needs(t, writeOnly())
	w := newWorld(t, simulator.Options{})
	p := emptyProject(t, w).withConsumers(w.JoinURL())
	text := content(t, "examples/guides/rooms_and_participants.tf")
	p.write("main.tf", text)
	p.run("apply", "-auto-approve")
	text = strings.ReplaceAll(text, `"rtc_cloudflare_participant" "bot"`, `"rtc_cloudflare_participant" "recorder"`)
	p.write("main.tf", strings.ReplaceAll(text, "rtc_cloudflare_participant.bot.", "rtc_cloudflare_participant.recorder."))
	p.write("moved.tf", content(t, "examples/guides/rooms_and_participants/moved.tf"))
	if output := p.run("apply", "-auto-approve"); !strings.Contains(output, "0 added, 0 changed, 0 destroyed") {
		t.Errorf("a block was renamed, and more happened:\n%s", output)
	}
}

// The guide protects a meeting from being replaced.
func TestTheGuideOnRoomsProtectsAMeeting(t *testing.T) {
	t.Parallel()
	p := newProject(t, newWorld(t, simulator.Options{}), "data \"rtc_cloudflare_app\" \"video\" {\n  name = \"video\"\n}\n")
	p.write("protected.tf", content(t, "examples/guides/rooms_and_participants/protected.tf"))
	p.run("apply", "-auto-approve")
	if output, err := p.try("destroy", "-auto-approve"); err == nil || !strings.Contains(output, "nstance cannot be destroyed") {
		t.Errorf("it was destroyed:\n%s", output)
	}
}

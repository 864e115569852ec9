package main

import (
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"time"

	"terraform.local/rtc/terraform-provider-rtc/internal/simulator"
)

func TestBadFlagsAreRefusedBeforeAnythingStarts(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	written := 0
	world := func(text string) string {
		written++
		file := filepath.Join(folder, fmt.Sprintf("%d.json", written))
		if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		return file
	}
	for flags, expected := range map[string]string{
		"-listen 0.0.0.0:8080":                    "is not a loopback address",
		"-listen :8080":                           "no other machine may reach it",
		"-listen 192.168.1.5:8080":                "is not a loopback address",
		"-listen 127.0.0.1":                       "missing port",
		"-latency fast":                           "give a duration",
		"-latency -1s":                            "give a duration",
		"-cloudflare-limit 1200":                  "such as 1200/5m",
		"-cloudflare-limit 0/5m":                  "such as 1200/5m",
		"-telnyx-limit 5/1ms":                     "such as 1200/5m",
		"-fail regenerate=503":                    "there is no operation \"regenerate\"",
		"-fail regenerate_token":                  "give a status",
		"-fail regenerate_token=200":              "give a status",
		"-fail regenerate_token=503:0":            "how many times",
		"-fail regenerate_token=edge-599":         "a kind that -help lists",
		"-fail CreateRoom=invalid-token":          "only an operation of cloudflare answers invalid-token",
		"-fail *=taken-object":                    "only an operation of telnyx answers taken-object",
		"-fail CreateRoom=edge-522:no":            "how many times",
		"-duplicate-participant no":               "give refuse or add or return",
		"-missing-participant 400":                "give 404 or 500",
		"-whole-seconds=maybe":                    "give true or false",
		"-speed 5":                                "flag provided but not defined: -speed",
		"-world " + filepath.Join(folder, "none"): "none",
		"-world " + world(`{"room":[]}`):          "unknown field",
		"-world " + world(`{"rooms":[{"unique_name":"a"},{"unique_name":"a"}]}`): "there twice",
		"-world " + world(`{"meetings":[{"title":"x"}]}`):                        "app_id is missing",
	} {
		t.Run(flags, func(t *testing.T) {
			t.Parallel()
			arguments := append(strings.Fields(flags), "--", "sh", "-c", "echo started")
			code, out, stderr := finish(t, start(t, arguments...))
			if code != badUsage || out != "" {
				t.Errorf("exit code %d, output %q", code, out)
			}
			contains(t, "the error", stderr, expected, "simulator -help")
		})
	}
}

func TestHelpShowsAnExampleForEachFlag(t *testing.T) {
	t.Parallel()
	code, out, _ := finish(t, start(t, "-help"))
	if code != 0 {
		t.Error("exit code", code)
	}
	for _, each := range (&settings{}).all() {
		contains(t, "the help", out, "-"+each.name, each.description, "Example: "+each.example)
		if !strings.Contains(each.example, "-"+each.name) {
			t.Errorf("the example of -%s does not show it: %s", each.name, each.example)
		}
		if each.name == "world" {
			continue // the file is the reader's
		}
		if _, err := parse(strings.Fields(each.example)[1:]); err != nil {
			t.Errorf("%s: %s", each.example, err)
		}
	}
	contains(t, "the help", out, "The simulator forgets everything when it ends.", "ignores an interrupt (SIGINT)", "SIGTERM to the simulator ends both",
		"RTC_SIMULATOR_URL/join", `eval "$(simulator &)"`, "KickPartcipants", simulator.RoomID)
}

func TestHelpNamesEachRecordedFault(t *testing.T) {
	t.Parallel()
	_, out, _ := finish(t, start(t, "-help"))
	for _, each := range simulator.RecordedFaults() {
		contains(t, "the help", out, "\n  "+each.Name+" ", each.About+".")
		operation := "*"
		for of, vendor := range simulator.Operations() {
			if vendor == each.Vendor {
				operation = string(of)
			}
		}
		if _, err := parse([]string{"-fail", operation + "=" + each.Name + ":2"}); err != nil {
			t.Error(each.Name, err)
		}
	}
}

func TestEachAnswerToAQuestion(t *testing.T) {
	t.Parallel()
	answered := map[string]bool{}
	for flags, expected := range map[string]simulator.Questions{
		"-duplicate-participant refuse": {},
		"-duplicate-participant add":    {DuplicateParticipant: simulator.DuplicateAdded},
		"-duplicate-participant return": {DuplicateParticipant: simulator.DuplicateReturned},
		"-missing-participant 500":      {MissingParticipantStatus: 500},
		"-participant-null keep":        {ParticipantNullKeeps: true},
		"-unknown-preset accept":        {UnknownPresetAccepted: true},
		"-preset-change end":            {PresetChangeEndsTokens: true},
		"-kick-all-nobody 200":          {KickAllNobodyOK: true},
		"-webhook-conflict name":        {WebhookNameConflicts: true},
		"-unknown-event accept":         {UnknownEventAccepted: true},
		"-empty-list-404 all":           {EmptyLists: simulator.EmptyListsMissing},
		"-empty-list-404 none":          {EmptyLists: simulator.NoEmptyListMissing},
		"-change-answers no-id":         {ChangeAnswers: simulator.ChangesAnsweredWithoutID},
		"-change-answers echo":          {ChangeAnswers: simulator.ChangesEchoed},
		"-participant-preset id":        {PresetByID: true},
		"-paging missing":               {NoPaging: true},
		"-times no-zone":                {Times: simulator.TimesWithoutZone},
		"-times unreadable":             {Times: simulator.TimesUnreadable},
		"-telnyx-errors list":           {TelnyxErrors: simulator.TelnyxErrorsListed},
		"-telnyx-errors object":         {TelnyxErrors: simulator.TelnyxErrorsObject},
		"-room-name-taken 409":          {RoomNameTakenStatus: 409},
		"-room-null ignore":             {RoomNull: simulator.RoomNullIgnored},
		"-room-null refuse":             {RoomNull: simulator.RoomNullRefused},
		"-create-lag 1s":                {CreateLag: time.Second},
		"-delete-lag 2s":                {DeleteLag: 2 * time.Second},
		"-clock-behind 3s":              {ClockBehind: 3 * time.Second},
		"-whole-seconds":                {WholeSeconds: true},
	} {
		set, err := parse(strings.Fields(flags))
		if err != nil || set.options.Questions != expected {
			t.Errorf("%s: %+v, %v", flags, set, err)
			continue
		}
		for name, value := range reflect.ValueOf(set.options.Questions).Fields() {
			if !value.IsZero() {
				answered[name.Name] = true
			}
		}
	}
	for question := range reflect.TypeFor[simulator.Questions]().Fields() {
		if !answered[question.Name] {
			t.Errorf("no flag answers %s, or this test does not try it", question.Name)
		}
	}
}

func TestLimits(t *testing.T) {
	t.Parallel()
	set, err := parse(strings.Fields("-cloudflare-limit 1200/5m -telnyx-limit 20/1s"))
	if err != nil {
		t.Fatal(err)
	}
	if got, expected := set.options.CloudflareLimit, (simulator.Limit{Quota: 1200, Window: 5 * time.Minute, Block: 5 * time.Minute}); got != expected {
		t.Errorf("Cloudflare: %+v", got)
	}
	if got, expected := set.options.TelnyxLimit, (simulator.Limit{Quota: 20, Window: time.Second}); got != expected {
		t.Errorf("Telnyx: %+v", got)
	}
}

package main

import (
	"errors"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/hashicorp/go-version"
)

// events are what "go test -json" says of a package with a test of each outcome, the last with others inside.
const events = `{"Action":"start","Package":"p"}
{"Action":"run","Package":"p","Test":"TestGood"}
{"Action":"output","Package":"p","Test":"TestGood","Output":"=== RUN   TestGood\n"}
{"Action":"output","Package":"p","Test":"TestGood","Output":"a log line\n"}
{"Action":"output","Package":"p","Test":"TestGood","Output":"--- PASS: TestGood (0.00s)\n"}
{"Action":"pass","Package":"p","Test":"TestGood","Elapsed":0}
{"Action":"output","Package":"p","Test":"TestSkipped","Output":"=== RUN   TestSkipped\n"}
{"Action":"output","Package":"p","Test":"TestSkipped","Output":"    p_test.go:1: no such CLI\n"}
{"Action":"skip","Package":"p","Test":"TestSkipped","Elapsed":0}
{"Action":"output","Package":"p","Test":"TestBad","Output":"=== RUN   TestBad\n"}
{"Action":"output","Package":"p","Test":"TestBad/wrong","Output":"    p_test.go:2: wrong\n"}
{"Action":"output","Package":"p","Test":"TestBad","Output":"--- FAIL: TestBad (0.00s)\n"}
{"Action":"output","Package":"p","Test":"TestBad/wrong","Output":"    --- FAIL: TestBad/wrong (0.00s)\n"}
{"Action":"fail","Package":"p","Test":"TestBad/wrong","Elapsed":0}
{"Action":"fail","Package":"p","Test":"TestBad","Elapsed":0}
{"Action":"output","Package":"p","Output":"FAIL\n"}
{"Action":"output","Package":"p","Output":"FAIL\tp\t0.1s\n"}
{"Action":"fail","Package":"p","Elapsed":0.1}
{"Action":"output","Package":"q","Output":"PASS\n"}
{"Action":"output","Package":"q","Output":"ok  \tq\t0.2s\n"}
{"Action":"pass","Package":"q","Elapsed":0.2}
{"Action":"build-output","ImportPath":"r","Output":"r.go:1: undefined\n"}
`

func TestWhatGoTestPrintsIsPrinted(t *testing.T) {
	t.Parallel()
	var out strings.Builder
	ran, err := show(&out, strings.NewReader(events), false)
	const want = "    p_test.go:2: wrong\n--- FAIL: TestBad (0.00s)\n    --- FAIL: TestBad/wrong (0.00s)\nFAIL\nFAIL\tp\t0.1s\nok  \tq\t0.2s\nr.go:1: undefined\n"
	if err != nil || out.String() != want {
		t.Errorf("%v\nprinted:\n%s\nwant:\n%s", err, &out, want)
	}
	for test, want := range map[string]string{"TestGood": "pass", "TestSkipped": "skip", "TestBad": "fail", "TestBad/wrong": "fail"} {
		if got := ran[name{"p", test}]; got.action != want || want == "skip" && got.output != "    p_test.go:1: no such CLI\n" {
			t.Errorf("%s: %+v", test, got)
		}
	}
}

func TestAPatternThatMatchesNothingIsTold(t *testing.T) {
	t.Parallel()
	ran := results{
		{"p", "TestTypes"}: {"pass", ""}, {"p", "TestExamples"}: {"pass", ""}, {"p", "TestExamples/data/rtc_room"}: {"pass", ""},
		{"p", "TestActions"}: {"skip", "no actions"},
	}
	for pattern, want := range map[string]string{
		"TestTypes":                         "",
		"^TestTypes$":                       "",
		"Test(Types|Rooms)":                 "",
		"TestExamples/.*/rtc_room":          "",
		"TestTypes|TestExamples/data":       "",
		"TestRooms":                         "-run: no test matches TestRooms",
		"TestExamples/.*/webhook":           "-run: no test matches TestExamples/.*/webhook",
		"TestTypes|TestExamples/.*/hook":    "-run: no test matches TestExamples/.*/hook",
		"TestActions":                       "-run: all that matches TestActions was skipped:\nno actions",
		"TestTypes/x":                       "-run: no test matches TestTypes/x",
		"TestExamples/[a-z|]+/rtc_(a|room)": "",
	} {
		if got := said(unmatched(pattern, ran)); got != want {
			t.Errorf("%s: %q, want %q", pattern, got, want)
		}
	}
	for _, arguments := range [][]string{{"-race", "-run", "TestX", "./..."}, {"-run=TestX"}, {"--test.run=TestX"}} {
		if got := patternOf(arguments); got != "TestX" {
			t.Errorf("%q: %q", arguments, got)
		}
	}
}

func said(err error) string {
	if err == nil {
		return ""
	}
	return err.Error()
}

func TestWhatDidNotRunIsTold(t *testing.T) {
	t.Parallel()
	at := place{"linux", "terraform", version.Must(version.NewVersion("1.11.4"))}
	listed, err := parseSkips(`# a comment
p | TestLive | everywhere | it calls the vendors
p | TestQuery\w* | terraform < 1.14, tofu | queries
p | TestUnix | windows | signals
p | TestMaybe | sometimes | a program
q | - | everywhere | no tests
`)
	if err != nil {
		t.Fatal(err)
	}
	good := map[string]result{"TestA": {"pass", ""}, "TestLive": {"skip", ""}, "TestQueryAll": {"skip", ""}, "TestUnix": {"pass", ""}}
	declared := []string{"TestA", "TestLive", "TestQueryAll", "TestUnix"}
	for name, c := range map[string]struct {
		pkg      string
		declared []string
		change   map[string]result // "": it did not run
		want     string
	}{
		"everything ran":                    {"p", declared, nil, ""},
		"a package without tests":           {"q", nil, nil, ""},
		"a package that lost its tests":     {"p/inner", nil, nil, "p/inner - has no tests"},
		"a test that did not run":           {"p", append(declared, "TestB"), nil, "p TestB did not run"},
		"a test that was skipped":           {"p", declared, map[string]result{"TestA": {"skip", "why"}}, "p TestA was skipped: why"},
		"a test in a test that was skipped": {"p", declared, map[string]result{"TestA/b": {"skip", "why"}}, "p TestA/b was skipped: why"},
		"skipped as on another system":      {"p", declared, map[string]result{"TestUnix": {"skip", "why"}}, "p TestUnix was skipped: why"},
		"what may be skipped":               {"p", declared, map[string]result{"TestMaybe": {"skip", ""}}, ""},
		"a line about what was not skipped": {"p", declared, map[string]result{"TestQueryAll": {"pass", ""}}, "says what was not skipped on linux with terraform 1.11.4: p | TestQuery"},
	} {
		ran := map[string]result{}
		for test, result := range good {
			if slices.Contains(c.declared, test) {
				ran[test] = result
			}
		}
		maps.Copy(ran, c.change)
		got := said(errors.Join(listed.judge(c.pkg, c.declared, ran, at)...))
		if c.want == "" && got != "" || !strings.Contains(got, c.want) {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
}

func TestLinesOfSkipsAreChecked(t *testing.T) {
	t.Parallel()
	for _, wrong := range []string{"p | TestA | everywhere", "p | TestA | | why", "p | Test( | everywhere | why"} {
		if _, err := parseSkips(wrong); err == nil {
			t.Errorf("%q is no error", wrong)
		}
	}
	listed, err := parseSkips(skipsText)
	if err != nil || len(listed) < 5 {
		t.Errorf("%d lines, %v", len(listed), err)
	}
}

func TestPlacesOfALine(t *testing.T) {
	t.Parallel()
	old := place{"darwin", "terraform", version.Must(version.NewVersion("1.11.4"))}
	latest := place{"linux", "tofu", version.Must(version.NewVersion("1.12.6"))}
	for where, want := range map[string][2]bool{
		"everywhere": {true, true}, "sometimes": {true, true}, "linux": {false, true}, "darwin, windows": {true, false},
		"tofu": {false, true}, "terraform < 1.14, tofu": {true, true}, "terraform < 1.11": {}, "tofu < 1.12": {}, "terraform": {true, false},
	} {
		one := skip{where: strings.Split(where, ", ")}
		if got := [2]bool{one.holds(old), one.holds(latest)}; got != want {
			t.Errorf("%s: %v, want %v", where, got, want)
		}
	}
}

// Tests are those of the source files, also of files that are for another system.
func TestTestsOfSourceFiles(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	for file, text := range map[string]string{
		"a_test.go":    "package a\n\nfunc TestMain(m *testing.M) {}\nfunc TestA(t *testing.T) {}\nfunc testing_helper() {}\nfunc Testable() {}\n",
		"b_test.go":    "//go:build windows\n\npackage a\n\nfunc TestB(t *testing.T) {}\nfunc FuzzB(f *testing.F) {}\n",
		"c.go":         "package a\n\nfunc TestNothing() {}\n",
		"other_doc.go": "package a\n",
	} {
		if err := os.WriteFile(filepath.Join(folder, file), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	one := goPackage{Dir: folder, TestGoFiles: []string{"a_test.go"}, IgnoredGoFiles: []string{"b_test.go", "c.go"}}
	got, err := one.tests()
	if err != nil || !slices.Equal(got, []string{"TestA", "TestB", "FuzzB"}) {
		t.Errorf("%q, %v", got, err)
	}
}

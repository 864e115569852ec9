package main

import (
	"archive/zip"
	"bytes"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"strings"
	"testing"
)

// planted is a token in the shape of a JWT; which is told by its number.
func planted(number int) secret {
	part := func(text string) string { return base64.RawURLEncoding.EncodeToString([]byte(text)) }
	return newSecret(part(`{"alg":"RS256","typ":"JWT"}`) + "." + part(fmt.Sprintf(`{"planted":%d}`, number)) + "." +
		part(strings.Repeat("signature", 5)+fmt.Sprint(number)))
}

func zipped(t *testing.T, content []byte) []byte {
	t.Helper()
	var archive bytes.Buffer
	w := zip.NewWriter(&archive)
	file, err := w.Create("tfplan")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := file.Write(content); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return archive.Bytes()
}

// quoted is text as a string of JSON, with as many escapes as JSON allows.
func quoted(text string) string {
	var b strings.Builder
	for _, r := range text {
		fmt.Fprintf(&b, `\u%04x`, r)
	}
	return `"` + b.String() + `"`
}

// hidingPlaces are contents with a token somewhere inside.
func hidingPlaces(t *testing.T, s secret) map[string][]byte {
	t.Helper()
	text := s.plain()
	object, err := json.Marshal(map[string]any{"outer": []string{`{"inner":` + quoted(text) + `}`}})
	if err != nil {
		t.Fatal(err)
	}
	private := base64.StdEncoding.EncodeToString([]byte(`{"private":"` + text + `"}`))
	return map[string][]byte{
		"as it is":           []byte("input: " + text + "\n"),
		"in JSON":            []byte(`{"token":"` + text + `"}`),
		"as a key":           []byte(`{` + quoted(text) + `:null}`),
		"escaped in JSON":    []byte(`[` + quoted(text) + `]`),
		"in JSON in JSON":    object,
		"private data":       []byte(`{"private":"` + private + `"}`),
		"in a zip":           zipped(t, []byte("\x0a\x05"+text+"2\x01")),
		"JSON in a zip":      zipped(t, object),
		"a zip in a zip":     zipped(t, zipped(t, object)),
		"binary around it":   []byte("\xda\x02\x1f" + text + "\xa5other"),
		"a word behind it":   []byte(text + "2"),
		"a second beside it": []byte(text + " " + text),
	}
}

// The search can fail: a token that is there is found, wherever.
func TestPlantedTokenIsFound(t *testing.T) {
	t.Parallel()
	mine, other := planted(1), planted(2)
	for name, content := range hidingPlaces(t, mine) {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			for role, c := range map[string]struct {
				finder                     finder
				wanted, allowed, strangers int
			}{
				"wanted":   {finder{wanted: []token{{secret: mine}}, allowed: []token{{secret: other}}}, 1, 0, 0},
				"allowed":  {finder{wanted: []token{{secret: other}}, allowed: []token{{secret: mine}}}, 0, 1, 0},
				"stranger": {finder{wanted: []token{{secret: other}}}, 0, 0, 1},
			} {
				found, err := c.finder.find(content)
				if err != nil {
					t.Fatal(err)
				}
				if len(found.wanted) != c.wanted || len(found.allowed) != c.allowed || len(found.strangers) != c.strangers {
					t.Errorf("%s: found %d wanted, %d allowed, %d strangers",
						role, len(found.wanted), len(found.allowed), len(found.strangers))
				}
			}
		})
	}
}

func TestNothingIsFoundWhereNothingIs(t *testing.T) {
	t.Parallel()
	f := finder{wanted: []token{{secret: planted(1)}}}
	for _, content := range []string{"", "{}", "PK", "eyJ.eyJ.x", `{"token":null}`, planted(1).plain()[:40]} {
		found, err := f.find([]byte(content))
		if err != nil || len(found.wanted)+len(found.strangers) > 0 {
			t.Errorf("in %q: %v, %v", content, found, err)
		}
	}
}

// What cannot be searched must not pass for clean.
func TestBrokenArchiveIsAnError(t *testing.T) {
	t.Parallel()
	archive := zipped(t, []byte(strings.Repeat("text", 100)))
	cut := archive[:len(archive)-10]
	damaged := bytes.Clone(archive)
	damaged[40] ^= 0xff
	for name, content := range map[string][]byte{"cut": cut, "damaged": damaged} {
		if _, err := (finder{}).find(content); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
}

func TestSecretShowsItsLastCharactersOnly(t *testing.T) {
	t.Parallel()
	s := planted(1)
	text := s.plain()
	want := "…" + text[len(text)-6:]
	for _, verb := range []string{"%s", "%v", "%+v", "%#v"} {
		if got := fmt.Sprintf(verb, s); got != want {
			t.Errorf("%s shows %q", verb, got)
		}
		if got := fmt.Sprintf(verb, token{secret: s}); strings.Contains(got, text[20:len(text)-6]) {
			t.Errorf("%s of a struct shows %q", verb, got)
		}
	}
	if got := newSecret("too short to be a JWT").String(); got != "…" {
		t.Errorf("a short one shows %q", got)
	}
}

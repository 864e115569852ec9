package main

import (
	"archive/zip"
	"bytes"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"terraform.local/rtc/terraform-provider-rtc/internal/simulator"
)

// planted is a token in the shape of a JWT; which is told by its number.
func planted(number int) simulator.Issued {
	part := func(text string) string { return base64.RawURLEncoding.EncodeToString([]byte(text)) }
	return simulator.Issued{Token: part(`{"alg":"RS256","typ":"JWT"}`) + "." + part(fmt.Sprintf(`{"planted":%d}`, number)) + "." +
		part(strings.Repeat("signature", 5)+fmt.Sprint(number))}
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
func hidingPlaces(t *testing.T, text string) map[string][]byte {
	t.Helper()
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
	for name, content := range hidingPlaces(t, mine.Token) {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			found, err := find(content, []simulator.Issued{other, mine})
			if err != nil || len(found) != 1 || !found[mine.Token] {
				t.Errorf("found %d: %v", len(found), err)
			}
		})
	}
}

func TestNothingIsFoundWhereNothingIs(t *testing.T) {
	t.Parallel()
	for _, content := range []string{"", "{}", "PK", "eyJ.eyJ.x", `{"token":null}`, planted(1).Token[:40], planted(2).Token} {
		found, err := find([]byte(content), []simulator.Issued{planted(1)})
		if err != nil || len(found) > 0 {
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
		if _, err := find(content, nil); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
}

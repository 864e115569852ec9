package main

import (
	"archive/zip"
	"bytes"
	"context"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"io/fs"
	"os"
	"regexp"
	"slices"
	"strings"

	tfjson "github.com/hashicorp/terraform-json"

	"terraform.local/rtc/terraform-provider-rtc/internal/simulator"
)

// place is something that a run has left, and how many tokens were found in it.
type place struct {
	name        string
	text        []byte
	may         bool // hold tokens of data sources, as documented
	kept, other int  // tokens of data sources, and tokens that nobody keeps
}

// shown keeps what the CLI prints: the library's structs leave out what they do not know.
func (d *demo) shown(name string, show func() error) error {
	var text bytes.Buffer
	d.runner.SetStdout(&text)
	defer d.runner.SetStdout(&d.said)
	err := show()
	d.places = append(d.places, place{name: name, text: text.Bytes(), may: true})
	return err
}

// noteState reads from the state what data sources minted.
func (d *demo) noteState(ctx context.Context) error {
	var state *tfjson.State
	err := d.shown("state, as JSON", func() (err error) { state, err = d.runner.Show(ctx); return err })
	if err != nil || state.Values == nil {
		return err
	}
	for _, r := range state.Values.RootModule.Resources {
		for _, name := range []string{"token", "refresh_token"} {
			if token, _ := r.AttributeValues[name].(string); token != "" && r.Mode == tfjson.DataResourceMode {
				d.kept[token] = true
			}
		}
	}
	return nil
}

// search looks for every token that the simulator issued in everything that the run left.
func (d *demo) search(context.Context) error {
	d.places = append(d.places, place{name: "output of the CLI", text: slices.Concat(d.said.Bytes(), d.complained.Bytes())})
	folder := os.DirFS(d.in("example"))
	err := fs.WalkDir(folder, ".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil || !entry.Type().IsRegular() {
			return err
		}
		text, err := fs.ReadFile(folder, name)
		d.places = append(d.places, place{name: name, text: text, may: strings.HasSuffix(name, ".tfplan") || strings.HasPrefix(name, "terraform.tfstate")})
		return err
	})
	for i := range d.places {
		p := &d.places[i]
		found, findErr := find(p.text, d.server.Tokens())
		err = errors.Join(err, findErr)
		for token := range found {
			if d.kept[token] {
				p.kept++
			} else {
				p.other++
			}
		}
	}
	return err
}

// find gives the tokens that are in content, however packed: what is packed deeper than this nobody packed by accident.
func find(content []byte, tokens []simulator.Issued) (map[string]bool, error) {
	found := map[string]bool{}
	err := unpack(content, 8, func(layer []byte) {
		for _, t := range tokens {
			if bytes.Contains(layer, []byte(t.Token)) {
				found[t.Token] = true
			}
		}
	})
	return found, err
}

var (
	inBase64 = regexp.MustCompile(`[\w+/-]{20,}`)
	escaped  = regexp.MustCompile(`\\+u00([0-9a-fA-F]{2})`)
)

// unpack shows content as it is, and whatever is packed in it: in zip archives as a plan file is one, behind JSON's
// escapes, and in base64 as a provider's private data is. What cannot be unpacked was not searched: an error.
func unpack(content []byte, depth int, show func([]byte)) (err error) {
	show(content)
	inner := func(packed []byte) { err = errors.Join(err, unpack(packed, depth-1, show)) }
	archive, zipErr := zip.NewReader(bytes.NewReader(content), int64(len(content)))
	switch {
	case depth == 0:
	case zipErr == nil:
		for _, member := range archive.File {
			packed, readErr := fs.ReadFile(archive, member.Name)
			err = errors.Join(err, readErr)
			inner(packed)
		}
	case bytes.HasPrefix(content, []byte("PK\x03\x04")):
		return zipErr
	case escaped.Match(content):
		inner(escaped.ReplaceAllFunc(content, func(sequence []byte) []byte {
			plain, _ := hex.DecodeString(string(sequence[len(sequence)-2:])) //nolint:errcheck // The pattern matches hex alone.
			return plain
		}))
	default:
		for _, text := range inBase64.FindAllString(string(content), -1) {
			for _, encoding := range []*base64.Encoding{base64.RawStdEncoding, base64.RawURLEncoding} {
				if decoded, decodeErr := encoding.DecodeString(text); decodeErr == nil {
					inner(decoded)
				}
			}
		}
	}
	return err
}

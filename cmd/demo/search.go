package main

import (
	"archive/zip"
	"bytes"
	"encoding/base64"
	"encoding/json"
	"errors"
	"io"
	"regexp"
	"slices"
	"strings"
)

// A finder looks for tokens in anything that a run leaves: as they stand, inside zip archives as a plan file is one,
// behind JSON's escapes, and in base64 as a provider's private data is.
type finder struct {
	wanted  []token
	allowed []token // other tokens that may be there
}

// findings are what was found in one place.
type findings struct {
	wanted    map[secret]bool
	allowed   map[secret]bool
	strangers map[secret]bool // what looks like a token, and is neither
}

// jwtShape matches tokens in their compact form. Each begins with the base64 of `{"`.
var jwtShape = regexp.MustCompile(`eyJ[\w-]{8,}\.eyJ[\w-]{8,}\.[\w-]{16,}`)

// What is packed deeper than this nobody packed by accident.
const deepest = 8

func (f finder) find(content []byte) (findings, error) {
	found := findings{wanted: map[secret]bool{}, allowed: map[secret]bool{}, strangers: map[secret]bool{}}
	err := unpack(content, deepest, func(layer []byte) {
		mark(found.wanted, f.wanted, layer)
		mark(found.allowed, f.allowed, layer)
		for _, text := range jwtShape.FindAll(layer, -1) {
			if !beginsWithAny(string(text), f.wanted) && !beginsWithAny(string(text), f.allowed) {
				found.strangers[newSecret(string(text))] = true
			}
		}
	})
	return found, err
}

func mark(found map[secret]bool, tokens []token, layer []byte) {
	for _, t := range tokens {
		if bytes.Contains(layer, []byte(t.secret.plain())) {
			found[t.secret] = true
		}
	}
}

// beginsWithAny is not equality: in a binary format the byte behind a token can look like one more character of it.
func beginsWithAny(text string, tokens []token) bool {
	return slices.ContainsFunc(tokens, func(t token) bool { return strings.HasPrefix(text, t.secret.plain()) })
}

// unpack shows content as it is, and whatever is packed in it. What cannot be unpacked was not searched: an error.
func unpack(content []byte, depth int, show func([]byte)) error {
	show(content)
	if depth == 0 {
		return nil
	}
	var errs []error
	inner := func(packed []byte) { errs = append(errs, unpack(packed, depth-1, show)) }
	var value any
	switch archive, err := zip.NewReader(bytes.NewReader(content), int64(len(content))); {
	case err == nil:
		for _, member := range archive.File {
			packed, err := unzip(member)
			errs = append(errs, err)
			inner(packed)
		}
	case bytes.HasPrefix(content, []byte("PK\x03\x04")):
		errs = append(errs, err)
	case json.Unmarshal(content, &value) == nil:
		walk(value, func(text string) { inner([]byte(text)) })
	default:
		text := strings.TrimRight(strings.TrimSpace(string(content)), "=")
		for _, encoding := range []*base64.Encoding{base64.RawStdEncoding, base64.RawURLEncoding} {
			if decoded, err := encoding.DecodeString(text); err == nil && len(decoded) > 0 {
				inner(decoded)
			}
		}
	}
	return errors.Join(errs...)
}

func unzip(member *zip.File) ([]byte, error) {
	reader, err := member.Open()
	if err != nil {
		return nil, err
	}
	defer reader.Close()
	return io.ReadAll(reader)
}

// walk shows every string of a JSON value, keys included.
func walk(value any, show func(string)) {
	switch value := value.(type) {
	case string:
		show(value)
	case []any:
		for _, element := range value {
			walk(element, show)
		}
	case map[string]any:
		for key, element := range value {
			show(key)
			walk(element, show)
		}
	}
}

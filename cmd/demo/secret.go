package main

import (
	"log/slog"
	"strings"
	"unique"
)

// secret is a token's text. However it is formatted, it shows as its last characters behind an ellipsis. It is a handle
// and no string, since fmt asks no String method of what is in an unexported field; there it shows as an address.
type secret struct{ handle unique.Handle[string] }

func newSecret(text string) secret { return secret{handle: unique.Make(text)} }

// plain is the whole token.
func (s secret) plain() string { return s.handle.Value() }

const (
	// Six characters of base64 tell tokens of one run apart, and are 36 bits of a signature that has 512 or 2,048. The
	// beginning would not even tell them apart: it is the header, the same for every token of a vendor.
	shownOfSecret = 6
	// What is shorter than this is no JWT, and showing six characters might be showing much of it.
	longEnoughToShow = 64
)

// String masks.
func (s secret) String() string {
	text := s.plain()
	if len(text) < longEnoughToShow {
		return "…"
	}
	return "…" + text[len(text)-shownOfSecret:]
}

// GoString masks for %#v.
func (s secret) GoString() string { return s.String() }

// LogValue masks for logs.
func (s secret) LogValue() slog.Value { return slog.StringValue(s.String()) }

func bySight(a, b secret) int { return strings.Compare(a.String(), b.String()) }

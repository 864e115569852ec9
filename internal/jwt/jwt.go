// Package jwt decodes JSON Web Tokens (RFC 7519). It never verifies them: that is up to the server that accepts a token,
// and takes a key that this program must not have. Libraries that verify reject what vendors really send, such as the
// unregistered algorithm name "Ed25519".
package jwt

import (
	"bytes"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math"
	"slices"
	"strings"
	"time"
)

// Token is a decoded JWT. Numbers are json.Number.
type Token struct {
	Header map[string]any
	Claims map[string]any
}

// Decode decodes a signed token in compact form. Errors never quote the token.
func Decode(token string) (Token, error) {
	parts := strings.Split(strings.TrimSpace(token), ".")
	switch {
	case len(parts) == 5:
		return Token{}, errors.New("an encrypted token (JWE, 5 parts) cannot be decoded")
	case len(parts) != 3:
		return Token{}, fmt.Errorf("not a JWT: expected 3 parts, found %d", len(parts))
	}
	header, err := decodePart(parts[0])
	if err != nil {
		return Token{}, fmt.Errorf("the header (first part) %w", err)
	}
	claims, err := decodePart(parts[1])
	if err != nil {
		return Token{}, fmt.Errorf("the claims (second part) %w", err)
	}
	return Token{Header: header, Claims: claims}, nil
}

func decodePart(part string) (map[string]any, error) {
	text, err := base64.RawURLEncoding.DecodeString(strings.TrimRight(part, "="))
	if err != nil {
		return nil, errors.New("cannot be decoded as base64url")
	}
	decoder := json.NewDecoder(bytes.NewReader(text))
	decoder.UseNumber() // IDs above 2^53 must not lose digits
	var object map[string]any
	if err := decoder.Decode(&object); err != nil || object == nil {
		return nil, errNoObject
	}
	if _, err := decoder.Token(); !errors.Is(err, io.EOF) {
		return nil, errNoObject // with something after it: another reader may take that for the object
	}
	if tooLong(object) {
		return nil, fmt.Errorf("must not contain a number of more than %d characters", longestNumber)
	}
	return object, nil
}

var errNoObject = errors.New("cannot be decoded as a JSON object")

// longestNumber is longer than any real claim. The time to calculate with a number grows with the square of its length: a
// million digits took a second.
const longestNumber = 4096

func tooLong(value any) bool {
	switch value := value.(type) {
	case json.Number:
		return len(value) > longestNumber
	case []any:
		return slices.ContainsFunc(value, tooLong)
	case map[string]any:
		for _, member := range value {
			if tooLong(member) {
				return true
			}
		}
	}
	return false
}

// ExpiresAt is the claim "exp", if it exists and is a time.
func (t Token) ExpiresAt() (time.Time, bool) { return t.date("exp") }

// IssuedAt is the claim "iat", if it exists and is a time.
func (t Token) IssuedAt() (time.Time, bool) { return t.date("iat") }

// NotBefore is the claim "nbf", if it exists and is a time.
func (t Token) NotBefore() (time.Time, bool) { return t.date("nbf") }

// lastSecond is the end of the year 9999, the last that RFC 3339 can write.
const lastSecond = 253402300799

// date reads a NumericDate: seconds since 1970, possibly with a fraction (RFC 7519, section 2).
func (t Token) date(claim string) (time.Time, bool) {
	number, ok := t.Claims[claim].(json.Number)
	if !ok {
		return time.Time{}, false
	}
	seconds, err := number.Float64()
	if err != nil || seconds < 0 || seconds > lastSecond {
		return time.Time{}, false
	}
	return time.Unix(int64(math.Floor(seconds)), 0).UTC(), true
}

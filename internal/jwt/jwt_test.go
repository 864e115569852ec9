package jwt

import (
	"encoding/base64"
	"strings"
	"testing"
)

func token(header, claims string) string {
	encode := base64.RawURLEncoding.EncodeToString
	return encode([]byte(header)) + "." + encode([]byte(claims)) + ".c2ln"
}

// Of a part that is more than one object, nobody knows which one counts.
func TestDecodeReadsOneObject(t *testing.T) {
	t.Parallel()
	for part, fine := range map[string]bool{
		`{"exp":1}`:               true,
		" {\"exp\":1}\n":          true,
		`{"exp":1}}{"exp":2}`:     false,
		`{"exp":1}{"exp":2}`:      false,
		`{"exp":1}}`:              false,
		`{"exp":1}]`:              false,
		`{"exp":1},`:              false,
		`{"exp":1}x`:              false,
		`{"exp":1` + "\x00" + `}`: false,
		`{"exp":1}` + "\x00":      false,
		`[{"exp":1}]`:             false,
		`null`:                    false,
	} {
		for _, text := range []string{token(part, `{}`), token(`{}`, part)} {
			if _, err := Decode(text); (err == nil) != fine {
				t.Errorf("%q: %v", part, err)
			}
		}
	}
}

// Arithmetic with a number of a million digits took 1.2 seconds.
func TestDecodeRefusesNumbersOfAbsurdLength(t *testing.T) {
	t.Parallel()
	for claims, fine := range map[string]bool{
		`{"n":NUMBER}`:         false,
		`{"n":-0.NUMBER}`:      false,
		`{"n":1eNUMBER}`:       false,
		`{"n":[{"m":NUMBER}]}`: false,
		`{"n":"NUMBER"}`:       true,
		`{"NUMBER":1}`:         true,
	} {
		for length, short := range map[int]bool{4000: true, 1_000_000: false} {
			_, err := Decode(token(`{}`, strings.ReplaceAll(claims, "NUMBER", strings.Repeat("1", length))))
			if (err == nil) != (fine || short) {
				t.Errorf("%s of %d digits: %v", claims, length, err)
			}
			if err != nil && len(err.Error()) > 200 {
				t.Errorf("%s: an error of %d bytes", claims, len(err.Error()))
			}
		}
	}
}

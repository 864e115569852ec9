package jwt

import (
	"slices"
	"strings"
	"testing"
	"time"
)

func FuzzDecode(f *testing.F) {
	for _, seed := range []string{
		"eyJhbGciOiJSUzI1NiIsInR5cCI6IkpXVCJ9.eyJleHAiOjE4MDAwMDAwMDAsImlhdCI6MX0.c2ln",
		"eyJhbGciOiJFZDI1NTE5In0.eyJleHAiOjFlOTk5fQ.", "e30.e30.", "e30.eyJleHAiOi0xfQ.", "e30.eyJleHAiOiIxIn0.", "e30=.e30==.x",
		"..", "", "a.b.c.d.e", "e30.bnVsbA.", "e30.e30K.", "e30.e319.", " e30.e30.c2ln\n",
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		token, err := Decode(text)
		if err != nil {
			quoted := func(part string) bool { return len(part) > 12 && strings.Contains(err.Error(), part) }
			if slices.ContainsFunc(strings.Split(text, "."), quoted) {
				t.Errorf("%q is quoted: %s", text, err)
			}
			return
		}
		if token.Header == nil || token.Claims == nil {
			t.Errorf("%q: %+v", text, token)
		}
		for _, date := range []func() (time.Time, bool){token.ExpiresAt, token.IssuedAt, token.NotBefore} {
			at, ok := date()
			if _, err := time.Parse(time.RFC3339, at.Format(time.RFC3339)); ok && (err != nil || at.Year() < 1970 || at.Year() > 9999) {
				t.Errorf("%q: %s", text, at)
			}
		}
	})
}

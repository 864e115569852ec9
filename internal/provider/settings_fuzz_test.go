package provider

import (
	"strings"
	"testing"
	"unicode"

	"github.com/hashicorp/terraform-plugin-framework/types"
)

// A credential or a base URL comes from the configuration, else from the environment, in a form that can be used, or
// is refused without being quoted.
func FuzzSettings(f *testing.F) {
	for _, seed := range [][2]string{
		{"", ""}, {"KEYabc", ""}, {"", " KEYabc\r\n"}, {"https://me:secret@example.com", "http://localhost:1/v2/"}, {"key\nkey", "key"},
		{" ", "\t"}, {"\u200b", "\x00"}, {"http://example.com", "https://example.com/?key=secret"}, {"\xff", "a b"},
	} {
		f.Add(seed[0], seed[1])
	}
	f.Fuzz(func(t *testing.T, configured, variable string) {
		s := settings{env: func(string) string { return variable }}
		given := configured
		if given == "" {
			given = variable
		}
		quoted := func(err error) bool {
			_, _, text := asSettingError(t, err).Explain()
			return len(strings.TrimSpace(given)) > 12 && strings.Contains(text, strings.TrimSpace(given))
		}
		switch key, err := resolveText(s, types.StringValue(configured), "vendor.setting", "VENDOR_SETTING", "", credential); {
		case err != nil && quoted(err):
			t.Errorf("%q is quoted: %v", given, err)
		case err == nil && (key != strings.TrimSpace(given) || key == "" || strings.ContainsFunc(key, func(r rune) bool { return unicode.IsSpace(r) || r < ' ' || r > '~' })):
			t.Errorf("%q becomes %q", given, key)
		}
		switch base, err := resolveText(s, types.StringValue(configured), "vendor.setting", "VENDOR_SETTING", "", baseURL); {
		case err != nil && quoted(err):
			t.Errorf("%q is quoted: %v", given, err)
		case err == nil && (base.Host == "" || base.User != nil || base.RawQuery != ""):
			t.Errorf("%q becomes %s", given, base)
		}
	})
}

func asSettingError(t *testing.T, err error) *settingError {
	t.Helper()
	e, ok := err.(*settingError) //nolint:errorlint // resolveText wraps nothing
	if !ok {
		t.Fatalf("%T", err)
	}
	return e
}

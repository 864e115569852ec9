package rest

import (
	"encoding/json"
	"net"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"terraform.local/rtc/terraform-provider-rtc/internal/simulator"
)

const (
	someJWT = "eyJhbGciOiJSUzI1NiJ9.eyJleHAiOjF9.c2lnbmF0dXJl"
	secret  = "KEYsecret-+/="
)

func TestScrub(t *testing.T) {
	t.Parallel()
	long := strings.Repeat("ä", maxText)
	for name, c := range map[string]struct{ text, want string }{
		"plain":                     {"No user found with id 7", "No user found with id 7"},
		"our credential":            {"token " + secret + " is bad", "token [redacted] is bad"},
		"our credential in a word":  {"x" + secret + "y", "x[redacted]y"},
		"JWT":                       {"got " + someJWT + ".", "got [redacted]"},
		"JWT after an underscore":   {"token_" + someJWT, "token_[redacted]"},
		"JWT without signature":     {"got eyJhbGciOiJub25lIn0.eyJleHAiOjF9. here", "got [redacted] here"},
		"JWE":                       {someJWT + ".ciphertext.tag end", "[redacted] end"},
		"JWT with a line break":     {"ewogICJhbGciOiAiUlMyNTYiCn0.eyJleHAiOjF9.c2ln", "[redacted]"},
		"JWT with escaped dots":     {"?jwt=" + strings.ReplaceAll(someJWT, ".", "%2E") + "&a=b", "?jwt=[redacted]&a=b"},
		"JWT, dots in small":        {strings.ReplaceAll(someJWT, ".", "%2e"), "[redacted]"},
		"JWT over two lines":        {"got " + someJWT[:30] + "\r\n" + someJWT[30:] + " here", "got [redacted] here"},
		"JWT over many lines":       {"got " + strings.Join(strings.Split(someJWT, ""), "\n") + ", here", "got [redacted], here"},
		"JWT over escaped lines":    {"got " + someJWT[:30] + `\n` + someJWT[30:] + " here", "got [redacted] here"},
		"JWT with indented lines":   {"got " + someJWT[:7] + "\n    " + someJWT[7:] + " here", "got [redacted] here"},
		"a credential in two lines": {"got " + secret[:5] + "\n" + secret[5:] + " here", "got [redacted] here"},
		"a credential, wrapped":     {"got " + secret[:5] + "\r\n\t" + secret[5:] + " here", "got [redacted] here"},
		"a credential, escaped":     {"?key=" + url.QueryEscape(secret) + "&a=b", "?key=[redacted]&a=b"},
		"a credential as Basic":     {"Authorization: Basic dXNlcjpwYXNz, please", "Authorization: [redacted] please"},
		"Basic, however written":    {"basic:dTpw Basic%20dXNlcjpwYXNz", "[redacted] [redacted]"},
		"something basic":           {"Basic authentication is not in the basic plan", "Basic authentication is not in the basic plan"},
		"bearer":                    {"Authorization: Bearer abc", "Authorization: [redacted]"},
		"bearer, however written":   {"bearer:abc BEARER=abc Bearer  abc Bearer%20abc", "[redacted] [redacted] [redacted] [redacted]"},
		"bearer over two lines":     {"Bearer\r\n abc", "[redacted]"},
		"bearer of our credential":  {"Bearer " + secret, "[redacted]"},
		"a bear":                    {"forbearer unbearable", "forbearer unbearable"},
		"a proxy's password":        {`invalid proxy address "http://me:pass@proxy:x"`, `invalid proxy address "http://[redacted]@proxy:x"`},
		"a password with a slash":   {"proxy http://me:pa/ss@proxy:x", "proxy http://[redacted]@proxy:x"},
		"a password with an at":     {"proxy http://me:p@ss@proxy:x", "proxy http://[redacted]@proxy:x"},
		"a password with both":      {"proxy socks5://me:@/p@s/s@proxy:x/?@", "proxy socks5://[redacted]@"},
		"a user":                    {"proxy http://me@proxy:x", "proxy http://[redacted]@proxy:x"},
		"an address":                {"see https://example.com/a@b", "see https://example.com/a@b"},
		"control characters":        {"a\x00b\x1b[31mc\x7fd", "ab[31mcd"},
		"line breaks and tabs":      {" a\nb\tc ", "a b c"},
		"reordering characters":     {"a\u202eb\u200bc\ufeffd", "abcd"},
		"a secret in pieces":        {"KEYsec\u200bret-+/=", "[redacted]"},
		"not UTF-8":                 {"a\xffb", "a\uFFFDb"},
		"long":                      {long + "b", long + "…"},
		"long enough":               {long, long},
		"a secret where it is long": {long[:2*(maxText-5)] + someJWT, long[:2*(maxText-5)] + "[reda…"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if got := scrub(c.text, []string{"", secret}); got != c.want {
				t.Errorf("%q\n got %q\nwant %q", c.text, got, c.want)
			}
		})
	}
}

// However large an answer is, its complaints are scrubbed in no time.
func TestScrubIsBounded(t *testing.T) {
	t.Parallel()
	for name, piece := range map[string]string{
		"credentials": secret, "broken credentials": secret[:5] + "\n" + secret[5:], "tokens": someJWT + " ", "broken tokens": "eyJ\n", "lines": "\n",
		"addresses": "//a:", "schemes": "Basic ", "users": "//a@",
	} {
		began := time.Now()
		scrub(strings.Repeat(piece, maxAnswer/len(piece)), []string{secret})
		if took := time.Since(began); took > 5*time.Second { // of a busy machine, under the race detector
			t.Errorf("%s: %s", name, took)
		}
	}
}

// A vendor that repeats the whole call in its complaint tells nobody else what was secret in it.
func TestAnErrorHoldsNoSecret(t *testing.T) {
	t.Parallel()
	server, o := vendor(t, simulator.Options{})
	var seen observed
	o.Observe = seen.observe
	for _, status := range []int{400, 403, 500} {
		server.Fail(simulator.RegenerateToken, simulator.Echo(status).With("Cf-Ray", "ray "+simulator.CloudflareAPIToken+someJWT))
	}
	o.MaxRetries = 0
	for range 3 {
		call := minting()
		call.Secret = []string{"in the body"}
		call.Body = "in the body"
		_, err := New(o).Do(t.Context(), call)
		e := failed(t, err)
		want(t, "faults", len(e.Faults), 1)
		want(t, "request id", e.RequestID, "ray [redacted][redacted]")
		if !strings.Contains(e.Faults[0].Detail, "Authorization: [redacted]") {
			t.Error(e.Faults)
		}
		want(t, "call", e.Call, minting().public())
		text := toText(t, e) + e.Error()
		for _, secret := range []string{simulator.CloudflareAPIToken, "in the body", server.Tokens()[0].Token, "eyJ"} {
			if strings.Contains(text, secret) {
				t.Errorf("%q is in %s", secret, text)
			}
		}
	}
	for _, e := range seen.events {
		want(t, "call", e.Call, minting().public())
		want(t, "request id", e.RequestID, "ray [redacted][redacted]")
	}
}

// net/http quotes what it cannot read as HTTP.
func TestAnErrorOfTheWireHoldsNoSecret(t *testing.T) {
	t.Parallel()
	const broken = "net/http: HTTP/1.x transport connection broken: malformed "
	for spoken, text := range map[string]string{
		"HTTP/1.1 " + someJWT + " OK\r\n\r\n":              broken + `HTTP status code "[redacted]"`,
		"HTTP/1.1 200 OK\r\nBearer " + secret + "\r\n\r\n": broken + `MIME header: missing colon: "[redacted]`,
		secret + "\r\n\r\n":                                broken + `HTTP response "[redacted]"`,
	} {
		o := plain(t, "http://"+speaking(t, spoken))
		_, err := New(o).Do(t.Context(), Call{Method: "POST", Route: "/", Bearer: secret})
		want(t, "text", failed(t, err).Err.Error(), text)
	}
}

func TestAnErrorKnowsItsCall(t *testing.T) {
	t.Parallel()
	server, o := vendor(t, simulator.Options{})
	server.FailAlways(simulator.RegenerateToken, simulator.Refusal(502).With("Cf-Ray", "ray"))
	o.MaxRetries = 2
	_, err := mint(t.Context(), New(o))
	e := failed(t, err)
	want(t, "error", e, &Error{
		Vendor: "Vendor", Call: minting().public(), Reason: Refused, Status: 502, Form: JSON, RequestID: "ray", Attempts: 3, OutOfRetries: true,
		Faults: []Fault{{Detail: `{"error":{"code":502,"message":"Bad Gateway"},"success":false}`}},
	})
	want(t, "for developers", e.Error(), "Vendor: POST "+e.Call.Route+": refused (status 502)")
}

func TestNoMoreFaultsThanHelp(t *testing.T) {
	t.Parallel()
	server, o := vendor(t, simulator.Options{})
	server.FailAlways(simulator.RegenerateToken, simulator.Refusal(400))
	o.ParseFaults = func([]byte) []Fault { return make([]Fault, 100) }
	_, err := mint(t.Context(), New(o))
	want(t, "faults", len(failed(t, err).Faults), maxFaults)
}

// objectWithGiven reads itself, as the clients' objects do.
type objectWithGiven struct {
	Name  string `json:"name"`
	given Given
}

func (o *objectWithGiven) UnmarshalJSON(text []byte) error {
	type plain objectWithGiven
	return DecodeGiven(text, (*plain)(o), &o.given)
}

func TestDecodeQuotesNothing(t *testing.T) {
	t.Parallel()
	type Embedded struct {
		Inner string `json:"inner"`
	}
	type token struct {
		Embedded
		Token   string            `json:"token"`
		Expires time.Time         `json:"token_expires_at"`
		Count   int               `json:"count"`
		Flag    bool              `json:"flag"`
		List    []string          `json:"list"`
		Map     map[string]string `json:"map"`
		Objects []objectWithGiven `json:"objects"`
	}
	for body, text := range map[string]string{
		`{"data":{"token":4711}}`:                        "data.token is not a string",
		`{"data":{"token_expires_at":"` + secret + `"}}`: "a value in the response does not have the documented form",
		`{"data":{"inner":4711}}`:                        "data.inner is not a string",
		`{"data":{"token_expires_at":4711}}`:             "a value in the response does not have the documented form",
		`{"data":{"count":"4711"}}`:                      "data.count is not a number",
		`{"data":{"flag":"4711"}}`:                       "data.flag is not true or false",
		`{"data":{"list":"4711"}}`:                       "data.list is not a list",
		`{"data":{"map":"4711"}}`:                        "data.map is not an object",
		`{"data":["4711"]}`:                              "data is not an object",
		`{"data":{"map":{"4711":4711}}}`:                 "data.map is not a string",
		`{"data":{"objects":[{},{"name":4711}]}}`:        "data.objects.name is not a string",
		`{"data":{"objects":"4711"}}`:                    "data.objects is not a list",
		`{"data":{"objects":["4711"]}}`:                  "data.objects is not an object",
		`{"data":{"count":4711e4711}}`:                   "data.count is not a number",
		`["4711"]`:                                       "the response is not an object",
		`<html>4711</html>`:                              "the response is not valid JSON at byte 1",
		`{"data":{"token":"4711`:                         "the response is not valid JSON at byte 22",
		``:                                               "the response is not valid JSON at byte 0",
	} {
		t.Run(body, func(t *testing.T) {
			t.Parallel()
			o := serve(t, func(w http.ResponseWriter, _ *http.Request) { answerWith(t, w, body) })
			answer, err := New(o).Do(t.Context(), Call{Method: "POST", Route: "/"})
			if err != nil {
				t.Fatal(err)
			}
			var into struct {
				Data token `json:"data"`
			}
			e := failed(t, answer.Decode(&into))
			want(t, "reason", e.Reason, NotJSON)
			want(t, "text", e.Err.Error(), text)
		})
	}
}

func TestText(t *testing.T) {
	t.Parallel()
	for raw, text := range map[string]string{
		`"10009"`: "10009", `10009`: "10009", `1e3`: "1e3", `null`: "", `true`: "", `{}`: "", `["a"]`: "", ``: "", `"a\nb"`: "a\nb",
	} {
		want(t, raw, Text([]byte(raw)), text)
	}
}

func toText(t *testing.T, e *Error) string {
	t.Helper()
	text, err := json.Marshal(e)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

func answerWith(t *testing.T, w http.ResponseWriter, body string) {
	t.Helper()
	if _, err := w.Write([]byte(body)); err != nil {
		t.Error(err)
	}
}

// speaking is the address of somebody who says one thing to everybody, whatever they want.
func speaking(t *testing.T, text string) string {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0") //nolint:noctx // it lives as long as the test
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { want(t, "error", listener.Close(), nil) })
	go func() {
		for {
			conn, err := listener.Accept()
			if err != nil {
				return
			}
			buffer := make([]byte, 4096)
			if _, err := conn.Read(buffer); err == nil {
				_, err = conn.Write([]byte(text))
				want(t, "error", err, nil)
			}
			want(t, "error", conn.Close(), nil)
		}
	}()
	return listener.Addr().String()
}

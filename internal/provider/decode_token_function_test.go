package provider_test

import (
	"math/big"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tftypes"

	"terraform.local/rtc/terraform-provider-rtc/internal/provider"
)

// decode calls the function as Terraform does: what cannot travel between the two is found as well.
func decode(t *testing.T, token any) (result map[string]any, complaint string) {
	t.Helper()
	argument, err := tfprotov6.NewDynamicValue(tftypes.String, tftypes.NewValue(tftypes.String, token))
	if err != nil {
		t.Fatal(err)
	}
	return call(t, &argument)
}

func call(t *testing.T, argument *tfprotov6.DynamicValue) (result map[string]any, complaint string) {
	t.Helper()
	server := provider.NewServer("test", func(string) string { return "" })
	response, err := server.CallFunction(t.Context(), &tfprotov6.CallFunctionRequest{
		Name: "decode_token", Arguments: []*tfprotov6.DynamicValue{argument},
	})
	if err != nil {
		t.Fatal(err)
	}
	if response.Error != nil {
		if response.Error.FunctionArgument == nil || *response.Error.FunctionArgument != 0 {
			t.Error("the error names no argument")
		}
		return nil, response.Error.Text
	}
	value, err := response.Result.Unmarshal(tftypes.Object{AttributeTypes: map[string]tftypes.Type{
		"header": tftypes.DynamicPseudoType, "claims": tftypes.DynamicPseudoType,
		"issued_at": tftypes.String, "not_before": tftypes.String, "expires_at": tftypes.String,
	}})
	if err != nil {
		t.Fatal(err)
	}
	result, ok := plain(t, value).(map[string]any)
	if !ok {
		t.Fatalf("the result is %s", value)
	}
	return result, ""
}

// plain turns a value into Go's own types, numbers into all of their digits.
func plain(t *testing.T, value tftypes.Value) any {
	t.Helper()
	if value.IsNull() {
		return nil
	}
	var err error
	var converted any
	switch typ := value.Type(); {
	case typ.Is(tftypes.String):
		var text string
		err = value.As(&text)
		converted = text
	case typ.Is(tftypes.Bool):
		var flag bool
		err = value.As(&flag)
		converted = flag
	case typ.Is(tftypes.Number):
		number := new(big.Float)
		err = value.As(number)
		converted = number.Text('f', -1)
	case typ.Is(tftypes.Tuple{}):
		var items []tftypes.Value
		err = value.As(&items)
		list := []any{}
		for _, item := range items {
			list = append(list, plain(t, item))
		}
		converted = list
	case typ.Is(tftypes.Object{}):
		var members map[string]tftypes.Value
		err = value.As(&members)
		object := map[string]any{}
		for name, member := range members {
			object[name] = plain(t, member)
		}
		converted = object
	default:
		t.Fatalf("a value of type %s", typ)
	}
	if err != nil {
		t.Fatal(err)
	}
	return converted
}

func TestDecodeToken(t *testing.T) {
	t.Parallel()
	type object = map[string]any
	header := object{"alg": "HS256"}
	for name, c := range map[string]struct {
		token any
		want  object
	}{
		"null": {nil, object{"header": nil, "claims": nil, "issued_at": nil, "not_before": nil, "expires_at": nil}},
		"no claim": {token(anyHeader, `{}`), object{
			"header": header, "claims": object{}, "issued_at": nil, "not_before": nil, "expires_at": nil,
		}},
		"an algorithm that nobody registered": {token(`{"alg":"Ed25519","typ":"JWT"}`, `{"typ":"refresh"}`), object{
			"header": object{"alg": "Ed25519", "typ": "JWT"}, "claims": object{"typ": "refresh"},
			"issued_at": nil, "not_before": nil, "expires_at": nil,
		}},
		"times": {token(anyHeader, `{"iat":1740821415,"nbf":1740821414.9,"exp":1.749461415e9}`), object{
			"header": header, "claims": object{"iat": "1740821415", "nbf": "1740821414.9", "exp": "1749461415"},
			"issued_at": "2025-03-01T09:30:15Z", "not_before": "2025-03-01T09:30:14Z", "expires_at": "2025-06-09T09:30:15Z",
		}},
		"what is no time": {token(anyHeader, `{"iat":"1740821415","nbf":-1,"exp":253402300800}`), object{
			"header": header, "claims": object{"iat": "1740821415", "nbf": "-1", "exp": "253402300800"},
			"issued_at": nil, "not_before": nil, "expires_at": nil,
		}},
		"every kind of value": {token(anyHeader, `{"a":[1,"two",true,null,[],{"b":{"c":[[]]}}],"n":null,"":"","é":"\ud83d\ude00"}`), object{
			"header": header,
			"claims": object{
				"a": []any{"1", "two", true, nil, []any{}, object{"b": object{"c": []any{[]any{}}}}},
				"n": nil, "": "", "é": "😀",
			},
			"issued_at": nil, "not_before": nil, "expires_at": nil,
		}},
		"digits": {token(anyHeader, `{"n":[9007199254740993,12345678901234567890123456789,0.1,-2.5e-3,0]}`), object{
			"header":    header,
			"claims":    object{"n": []any{"9007199254740993", "12345678901234567890123456789", "0.1", "-0.0025", "0"}},
			"issued_at": nil, "not_before": nil, "expires_at": nil,
		}},
		"names in Unicode NFD, which a CLI turns into NFC": {token(anyHeader, `{"e\u0301":{"o\u0308":1}}`), object{
			"header": header, "claims": object{"\u00e9": object{"\u00f6": "1"}}, "issued_at": nil, "not_before": nil, "expires_at": nil,
		}},
		"names that become one": {token(anyHeader, `{"e\u0301":1,"\u00e9":2,"s\u0323\u0307":3,"s\u0307\u0323":4}`), object{
			"header": header, "claims": object{"\u00e9": "2", "\u1e69": "3"}, "issued_at": nil, "not_before": nil, "expires_at": nil,
		}},
		"white space around and padding within": {"\n " + strings.Replace(token(anyHeader, `{}`), ".", "=.", 1) + "\n", object{
			"header": header, "claims": object{}, "issued_at": nil, "not_before": nil, "expires_at": nil,
		}},
		"no signature": {strings.TrimSuffix(token(`{"alg":"none"}`, `{}`), "c2lnbmF0dXJl"), object{
			"header": object{"alg": "none"}, "claims": object{}, "issued_at": nil, "not_before": nil, "expires_at": nil,
		}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got, complaint := decode(t, c.token)
			if complaint != "" {
				t.Fatal(complaint)
			}
			if difference := cmp.Diff(c.want, got); difference != "" {
				t.Error(difference)
			}
		})
	}
}

// OpenTofu sends a null argument without any value; see server.go.
func TestDecodeTokenOfAnArgumentWithoutAValue(t *testing.T) {
	t.Parallel()
	for _, argument := range []*tfprotov6.DynamicValue{nil, {}} {
		got, complaint := call(t, argument)
		if complaint != "" || len(got) != 5 || got["claims"] != nil || got["expires_at"] != nil {
			t.Errorf("got %v, %q", got, complaint)
		}
	}
}

// complaints is all that the function may say; what is in the token is not among it.
var complaints = regexp.MustCompile(`^(not a JWT: expected 3 parts, found \d+|an encrypted token \(JWE, 5 parts\) cannot be decoded|` +
	`the token contains (arrays or objects nested too deeply|a number that is too large or too small)|` +
	`the (header|claims) \((first|second) part\) cannot be decoded as (base64url|a JSON object))$`)

func TestDecodeTokenRefuses(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct{ token, want string }{
		"nothing":             {"", "not a JWT: expected 3 parts, found 1"},
		"an opaque token":     {"KEY0187F3A0C1D2E3F4", "not a JWT: expected 3 parts, found 1"},
		"four parts":          {"a.b.c.d", "not a JWT: expected 3 parts, found 4"},
		"an encrypted token":  {"a.b.c.d.e", "an encrypted token (JWE, 5 parts) cannot be decoded"},
		"a header of noise":   {"!." + strings.SplitN(token(anyHeader, `{}`), ".", 2)[1], "header (first part) cannot be decoded as base64url"},
		"a header of text":    {token("hello", `{}`), "header (first part) cannot be decoded as a JSON object"},
		"claims of a list":    {token(anyHeader, `["password"]`), "claims (second part) cannot be decoded as a JSON object"},
		"claims of null":      {token(anyHeader, `null`), "claims (second part) cannot be decoded as a JSON object"},
		"claims cut off":      {token(anyHeader, `{"sub":"pass`), "claims (second part) cannot be decoded as a JSON object"},
		"two claims":          {token(anyHeader, `{}{}`), "claims (second part) cannot be decoded as a JSON object"},
		"claims too deep":     {token(anyHeader, `{"a":`+strings.Repeat("[", 50)+strings.Repeat("]", 50)+`}`), "nested too deeply"},
		"a header too deep":   {token(`{"a":`+strings.Repeat(`{"a":`, 50)+`1`+strings.Repeat("}", 51), `{}`), "nested too deeply"},
		"a number too large":  {token(anyHeader, `{"n":1e5000}`), "too large or too small"},
		"a number beyond all": {token(anyHeader, `{"n":[1e999999999999]}`), "too large or too small"},
		"a number too small":  {token(anyHeader, `{"n":-1e-5000}`), "too large or too small"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got, complaint := decode(t, c.token)
			if !strings.Contains(complaint, c.want) || !complaints.MatchString(complaint) {
				t.Errorf("got %v, %q", got, complaint)
			}
		})
	}
}

// Whatever it is given, the function answers, and never repeats what it was given.
func FuzzDecodeToken(f *testing.F) {
	f.Add("")
	f.Add("eyJhbGciOiJIUzI1NiJ9..")
	for _, claims := range []string{
		`{}`, `{"exp":1740821415}`, `{"exp":1e400}`, `{"a":[null,{"b":[]}]}`, `{"":0,"":1}`, `{"\u0000":"\ud800"}`, `nope`,
		`{"a":` + strings.Repeat("[", 60), "{\"\xff\":-0.0}", `{"e\u0301":1,"\u00e9":2}`,
	} {
		f.Add(token(anyHeader, claims))
		f.Add(token(claims, anyHeader))
	}
	f.Fuzz(func(t *testing.T, text string) {
		if result, complaint := decode(t, text); complaint == "" {
			if len(result) != 5 {
				t.Errorf("got %v", result)
			}
		} else if !complaints.MatchString(complaint) {
			t.Errorf("it says %q", complaint)
		}
	})
}

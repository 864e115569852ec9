package cloudflare

import (
	"context"
	"testing"

	"terraform.local/rtc/terraform-provider-rtc/internal/rest"
	"terraform.local/rtc/terraform-provider-rtc/internal/rest/resttest"
)

func seeds() []string {
	return []string{
		`{"success":true,"data":{"token":"eyJhbGciOiJSUzI1NiJ9.eyJleHAiOjF9.c2ln"}}`,
		`{"success":true,"data":{"token":""}}`, `{"success":true,"data":{"token":4711}}`, `{"success":true,"data":null}`, `{"success":true}`,
		`{"success":false,"data":{"token":"x"}}`, `{"data":{"token":"x"}}`, `{"success":null,"data":{"token":"x"}}`, `{"success":"true"}`,
		`{"success":false,"errors":[{"code":10000,"message":"Authentication error"}],"messages":[],"result":null}`,
		`{"success":false,"errors":[{"code":6003,"message":"Invalid request headers","error_chain":[{"code":6111,"message":"Invalid format"}]}]}`,
		`{"success":false,"errors":["plain",7,null,{}]}`, `{"success":false,"errors":{"code":1}}`,
		`{"success":false,"error":{"code":404,"message":"No user found"}}`, `{"code":1007,"error":"auth.key_not_in_claims"}`,
		`{"message":"Unauthorized"}`, `{"code":7,"message":"text"}`, `{"errors":[{"source":"no object","message":"m"}]}`,
		``, `null`, `[]`, `"x"`, `<html>`, `{"success":true,"data":{"token":"x"`, `{"Success":true,"DATA":{"tOkEn":"x"}}`,
	}
}

func FuzzTokenAnswer(f *testing.F) {
	resttest.FuzzTokens(f, seeds(), func(options rest.Options) func(context.Context) ([]string, error) {
		client := New("secret", options)
		return func(ctx context.Context) ([]string, error) {
			token, err := client.RefreshParticipantToken(ctx, Participant{"a", "b", "c", "d"})
			return []string{token}, err
		}
	})
}

func FuzzFaults(f *testing.F) { resttest.FuzzFaults(f, faults, seeds()) }

func TestFaults(t *testing.T) {
	t.Parallel()
	resttest.CheckFaults(t, faults, map[string][]rest.Fault{
		`{"success":false,"errors":[{"code":10000,"message":"Authentication error"}]}`: {{Code: "10000", Detail: "Authentication error", Native: true}},
		`{"errors":[{"code":6003,"message":"a","error_chain":[{"code":6111,"message":"b"}]},{"code":1,"message":"c","source":{"pointer":"/d"}}]}`: {
			{Code: "6003", Detail: "a"}, {Code: "6111", Detail: "b"}, {Code: "1", Detail: "c", Pointer: "/d"}},
		`{"errors":["plain",{"code":"2","message":"b"}]}`:                                            {{Detail: "plain"}, {Code: "2", Detail: "b"}},
		`{"success":false,"error":{"code":404,"message":"No user found"}}`:                           {{Code: "404", Detail: "No user found", Native: true}},
		`{"code":1007,"error":"auth.key_not_in_claims"}`:                                             {{Code: "1007", Detail: "auth.key_not_in_claims"}},
		`{"message":"Unauthorized"}`:                                                                 {{Detail: "Unauthorized"}},
		`{"code":7,"message":"text"}`:                                                                {{Code: "7", Detail: "text"}},
		`{"errors":[{"code":7}]}`:                                                                    {{Code: "7"}},
		`{"errors":[{"message":"m","source":"no object"}]}`:                                          {{Detail: "m"}},
		`{"errors":{"code":1},"message":"m"}`:                                                        {{Detail: "m"}},
		`{"success":false,"code":404,"message":"Not Found"}`:                                         {{Code: "404", Detail: "Not Found"}},
		`{"success":false,"errors":["plain",{"code":1}]}`:                                            {{Detail: "plain"}, {Code: "1", Native: true}},
		`{"success":"false","error":{"code":404}}`:                                                   {{Code: "404"}},
		`{"success":false,"errors":[],"messages":["Meeting is closed"]}`:                             {{Detail: "Meeting is closed"}},
		`{"success":false,"errors":[],"messages":[{"code":404,"message":"Meeting is closed"}]}`:      {{Code: "404", Detail: "Meeting is closed"}},
		`{"success":false,"errors":[{"code":1,"message":"m"}],"messages":["n"]}`:                     {{Code: "1", Detail: "m", Native: true}},
		`{"message":["a","b"]}`:                                                                      {{Detail: "a; b"}},
		`{"success":false,"errors":[{"code":1,"message":["a",{"title":"b"}]}]}`:                      {{Code: "1", Detail: "a; title: b", Native: true}},
		`{"success":false,"error":{"code":400,"message":{"title":["is required"],"picture":"bad"}}}`: {{Code: "400", Detail: "picture: bad; title: is required", Native: true}},
		`{"success":false,"error":{"message":{"x":{"y":[{"z":"deep"}]}}}}`:                           {{Detail: "x: y: z: deep"}},
		`{"success":false,"error":["a","b"]}`:                                                        {{Detail: "a; b"}},
		`{"errors":[["a"],{"x":1}]}`:                                                                 {{Detail: "a"}},
		`{"errors":[],"messages":[]}`:                                                                nil,
		`null`:                                                                                       nil,
		``:                                                                                           nil,
		`<html>`:                                                                                     nil,
		`{"errors":[{"code":1`:                                                                       nil,
	})
}

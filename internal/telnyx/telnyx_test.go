package telnyx

import (
	"context"
	"net/http"
	"testing"

	"terraform.local/rtc/terraform-provider-rtc/internal/rest"
	"terraform.local/rtc/terraform-provider-rtc/internal/rest/resttest"
)

func seeds() []string {
	return []string{
		`{"data":{"token":"eyJ.a.b","token_expires_at":"2030-01-01T00:00:00Z","refresh_token":"eyJ.c.d","refresh_token_expires_at":"2030-01-01T00:00:00Z"}}`,
		`{"data":{"token":"x","refresh_token":"y"}}`, `{"data":{"token":"x"}}`, `{"data":{"token":"","refresh_token":""}}`,
		`{"data":{"token":4711}}`, `{"data":{"token":"x","token_expires_at":"tomorrow"}}`, `{"data":{"token":"x","token_expires_at":null}}`,
		`{"data":null}`, `{"data":[]}`, `{}`, `null`, ``, `[]`, `"x"`, `7`, `<html>`, `{"data":{"token":"x"`,
		`{"errors":[{"code":"10009","title":"Authentication failed","detail":"d","meta":{"url":"https://example.com"}}]}`,
		`{"errors":[{"code":10015,"title":"t","detail":"d","source":{"pointer":"/token_ttl_secs","parameter":"p"}}]}`,
		`{"code":"10010","title":"Authorization failed","detail":"d","source":{"parameter":"room_id"}}`,
		`{"message":"Error","success":false}`, `{"errors":["plain",7,null]}`, `{"errors":{}}`, `{"errors":[],"message":"m"}`,
		`{"code":{},"title":[],"detail":7,"source":"s"}`,
	}
}

func FuzzTokenAnswers(f *testing.F) {
	resttest.FuzzTokens(f, seeds(), func(options rest.Options) func(context.Context) ([]string, error) {
		client := New("secret", options)
		return func(ctx context.Context) ([]string, error) {
			pair, err := client.GenerateJoinClientToken(ctx, "a", 600, 3600)
			return []string{pair.Token, pair.RefreshToken}, err
		}
	})
}

func FuzzRefreshAnswers(f *testing.F) {
	resttest.FuzzTokens(f, seeds(), func(options rest.Options) func(context.Context) ([]string, error) {
		client := New("secret", options)
		return func(ctx context.Context) ([]string, error) {
			token, err := client.RefreshClientToken(ctx, "a", "refresh", 600)
			return []string{token.Token}, err
		}
	})
}

func FuzzFaults(f *testing.F) { resttest.FuzzFaults(f, faults, seeds()) }

func TestFaults(t *testing.T) {
	t.Parallel()
	resttest.CheckFaults(t, faults, map[string][]rest.Fault{
		`{"errors":[{"code":"10009","title":"Authentication failed","detail":"d"}]}`: {{Code: "10009", Title: "Authentication failed", Detail: "d", Native: true}},
		`{"errors":[{"code":10015,"title":"t","source":{"pointer":"/a","parameter":"b"}},{"detail":"d","source":{"parameter":"b"}}]}`: {
			{Code: "10015", Title: "t", Pointer: "/a", Native: true}, {Detail: "d", Pointer: "b"}},
		`{"code":"10010","title":"t","detail":"d"}`:             {{Code: "10010", Title: "t", Detail: "d", Native: true}},
		`{"message":"Error","success":false}`:                   {{Detail: "Error", Native: true}},
		`{"errors":[],"message":"m"}`:                           {{Detail: "m"}},
		`{"errors":["plain",{"detail":"d"},null]}`:              {{Detail: "plain"}, {Detail: "d"}},
		`{"errors":[{"detail":"Resource not found"}]}`:          {{Detail: "Resource not found"}},
		`{"errors":{"detail":"Not Found"}}`:                     {{Detail: "Not Found"}},
		`{"errors":{"unique_name":["has already been taken"]}}`: {{Detail: "has already been taken", Pointer: "/unique_name"}},
		`{"errors":{"max_participants":["is too high","is odd"],"unique_name":"is too long"}}`: {
			{Detail: "is too high; is odd", Pointer: "/max_participants"}, {Detail: "is too long", Pointer: "/unique_name"}},
		`{"errors":{"code":"10005","title":"Resource not found"}}`: {{Code: "10005", Title: "Resource not found", Native: true}},
		`{"errors":[{"detail":["a","b"]}]}`:                        {{Detail: "a; b"}},
		`{"errors":"plain"}`:                                       {{Detail: "plain"}},
		`{"errors":{"unique_name":[]},"message":["a"]}`:            {{Detail: "a"}},
		`{"errors":{"code":1},"message":"m"}`:                      {{Detail: "m"}},
		`{"code":1,"source":"no object"}`:                          {{Code: "1"}},
		`null`:                                                     nil,
		``:                                                         nil,
		`<html>`:                                                   nil,
		`{"data":{"token":"x"}}`:                                   nil,
		`{"code":"1"`:                                              nil,
	})
}

// A time is only shown: whatever is wrong with it, the token that was minted is there.
func TestATokenOutlivesItsExpiry(t *testing.T) {
	t.Parallel()
	for at, year := range map[string]int{
		`"2030-01-01T00:00:00Z"`: 2030, `"2030-01-01T02:00:00.5+02:00"`: 2030, `"tomorrow"`: 1, `""`: 1, `null`: 1, `1893456000`: 1,
		`true`: 1, `{}`: 1, `["2030-01-01T00:00:00Z"]`: 1, `"2030-01-01 00:00:00"`: 1, `"2030-13-01T00:00:00Z"`: 1,
	} {
		vendor := resttest.Always(t, http.StatusCreated,
			`{"data":{"token":"x","token_expires_at":`+at+`,"refresh_token":"y","refresh_token_expires_at":`+at+`}}`)
		client := New("secret", vendor.Options)
		pair, err := client.GenerateJoinClientToken(t.Context(), "a", 600, 3600)
		if err != nil || pair.Token != "x" || pair.RefreshToken != "y" || pair.ExpiresAt.Year() != year || pair.RefreshTokenExpiresAt.Year() != year {
			t.Errorf("%s: %+v, %v", at, pair, err)
		}
		token, err := client.RefreshClientToken(t.Context(), "a", "y", 600)
		if err != nil || token.Token != "x" || token.ExpiresAt.Year() != year {
			t.Errorf("%s: %+v, %v", at, token, err)
		}
	}
}

package simulator_test

import (
	"crypto"
	"crypto/ed25519"
	"crypto/rsa"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"strings"
	"testing"
	"time"

	"terraform.local/rtc/terraform-provider-rtc/internal/simulator"
)

// parts takes a token apart without the help of what made it.
func parts(t *testing.T, token string) (header, claims map[string]any, signed, signature []byte) {
	t.Helper()
	piece := strings.Split(token, ".")
	if len(piece) != 3 {
		t.Fatalf("a token of %d parts", len(piece))
	}
	decoded := make([][]byte, 3)
	for i := range piece {
		var err error
		if decoded[i], err = base64.RawURLEncoding.DecodeString(piece[i]); err != nil {
			t.Fatal(err)
		}
	}
	if json.Unmarshal(decoded[0], &header) != nil || json.Unmarshal(decoded[1], &claims) != nil {
		t.Fatal("header or claims are not JSON")
	}
	return header, claims, []byte(piece[0] + "." + piece[1]), decoded[2]
}

func frozen() (time.Time, func() time.Time) {
	now := time.Date(2026, time.May, 4, 12, 0, 0, 123456789, time.UTC)
	return now, func() time.Time { return now }
}

func TestCloudflareToken(t *testing.T) {
	t.Parallel()
	now, clock := frozen()
	s := start(t, simulator.Options{Now: clock})
	minted := callCloudflare(t, s, "POST", mintPath)
	want(t, "status", minted.status, 200)
	want(t, "success", minted.at("success"), any(true))

	token := minted.text("data.token")
	header, claims, signed, signature := parts(t, token)
	digest := sha256.Sum256(signed)
	if err := rsa.VerifyPKCS1v15(s.CloudflarePublicKey(), crypto.SHA256, digest[:], signature); err != nil {
		t.Error(err)
	}
	want(t, "signature bytes", len(signature), 256)
	want(t, "alg", header["alg"], any("RS256"))
	want(t, "typ", header["typ"], any("JWT"))
	want(t, "orgId", claims["orgId"], any(simulator.AppID))
	want(t, "meetingId", claims["meetingId"], any(simulator.MeetingID))
	want(t, "participantId", claims["participantId"], any(simulator.ParticipantID))
	want(t, "presetId", claims["presetId"] != "", true)
	want(t, "iat", claims["iat"], any(float64(now.Unix())))
	want(t, "exp", claims["exp"], any(float64(now.Unix()+8_640_000)))
	want(t, "number of claims", len(claims), 6)

	issued := s.Tokens()
	want(t, "issued", len(issued), 1)
	want(t, "to", issued[0].Participant, simulator.ParticipantID)
	want(t, "for", issued[0].Room, simulator.MeetingID)
	want(t, "the token", issued[0].Token, token)
	want(t, "until", issued[0].Expires.Unix(), now.Unix()+8_640_000)
}

func TestTelnyxTokens(t *testing.T) {
	t.Parallel()
	now, clock := frozen()
	s := start(t, simulator.Options{Now: clock})
	minted := callTelnyx(t, s, "POST", createPath, `{"token_ttl_secs":10,"refresh_token_ttl_secs":86400}`)
	want(t, "status", minted.status, 201)
	for _, c := range []struct {
		field, typ, expires string
		ttl                 int64
	}{
		{"token", "access", "2026-05-04T12:00:10Z", 10},
		{"refresh_token", "refresh", "2026-05-05T12:00:00Z", 86400},
	} {
		header, claims, signed, signature := parts(t, minted.text("data."+c.field))
		want(t, "signature", ed25519.Verify(s.TelnyxPublicKey(), signed, signature), true)
		want(t, "alg", header["alg"], any("Ed25519"))
		want(t, "typ", claims["typ"], any(c.typ))
		want(t, "aud", claims["aud"], any("telnyx_access_token"))
		want(t, "iss", claims["iss"], any("telnyx_access_token"))
		want(t, "sub", claims["sub"], any("null"))
		want(t, "nbf", claims["nbf"], any(float64(now.Unix()-1)))
		want(t, "iat", claims["iat"], any(float64(now.Unix())))
		want(t, "exp", claims["exp"], any(float64(now.Unix()+c.ttl)))
		want(t, "said expiry", minted.text("data."+c.field+"_expires_at"), c.expires)
		granted := response{json: claims}
		want(t, "resource", granted.text("grants.0.resources.0"), "telnyx:video:rooms:"+simulator.RoomID)
		want(t, "action", granted.text("grants.0.actions.0"), "join")
	}
	want(t, "the first is to join", s.Tokens()[0].Refresh, false)
	want(t, "the second is to refresh", s.Tokens()[1].Refresh, true)

	defaults := callTelnyx(t, s, "POST", createPath, `{}`)
	want(t, "default", defaults.text("data.token_expires_at"), "2026-05-04T12:10:00Z")
	want(t, "default of the refresh", defaults.text("data.refresh_token_expires_at"), "2026-05-04T13:00:00Z")
}

func TestEveryTokenDiffers(t *testing.T) {
	t.Parallel()
	_, clock := frozen() // all within one second
	s := start(t, simulator.Options{Now: clock, LightSignatures: true})
	seen := map[string]bool{}
	for range 20 {
		callCloudflare(t, s, "POST", mintPath)
		callTelnyx(t, s, "POST", createPath, "{}")
	}
	for _, issued := range s.Tokens() {
		seen[issued.Token] = true
	}
	want(t, "different tokens", len(seen), 60)
}

func BenchmarkMint(b *testing.B) {
	for name, light := range map[string]bool{"full": false, "light": true} {
		b.Run(name, func(b *testing.B) {
			s := start(b, simulator.Options{LightSignatures: light})
			s.CloudflarePublicKey()
			b.RunParallel(func(pb *testing.PB) {
				for pb.Next() {
					callCloudflare(b, s, "POST", mintPath)
				}
			})
		})
	}
}

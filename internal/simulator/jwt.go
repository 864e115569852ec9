package simulator

import (
	"crypto"
	"crypto/ed25519"
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"errors"
	"strings"
	"sync"
	"sync/atomic"
)

// The algorithms as the vendors' tokens name them. Telnyx writes "Ed25519",
// which RFC 8037 registers as "EdDSA".
const (
	rs256      = "RS256"
	algEd25519 = "Ed25519"
)

type signer struct {
	light   bool
	public  ed25519.PublicKey
	private ed25519.PrivateKey
	serial  atomic.Uint64
}

// One RSA key of each size serves the whole process: making one takes longer than
// most tests.
//
//nolint:gochecknoglobals // Made once and never changed.
var (
	rsaKey      = sync.OnceValue(func() *rsa.PrivateKey { return newRSAKey(2048) })
	rsaLightKey = sync.OnceValue(func() *rsa.PrivateKey { return newRSAKey(1024) })
)

func newRSAKey(bits int) *rsa.PrivateKey {
	key, err := rsa.GenerateKey(rand.Reader, bits)
	if err != nil {
		panic(err) // the library makes both sizes
	}
	return key
}

func (g *signer) newEd25519Key() (err error) {
	g.public, g.private, err = ed25519.GenerateKey(rand.Reader)
	return err
}

func (g *signer) rsa() *rsa.PrivateKey {
	if g.light {
		return rsaLightKey()
	}
	return rsaKey()
}

// CloudflarePublicKey verifies the tokens of RealtimeKit participants.
func (s *Server) CloudflarePublicKey() *rsa.PublicKey { return &s.signer.rsa().PublicKey }

// TelnyxPublicKey verifies the tokens of Telnyx rooms.
func (s *Server) TelnyxPublicKey() ed25519.PublicKey { return s.signer.public }

// signRS256 signs claims. Two tokens of the same second would be equal: their
// claims have no jti, and the signature is deterministic. A serial number,
// written as white space that JSON ignores, makes each token differ.
func (g *signer) signRS256(claims any) string {
	payload := marshal(claims)
	serial := g.serial.Add(1)
	spaced := []byte{payload[0]}
	for ; serial > 0; serial >>= 1 {
		spaced = append(spaced, " \t"[serial&1])
	}
	spaced = append(spaced, payload[1:]...)
	input := encodeParts(rs256, spaced)
	digest := sha256.Sum256([]byte(input))
	signature, err := rsa.SignPKCS1v15(nil, g.rsa(), crypto.SHA256, digest[:])
	if err != nil {
		panic(err) // the key and the digest have the right size
	}
	return input + "." + base64.RawURLEncoding.EncodeToString(signature)
}

func (g *signer) signEd25519(claims any) string {
	input := encodeParts(algEd25519, marshal(claims))
	return input + "." + base64.RawURLEncoding.EncodeToString(ed25519.Sign(g.private, []byte(input)))
}

func marshal(value any) []byte { return reply(0, value).body }

func encodeParts(alg string, payload []byte) string {
	header := marshal(struct {
		Alg string `json:"alg"`
		Typ string `json:"typ"`
	}{alg, "JWT"})
	return base64.RawURLEncoding.EncodeToString(header) + "." + base64.RawURLEncoding.EncodeToString(payload)
}

var errToken = errors.New("not a token of this server")

// verify checks the signature and gives the algorithm and the claims.
func (g *signer) verify(token string) (alg string, claims []byte, err error) {
	parts := strings.Split(token, ".")
	if len(parts) != 3 {
		return "", nil, errToken
	}
	var raw [3][]byte
	for i, part := range parts {
		if raw[i], err = base64.RawURLEncoding.DecodeString(part); err != nil {
			return "", nil, errToken
		}
	}
	var header struct{ Alg, Typ string }
	if json.Unmarshal(raw[0], &header) != nil || header.Typ != "JWT" {
		return "", nil, errToken
	}
	input, good := []byte(parts[0]+"."+parts[1]), false
	switch header.Alg {
	case rs256:
		digest := sha256.Sum256(input)
		good = rsa.VerifyPKCS1v15(&g.rsa().PublicKey, crypto.SHA256, digest[:], raw[2]) == nil
	case algEd25519:
		good = ed25519.Verify(g.public, input, raw[2])
	}
	if !good {
		return "", nil, errToken
	}
	return header.Alg, raw[1], nil
}

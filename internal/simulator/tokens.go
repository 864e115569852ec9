package simulator

import (
	"encoding/json"
	"errors"
	"strings"
	"time"
)

// cloudflareLifetime is the same for every token,
// https://developers.cloudflare.com/realtime/realtimekit/faq/
const cloudflareLifetime = 100 * 24 * time.Hour

// participantClaims are a RealtimeKit participant token's.
type participantClaims struct {
	OrgID         string `json:"orgId"` // the app
	MeetingID     string `json:"meetingId"`
	ParticipantID string `json:"participantId"`
	PresetID      string `json:"presetId"`
	IssuedAt      int64  `json:"iat"`
	ExpiresAt     int64  `json:"exp"`
}

// roomClaims are a Telnyx room token's, https://developers.telnyx.com/docs/video
type roomClaims struct {
	Audience      string      `json:"aud"`
	ExpiresAt     int64       `json:"exp"`
	Grants        []roomGrant `json:"grants"`
	GrantsVersion string      `json:"grants_version"`
	IssuedAt      int64       `json:"iat"`
	Issuer        string      `json:"iss"`
	ID            string      `json:"jti"`
	NotBefore     int64       `json:"nbf"`
	Subject       string      `json:"sub"`
	Type          string      `json:"typ"`
}

type roomGrant struct {
	Actions   []string `json:"actions"`
	Resources []string `json:"resources"`
	Subjects  []string `json:"subjects"`
}

// The two types of a Telnyx token: one joins, the other gets new ones.
const (
	typeAccess  = "access"
	typeRefresh = "refresh"
)

const (
	telnyxAudience = "telnyx_access_token"
	roomResource   = "telnyx:video:rooms:"
	userResource   = "telnyx:users:"
)

func (s *Server) mintParticipant(op Operation, now time.Time, m Meeting, p Participant) string {
	expires := now.Add(cloudflareLifetime).Truncate(time.Second)
	token := s.signer.signRS256(participantClaims{
		OrgID:         m.AppID,
		MeetingID:     m.ID,
		ParticipantID: p.ID,
		PresetID:      s.world.presetID(m.AppID, p.PresetName),
		IssuedAt:      now.Unix(),
		ExpiresAt:     expires.Unix(),
	})
	s.journal.issued(Issued{Operation: op, Token: token, Room: m.ID, Participant: p.ID, Expires: expires})
	return token
}

// mintRoom signs a token of the given type. A refresh passes the grants of its
// refresh token on. Without grants, the token is for the account's user.
func (s *Server) mintRoom(op Operation, now time.Time, typ string, seconds int, room string, grants []roomGrant) (string, time.Time) {
	if grants == nil {
		grants = []roomGrant{{
			Actions:   []string{"join"},
			Resources: []string{roomResource + room},
			Subjects:  []string{userResource + s.world.userID},
		}}
	}
	expires := now.Add(time.Duration(seconds) * time.Second).UTC().Truncate(time.Second)
	token := s.signer.signEd25519(roomClaims{
		Audience:      telnyxAudience,
		ExpiresAt:     expires.Unix(),
		Grants:        grants,
		GrantsVersion: "1.0.0",
		IssuedAt:      now.Unix(),
		Issuer:        telnyxAudience,
		ID:            newUUID(""),
		NotBefore:     now.Unix() - 1,
		Subject:       "null", // the vendor writes the word
		Type:          typ,
	})
	s.journal.issued(Issued{Operation: op, Token: token, Refresh: typ == typeRefresh, Room: room, Expires: expires})
	return token, expires
}

// roomOf is the room and the user that a token's grants name.
func (c roomClaims) roomOf() (room, user string) {
	for _, grant := range c.Grants {
		if len(grant.Resources) > 0 && len(grant.Subjects) > 0 {
			return strings.TrimPrefix(grant.Resources[0], roomResource), strings.TrimPrefix(grant.Subjects[0], userResource)
		}
	}
	return "", ""
}

// readRoomToken verifies a token and reads its claims.
func (s *Server) readRoomToken(token string, typ string, now time.Time) (roomClaims, error) {
	alg, payload, err := s.signer.verify(token)
	if err != nil {
		return roomClaims{}, err
	}
	if alg != algEd25519 {
		return roomClaims{}, errToken
	}
	var claims roomClaims
	if err := json.Unmarshal(payload, &claims); err != nil {
		return roomClaims{}, errToken
	}
	switch {
	case claims.Type != typ:
		return roomClaims{}, errors.New("the token is not of type " + typ)
	case now.Unix() < claims.NotBefore:
		return roomClaims{}, errors.New("the token is not valid yet")
	case now.Unix() >= claims.ExpiresAt:
		return roomClaims{}, errExpired
	}
	return claims, nil
}

var errExpired = errors.New("the token has expired")

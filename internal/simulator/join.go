package simulator

import (
	"encoding/json"
	"errors"
	"net/http"
	"time"
)

// join is what a client SDK does with a token: come in. The token is the
// bearer, and the only thing that is asked for.
func (s *Server) join(x *exchange) (answer, error) {
	token, ok := x.bearer()
	if !ok {
		return answer{}, unjoined(http.StatusUnauthorized, "no token was sent as bearer")
	}
	in, err := s.admitted(token, x.now)
	if err != nil {
		return answer{}, unjoined(http.StatusUnauthorized, err.Error())
	}
	in.At = time.Now()
	s.journal.joined(in)
	return reply(http.StatusOK, map[string]any{"vendor": in.Vendor, "room": in.Room, "participant": in.Participant}), nil
}

func unjoined(status int, reason string) answer {
	return reply(status, map[string]any{"reason": reason})
}

// admitted says who the token lets into which room. The algorithm tells whose
// token it is; verification has settled that it is one.
func (s *Server) admitted(token string, now time.Time) (Joined, error) {
	alg, payload, err := s.signer.verify(token)
	if err != nil {
		return Joined{}, err
	}
	if alg == rs256 {
		return s.admittedParticipant(payload, now)
	}
	claims, err := s.readRoomToken(token, typeAccess, now)
	if err != nil {
		return Joined{}, err
	}
	room, user := claims.roomOf()
	if _, known := lookup(&s.world, &s.world.rooms, room); !known {
		return Joined{}, errors.New("there is no such room any more")
	}
	return Joined{Vendor: string(telnyx), Room: room, Participant: user}, nil
}

func (s *Server) admittedParticipant(payload []byte, now time.Time) (Joined, error) {
	var claims participantClaims
	if err := json.Unmarshal(payload, &claims); err != nil {
		return Joined{}, errToken
	}
	if now.Unix() >= claims.ExpiresAt {
		return Joined{}, errExpired
	}
	meeting, known := lookup(&s.world, &s.world.meetings, claims.MeetingID)
	switch {
	case !known:
		return Joined{}, errors.New("there is no such meeting")
	case meeting.Status != "ACTIVE":
		return Joined{}, errors.New("the meeting is not active")
	}
	participant, _ := lookup(&s.world, &s.world.participants, claims.ParticipantID)
	if participant.MeetingID != meeting.ID {
		return Joined{}, errors.New("the participant was deleted, and the token with it")
	}
	return Joined{Vendor: string(cloudflare), Room: meeting.ID, Participant: participant.ID}, nil
}

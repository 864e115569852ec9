package simulator

import (
	"encoding/json"
	"errors"
	"net/http"
	"time"
)

// join is what a client SDK does with a token: come in, and stay until somebody
// takes one out. The token is the bearer, and the only thing that is asked for.
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
	came := map[string]any{"vendor": in.Vendor, "room": in.Room, "participant": in.Participant}
	if in.Preset != "" {
		came["preset"] = in.Preset
	}
	return reply(http.StatusOK, came), nil
}

func unjoined(status int, reason string) answer {
	return reply(status, map[string]any{"reason": reason})
}

// admitted lets in whom the token is for, and says who that is. The algorithm tells whose
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
	id, user := claims.roomOf()
	room, known := lookup(&s.world, &s.world.rooms, id)
	if !known {
		return Joined{}, errors.New("there is no such room any more")
	}
	if !s.enterRoom(room, presence{key: claims.ID, who: user}) {
		return Joined{}, errors.New("the room is full")
	}
	return Joined{Vendor: string(telnyx), Room: room.ID, Participant: user}, nil
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
	if s.options.PresetChangeEndsTokens && claims.PresetID != s.world.presetID(meeting.AppID, participant.PresetName) {
		return Joined{}, errors.New("the participant has another preset since the token was minted")
	}
	preset, _ := lookup(&s.world, &s.world.presets, claims.PresetID)
	s.world.mu.Lock()
	defer s.world.mu.Unlock()
	s.world.enter(meeting.ID, presence{
		key: participant.ID, who: participant.ID, id: newUUID(""), customID: participant.CustomParticipantID,
		name: participant.Name, picture: participant.Picture, joinedAt: now, changeAt: now,
	})
	return Joined{Vendor: string(cloudflare), Room: meeting.ID, Participant: participant.ID, Preset: preset.Name}, nil
}

package simulator

import (
	"encoding/json"
	"errors"
	"net/http"
	"strings"
	"time"
)

// join does what a client SDK does with a token: it joins, and stays until it is
// removed. The token is sent as bearer. Nothing else is needed.
func (s *Server) join(x *exchange) (answer, error) {
	token, ok := x.bearer()
	if !ok {
		return answer{}, joinRefused(http.StatusUnauthorized, "no token was sent as bearer")
	}
	in, err := s.admitToken(token, typeAccess, x.now)
	if err == nil {
		err = s.enter(in)
	}
	if err != nil {
		return answer{}, joinRefused(http.StatusUnauthorized, err.Error())
	}
	in.At = time.Now()
	s.journal.joined(in.Joined)
	came := map[string]any{"vendor": in.Vendor, "room": in.Room, "participant": in.Participant}
	if in.Preset != "" {
		came["preset"] = in.Preset
	}
	return reply(http.StatusOK, came), nil
}

func joinRefused(status int, reason string) answer {
	return reply(status, map[string]any{"reason": reason})
}

// Opens says whether a token can be used now: to join a meeting or a room, or to
// refresh. Nobody joins.
func (s *Server) Opens(t Issued) bool {
	typ := typeAccess
	if t.Refresh {
		typ = typeRefresh
	}
	_, err := s.admitToken(t.Token, typ, s.options.Now())
	return err == nil
}

// An admission is who may join, and their entry in the session.
type admission struct {
	Joined
	presence
}

// admitToken says whom a token lets into which meeting or room. Its algorithm
// tells which vendor's it is.
func (s *Server) admitToken(token, typ string, now time.Time) (admission, error) {
	alg, payload, err := s.signer.verify(token)
	if err != nil {
		return admission{}, err
	}
	if alg == rs256 {
		return s.admitParticipant(payload, now)
	}
	claims, err := s.readRoomToken(token, typ, now)
	if err != nil {
		return admission{}, err
	}
	id, user := claims.roomOf()
	room, known := s.world.rooms.get(id)
	if !known {
		return admission{}, errors.New("there is no such room any more")
	}
	return admission{
		Joined{Vendor: string(telnyx), Room: room.ID, Participant: user},
		presence{key: claims.ID, who: user},
	}, nil
}

func (s *Server) admitParticipant(payload []byte, now time.Time) (admission, error) {
	var claims participantClaims
	if err := json.Unmarshal(payload, &claims); err != nil {
		return admission{}, errToken
	}
	if now.Unix() >= claims.ExpiresAt {
		return admission{}, errExpired
	}
	meeting, known := s.world.meetings.get(claims.MeetingID)
	switch {
	case !known:
		return admission{}, errors.New("there is no such meeting")
	case meeting.Status != "ACTIVE":
		return admission{}, errors.New("the meeting is not active")
	}
	participant, _ := s.world.participants.get(claims.ParticipantID)
	if participant.MeetingID != meeting.ID {
		return admission{}, errors.New("the participant was deleted, and the token with it")
	}
	if s.options.PresetChangeEndsTokens && claims.PresetID != s.world.presetID(meeting.AppID, participant.PresetName) {
		return admission{}, errors.New("the participant has another preset since the token was minted")
	}
	preset, _ := s.world.presets.get(claims.PresetID)
	return admission{
		Joined{Vendor: string(cloudflare), Room: meeting.ID, Participant: participant.ID, Preset: preset.Name},
		presence{
			key: participant.ID, who: participant.ID, id: newUUID(""), customID: participant.CustomParticipantID,
			name: participant.Name, picture: participant.Picture, joinedAt: now, changeAt: now,
		},
	}, nil
}

// enter adds somebody to the session. By the documents, Telnyx rejects who joins
// a room that has max_participants.
func (s *Server) enter(in admission) error {
	s.world.mu.Lock()
	defer s.world.mu.Unlock()
	if in.Vendor == string(telnyx) {
		room, _ := s.world.rooms.get(in.Room)
		if running := s.world.sessions[strings.ToLower(room.ID)]; running != nil && len(running.present) >= room.MaxParticipants && !running.has(in.key) {
			return errors.New("the room is full")
		}
		room.startSession(s.timestamp())
		s.world.rooms.put(room.ID, room)
	} else if meeting, _ := s.world.meetings.get(in.Room); s.world.sessionOf(meeting, in.joinedAt) == nil {
		delete(s.world.sessions, strings.ToLower(meeting.ID)) // the session before has ended
	}
	s.world.enter(in.Room, in.presence)
	return nil
}

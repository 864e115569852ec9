package simulator

import (
	"cmp"
	"fmt"
	"net/http"
	"strings"
)

// participant finds the participant that the path names. Its ID may be any
// string, by the documents.
func (s *Server) participant(x *exchange) (Meeting, Participant, error) {
	meeting, err := s.meeting(x)
	if err != nil {
		return Meeting{}, Participant{}, err
	}
	participant, known := s.world.participants.get(x.parameters["participant_id"])
	if !known || participant.MeetingID != meeting.ID {
		return Meeting{}, Participant{}, s.noParticipant(x)
	}
	return meeting, participant, nil
}

func (s *Server) noParticipant(x *exchange) answer {
	a := kitError(http.StatusNotFound, "No user found with id %s", x.parameters["participant_id"])
	a.status = cmp.Or(s.options.MissingParticipantStatus, a.status)
	return a
}

func (s *Server) getMeetingParticipant(x *exchange) (answer, error) {
	meeting, err := s.meeting(x)
	if err != nil {
		return answer{}, err
	}
	participant, known := s.world.participants.read(x.parameters["participant_id"])
	if !known || participant.MeetingID != meeting.ID {
		return answer{}, s.noParticipant(x)
	}
	return success(http.StatusOK, participant.view()), nil
}

// addParticipant answers with the participant and a token.
func (s *Server) addParticipant(x *exchange) (answer, error) {
	meeting, err := s.meeting(x)
	if err != nil {
		return answer{}, err
	}
	f, err := readFields(x, kitRefusals())
	if err != nil {
		return answer{}, err
	}
	participant := Participant{ID: newUUID("aaa"), MeetingID: meeting.ID}
	f.require("custom_participant_id", "preset_name")
	f.text("custom_participant_id", &participant.CustomParticipantID)
	f.removeNull("name")
	f.removeNull("picture")
	if err := s.setParticipant(f, meeting, &participant); err != nil {
		return answer{}, err
	}
	same := func(p Participant) bool {
		return p.MeetingID == meeting.ID && p.CustomParticipantID == participant.CustomParticipantID
	}
	other, is := s.world.participants.first(same)
	switch {
	case is && s.options.DuplicateParticipant == DuplicateRefused:
		return answer{}, kitError(http.StatusConflict, "A participant with custom_participant_id %s exists already", other.CustomParticipantID)
	case is && s.options.DuplicateParticipant == DuplicateReturned:
		if there, known := s.world.participants.get(other.ID); known {
			return s.withToken(x, http.StatusCreated, meeting, there), nil
		}
	}
	s.setDates(&participant.CreatedAt, &participant.UpdatedAt)
	s.world.participants.create(participant.ID, participant)
	return s.withToken(x, http.StatusCreated, meeting, participant), nil
}

// editParticipant answers with another token, whatever was changed.
func (s *Server) editParticipant(x *exchange) (answer, error) {
	meeting, participant, err := s.participant(x)
	if err != nil {
		return answer{}, err
	}
	f, err := readFields(x, kitRefusals())
	if err != nil {
		return answer{}, err
	}
	if f.removeNull("name") && !s.options.ParticipantNullKeeps {
		participant.Name, participant.named = "", false
	}
	if f.removeNull("picture") && !s.options.ParticipantNullKeeps {
		participant.Picture = ""
	}
	f.removeNull("preset_name") // every participant keeps one
	if err := s.setParticipant(f, meeting, &participant); err != nil {
		return answer{}, err
	}
	participant.UpdatedAt = s.timestamp()
	s.world.participants.put(participant.ID, participant)
	return s.withToken(x, http.StatusOK, meeting, participant), nil
}

// setParticipant sets the fields that add and edit have in common.
func (s *Server) setParticipant(f *fields, m Meeting, p *Participant) error {
	if _, given := f.raw("name"); given {
		p.named = true
	}
	f.text("name", &p.Name)
	f.url("picture", &p.Picture)
	if _, given := f.raw("preset_name"); given {
		f.text("preset_name", &p.PresetName)
		if !s.options.UnknownPresetAccepted && s.world.presetID(m.AppID, p.PresetName) == "" {
			f.refuse(kitError(http.StatusBadRequest, "BAD_REQUEST no preset found with name %s", p.PresetName))
		}
	}
	return f.err()
}

func (s *Server) withToken(x *exchange, status int, m Meeting, p Participant) answer {
	view := p.view()
	view["token"] = s.mintParticipant(x.op, x.now, m, p)
	return success(status, view)
}

// deleteMeetingParticipant revokes the participant's tokens: they need the
// participant. It removes nobody from the session,
// https://developers.cloudflare.com/realtime/realtimekit/faq/
func (s *Server) deleteMeetingParticipant(x *exchange) (answer, error) {
	meeting, participant, err := s.participant(x)
	if err != nil {
		return answer{}, err
	}
	s.world.participants.delete(participant.ID)
	return success(http.StatusOK, map[string]any{
		"custom_participant_id": participant.CustomParticipantID,
		"preset_id":             s.world.presetID(meeting.AppID, participant.PresetName),
		"created_at":            millis(participant.CreatedAt),
		"updated_at":            millis(participant.UpdatedAt),
	}), nil
}

// regenerateToken answers 200, not 201. It mints for an INACTIVE meeting too:
// only joining is refused there.
func (s *Server) regenerateToken(x *exchange) (answer, error) {
	meeting, participant, err := s.participant(x)
	if err != nil {
		return answer{}, err
	}
	if err := noBody(x); err != nil {
		return answer{}, err
	}
	token := s.mintParticipant(x.op, x.now, meeting, participant)
	return success(http.StatusOK, map[string]any{"token": token}), nil
}

func noBody(x *exchange) error {
	if len(x.body) > 0 {
		return kitError(http.StatusBadRequest, "BAD_REQUEST the operation takes no body")
	}
	return nil
}

func kitRefusals() refusals {
	bad := func(format string, values ...any) answer {
		return kitError(http.StatusBadRequest, "BAD_REQUEST %s", fmt.Sprintf(format, values...))
	}
	return refusals{
		media:     func() answer { return bad("the body must be of type application/json") },
		malformed: func() answer { return bad("the body must be an object") },
		missing:   func(name string) answer { return bad("%q is required", name) },
		member: func(name, complaint string) answer {
			return bad("%q %s", name, strings.ReplaceAll(complaint, "not known", "not allowed"))
		},
	}
}

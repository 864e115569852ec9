package simulator

import (
	"encoding/json"
	"net/http"
	"slices"
)

// shape gives a success the form that the questions about answers choose. The
// handlers answer with all that is documented.
func (s *Server) shape(x *exchange, a answer) answer {
	if a.status >= http.StatusMultipleChoices || x.vendor == nobody || len(a.body) == 0 {
		return a
	}
	if s.isMissingList(x, a) {
		return kit(http.StatusNotFound, "Nothing found")
	}
	if s.options.ChangeAnswers == ChangesAnsweredWhole {
		return a
	}
	whole := decode(a.body)
	if data, is := whole["data"].(map[string]any); is {
		s.shapeChange(x, data)
	}
	a.body = marshal(whole)
	return a
}

// isMissingList says whether the answer is an empty list that does not exist.
// Those of apps and of rooms always do.
func (s *Server) isMissingList(x *exchange, a answer) bool {
	var missing []Operation
	switch s.options.EmptyLists {
	case EmptyWebhooksMissing:
		missing = []Operation{GetAllWebhooks}
	case EmptyListsMissing:
		missing = []Operation{GetAllWebhooks, GetMeetingParticipants, GetAllMeetings, GetPresets}
	}
	if !slices.Contains(missing, x.op) {
		return false
	}
	var list struct {
		Data   []any
		Paging struct {
			Total int `json:"total_count"`
		}
	}
	return json.Unmarshal(a.body, &list) == nil && len(list.Data)+list.Paging.Total == 0
}

// shapeChange takes fields out of the answer to a change.
func (s *Server) shapeChange(x *exchange, data map[string]any) {
	if x.method != http.MethodPatch && x.method != http.MethodDelete && x.op != KickParticipants && x.op != KickAllParticipants {
		return
	}
	if s.options.ChangeAnswers == ChangesAnsweredWithoutID {
		for _, name := range []string{"id", "participants", "kicked_participants_count"} {
			delete(data, name)
		}
		return
	}
	sent := decode(x.body)
	for name := range data {
		if _, echoed := sent[name]; !echoed {
			delete(data, name)
		}
	}
}

// decode reads an object; nil where there is none.
func decode(text []byte) (object map[string]any) {
	_ = json.Unmarshal(text, &object) //nolint:errcheck // Then it is nil.
	return object
}

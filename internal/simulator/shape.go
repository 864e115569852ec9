package simulator

import (
	"encoding/json"
	"net/http"
	"slices"
	"strings"
	"time"
)

// shape gives a success the form that the questions about answers choose. The
// handlers answer with all that is documented.
func (s *Server) shape(x *exchange, a answer) answer {
	if a.status >= http.StatusMultipleChoices || x.vendor == noVendor || len(a.body) == 0 {
		return a
	}
	if s.isMissingList(x, a) {
		return kitError(http.StatusNotFound, "Nothing found")
	}
	q := s.options.Questions
	if q.ChangeAnswers == ChangesAnsweredWhole && !q.PresetByID && !q.NoPaging && q.Times == TimesDocumented {
		return a
	}
	whole := decode(a.body)
	if data, is := whole["data"].(map[string]any); is && isChange(x) {
		shapeChange(q.ChangeAnswers, data, decode(x.body))
	}
	if q.NoPaging {
		delete(whole, "paging")
		delete(whole, "meta")
	}
	s.shapeFields(x, whole)
	a.body = marshal(whole)
	return a
}

// shapeFields writes times and presets as the questions have it, wherever they
// are.
func (s *Server) shapeFields(x *exchange, value any) {
	switch value := value.(type) {
	case []any:
		for _, each := range value {
			s.shapeFields(x, each)
		}
	case map[string]any:
		for name, each := range value {
			text, isText := each.(string)
			switch {
			case isText && strings.HasSuffix(name, "_at"):
				value[name] = s.options.Times.write(text)
			case isText && name == "preset_name" && s.options.PresetByID:
				value["preset_id"] = s.world.presetID(x.parameters["app_id"], text)
				delete(value, name)
			default:
				s.shapeFields(x, each)
			}
		}
	}
}

// write gives a documented time another form.
func (t Times) write(documented string) string {
	at, err := time.Parse(time.RFC3339, documented)
	switch {
	case err == nil && t == TimesWithoutZone:
		return strings.TrimSuffix(documented, "Z")
	case err == nil && t == TimesUnreadable:
		return at.Format("on Monday at 15:04")
	}
	return documented
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

func isChange(x *exchange) bool {
	return x.method == http.MethodPatch || x.method == http.MethodDelete || x.op == KickParticipants || x.op == KickAllParticipants
}

// shapeChange takes fields out of the answer to a change.
func shapeChange(answers ChangeAnswers, data, sent map[string]any) {
	for name := range data {
		_, echoed := sent[name]
		told := name == "id" || name == "participants" || name == "kicked_participants_count"
		if answers == ChangesEchoed && !echoed || answers == ChangesAnsweredWithoutID && told {
			delete(data, name)
		}
	}
}

// decode reads an object; nil where there is none.
func decode(text []byte) (object map[string]any) {
	_ = json.Unmarshal(text, &object) //nolint:errcheck // Then it is nil.
	return object
}

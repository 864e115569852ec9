package simulator

import (
	"cmp"
	"math"
	"net/http"
	"strings"
	"time"
)

func kitQuery(x *exchange) *query {
	return &query{values: x.query, refuse: func(name, complaint string) answer {
		return kitError(http.StatusBadRequest, "BAD_REQUEST %q %s", name, complaint)
	}}
}

func (s *Server) getApps(x *exchange) (answer, error) {
	q := kitQuery(x)
	page := s.kitPage(q, 1)
	search := q.text("search", 125)
	if err := q.err(); err != nil {
		return answer{}, err
	}
	apps := s.world.apps.list(
		func(a App) bool { return contains(a.Name, search) },
		func(a App) time.Time { return a.CreatedAt })
	return kitList(apps, page, App.view), nil
}

func (s *Server) getAllMeetings(x *exchange) (answer, error) {
	app, err := s.app(x)
	if err != nil {
		return answer{}, err
	}
	q := kitQuery(x)
	page := s.kitPage(q, 0)
	search := q.text("search", math.MaxInt)
	status := q.oneOf("status", "ACTIVE", "INACTIVE")
	if err := q.err(); err != nil {
		return answer{}, err
	}
	meetings := s.world.meetings.list(func(m Meeting) bool {
		return m.AppID == app.ID &&
			(status == "" || m.Status == status) &&
			(contains(m.Title, search) || strings.EqualFold(m.ID, search))
	}, func(m Meeting) time.Time { return m.CreatedAt })
	return kitList(meetings, page, Meeting.view), nil
}

func (s *Server) getMeetingParticipants(x *exchange) (answer, error) {
	meeting, err := s.meeting(x)
	if err != nil {
		return answer{}, err
	}
	q := kitQuery(x)
	page := s.kitPage(q, 0)
	if err := q.err(); err != nil {
		return answer{}, err
	}
	participants := s.world.participants.list(
		func(p Participant) bool { return p.MeetingID == meeting.ID },
		func(p Participant) time.Time { return p.CreatedAt })
	return kitList(participants, page, Participant.view), nil
}

// kitPage reads page_no and per_page. The documents let both begin at one for
// apps and at zero elsewhere. Zero is taken for the default.
func (s *Server) kitPage(q *query, least int) page {
	return page{
		number: cmp.Or(q.number("page_no", least, math.MaxInt32, 1), 1),
		size:   min(cmp.Or(q.number("per_page", least, math.MaxInt32, 20), 20), s.options.MaxPerPage),
	}
}

// kitList answers with one page. Offsets begin at one and include both ends.
// Nothing is documented about a page beyond the last: they are zero there.
func kitList[T any](items []T, p page, view func(T) map[string]any) answer {
	shown, before := pageOf(items, p)
	start, end := 0, 0
	if len(shown) > 0 {
		start, end = before+1, before+len(shown)
	}
	return reply(http.StatusOK, map[string]any{
		"success": true,
		"data":    views(shown, view),
		"paging":  map[string]any{"total_count": len(items), "start_offset": start, "end_offset": end},
	})
}

// contains is how a search matches: anywhere, in either case.
func contains(text, search string) bool {
	return strings.Contains(strings.ToLower(text), strings.ToLower(search))
}

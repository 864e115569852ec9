package simulator

import (
	"math"
	"net/http"
	"time"
)

func (s *Server) listRooms(x *exchange) (answer, error) {
	q := &query{values: x.query, refuse: func(name, complaint string) answer {
		return unexplained(http.StatusBadRequest, name+" "+complaint)
	}}
	p := page{
		number: q.number("page[number]", 1, math.MaxInt32, 1),
		size:   q.number("page[size]", 1, 250, 20),
	}
	sessions := includeSessions(q)
	name := q.text("filter[unique_name]", math.MaxInt)
	created, updated := daysOf(q, "filter[date_created_at]"), daysOf(q, "filter[date_updated_at]")
	if err := q.err(); err != nil {
		return answer{}, err
	}
	rooms := s.world.rooms.list(func(r Room) bool {
		return (name == "" || r.UniqueName == name) && created.include(r.CreatedAt) && updated.include(r.UpdatedAt)
	}, func(r Room) time.Time { return r.CreatedAt })
	shown, _ := cutPage(rooms, p)
	return reply(http.StatusOK, map[string]any{
		"data": views(shown, func(r Room) map[string]any { return r.view(sessions) }),
		"meta": map[string]any{
			"page_number":   p.number,
			"page_size":     p.size,
			"total_pages":   (len(rooms) + p.size - 1) / p.size,
			"total_results": len(rooms),
		},
	}), nil
}

func includeSessions(q *query) bool {
	return q.oneOf("include_sessions", "true", "false") == "true"
}

// A dayRange holds days of UTC, both ends included; a zero time is no bound.
type dayRange struct{ eq, gte, lte time.Time }

func daysOf(q *query, name string) dayRange {
	return dayRange{
		eq:  q.time(name+"[eq]", time.DateOnly),
		gte: q.time(name+"[gte]", time.DateOnly),
		lte: q.time(name+"[lte]", time.DateOnly),
	}
}

func (r dayRange) include(t time.Time) bool {
	day := t.UTC().Truncate(24 * time.Hour)
	return (r.eq.IsZero() || day.Equal(r.eq)) &&
		(r.gte.IsZero() || !day.Before(r.gte)) &&
		(r.lte.IsZero() || !day.After(r.lte))
}

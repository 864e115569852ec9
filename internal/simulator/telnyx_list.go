package simulator

import (
	"math"
	"net/http"
	"time"
)

func (s *Server) listRooms(x *exchange) (answer, error) {
	q := &query{values: x.query, refuse: func(name, complaint string) answer {
		return messageOnly(http.StatusBadRequest, name+" "+complaint)
	}}
	p := page{
		number: q.number("page[number]", 1, math.MaxInt32, 1),
		size:   q.number("page[size]", 1, 250, 20),
	}
	sessions := includeSessions(q)
	name := q.text("filter[unique_name]", math.MaxInt)
	if err := q.err(); err != nil {
		return answer{}, err
	}
	rooms := s.world.rooms.list(func(r Room) bool {
		return name == "" || r.UniqueName == name
	}, func(r Room) time.Time { return r.CreatedAt })
	shown, _ := pageOf(rooms, p)
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

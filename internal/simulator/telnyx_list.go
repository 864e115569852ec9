package simulator

import (
	"net/http"
	"strconv"
	"time"
)

// listRooms refuses, alone of all operations, with a message and a success of
// false: so its documents have it.
func (s *Server) listRooms(x *exchange) (answer, error) {
	if err := onlyQuery(x, "page[number]", "page[size]", "include_sessions", "filter[unique_name]",
		"filter[date_created_at][eq]", "filter[date_created_at][gte]", "filter[date_created_at][lte]",
		"filter[date_updated_at][eq]", "filter[date_updated_at][gte]", "filter[date_updated_at][lte]"); err != nil {
		return answer{}, err
	}
	number, err := roomsNumber(x, "page[number]", 1, 1<<31)
	if err != nil {
		return answer{}, err
	}
	size, err := roomsNumber(x, "page[size]", 20, 250)
	if err != nil {
		return answer{}, err
	}
	sessions, err := includeSessions(x)
	if err != nil {
		return answer{}, err
	}
	created, err := daysOf(x, "filter[date_created_at]")
	if err != nil {
		return answer{}, err
	}
	updated, err := daysOf(x, "filter[date_updated_at]")
	if err != nil {
		return answer{}, err
	}
	rooms := list(&s.world, &s.world.rooms, func(r Room) bool {
		return (!x.query.Has("filter[unique_name]") || r.UniqueName == x.query.Get("filter[unique_name]")) &&
			created.include(r.CreatedAt) && updated.include(r.UpdatedAt)
	}, func(r Room) time.Time { return r.CreatedAt })
	page, _ := pageOf(rooms, number, size)
	return reply(http.StatusOK, map[string]any{
		"data": views(page, func(r Room) map[string]any { return r.view(sessions) }),
		"meta": map[string]any{
			"page_number":   number,
			"page_size":     size,
			"total_pages":   (len(rooms) + size - 1) / size,
			"total_results": len(rooms),
		},
	}), nil
}

func listRefused(message string) answer {
	return reply(http.StatusBadRequest, map[string]any{"message": message, "success": false})
}

func roomsNumber(x *exchange, name string, otherwise, most int) (int, error) {
	if !x.query.Has(name) {
		return otherwise, nil
	}
	n, err := strconv.Atoi(x.query.Get(name))
	if err != nil || n < 1 || n > most {
		return 0, listRefused(name + " must be between 1 and " + strconv.Itoa(most))
	}
	return n, nil
}

// A dateRange is compared with the days of UTC, both ends included.
type dateRange struct{ eq, gte, lte string }

func daysOf(x *exchange, name string) (dateRange, error) {
	days := dateRange{x.query.Get(name + "[eq]"), x.query.Get(name + "[gte]"), x.query.Get(name + "[lte]")}
	for _, day := range []string{days.eq, days.gte, days.lte} {
		if _, err := time.Parse(time.DateOnly, day); day != "" && err != nil {
			return dateRange{}, listRefused(name + " is not a date")
		}
	}
	return days, nil
}

func (r dateRange) include(t time.Time) bool {
	day := t.UTC().Format(time.DateOnly) // whose order is that of the days
	return (r.eq == "" || day == r.eq) && (r.gte == "" || day >= r.gte) && (r.lte == "" || day <= r.lte)
}

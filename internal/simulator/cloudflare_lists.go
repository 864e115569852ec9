package simulator

import (
	"net/http"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"
)

func (s *Server) getApps(x *exchange) (answer, error) {
	if err := onlyQuery(x, "page_no", "per_page", "search", "sort_order"); err != nil {
		return answer{}, err
	}
	number, size, err := s.kitPage(x, 1)
	if err != nil {
		return answer{}, err
	}
	search := x.query.Get("search")
	if utf8.RuneCountInString(search) > 125 {
		return answer{}, kit(http.StatusBadRequest, `BAD_REQUEST "search" length must be less than or equal to 125 characters long`)
	}
	order, err := oneOf(x, "sort_order", "ASC", "DESC")
	if err != nil {
		return answer{}, err
	}
	apps := list(&s.world, &s.world.apps, func(a App) bool { return contains(a.Name, search) }, func(a App) time.Time { return a.CreatedAt })
	if order == "ASC" {
		reverse(apps)
	}
	return kitList(apps, number, size, App.view), nil
}

func (s *Server) getAllMeetings(x *exchange) (answer, error) {
	if err := onlyQuery(x, "page_no", "per_page", "search", "status", "start_time", "end_time"); err != nil {
		return answer{}, err
	}
	app, err := s.app(x)
	if err != nil {
		return answer{}, err
	}
	number, size, err := s.kitPage(x, 0)
	if err != nil {
		return answer{}, err
	}
	status, err := oneOf(x, "status", "ACTIVE", "INACTIVE")
	if err != nil {
		return answer{}, err
	}
	from, err := instant(x, "start_time")
	if err != nil {
		return answer{}, err
	}
	to, err := instant(x, "end_time")
	if err != nil {
		return answer{}, err
	}
	search := x.query.Get("search")
	meetings := list(&s.world, &s.world.meetings, func(m Meeting) bool {
		return m.AppID == app.ID &&
			(status == "" || m.Status == status) &&
			(contains(m.Title, search) || strings.EqualFold(m.ID, search)) &&
			(from.IsZero() || !m.CreatedAt.Before(from)) &&
			(to.IsZero() || !m.CreatedAt.After(to))
	}, func(m Meeting) time.Time { return m.CreatedAt })
	return kitList(meetings, number, size, Meeting.view), nil
}

func (s *Server) getMeetingParticipants(x *exchange) (answer, error) {
	if err := onlyQuery(x, "page_no", "per_page"); err != nil {
		return answer{}, err
	}
	meeting, err := s.meeting(x)
	if err != nil {
		return answer{}, err
	}
	number, size, err := s.kitPage(x, 0)
	if err != nil {
		return answer{}, err
	}
	participants := list(&s.world, &s.world.participants, func(p Participant) bool { return p.MeetingID == meeting.ID },
		func(p Participant) time.Time { return p.CreatedAt })
	return kitList(participants, number, size, Participant.view), nil
}

// kitPage reads page_no and per_page. The documents begin the pages of apps at
// one, and let those of meetings be zero or empty, which can only mean that
// nothing was chosen.
func (s *Server) kitPage(x *exchange, least int) (number, size int, err error) {
	if number, err = kitNumber(x, "page_no", least, 1); err != nil {
		return 0, 0, err
	}
	if size, err = kitNumber(x, "per_page", least, 20); err != nil {
		return 0, 0, err
	}
	return number, min(size, s.options.MaxPerPage), nil
}

func kitNumber(x *exchange, name string, least, otherwise int) (int, error) {
	if !x.query.Has(name) || least == 0 && x.query.Get(name) == "" {
		return otherwise, nil
	}
	n, err := strconv.Atoi(x.query.Get(name))
	if err != nil || n < least {
		return 0, kit(http.StatusBadRequest, "BAD_REQUEST %q must be a number greater than or equal to %d", name, least)
	}
	if n == 0 {
		return otherwise, nil
	}
	return n, nil
}

// kitList answers with one page. The offsets are counted from one and include
// both ends; of a page beyond the last nothing is documented, and they are zero.
func kitList[T any](items []T, number, size int, view func(T) map[string]any) answer {
	page, before := pageOf(items, number, size)
	start, end := 0, 0
	if len(page) > 0 {
		start, end = before+1, before+len(page)
	}
	return reply(http.StatusOK, map[string]any{
		"success": true,
		"data":    views(page, view),
		"paging":  map[string]any{"total_count": len(items), "start_offset": start, "end_offset": end},
	})
}

func oneOf(x *exchange, name string, values ...string) (string, error) {
	value := x.query.Get(name)
	if !x.query.Has(name) {
		return "", nil
	}
	for _, allowed := range values {
		if value == allowed {
			return value, nil
		}
	}
	return "", kit(http.StatusBadRequest, "BAD_REQUEST %q must be one of [%s]", name, strings.Join(values, ", "))
}

func instant(x *exchange, name string) (time.Time, error) {
	if !x.query.Has(name) {
		return time.Time{}, nil
	}
	t, err := time.Parse(time.RFC3339, x.query.Get(name))
	if err != nil {
		return time.Time{}, kit(http.StatusBadRequest, "BAD_REQUEST %q must be in ISO 8601 date format", name)
	}
	return t, nil
}

// contains is how a search matches: anywhere, in either case.
func contains(text, search string) bool {
	return strings.Contains(strings.ToLower(text), strings.ToLower(search))
}

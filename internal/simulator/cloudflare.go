package simulator

import (
	"fmt"
	"net/http"
	"regexp"
	"time"
)

// Cloudflare has two forms of errors. Its gateway refuses with errors, a list
// (https://developers.cloudflare.com/fundamentals/api/troubleshooting/);
// RealtimeKit behind it with one error, whose code is the HTTP status
// (https://developers.cloudflare.com/api/resources/realtime_kit/).

type gatewayError struct {
	Code    int            `json:"code"`
	Message string         `json:"message"`
	Chain   []gatewayError `json:"error_chain,omitempty"`
}

func gatewayErrors(status int, errors ...gatewayError) answer {
	return reply(status, map[string]any{"success": false, "errors": errors, "messages": []any{}, "result": nil})
}

func kitError(status int, format string, values ...any) answer {
	return reply(status, map[string]any{
		"success": false,
		"error":   map[string]any{"code": status, "message": fmt.Sprintf(format, values...)},
	})
}

func success(status int, data any) answer {
	return reply(status, map[string]any{"success": true, "data": data})
}

func noRoute(status int) answer {
	return gatewayErrors(status, gatewayError{Code: 7000, Message: "No route for that URI"})
}

func (s *Server) authorizeCloudflare(x *exchange) error {
	if x.request.Header.Get("Authorization") == "" {
		return gatewayErrors(http.StatusBadRequest, gatewayError{Code: 9106, Message: "Missing X-Auth-Key, X-Auth-Email or Authorization headers"})
	}
	token, ok := x.bearer()
	if !ok {
		return gatewayErrors(http.StatusBadRequest, gatewayError{
			Code: 6003, Message: "Invalid request headers",
			Chain: []gatewayError{{Code: 6111, Message: "Invalid format for Authorization header"}},
		})
	}
	if token != s.options.CloudflareAPIToken {
		return gatewayErrors(http.StatusUnauthorized, gatewayError{Code: 10000, Message: "Authentication error"})
	}
	if x.parameters["account_id"] != s.options.AccountID {
		return gatewayErrors(http.StatusNotFound,
			gatewayError{Code: 7003, Message: "Could not route to " + x.request.URL.Path + ", perhaps your object identifier is invalid?"},
			gatewayError{Code: 7000, Message: "No route for that URI"})
	}
	return nil
}

var uuidForm = regexp.MustCompile(`^(?i)[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$`)

// app finds the app that the path names. The documents say 32 characters at
// most and show IDs of 36, so the form is not checked.
func (s *Server) app(x *exchange) (App, error) {
	id := x.parameters["app_id"]
	app, known := s.world.apps.get(id)
	if !known {
		return App{}, kitError(http.StatusNotFound, "No app found with id %s", id)
	}
	return app, nil
}

func (s *Server) meeting(x *exchange) (Meeting, error) {
	app, err := s.app(x)
	if err != nil {
		return Meeting{}, err
	}
	id := x.parameters["meeting_id"]
	if !uuidForm.MatchString(id) {
		return Meeting{}, kitError(http.StatusBadRequest, `BAD_REQUEST "meeting_id" must be a valid GUID`)
	}
	meeting, known := s.world.meetings.get(id)
	if !known || meeting.AppID != app.ID {
		return Meeting{}, kitError(http.StatusNotFound, "No meeting found with id %s", id)
	}
	return meeting, nil
}

func (s *Server) getApp(x *exchange) (answer, error) {
	app, err := s.app(x)
	if err != nil {
		return answer{}, err
	}
	return success(http.StatusOK, app.view()), nil
}

// millis is how Cloudflare writes a time.
func millis(t time.Time) string { return t.UTC().Format("2006-01-02T15:04:05.000Z") }

package simulator

import (
	"maps"
	"net/http"
	"strings"
)

// Answer is a fault with this status and this body, verbatim.
func Answer(status int, body string) Fault { return Fault{Status: status, Body: body} }

// AfterEffect carries the operation out before the fault: the client gets an
// error, or nothing, for what was done.
func (f Fault) AfterEffect() Fault {
	f.After = true
	return f
}

// NotJSON carries the operation out, and replaces the body by an HTML page, as a
// proxy may.
func NotJSON() Fault { return Fault{Body: "<html>\n<body>OK</body>\n</html>\n", After: true} }

// With adds a header to the fault's answer.
func (f Fault) With(name, value string) Fault {
	header := http.Header{}
	maps.Copy(header, f.Header)
	header.Set(name, value)
	f.Header = header
	return f
}

// Refusal is an error with this status in the vendor's usual form. At Cloudflare
// that is the gateway's for 401, 403 and 429, else RealtimeKit's. At Telnyx it
// is the video service's for 403 and 404, else the gateway's.
func Refusal(status int) Fault {
	return Fault{Status: status, answer: func(_ *Server, x *exchange) answer { return refusal(x.vendor, status) }}
}

// TooMany is a 429 in the vendor's usual form, with this Retry-After: seconds, an
// HTTP date, or "" for none.
func TooMany(retryAfter string) Fault {
	if retryAfter == "" {
		return Refusal(http.StatusTooManyRequests)
	}
	return Refusal(http.StatusTooManyRequests).With("Retry-After", retryAfter)
}

// HTML is a page of a proxy in front of the vendor.
func HTML(status int) Fault {
	text := http.StatusText(status)
	return Answer(status, "<html>\n<head><title>"+text+"</title></head>\n<body><center><h1>"+text+"</h1></center></body>\n</html>\n").
		With("Content-Type", "text/html")
}

// Gateway is an error of Cloudflare's gateway under any status, even 200.
func Gateway(status, code int, message string) Fault {
	return Answer(status, string(gatewayErrors(status, gatewayError{Code: code, Message: message}).body))
}

// RealtimeKit is an error of RealtimeKit, whose code is usually the status, under
// any status, even 200.
func RealtimeKit(status, code int, message string) Fault {
	return Answer(status, string(kitError(code, "%s", message).body))
}

// TelnyxList is an error of Telnyx's gateway: a list of one, with a
// source.pointer unless that is empty.
func TelnyxList(status int, code, title, detail, pointer string) Fault {
	return Answer(status, string(wrapped(status, sourced(code, title, detail, pointer)).body))
}

// TelnyxFlat is an error of Telnyx's video service, which is not in a list.
func TelnyxFlat(status int, code, title, detail string) Fault {
	return Answer(status, string(flat(status, sourced(code, title, detail, "")).body))
}

func sourced(code, title, detail, pointer string) telnyxError {
	e := newTelnyxError(code, title, detail)
	if pointer != "" {
		e.Source = &telnyxSource{Pointer: pointer}
	}
	return e
}

// EmptyTokens is a success, 200 or 201, whose tokens are empty strings.
func EmptyTokens(status int) Fault { return tokensAre(status, `""`) }

// NumberTokens is a success, 200 or 201, whose tokens are numbers.
func NumberTokens(status int) Fault { return tokensAre(status, `4711`) }

// Huge is a success, 200 or 201, whose tokens have this many bytes.
func Huge(status, bytes int) Fault {
	return tokensAre(status, `"`+strings.Repeat("x", bytes)+`"`)
}

func tokensAre(status int, value string) Fault {
	return Fault{Status: status, answer: func(_ *Server, x *exchange) answer {
		body := `{"data":{"token":` + value + `,"token_expires_at":"2030-01-01T00:00:00Z",` +
			`"refresh_token":` + value + `,"refresh_token_expires_at":"2030-01-01T00:00:00Z"}}`
		if x.vendor == cloudflare {
			body = `{"success":true,"data":{"token":` + value + `}}`
		}
		return answer{body: []byte(body)}
	}}
}

// Redirect is a redirect to another URL.
func Redirect(status int, url string) Fault { return Answer(status, "").With("Location", url) }

// Echo is an error whose message repeats every secret of the request: the
// Authorization header, the body, and a token of the type that the operation
// mints. [Server.Tokens] lists that token.
func Echo(status int) Fault {
	return Fault{Status: status, answer: func(s *Server, x *exchange) answer {
		message := "refused: Authorization: " + x.request.Header.Get("Authorization") +
			"; body " + string(x.body) + "; token " + s.anyToken(x)
		if x.vendor == cloudflare {
			return kitError(status, "%s", message)
		}
		return wrapped(status, newTelnyxError("10015", "Bad Request", message))
	}}
}

func (s *Server) anyToken(x *exchange) string {
	if x.vendor == cloudflare {
		return s.mintParticipant(x.op, x.now, Meeting{AppID: AppID, ID: MeetingID}, Participant{ID: ParticipantID})
	}
	token, _ := s.mintRoom(x.op, x.now, typeAccess, 600, RoomID, nil)
	return token
}

func refusal(v vendor, status int) answer {
	text := http.StatusText(status)
	switch {
	case status == http.StatusTooManyRequests:
		return tooMany(v)
	case v == cloudflare && (status == http.StatusUnauthorized || status == http.StatusForbidden):
		return gatewayErrors(status, gatewayError{Code: 10000, Message: "Authentication error"})
	case v == cloudflare:
		return kitError(status, "%s", text)
	case v == telnyx:
		return telnyxRefusal(status, text)
	}
	return joinRefused(status, text)
}

func telnyxRefusal(status int, text string) answer {
	switch status {
	case http.StatusUnauthorized:
		return wrapped(status, newTelnyxError("10009", "Authentication failed",
			"The required authentication headers were either invalid or not included in the request."))
	case http.StatusForbidden:
		return forbidden("You do not have permission to perform the requested action on the specified resource or resources.")
	case http.StatusNotFound:
		return flat(status, notFound())
	case http.StatusConflict:
		return wrapped(status, newTelnyxError("10012", "Duplicate resource", "Resource is a duplicate."))
	case http.StatusUnprocessableEntity:
		return wrapped(status, sourced("10015", "Bad Request", "The value is out of range.", "/token_ttl_secs"))
	}
	return wrapped(status, newTelnyxError("10007", "Unexpected error", text))
}

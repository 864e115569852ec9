package simulator

import (
	"fmt"
	"net/http"
	"strconv"
	"strings"
)

// Both vendors are behind Cloudflare's edge. It answers by itself if it cannot
// reach them, or if it blocks the request.

// An edgeError has the form of RFC 9457, which the edge sends to clients that
// accept JSON,
// https://developers.cloudflare.com/changelog/post/2026-03-12-retry-after-header-for-1xxx-errors
// The body of 522 was recorded. The others have its fields.
type edgeError struct {
	code, status   int
	name, category string
	title, detail  string
	retryAfter     int // seconds; zero: not retryable
}

func edgeErrors() []edgeError {
	return []edgeError{
		{500, 500, "internal_server_error", "origin", "Internal server error", "The origin had an error and could not answer.", 30},
		{502, 502, "bad_gateway", "origin", "Bad gateway", "The origin gave an answer that Cloudflare could not use.", 60},
		{504, 504, "gateway_timeout", "origin", "Gateway timeout", "The origin did not answer in time.", 120},
		{520, 520, "unknown_error", "origin", "Web server is returning an unknown error", "The origin's answer was empty or unexpected.", 60},
		{521, 521, "web_server_down", "origin", "Web server is down", "The origin refused the connection from Cloudflare.", 120},
		{522, 522, "connection_timeout", "origin", "Connection timed out", "Cloudflare could not establish a TCP connection to the origin server.", 120},
		{523, 523, "origin_unreachable", "origin", "Origin is unreachable", "Cloudflare found no way to the origin.", 120},
		{524, 524, "origin_timeout", "origin", "A timeout occurred", "The origin took the request and did not answer in time.", 120},
		{525, 525, "ssl_handshake_failed", "origin", "SSL handshake failed", "Cloudflare and the origin did not agree on TLS.", 0},
		{526, 526, "invalid_ssl_certificate", "origin", "Invalid SSL certificate", "Cloudflare does not trust the origin's certificate.", 0},
		{1010, 403, "browser_signature_banned", "access_denied", "Access denied, the client's signature is banned", "The owner of the site has banned requests that look like yours.", 0},
		{1015, 429, "rate_limited", "rate_limit", "You are being rate limited", "You have sent too many requests to this site.", 30},
		{1020, 403, "firewall_rule", "access_denied", "Access denied by a firewall rule", "A rule of the site's firewall has blocked the request.", 0},
		{1033, 530, "tunnel_error", "origin", "Cloudflare Tunnel error", "Cloudflare has no tunnel to the origin at this time.", 120},
	}
}

func (e edgeError) about() string {
	wait := "not to be retried"
	if e.retryAfter > 0 {
		wait = fmt.Sprintf("retry after %d s", e.retryAfter)
	}
	return fmt.Sprintf("%s, from Cloudflare's edge as JSON (status %d, %s)", e.title, e.status, wait)
}

func (e edgeError) fault() Fault {
	return Fault{Status: e.status, answer: func(*Server, *exchange) answer {
		ray := newRay()
		id, _, _ := strings.Cut(ray, "-")
		body := map[string]any{
			"type":             fmt.Sprintf("https://developers.cloudflare.com/support/troubleshooting/http-status-codes/error-%d/", e.code),
			"title":            fmt.Sprintf("Error %d: %s", e.code, e.title),
			"status":           e.status,
			"detail":           e.detail,
			"instance":         id,
			"error_code":       e.code,
			"error_name":       e.name,
			"error_category":   e.category,
			"ray_id":           id,
			"cloudflare_error": true,
			"retryable":        e.retryAfter > 0,
		}
		made := fromEdge(ray, "application/json", "")
		if e.retryAfter > 0 {
			body["retry_after"] = e.retryAfter
			made.header.Set("Retry-After", strconv.Itoa(e.retryAfter))
		}
		made.body = marshal(body)
		return made
	}}
}

// htmlPage is an HTML page of the edge.
func htmlPage(status int, title, text string, headers ...string) Fault {
	return Fault{Status: status, answer: func(*Server, *exchange) answer {
		ray := newRay()
		id, _, _ := strings.Cut(ray, "-")
		made := fromEdge(ray, "text/html; charset=UTF-8", "<!DOCTYPE html>\n<html lang=\"en-US\">\n<head><title>"+title+"</title></head>\n"+
			"<body><h1>"+text+"</h1>\n<span>Cloudflare Ray ID: <strong>"+id+"</strong></span></body>\n</html>\n")
		for _, each := range headers {
			name, value, _ := strings.Cut(each, ": ")
			made.header.Set(name, value)
		}
		return made
	}}
}

// plainText is a line of text from the edge.
func plainText(status int, line string) Fault {
	return Fault{Status: status, answer: func(*Server, *exchange) answer { return fromEdge(newRay(), "text/plain; charset=UTF-8", line) }}
}

// fromEdge has the headers of the edge, and not those of the vendor.
func fromEdge(ray, media, body string) answer {
	return answer{
		header: http.Header{"Cf-Ray": {ray}, "Server": {"cloudflare"}, "Content-Type": {media}, "X-Request-Id": nil},
		body:   []byte(body),
	}
}

func newRay() string { return randomHex(8) + "-LHR" }

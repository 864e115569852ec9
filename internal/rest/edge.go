package rest

import (
	"bytes"
	"encoding/json"
	"net/http"
	"regexp"
	"strings"
)

// Edge is what Cloudflare's network said instead of the vendor, whose servers it protects. Both vendors stand behind it. Its
// title and detail are a [Fault].
type Edge struct {
	Code       string // 1015, or the status; "" if it did not say
	Category   string // such as origin or access_denied
	Retryable  *bool  // nil: it did not say
	RayID      string // of the request, for Cloudflare's support and in its logs
	Mitigation Mitigation
}

// Mitigation is why the edge did not pass a request on to the vendor. It says so in an HTML page.
type Mitigation string

// The mitigations.
const (
	Challenge Mitigation = "challenge" // the client has to prove that it is a browser
	Block     Mitigation = "block"     // by a firewall
)

var (
	blockPage = regexp.MustCompile(`<title>(Attention Required! \| Cloudflare|Access denied \| [^<]* used Cloudflare to restrict access)</title>`)
	rayID     = regexp.MustCompile(`^[0-9a-f]{8,32}\b`) // what follows it in the header names a data center
	plainCode = regexp.MustCompile(`^error code: (\d{3,4})$`)
)

// challenged says whether the edge asks for a browser instead of passing the request on.
func challenged(header http.Header) bool { return header.Get("Cf-Mitigated") == "challenge" }

// edge is what the edge says in a response, and the texts of it. It is nil if the response is not the edge's.
// The JSON form is RFC 9457 with extensions
// (https://developers.cloudflare.com/changelog/post/2026-03-12-retry-after-header-for-1xxx-errors).
func (r *response) edge() (*Edge, []Fault) {
	if r.status < http.StatusBadRequest {
		return nil, nil
	}
	ray := rayID.FindString(r.header.Get("Cf-Ray"))
	line, said := firstLine(r.content), problemOf(r.content)
	plain := plainCode.FindStringSubmatch(line)
	switch {
	case challenged(r.header), bytes.Contains(r.content, []byte("<title>Just a moment...</title>")):
		return &Edge{Mitigation: Challenge, RayID: ray}, nil
	case r.status != http.StatusTooManyRequests && blockPage.Match(r.content): // its page for a rate limit has the same title
		return &Edge{Mitigation: Block, RayID: ray}, nil
	case plain != nil:
		return &Edge{Code: plain[1], RayID: ray}, []Fault{{Detail: line}}
	case string(said.OfEdge) == "true":
		edge := &Edge{Code: Text(said.Code), Category: Text(said.Category), RayID: ray}
		if retryable := string(said.Retryable); retryable == "true" || retryable == "false" {
			edge.Retryable = new(retryable == "true")
		}
		if ray == "" {
			edge.RayID = rayID.FindString(Text(said.RayID))
		}
		return edge, said.faults()
	}
	return nil, nil
}

func (e *Edge) mitigated() bool { return e != nil && e.Mitigation != "" }

// final says whether the edge rules out that a retry helps.
func (e *Edge) final() bool { return e.mitigated() || e != nil && e.Retryable != nil && !*e.Retryable }

// transient says whether a response that is not final, of the edge or of the vendor if there is none, is worth a retry.
func (e *Edge) transient(status int) bool {
	return Transient(status) || status == 530 && e != nil && e.Retryable != nil
}

// problem is a body in the form of RFC 9457, with the fields that Cloudflare's edge adds.
type problem struct {
	Title     json.RawMessage `json:"title"`
	Detail    json.RawMessage `json:"detail"`
	OfEdge    json.RawMessage `json:"cloudflare_error"`
	Code      json.RawMessage `json:"error_code"`
	Category  json.RawMessage `json:"error_category"`
	Retryable json.RawMessage `json:"retryable"`
	RayID     json.RawMessage `json:"ray_id"`
}

func problemOf(body []byte) (said problem) {
	if !Readable(body, &said) {
		return problem{}
	}
	return said
}

func (p problem) faults() []Fault {
	if one := (Fault{Title: Text(p.Title), Detail: Text(p.Detail)}); one != (Fault{}) {
		return []Fault{one}
	}
	return nil
}

// faults are the errors in a response: the edge's, the vendor's, or whatever else it says for people.
func (p *progress) faults(r *response) []Fault {
	if edge, said := r.edge(); edge != nil {
		return said
	}
	if found := p.client.options.ParseFaults(r.content); len(found) > 0 {
		return found
	}
	if formOf(r.content) == Other {
		return []Fault{{Detail: firstLine(r.content)}}
	}
	return problemOf(r.content).faults()
}

// firstLine is the first line of a text that is not empty.
func firstLine(text []byte) string {
	line, _, _ := strings.Cut(string(bytes.TrimSpace(text[:min(len(text), maxRead)])), "\n")
	return strings.TrimSpace(line)
}

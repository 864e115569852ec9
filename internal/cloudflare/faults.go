package cloudflare

import (
	"encoding/json"

	"terraform.local/rtc/terraform-provider-rtc/internal/rest"
)

// faults reads Cloudflare's errors. Requests pass several services, each with its own form:
//
//	{"success":false,"errors":[{"code":10000,"message":"…"}]}    the API gateway; items may be plain strings, or
//	                                                             carry causes in "error_chain"
//	{"success":false,"error":{"code":404,"message":"…"}}         RealtimeKit; code is the HTTP status again
//	{"code":1007,"error":"…"}                                    another gateway
//	{"message":"…"}                                              RealtimeKit, 401
//
// Anything else (empty, null, HTML) yields nothing.
func faults(body []byte) []rest.Fault {
	var answer struct {
		Success json.RawMessage `json:"success"`
		Errors  []complaint     `json:"errors"`
		Error   complaint       `json:"error"`
		Code    json.RawMessage `json:"code"`
		Message json.RawMessage `json:"message"`
	}
	if !rest.Readable(body, &answer) {
		return nil
	}
	var found []rest.Fault
	for _, one := range answer.Errors {
		found = append(found, one.faults()...)
	}
	native := string(answer.Success) == "false"
	if len(found) == 0 {
		one := answer.Error
		native = native && one.code != ""
		if one.code == "" {
			one.code = rest.Text(answer.Code)
		}
		if one.message == "" {
			one.message = rest.Text(answer.Message)
		}
		found = one.faults()
	}
	for i := range found {
		found[i].Native = native && found[i].Code != ""
	}
	return found
}

// complaint is an object, or sometimes a plain string.
type complaint struct {
	code, message, pointer string
	causes                 []json.RawMessage
}

// UnmarshalJSON reads either form, and never fails.
func (c *complaint) UnmarshalJSON(text []byte) error {
	var object struct {
		Code    json.RawMessage `json:"code"`
		Message json.RawMessage `json:"message"`
		Source  struct {
			Pointer string `json:"pointer"`
		} `json:"source"`
		Chain []json.RawMessage `json:"error_chain"`
	}
	if rest.Readable(text, &object) {
		c.code, c.message = rest.Text(object.Code), rest.Text(object.Message)
		c.pointer, c.causes = object.Source.Pointer, object.Chain
	}
	if c.message == "" {
		c.message = rest.Text(text)
	}
	return nil
}

func (c complaint) faults() []rest.Fault {
	var found []rest.Fault
	if c.code != "" || c.message != "" {
		found = append(found, rest.Fault{Code: c.code, Detail: c.message, Pointer: c.pointer})
	}
	for _, text := range c.causes {
		var cause struct {
			Code    json.RawMessage `json:"code"`
			Message json.RawMessage `json:"message"`
		}
		if !rest.Readable(text, &cause) {
			continue
		}
		if message := rest.Text(cause.Message); message != "" {
			found = append(found, rest.Fault{Code: rest.Text(cause.Code), Detail: message})
		}
	}
	return found
}

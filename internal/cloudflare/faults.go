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
//	{"success":false,"errors":[],"messages":["…"]}               a text only where no error is expected
//
// A message may be a list or an object instead of a string. Anything else (empty, null, HTML) yields nothing.
func faults(body []byte) []rest.Fault {
	var answer struct {
		Success  json.RawMessage `json:"success"`
		Errors   []entry         `json:"errors"`
		Error    entry           `json:"error"`
		Code     json.RawMessage `json:"code"`
		Message  json.RawMessage `json:"message"`
		Messages []entry         `json:"messages"`
	}
	if !rest.Readable(body, &answer) {
		return nil
	}
	native := string(answer.Success) == "false"
	found := faultsOf(answer.Errors)
	if len(found) == 0 {
		one := answer.Error
		native = native && one.code != ""
		if one.code == "" {
			one.code = rest.Text(answer.Code)
		}
		if one.message == "" {
			one.message = rest.Texts(answer.Message)
		}
		found = one.faults()
	}
	if len(found) == 0 {
		native, found = false, faultsOf(answer.Messages)
	}
	for i := range found {
		found[i].Native = native && found[i].Code != ""
	}
	return found
}

func faultsOf(entries []entry) []rest.Fault {
	var found []rest.Fault
	for _, one := range entries {
		found = append(found, one.faults()...)
	}
	return found
}

// entry is one error: an object, or sometimes a plain string.
type entry struct {
	code, message, pointer string
	causes                 []json.RawMessage
}

// UnmarshalJSON reads either form, and never fails.
func (e *entry) UnmarshalJSON(text []byte) error {
	var object struct {
		Code    json.RawMessage `json:"code"`
		Message json.RawMessage `json:"message"`
		Source  struct {
			Pointer string `json:"pointer"`
		} `json:"source"`
		Chain []json.RawMessage `json:"error_chain"`
	}
	if rest.Readable(text, &object) {
		e.code, e.message = rest.Text(object.Code), rest.Texts(object.Message)
		e.pointer, e.causes = object.Source.Pointer, object.Chain
	}
	if e.message == "" && text[0] != '{' {
		e.message = rest.Texts(text)
	}
	return nil
}

func (e entry) faults() []rest.Fault {
	var found []rest.Fault
	if e.code != "" || e.message != "" {
		found = append(found, rest.Fault{Code: e.code, Detail: e.message, Pointer: e.pointer})
	}
	for _, text := range e.causes {
		var cause struct {
			Code    json.RawMessage `json:"code"`
			Message json.RawMessage `json:"message"`
		}
		if !rest.Readable(text, &cause) {
			continue
		}
		if message := rest.Texts(cause.Message); message != "" {
			found = append(found, rest.Fault{Code: rest.Text(cause.Code), Detail: message})
		}
	}
	return found
}

package cloudflare

import (
	"encoding/json"

	"terraform.local/rtc/terraform-provider-rtc/internal/rest"
)

// faults reads what Cloudflare complains of. Requests pass several services, each with a shape of its own:
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
		Errors  []complaint     `json:"errors"`
		Error   complaint       `json:"error"`
		Code    json.RawMessage `json:"code"`
		Message json.RawMessage `json:"message"`
	}
	if json.Unmarshal(body, &answer) != nil {
		return nil
	}
	found := make([]rest.Fault, 0, len(answer.Errors))
	for _, one := range answer.Errors {
		found = append(found, one.faults()...)
	}
	if len(found) == 0 {
		if answer.Error.Code == "" {
			answer.Error.Code = rest.Text(answer.Code)
		}
		found = answer.Error.faults()
	}
	if message := rest.Text(answer.Message); len(found) == 0 && message != "" {
		found = append(found, rest.Fault{Code: rest.Text(answer.Code), Detail: message})
	}
	return found
}

// complaint is an object or, in places, a plain string; it never fails to be read, since half of it is better than none.
type complaint struct {
	Code, Message, Pointer string
	Causes                 []complaint
}

// UnmarshalJSON reads either form.
func (c *complaint) UnmarshalJSON(text []byte) error {
	var object struct {
		Code    json.RawMessage `json:"code"`
		Message json.RawMessage `json:"message"`
		Source  struct {
			Pointer string `json:"pointer"`
		} `json:"source"`
		Chain []complaint `json:"error_chain"`
	}
	if json.Unmarshal(text, &object) == nil {
		c.Code, c.Message = rest.Text(object.Code), rest.Text(object.Message)
		c.Pointer, c.Causes = object.Source.Pointer, object.Chain
	} else {
		c.Message = rest.Text(text)
	}
	return nil
}

func (c complaint) faults() []rest.Fault {
	var found []rest.Fault
	if c.Message != "" {
		found = append(found, rest.Fault{Code: c.Code, Detail: c.Message, Pointer: c.Pointer})
	}
	for _, cause := range c.Causes {
		found = append(found, cause.faults()...)
	}
	return found
}

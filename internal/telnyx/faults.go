package telnyx

import (
	"encoding/json"
	"maps"
	"slices"

	"terraform.local/rtc/terraform-provider-rtc/internal/rest"
)

// faults reads Telnyx's errors, in each of their forms
// (https://developers.telnyx.com/development/api-fundamentals/api-errors):
//
//	{"errors":[{"code":"10009","title":"…","detail":"…","source":{"pointer":"…"}}]}    most of the API
//	{"code":"…","title":"…","detail":"…"}                                              the video service
//	{"message":"…","success":false}                                                    lists of the video service
//	{"errors":{"detail":"…"}}                                                          other services
//	{"errors":{"unique_name":["…"]}}                                                   other services, about fields
//
// A text may be a list instead of a string. Anything else (empty, null, HTML) yields nothing.
func faults(body []byte) []rest.Fault {
	var wrapped struct {
		Errors json.RawMessage `json:"errors"`
	}
	if json.Unmarshal(body, &wrapped) != nil {
		return flat(body)
	}
	var found []rest.Fault
	var list []json.RawMessage
	if json.Unmarshal(wrapped.Errors, &list) == nil {
		for _, one := range list {
			found = append(found, faultOf(one)...)
		}
	} else if found = faultOf(wrapped.Errors); len(found) == 0 || found[0].Title+found[0].Detail == "" {
		found = aboutFields(wrapped.Errors)
	}
	if len(found) == 0 {
		return flat(body)
	}
	return found
}

// faultOf is one of several errors: an object, or a plain text.
func faultOf(text []byte) []rest.Fault {
	if found := flat(text); found != nil {
		return found
	}
	if detail := rest.Text(text); detail != "" {
		return []rest.Fault{{Detail: detail}}
	}
	return nil
}

// aboutFields reads an object with the texts about each field.
func aboutFields(text []byte) []rest.Fault {
	var fields map[string]json.RawMessage
	if json.Unmarshal(text, &fields) != nil {
		return nil
	}
	var found []rest.Fault
	for _, name := range slices.Sorted(maps.Keys(fields)) {
		if detail := rest.Texts(fields[name]); detail != "" && name != "code" {
			found = append(found, rest.Fault{Detail: detail, Pointer: "/" + name})
		}
	}
	return found
}

func flat(text []byte) []rest.Fault {
	var one struct {
		Success json.RawMessage `json:"success"`
		Code    json.RawMessage `json:"code"`
		Title   json.RawMessage `json:"title"`
		Detail  json.RawMessage `json:"detail"`
		Message json.RawMessage `json:"message"`
		Source  struct {
			Pointer   json.RawMessage `json:"pointer"`
			Parameter json.RawMessage `json:"parameter"`
		} `json:"source"`
	}
	if !rest.Readable(text, &one) {
		return nil
	}
	fault := rest.Fault{
		Code: rest.Text(one.Code), Title: rest.Texts(one.Title), Detail: rest.Texts(one.Detail),
		Pointer: rest.Text(one.Source.Pointer),
	}
	if fault.Pointer == "" {
		fault.Pointer = rest.Text(one.Source.Parameter)
	}
	if fault.Detail == "" {
		fault.Detail = rest.Texts(one.Message)
	}
	fault.Native = fault.Code != "" && fault.Title != "" || fault.Detail != "" && string(one.Success) == "false"
	if fault == (rest.Fault{}) {
		return nil
	}
	return []rest.Fault{fault}
}

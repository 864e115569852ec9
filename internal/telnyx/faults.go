package telnyx

import (
	"encoding/json"

	"terraform.local/rtc/terraform-provider-rtc/internal/rest"
)

// faults reads Telnyx's errors, in each of their forms
// (https://developers.telnyx.com/development/api-fundamentals/api-errors):
//
//	{"errors":[{"code":"10009","title":"…","detail":"…","source":{"pointer":"…"}}]}    most of the API
//	{"code":"…","title":"…","detail":"…"}                                              the video service
//	{"message":"…","success":false}                                                    lists of the video service
//
// Anything else (empty, null, HTML) yields nothing.
func faults(body []byte) []rest.Fault {
	var wrapped struct {
		Errors []json.RawMessage `json:"errors"`
	}
	if json.Unmarshal(body, &wrapped) == nil && len(wrapped.Errors) > 0 {
		var found []rest.Fault
		for _, one := range wrapped.Errors {
			found = append(found, flat(one)...)
		}
		return found
	}
	return flat(body)
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
		Code: rest.Text(one.Code), Title: rest.Text(one.Title), Detail: rest.Text(one.Detail),
		Pointer: rest.Text(one.Source.Pointer),
	}
	if fault.Pointer == "" {
		fault.Pointer = rest.Text(one.Source.Parameter)
	}
	if fault.Detail == "" {
		fault.Detail = rest.Text(one.Message)
	}
	fault.Native = fault.Code != "" && fault.Title != "" || fault.Detail != "" && string(one.Success) == "false"
	if fault == (rest.Fault{}) {
		return nil
	}
	return []rest.Fault{fault}
}

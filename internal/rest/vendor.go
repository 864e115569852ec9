package rest

import (
	"cmp"
	"encoding/json"
	"errors"
	"net/http"
)

// What the packages of the vendors share.

// Fields are the fields to write, under the vendor's names. Nil is sent as null.
type Fields map[string]any

// Texts are the values of those of the named fields that are strings, or lists of them.
func (f Fields) Texts(names ...string) []string {
	var values []string
	for _, name := range names {
		switch value := f[name].(type) {
		case string:
			values = append(values, value)
		case []string:
			values = append(values, value...)
		}
	}
	return values
}

// CheckID checks the ID of the object in the response. A new object must come with its ID. The response to any other request
// must be about the object of the path, and to a change it may lack the ID: then CheckID sets it.
func (a *Answer) CheckID(id *string) error {
	call := a.progress.call
	switch {
	case *id == "" && call.Method != http.MethodPatch:
		return a.Missing("id")
	case call.Method == http.MethodPost:
		return nil
	}
	wanted := call.IDs[len(call.IDs)-1].Value
	if *id = cmp.Or(*id, wanted); !SameID(*id, wanted) {
		return a.Refuse(OtherObject)
	}
	return nil
}

// CheckAbout refuses data about another object than that of the path. It need not name any.
func (a *Answer) CheckAbout(data json.RawMessage) error {
	var about struct {
		ID string `json:"id"`
	}
	ids := a.progress.call.IDs
	if Readable(data, &about) && about.ID != "" && !SameID(about.ID, ids[len(ids)-1].Value) {
		return a.Refuse(OtherObject)
	}
	return nil
}

// ErrorOf is the failed request to a vendor behind an error, or nil.
func ErrorOf(vendor string, err error) *Error {
	failed, ok := errors.AsType[*Error](err)
	if !ok || failed.Vendor != vendor {
		return nil
	}
	return failed
}

// GoneError is a failed request whose object does not exist, as further requests confirmed.
type GoneError struct{ Err error }

func (e *GoneError) Error() string { return e.Err.Error() }

func (e *GoneError) Unwrap() error { return e.Err }

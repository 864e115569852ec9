package simulator

import (
	"encoding/json"
	"fmt"
	"mime"
	"net/http"
	"slices"
	"time"
)

// fields are the members of a Telnyx request body.
type fields map[string]json.RawMessage

// readFields wants a JSON object, said to be one, with no other members than
// the documented.
func readFields(x *exchange, documented ...string) (fields, error) {
	media, _, err := mime.ParseMediaType(x.request.Header.Get("Content-Type"))
	if err != nil || media != "application/json" {
		return nil, wrapped(http.StatusUnsupportedMediaType, newTelnyxError("10014", "Unsupported Media Type",
			"The request failed because the server does not support the media type."))
	}
	var members fields
	if err := json.Unmarshal(x.body, &members); err != nil || members == nil {
		return nil, wrapped(http.StatusBadRequest, newTelnyxError("10015", "Bad Request",
			"The request failed because it was not well-formed."))
	}
	for name := range members {
		if !slices.Contains(documented, name) {
			return nil, unprocessable(name, "10015", "Bad Request", "The field is not known.")
		}
	}
	return members, nil
}

func (f fields) seconds(name string, least, most, otherwise int) (time.Duration, error) {
	raw, given := f[name]
	if !given {
		return time.Duration(otherwise) * time.Second, nil
	}
	var n *int // a null is no integer
	if err := json.Unmarshal(raw, &n); err != nil || n == nil {
		return 0, unprocessable(name, "10015", "Bad Request", "The value must be an integer.")
	}
	if *n < least || *n > most {
		return 0, unprocessable(name, "10015", "Bad Request", fmt.Sprintf("The value must be between %d and %d.", least, most))
	}
	return time.Duration(*n) * time.Second, nil
}

func (f fields) requiredString(name string) (string, error) {
	raw, given := f[name]
	if !given {
		return "", unprocessable(name, "10004", "Missing required parameter", "A required parameter was missing.")
	}
	var value *string
	if err := json.Unmarshal(raw, &value); err != nil || value == nil {
		return "", unprocessable(name, "10015", "Bad Request", "The value must be a string.")
	}
	return *value, nil
}

func unprocessable(name, code, title, detail string) answer {
	e := newTelnyxError(code, title, detail)
	e.Source = &telnyxSource{Pointer: "/" + name}
	return wrapped(http.StatusUnprocessableEntity, e)
}

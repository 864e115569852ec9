package simulator

import (
	"encoding/json"
	"fmt"
	"mime"
	"net/url"
	"slices"
)

// fields are the members of a request's body. They keep the first refusal, as a
// query does. A member that no code read is refused too.
type fields struct {
	members map[string]json.RawMessage
	form    refusals
	read    []string
	refusal error
}

// refusals are a vendor's errors about a body.
type refusals struct {
	media     func() answer // the Content-Type is not JSON
	malformed func() answer // it is not a JSON object
	missing   func(name string) answer
	member    func(name, complaint string) answer
}

// readFields reads a JSON object, which its Content-Type must announce.
func readFields(x *exchange, form refusals) (*fields, error) {
	media, _, err := mime.ParseMediaType(x.request.Header.Get("Content-Type"))
	if err != nil || media != "application/json" {
		return nil, form.media()
	}
	f := &fields{form: form}
	if err := json.Unmarshal(x.body, &f.members); err != nil || f.members == nil {
		return nil, form.malformed()
	}
	return f, nil
}

func (f *fields) refuse(a answer) {
	if f.refusal == nil {
		f.refusal = a
	}
}

func (f *fields) raw(name string) (json.RawMessage, bool) {
	f.read = append(f.read, name)
	raw, given := f.members[name]
	return raw, given
}

// removeNull removes a member that is null, and says whether there was one.
func (f *fields) removeNull(name string) bool {
	if string(f.members[name]) != "null" {
		return false
	}
	delete(f.members, name)
	return true
}

func (f *fields) require(names ...string) {
	for _, name := range names {
		if _, given := f.members[name]; !given {
			f.refuse(f.form.missing(name))
		}
	}
}

func (f *fields) err() error {
	for name := range f.members {
		if !slices.Contains(f.read, name) {
			f.refuse(f.form.member(name, "is not known"))
		}
	}
	return f.refusal
}

// member stores a value that is there and as documented. null is refused.
func member[T any](f *fields, name, form string, into *T, allowed func(T) bool) {
	raw, given := f.raw(name)
	if !given {
		return
	}
	var value *T
	if err := json.Unmarshal(raw, &value); err != nil || value == nil || !allowed(*value) {
		f.refuse(f.form.member(name, "must be "+form))
		return
	}
	*into = *value
}

func anyValue[T any](T) bool { return true }

func (f *fields) text(name string, into *string) { member(f, name, "a string", into, anyValue) }

func (f *fields) flag(name string, into *bool) { member(f, name, "a boolean", into, anyValue) }

func (f *fields) oneOf(name string, into *string, values ...string) {
	member(f, name, fmt.Sprintf("one of %q", values), into, func(v string) bool { return slices.Contains(values, v) })
}

func (f *fields) url(name string, into *string) {
	member(f, name, "a URL with a scheme", into, func(text string) bool {
		parsed, err := url.Parse(text)
		return err == nil && parsed.Scheme != "" && parsed.Host != ""
	})
}

// object stores an object with no other members than these. Their values are not
// checked: no client of ours sends any.
func (f *fields) object(name string, into *map[string]any, members ...string) {
	member(f, name, fmt.Sprintf("an object of %q", members), into, func(value map[string]any) bool {
		for each := range value {
			if !slices.Contains(members, each) {
				return false
			}
		}
		return true
	})
}

// number stores an integer, which JSON may write as 60.0.
func (f *fields) number(name string, least, most int, into *int) {
	value := float64(*into)
	member(f, name, fmt.Sprintf("an integer between %d and %d", least, most), &value, func(v float64) bool {
		return v == float64(int(v)) && int(v) >= least && int(v) <= most
	})
	*into = int(value)
}

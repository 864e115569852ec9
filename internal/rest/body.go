package rest

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"unicode"
)

// Form is what a response's body looks like, for errors about bodies that cannot be read.
type Form string

// The forms of a body.
const (
	Empty  Form = "empty"
	Null   Form = "null"
	Markup Form = "markup" // a page of HTML or XML
	JSON   Form = "JSON"
	Other  Form = "other"
)

func formOf(body []byte) Form {
	switch text := bytes.TrimSpace(body); {
	case len(text) == 0:
		return Empty
	case string(text) == "null":
		return Null
	case text[0] == '<':
		return Markup
	case json.Valid(text):
		return JSON
	default:
		return Other
	}
}

// withoutValue says what is wrong with a JSON text without quoting it, as encoding/json's own errors do.
func withoutValue(err error) error {
	if wrong, ok := errors.AsType[*json.UnmarshalTypeError](err); ok {
		return fmt.Errorf("%s is not %s", nameOfField(wrong.Field), nameOfType(wrong.Type))
	}
	if syntax, ok := errors.AsType[*json.SyntaxError](err); ok {
		return fmt.Errorf("the response is not valid JSON at byte %d", syntax.Offset)
	}
	return errors.New("a value in the response does not have the documented form")
}

// nameOfField is a field's path in the vendor's names. Capitalized names are those of our own embedded structs.
func nameOfField(path string) string {
	var names []string
	for name := range strings.SplitSeq(path, ".") {
		if name != "" && !unicode.IsUpper(rune(name[0])) {
			names = append(names, name)
		}
	}
	if len(names) == 0 {
		return "the response"
	}
	return strings.Join(names, ".")
}

func nameOfType(wanted reflect.Type) string {
	switch wanted.Kind() {
	case reflect.String:
		return "a string"
	case reflect.Bool:
		return "true or false"
	case reflect.Slice:
		return "a list"
	case reflect.Struct, reflect.Map:
		return "an object"
	default:
		return "a number"
	}
}

// Text reads a JSON string or number as text, because vendors write codes as either. Anything else becomes "".
func Text(raw json.RawMessage) string {
	var value any
	if json.Unmarshal(raw, &value) != nil {
		return ""
	}
	switch value := value.(type) {
	case string:
		return value
	case float64:
		return string(raw)
	}
	return ""
}

// maxNesting is how deep Texts looks.
const maxNesting = 5

// Texts joins the texts in a JSON value: vendors write a message as a string, as a list of them, or as an object that says
// which field each is about.
func Texts(raw json.RawMessage) string {
	var value any
	if json.Unmarshal(raw, &value) != nil {
		return ""
	}
	return texts(value, maxNesting)
}

func texts(value any, nesting int) string {
	var found []string
	switch value := value.(type) {
	case string:
		return strings.TrimSpace(value)
	case float64:
		return strconv.FormatFloat(value, 'f', -1, 64)
	case []any:
		for i := 0; nesting > 0 && i < len(value); i++ {
			found = append(found, texts(value[i], nesting-1))
		}
	case map[string]any:
		for _, name := range slices.Sorted(maps.Keys(value)) {
			if text := texts(value[name], nesting-1); text != "" && nesting > 0 {
				found = append(found, name+": "+text)
			}
		}
	}
	return strings.Join(slices.DeleteFunc(found, func(text string) bool { return text == "" }), "; ")
}

// Readable reads the parts of a JSON text that have the wanted types. Part of an error is better than none.
func Readable(text []byte, into any) bool {
	err := json.Unmarshal(text, into)
	_, partly := errors.AsType[*json.UnmarshalTypeError](err)
	return err == nil || partly
}

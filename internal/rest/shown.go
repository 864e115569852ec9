package rest

import (
	"encoding/json"
	"math"
	"time"
)

// Time is a time that is only shown. One that cannot be read is zero: nothing else in the response must be lost for it.
type Time struct{ time.Time }

// UnmarshalJSON never fails.
func (t *Time) UnmarshalJSON(text []byte) error {
	var at time.Time
	if json.Unmarshal(text, &at) == nil {
		t.Time = at
	}
	return nil
}

// MarshalJSON writes the time in RFC 3339, in UTC, with its fraction. The zero time becomes null.
func (t Time) MarshalJSON() ([]byte, error) {
	if t.IsZero() {
		return []byte("null"), nil
	}
	return json.Marshal(t.UTC().Format(time.RFC3339Nano))
}

// Count reads how many a vendor counts. What is no such number says nothing.
func Count(raw json.RawMessage) (count int, ok bool) {
	var number float64
	if string(raw) == "null" || json.Unmarshal(raw, &number) != nil || number != math.Trunc(number) || number < 0 || number > math.MaxInt32 {
		return 0, false
	}
	return int(number), true
}

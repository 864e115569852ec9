package telnyx

import (
	"context"
	"errors"
	"net/http"
	"slices"

	"terraform.local/rtc/terraform-provider-rtc/internal/rest"
)

// Gone says whether an error means that the object does not exist. A 404 without one of Telnyx's errors comes from a
// proxy or a wrong URL, and does not count.
func Gone(err error) bool {
	failed := rest.ErrorOf(Vendor, err)
	if failed == nil {
		return false
	}
	_, confirmed := errors.AsType[*rest.GoneError](err)
	return confirmed || failed.Status == http.StatusNotFound && len(failed.Call.IDs) > 0 && // a list is never gone
		slices.ContainsFunc(failed.Faults, func(f rest.Fault) bool { return f.Native })
}

// notFound says whether an error is a 404 of Telnyx's in JSON that says something, with a code or without.
func notFound(err error) bool {
	failed := rest.ErrorOf(Vendor, err)
	return failed != nil && failed.Status == http.StatusNotFound && failed.Form == rest.JSON && failed.Edge == nil && len(failed.Faults) > 0
}

// ConfirmRoomGone looks into a 404 for a room. Telnyx responds to an unknown URL in the same words: if the list of rooms
// cannot be read either, that error is returned. Without a code of Telnyx's, the room is gone only if the list lacks it,
// and for what is returned then, Gone says true.
func (c *Client) ConfirmRoomGone(ctx context.Context, roomID string, err error) error {
	if !notFound(err) {
		return err
	}
	filter := RoomFilter{}
	if Gone(err) {
		filter.Most = 1 // it is enough that the list can be read
	}
	rooms, listErr := c.ListRooms(ctx, filter)
	switch {
	case listErr != nil:
		return listErr
	case Gone(err), slices.ContainsFunc(rooms, func(r Room) bool { return rest.SameID(r.ID, roomID) }):
		return err
	}
	return &rest.GoneError{Err: err}
}

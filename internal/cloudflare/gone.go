package cloudflare

import (
	"context"
	"errors"
	"net/http"
	"slices"

	"terraform.local/rtc/terraform-provider-rtc/internal/rest"
)

// Gone says whether an error means that the object does not exist. For a meeting, [Client.ConfirmMeetingGone] decides.
func Gone(err error) bool {
	failed := rest.ErrorOf(Vendor, err)
	if failed == nil {
		return false
	}
	_, confirmed := errors.AsType[*rest.GoneError](err)
	return confirmed || failed.Call.Route != meetingRoute && notFound(failed)
}

// notFound says whether Cloudflare itself does not find something. A 404 without one of its errors comes from a proxy or a
// wrong URL, and does not count. RealtimeKit repeats its status as a code. For a missing participant it documents no status
// but 500, so the code counts under every status.
func notFound(failed *rest.Error) bool {
	explained := false
	for _, fault := range failed.Faults {
		if NoRoute(fault) {
			return false
		}
		explained = explained || fault.Native && (failed.Status == http.StatusNotFound || fault.Code == "404")
	}
	return explained
}

// NoRoute says whether an error means that Cloudflare's gateway knows no such URL: the base URL or the account is wrong.
func NoRoute(fault rest.Fault) bool { return fault.Code == "7000" || fault.Code == "7003" }

// ConfirmMeetingGone looks into a response that a meeting does not exist. Cloudflare cannot delete meetings, so the meeting
// is gone only if its app exists, and the list of the app's meetings lacks it. For such an error, and only for such, Gone
// says true of what is returned.
func (c *Client) ConfirmMeetingGone(ctx context.Context, accountID, appID, meetingID string, err error) error {
	failed := rest.ErrorOf(Vendor, err)
	if failed == nil || failed.Call.Route != meetingRoute || !notFound(failed) {
		return err
	}
	if _, appErr := c.GetApp(ctx, accountID, appID); appErr != nil {
		return instead(err, appErr)
	}
	meetings, listErr := c.ListMeetings(ctx, accountID, appID, MeetingFilter{Search: rest.CanonicalID(meetingID)})
	if listErr != nil {
		return instead(err, listErr)
	}
	if slices.ContainsFunc(meetings, func(m Meeting) bool { return rest.SameID(m.ID, meetingID) }) {
		return err
	}
	return &rest.GoneError{Err: err}
}

// instead is the reason that an error could not be looked into, unless that only says again that something does not exist.
func instead(err, reason error) error {
	if Gone(reason) {
		return err
	}
	return reason
}

package provider_test

import (
	"strings"
	"testing"

	"terraform.local/rtc/terraform-provider-rtc/internal/simulator"
)

// IDs written with blanks around them make an import ID that can be copied all the same.
func TestImportIDsAreOfIDsWithoutBlanks(t *testing.T) {
	t.Parallel()
	w := newWorld(t, simulator.Options{})
	m := w.managedIn(t, participantResource)
	content := merged(participants().least, object{
		"app_id": " " + strings.ToUpper(simulator.AppID) + "\n", "meeting_id": "\t" + simulator.MeetingID + " ", "custom_participant_id": "recorder",
	})
	contains(t, written(m.apply(content)), strings.Join([]string{simulator.AccountID, simulator.AppID, simulator.MeetingID, simulator.ParticipantID}, "/"))
}

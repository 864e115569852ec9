package provider_test

import (
	"maps"

	"github.com/hashicorp/terraform-plugin-testing/knownvalue"

	"terraform.local/rtc/terraform-provider-rtc/internal/simulator"
)

func listTypes() []typeCase {
	return []typeCase{listMeetingsType(), listParticipantsType(), listWebhooksType(), listRoomsType()}
}

// resultsOf are what a query finds, by what people tell each by; of the last one, all is known.
func resultsOf(last shape, names ...string) shape {
	items := make([]knownvalue.Check, len(names))
	for i, name := range names {
		items[i] = knownvalue.ObjectPartial(shape{"display_name": text(name)})
	}
	if last != nil {
		last["display_name"] = text(names[len(names)-1])
		items[len(items)-1] = members(last)
	}
	return shape{"results": knownvalue.ListExact(items)}
}

// less is a shape without some of its members.
func less(of shape, names ...string) shape {
	rest := maps.Clone(of)
	for _, name := range names {
		delete(rest, name)
	}
	return rest
}

func listMeetingsType() typeCase {
	in := shape{"account_id": text(simulator.AccountID), "app_id": text(simulator.AppID)}
	whole := shape{
		"identity": members(found(in, shape{"id": text(simulator.MeetingID)})),
		"resource": members(found(in, less(standUp(), "recording_config", "updated_at"))),
	}
	list := func(narrowed object, query string, last shape, names ...string) useCase {
		return useCase{merged(inApp(), narrowed), resultsOf(last, names...), calls{simulator.GetAllMeetings: 1}, query}
	}
	return typeCase{
		kinds: []string{"list"}, name: meetingResource, examples: map[string]outcome{"list": {listed: 4}},
		returns: []useCase{
			list(nil, "page_no=1", whole, "bbb39a50-7f6e-4b02-8c41-e5d2063fb817", "all-hands", "retro", "retro", "stand-up"),
			list(object{"search": "retro", "status": "ACTIVE"}, "search=retro&status=ACTIVE", nil, "retro", "retro"),
			list(object{"search": "nothing like it"}, "search=nothing+like+it", nil),
		},
		refuses: []refusal{{object{"status": "active"}, `Attribute status value must be one of: ["ACTIVE" "INACTIVE"]`}},
	}
}

func listParticipantsType() typeCase {
	in := shape{"account_id": text(simulator.AccountID), "app_id": text(simulator.AppID), "meeting_id": text(simulator.MeetingID)}
	whole := shape{
		"identity": members(found(in, shape{"id": text(simulator.ParticipantID)})),
		"resource": members(found(in, less(recorder(), "updated_at"))),
	}
	return typeCase{
		kinds: []string{"list"}, name: participantResource, examples: map[string]outcome{"list": {listed: 3}},
		returns: []useCase{{inMeeting(), resultsOf(whole, "nameless", "transcriber", "recorder"), calls{simulator.GetMeetingParticipants: 1}, "page_no=1"}},
	}
}

func listWebhooksType() typeCase {
	in := shape{"account_id": text(simulator.AccountID), "app_id": text(simulator.AppID)}
	whole := shape{
		"identity": members(found(in, shape{"id": text(simulator.WebhookID)})),
		"resource": members(found(in, less(recordings(), "updated_at"))),
	}
	return typeCase{
		kinds: []string{"list"}, name: webhookResource, examples: map[string]outcome{"list": {listed: 2}},
		returns: []useCase{{inApp(), resultsOf(whole, "meetings", "recordings"), calls{simulator.GetAllWebhooks: 1}, ""}},
	}
}

func listRoomsType() typeCase {
	whole := shape{
		"identity": members(shape{"id": text(simulator.RoomID)}),
		"resource": members(less(support(), "record_type", "active_session_id", "sessions", "updated_at")),
	}
	return typeCase{
		kinds: []string{"list"}, name: roomResource, examples: map[string]outcome{"list": {listed: 3}}, any: "every name may be looked for",
		returns: []useCase{
			{object{}, resultsOf(whole, "quiet", "sales", "support"), calls{simulator.ListRooms: 1}, "page%5Bnumber%5D=1"},
			{object{"unique_name": "sales"}, resultsOf(nil, "sales"), calls{simulator.ListRooms: 1}, "filter%5Bunique_name%5D=sales"},
		},
	}
}

package provider_test

import (
	"github.com/hashicorp/terraform-plugin-testing/knownvalue"

	"terraform.local/rtc/terraform-provider-rtc/internal/simulator"
)

func resourceTypes() []typeCase {
	return []typeCase{meetingResourceType(), participantResourceType(), webhookResourceType(), roomResourceType()}
}

// resourceType has a use of a block with the least that it may hold, and one of a block with the most.
func resourceType(k kind, least, most calls, query string, refuses ...refusal) typeCase {
	all := merged(k.least, k.most, k.named("another one"))
	return typeCase{
		kinds: []string{"resource"}, name: k.typeName, refuses: refuses, examples: map[string]outcome{"resource": {made: 1}},
		returns: []useCase{
			{k.least, known(merged(k.defaults, k.least)), least, query},
			{all, known(all), most, ""},
		},
	}
}

// known is what a state has of a block that was applied.
func known(content object) shape {
	all := shape{"id": knownvalue.NotNull(), "created_at": knownvalue.NotNull()}
	for name, value := range content {
		switch one := value.(type) {
		case string:
			all[name] = text(one)
		case bool:
			all[name] = truth(one)
		case int:
			all[name] = number(int64(one))
		case []string:
			all[name] = textSet(one...)
		case nil:
			all[name] = null()
		}
	}
	return all
}

func meetingResourceType() typeCase {
	least := calls{simulator.GetAllMeetings: 1, simulator.CreateMeeting: 1}
	most := calls{simulator.GetAllMeetings: 1, simulator.CreateMeeting: 1, simulator.UpdateMeeting: 1} // a meeting is created ACTIVE
	return resourceType(meetings(), least, most, "search=kitchen",
		refusal{object{"title": ""}, "string length must be at least 1"},
		refusal{object{"status": "active"}, `Attribute status value must be one of: ["ACTIVE" "INACTIVE"]`},
		refusal{object{"session_keep_alive_time_in_secs": 59}, "must be between 60"},
		refusal{object{"session_keep_alive_time_in_secs": 601}, "must be between 60 and 600."},
		refusal{object{"session_keep_alive_time_in_secs": 60.5}, "session_keep_alive_time_in_secs must be a whole number."},
		refusal{object{"summarize_on_end": true}, "summarize_on_end needs transcribe_on_end = true"},
	)
}

func participantResourceType() typeCase {
	made := calls{simulator.GetPresets: 1, simulator.GetMeetingParticipants: 1, simulator.AddParticipant: 1}
	return resourceType(participants(), made, made, "per_page=100",
		refusal{object{"custom_participant_id": ""}, "string length must be at least 1"},
		refusal{object{"preset_name": ""}, "string length must be at least 1"},
		refusal{object{"name": nil}, "Must set a configuration value for the name attribute"},
		refusal{object{"picture": "http://example.com/a.png"}, "picture must be an https URL"},
	)
}

func webhookResourceType() typeCase {
	made := calls{simulator.GetAllWebhooks: 1, simulator.AddWebhook: 1}
	return resourceType(webhooks(), made, made, "",
		refusal{object{"name": ""}, "string length must be at least 1"},
		refusal{object{"url": "http://example.com/rtc"}, "url must be an https URL"},
		refusal{object{"url": "bot.example.com"}, "url must be an https URL"},
		refusal{object{"events": []string{}}, "events set must contain at least 1 elements"},
		refusal{object{"events": []string{""}}, "string length must be at least 1"},
	)
}

func roomResourceType() typeCase {
	made := calls{simulator.ListRooms: 1, simulator.CreateRoom: 1}
	return resourceType(rooms(), made, made, "filter%5Bunique_name%5D=kitchen",
		refusal{object{"unique_name": ""}, "string length must be at least 1"},
		refusal{object{"max_participants": 1}, "must be between 2 and 50"},
		refusal{object{"max_participants": 51}, "must be between 2 and 50"},
		refusal{object{"webhook_timeout_secs": 31}, "must be between 0 and 30"},
		refusal{object{"max_participants": 2.5}, "max_participants must be a whole number."},
		refusal{object{"webhook_timeout_secs": 0.5}, "webhook_timeout_secs must be a whole number."},
		refusal{object{"webhook_event_url": "hook"}, " webhook_event_url must be a URL"},
		refusal{object{"webhook_event_failover_url": "hook"}, "webhook_event_failover_url must be a URL"},
	)
}

package provider_test

import (
	"strings"

	"github.com/hashicorp/terraform-plugin-testing/knownvalue"

	"terraform.local/rtc/terraform-provider-rtc/internal/simulator"
)

func standUp() shape {
	return shape{
		"id": text(simulator.MeetingID), "title": text("stand-up"), "status": text("ACTIVE"),
		"persist_chat": truth(false), "record_on_start": truth(true), "live_stream_on_start": truth(false),
		"summarize_on_end": truth(false), "transcribe_on_end": truth(true), "session_keep_alive_time_in_secs": number(120),
		"recording_config": members(shape{
			"max_seconds": number(3600), "file_name_prefix": text("stand-up-"), "storage_config": null(), "realtimekit_bucket_config": null(),
			"audio_config": members(shape{"channel": text("stereo"), "codec": text("AAC"), "export_file": truth(true)}),
			"video_config": members(shape{
				"codec": text("H264"), "width": number(1280), "height": number(720), "export_file": truth(true), "watermark": null(),
			}),
		}),
		"created_at": text("2025-03-03T09:30:15.954Z"), "updated_at": text("2025-03-20T09:30:15.954Z"),
	}
}

func recorder() shape {
	return shape{
		"id": text(simulator.ParticipantID), "custom_participant_id": text("recorder"), "preset_name": text("group_call_host"),
		"name": text("Recorder"), "picture": text("https://example.com/recorder.png"),
		"created_at": text("2025-03-09T09:30:15.954Z"), "updated_at": text("2025-03-21T09:30:15.954Z"),
	}
}

func video() shape {
	return shape{"id": text(simulator.AppID), "name": text("video"), "created_at": text("2025-03-01T09:30:15.954Z")}
}

func support() shape {
	return shape{
		"id": text(simulator.RoomID), "record_type": text("room"), "unique_name": text("support"), "max_participants": number(50),
		"enable_recording": truth(true), "webhook_event_url": text("https://example.com/hook"),
		"webhook_event_failover_url": text("https://failover.example.com/hook"), "webhook_timeout_secs": number(25),
		"active_session_id": text("7d4e8a13-5c9b-4f60-b2e7-18c3d6f5a094"), "sessions": null(),
		"created_at": text("2025-03-13T09:30:15.954863Z"), "updated_at": text("2025-03-22T09:30:15.954863Z"),
	}
}

func lookupTypes() []typeCase {
	return []typeCase{appType(), appsType(), meetingType(), meetingsType(), participantLookupType(), participantsType(), presetsType(), activeSessionType(),
		webhookLookupType(), webhooksType(), roomLookupType(), roomsType()}
}

func data() []string { return []string{"data"} }

// listOf is a list whose things have these names; the last one is known whole.
func listOf(list, key string, last shape, names ...string) shape {
	items := make([]knownvalue.Check, len(names))
	for i, name := range names {
		items[i] = knownvalue.ObjectPartial(shape{key: text(name)})
		if name == "null" {
			items[i] = knownvalue.ObjectPartial(shape{key: null()})
		}
	}
	if last != nil {
		items[len(items)-1] = members(last)
	}
	return shape{list: knownvalue.ListExact(items)}
}

func appType() typeCase {
	in := shape{"account_id": text(simulator.AccountID)}
	return typeCase{
		kinds: data(), name: "rtc_cloudflare_app", examples: map[string]outcome{"data": {made: 1}},
		returns: []useCase{
			{object{"name": "video"}, found(in, video()), calls{simulator.GetApps: 1}, "page_no=1&per_page=100&search=video"},
			{merged(inAccount(), object{"id": simulator.AppID}), found(in, video()), calls{simulator.GetApp: 1}, ""},
		},
		refuses: []refusal{{object{"id": "stand-up", "name": nil}, "id must be a UUID, such as"}},
		finds: &finding{key: "name", none: "Video",
			saysNone: `No app is named "Video". Did you mean "video"? id = "` + simulator.AppID + `", name = "video", created_at = "2025-03-01T09:30:15.954Z"`,
			add:      func(w *world) { w.AddApp(simulator.App{ID: "5c3f1b9e-0000-4e57-9a0c-2f8b7d614e90", Name: "video"}) },
			saysSeveral: []string{`id = "5c3f1b9e-0000-4e57-9a0c-2f8b7d614e90", name = "video", created_at = `,
				`id = "` + simulator.AppID + `", name = "video", created_at = "2025-03-01T09:30:15.954Z"`}},
	}
}

func appsType() typeCase {
	return typeCase{
		kinds: data(), name: "rtc_cloudflare_apps", examples: map[string]outcome{"data": {}},
		returns: []useCase{{object{}, listOf("apps", "name", video(), "webinars", "video"), calls{simulator.GetApps: 1}, "page_no=1&per_page=100"}},
	}
}

func meetingType() typeCase {
	whole := found(shape{"account_id": text(simulator.AccountID), "ai_config": members(shape{
		"summarization": members(shape{"summary_type": text("daily_standup"), "text_format": text("markdown"), "word_limit": number(500)}),
		"transcription": members(shape{
			"keywords": knownvalue.ListExact([]knownvalue.Check{text("sprint")}), "language": text("en-US"), "profanity_filter": truth(false),
		}),
	})}, standUp())
	const bare = "bbb39a50-7f6e-4b02-8c41-e5d2063fb817"
	return typeCase{
		kinds: data(), name: "rtc_cloudflare_meeting", examples: map[string]outcome{"data": {made: 1}}, alone: []string{"ai_config"},
		returns: []useCase{
			{merged(inApp(), object{"title": "stand-up"}), whole, calls{simulator.GetAllMeetings: 1, simulator.GetMeeting: 1}, "page_no=1&per_page=100&search=stand-up"},
			{merged(inApp(), object{"id": simulator.MeetingID}), whole, calls{simulator.GetMeeting: 1}, ""},
			{merged(inApp(), object{"id": strings.ToUpper(bare)}), shape{"id": text(strings.ToUpper(bare)), "title": null(), "recording_config": null(), "ai_config": null()},
				calls{simulator.GetMeeting: 1}, ""},
		},
		finds: &finding{key: "title", none: "tand",
			saysNone: `No meeting has the title "tand". Did you mean "stand-up"? id = "` + simulator.MeetingID + `", title = "stand-up", status = "ACTIVE"`,
			add: func(w *world) {
				w.AddMeeting(simulator.Meeting{ID: "bbb00000-0000-4000-8000-000000000000", Title: "stand-up"})
				w.AddMeeting(simulator.Meeting{ID: "bbb00000-0000-4000-8000-000000000001", Title: "stand-up", Status: "INACTIVE"})
			},
			saysSeveral: []string{`id = "` + simulator.MeetingID + `", title = "stand-up", status = "ACTIVE", created_at = "2025-03-03T09:30:15.954Z", updated_at = `,
				`id = "bbb00000-0000-4000-8000-000000000001", title = "stand-up", status = "INACTIVE"`}},
	}
}

func meetingsType() typeCase {
	list := func(narrowed object, query string, last shape, names ...string) useCase {
		return useCase{merged(inApp(), narrowed), listOf("meetings", "title", last, names...), calls{simulator.GetAllMeetings: 1}, query}
	}
	return typeCase{
		kinds: data(), name: "rtc_cloudflare_meetings", examples: map[string]outcome{"data": {}},
		returns: []useCase{
			list(nil, "page_no=1&per_page=100", standUp(), "null", "all-hands", "retro", "retro", "stand-up"),
			list(object{"search": "retro", "status": "ACTIVE"}, "search=retro&status=ACTIVE", nil, "retro", "retro"),
			list(object{"status": "INACTIVE"}, "status=INACTIVE", nil, "all-hands"),
			list(object{"search": "nothing like it"}, "search=nothing+like+it", nil),
		},
		refuses: []refusal{{object{"status": "active"}, `Attribute status value must be one of: ["ACTIVE" "INACTIVE"]`}},
	}
}

func participantLookupType() typeCase {
	whole := found(shape{"account_id": text(simulator.AccountID)}, recorder())
	list := calls{simulator.GetMeetingParticipants: 1}
	return typeCase{
		kinds: data(), name: "rtc_cloudflare_participant", examples: map[string]outcome{"data": {}},
		returns: []useCase{
			{merged(inMeeting(), object{"custom_participant_id": "recorder"}), whole, list, ""},
			{merged(inAccount(), inMeeting(), object{"id": simulator.ParticipantID}), whole, calls{simulator.GetMeetingParticipant: 1}, ""},
			{merged(inMeeting(), object{"custom_participant_id": "nameless"}), shape{"name": null(), "picture": null()}, list, ""},
		},
		finds: &finding{key: "custom_participant_id", none: "Recordr",
			saysNone: `No participant has the custom_participant_id "Recordr". Did you mean "recorder"? id = "`,
			add: func(w *world) {
				w.AddParticipant(simulator.Participant{ID: "aaa00000-0000-4000-8000-000000000000", CustomParticipantID: "recorder", PresetName: "guest"})
			},
			saysSeveral: []string{`id = "aaa00000-0000-4000-8000-000000000000", custom_participant_id = "recorder", name = null, preset_name = "guest"`}},
	}
}

func participantsType() typeCase {
	return typeCase{
		kinds: data(), name: "rtc_cloudflare_participants", examples: map[string]outcome{"data": {}},
		returns: []useCase{{inMeeting(), listOf("participants", "custom_participant_id", recorder(), "nameless", "transcriber", "recorder"),
			calls{simulator.GetMeetingParticipants: 1}, "page_no=1&per_page=100"}},
	}
}

func presetsType() typeCase {
	host := shape{"id": knownvalue.NotNull(), "name": text("group_call_host"), "created_at": knownvalue.NotNull(), "updated_at": knownvalue.NotNull()}
	list := func(narrowed object, query string, last shape, names ...string) useCase {
		return useCase{merged(inApp(), narrowed), listOf("presets", "name", last, names...), calls{simulator.GetPresets: 1}, query}
	}
	return typeCase{
		kinds: data(), name: "rtc_cloudflare_presets", examples: map[string]outcome{"data": {}},
		returns: []useCase{
			list(nil, "page_no=1&per_page=100", host, "group_call_guest", "webinar_viewer", "webinar_presenter", "group_call_participant", "group_call_host"),
			list(object{"search": "webinar"}, "search=webinar", nil, "webinar_viewer", "webinar_presenter"),
			list(object{"search": "nothing like it"}, "search=nothing+like+it", nil),
		},
	}
}

func recordings() shape {
	return shape{
		"id": text(simulator.WebhookID), "name": text("recordings"), "url": text("https://example.com/recordings"),
		"events": textSet("recording.statusUpdate"), "enabled": truth(true), "created_at": knownvalue.NotNull(), "updated_at": knownvalue.NotNull(),
	}
}

func webhookLookupType() typeCase {
	whole := found(shape{"account_id": text(simulator.AccountID)}, recordings())
	return typeCase{
		kinds: data(), name: "rtc_cloudflare_webhook", examples: map[string]outcome{"data": {}},
		returns: []useCase{
			{merged(inApp(), object{"url": "https://example.com/recordings"}), whole, calls{simulator.GetAllWebhooks: 1}, ""},
			{merged(inApp(), object{"id": simulator.WebhookID}), whole, calls{simulator.GetWebhook: 1}, ""},
		},
		finds: &finding{key: "url", none: "https://example.com/recording", unheard: "https://hooks.test/unheard/of/it", secret: true,
			saysNone: `No webhook has this url. Did you mean this one? id = "` + simulator.WebhookID + `", name = "recordings", created_at = `,
			add: func(w *world) {
				w.AddWebhook(simulator.Webhook{ID: "e0700000-0000-4000-8000-000000000000", Name: "twin", URL: "https://example.com/recordings"})
			},
			saysSeveral: []string{`id = "e0700000-0000-4000-8000-000000000000", name = "twin"`}},
	}
}

func webhooksType() typeCase {
	return typeCase{
		kinds: data(), name: "rtc_cloudflare_webhooks", examples: map[string]outcome{"data": {}},
		returns: []useCase{{inApp(), listOf("webhooks", "name", recordings(), "meetings", "recordings"), calls{simulator.GetAllWebhooks: 1}, ""}},
	}
}

func activeSessionType() typeCase {
	in := shape{"account_id": text(simulator.AccountID)}
	return typeCase{
		kinds: data(), name: "rtc_cloudflare_active_session", examples: map[string]outcome{"data": {}},
		tolerates: []simulator.Operation{simulator.GetActiveSession}, // nobody is there
		returns: []useCase{{inMeeting(), found(in, shape{
			"active": truth(false), "id": null(), "status": null(), "started_at": null(),
			"live_participants": number(0), "max_concurrent_participants": number(0), "minutes_consumed": knownvalue.Float64Exact(0),
		}), calls{simulator.GetActiveSession: 1, simulator.GetMeeting: 1}, ""}},
	}
}

func roomLookupType() typeCase {
	return typeCase{
		kinds: data(), name: "rtc_telnyx_room", examples: map[string]outcome{"data": {}},
		returns: []useCase{
			{object{"unique_name": "support"}, support(), calls{simulator.ListRooms: 1}, "filter%5Bunique_name%5D=support"},
			{object{"id": simulator.RoomID}, support(), calls{simulator.ViewRoom: 1}, "include_sessions=false"},
			{object{"unique_name": "quiet", "include_sessions": true}, shape{
				"webhook_event_url": null(), "webhook_event_failover_url": text(""), "webhook_timeout_secs": null(),
				"active_session_id": null(), "sessions": knownvalue.ListExact(nil),
			}, calls{simulator.ListRooms: 1}, "include_sessions=true"},
		},
		finds: &finding{key: "unique_name", none: "supports",
			saysNone: `No room has the unique_name "supports". What to do: correct the unique_name`,
			add: func(w *world) {
				w.AddRoom(simulator.Room{ID: "0ccc0000-0000-4000-8000-000000000000", UniqueName: "support"})
			},
			saysSeveral: []string{`id = "` + simulator.RoomID + `", unique_name = "support", created_at = "2025-03-13T09:30:15.954863Z"`}},
	}
}

func roomsType() typeCase {
	list := func(narrowed object, query string, last shape, names ...string) useCase {
		return useCase{narrowed, listOf("rooms", "unique_name", last, names...), calls{simulator.ListRooms: 1}, query}
	}
	return typeCase{
		kinds: data(), name: "rtc_telnyx_rooms", examples: map[string]outcome{"data": {}}, any: "every name may be looked for",
		returns: []useCase{
			list(object{}, "page%5Bnumber%5D=1&page%5Bsize%5D=250", support(), "quiet", "sales", "support"),
			list(object{"unique_name": "sales"}, "filter%5Bunique_name%5D=sales", nil, "sales"),
			list(object{"unique_name": "sale"}, "filter%5Bunique_name%5D=sale", nil),
		},
	}
}

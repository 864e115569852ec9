package provider_test

import (
	"fmt"
	"net/http"
)

// merging sends a part of each configuration, and looks for the other parts.
func (i *interview) merging() string {
	set := i.ask(http.MethodPatch, i.meeting, object{
		"recording_config": object{"file_name_prefix": "live", "audio_config": object{"codec": "AAC", "channel": "stereo"}},
		"ai_config": object{
			"transcription": object{"language": "de", "profanity_filter": true},
			"summarization": object{"word_limit": 200},
		},
	})
	if !set.ok {
		return "not known, since setting them was refused: " + set.String()
	}
	part := i.ask(http.MethodPatch, i.meeting, object{
		"recording_config": object{"audio_config": object{"codec": "MP3"}},
		"ai_config":        object{"transcription": object{"language": "fr"}},
	})
	if !part.ok {
		return "refused: " + part.String()
	}
	now := i.ask(http.MethodGet, i.meeting, nil).data
	return fmt.Sprintf("recording_config: other members are %s, other members of its audio_config %s; ai_config: other members are %s, other members of its transcription %s",
		keeps(now, "live", "recording_config", "file_name_prefix"), keeps(now, "stereo", "recording_config", "audio_config", "channel"),
		keeps(now, 200.0, "ai_config", "summarization", "word_limit"), keeps(now, true, "ai_config", "transcription", "profanity_filter"))
}

// replaceMeeting comes after merging, which leaves a recording_config behind.
func (i *interview) replaceMeeting() string {
	before := i.ask(http.MethodPatch, i.meeting, object{"status": "INACTIVE", "recording_config": object{"file_name_prefix": "live"}, "persist_chat": true})
	if !before.ok {
		return "not known, since the PATCH before it was refused: " + before.String()
	}
	replaced := i.ask(http.MethodPut, i.meeting, object{"title": before.data["title"]})
	if !replaced.ok {
		return "refused: " + replaced.String()
	}
	now := i.ask(http.MethodGet, i.meeting, nil).data
	answer := fmt.Sprintf("status is %s, recording_config %s, persist_chat %s", keeps(now, "INACTIVE", "status"),
		keeps(now, "live", "recording_config", "file_name_prefix"), keeps(now, true, "persist_chat"))
	if opened := i.ask(http.MethodPatch, i.meeting, object{"status": "ACTIVE"}); !opened.ok {
		i.t.Errorf("the meeting stays INACTIVE: %s", opened)
	}
	return answer
}

// keeps says whether the value at a path is still the one that was set.
func keeps(in object, value any, path ...string) string {
	var at any = in
	for _, name := range path {
		members, _ := at.(object)
		at = members[name]
	}
	switch at {
	case value:
		return "kept"
	case nil:
		return "dropped"
	}
	return "reset"
}

func (i *interview) nameTaken() string {
	name := liveName()
	i.room(object{"unique_name": name})
	second := i.ask(http.MethodPost, i.rooms, object{"unique_name": name})
	if !second.ok {
		return "refused: " + second.String()
	}
	i.remove(i.rooms + "/" + asString(second.data["id"]))
	return fmt.Sprintf("%d, a second room", second.status)
}

func (i *interview) roomNull() string {
	url := i.room(object{
		"unique_name": liveName(), "webhook_event_url": "https://example.com/hook",
		"webhook_event_failover_url": "https://example.com/other", "webhook_timeout_secs": 5,
	})
	answer := i.nulls(url, "webhook_event_url", "webhook_event_failover_url", "webhook_timeout_secs")
	i.ask(http.MethodPatch, url, object{"webhook_event_failover_url": "https://example.com/other"})
	emptied := i.ask(http.MethodPatch, url, object{"webhook_event_failover_url": ""})
	if !emptied.ok {
		return answer + `; webhook_event_failover_url with "" refused: ` + emptied.String()
	}
	return fmt.Sprintf(`%s; webhook_event_failover_url with "" becomes %#v`, answer, i.ask(http.MethodGet, url, nil).data["webhook_event_failover_url"])
}

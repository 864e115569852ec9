package main

import (
	"fmt"
	"net/http"
	"slices"
	"strings"

	"terraform.local/rtc/terraform-provider-rtc/internal/simulator"
)

// question is a flag with an answer to a question: one of the names, in the order of their values. The first is the default.
func question[T any](name, answers, description, example string, into *T, values ...T) setting {
	names := strings.Split(answers, "|")
	return setting{name, answers, description, example, func(text string) error {
		i := slices.Index(names, text)
		if i < 0 {
			return fmt.Errorf("give %s", strings.Join(names, " or "))
		}
		*into = values[i]
		return nil
	}}
}

// questions are the flags about what the vendors' documents leave open.
func (s *settings) questions() []setting {
	q := &s.options.Questions
	whole := question("whole-seconds", "true|false", "Times of creation and update without fractions of a second.",
		"simulator -whole-seconds -- terraform apply", &q.WholeSeconds, true, false)
	whole.value = "" // a flag alone means true
	return []setting{
		question("duplicate-participant", "refuse|add|return", "What Cloudflare does with a custom_participant_id that the meeting has already: "+
			"refuse it with 409, add a second participant, or return the first one.",
			"simulator -duplicate-participant add -- terraform apply",
			&q.DuplicateParticipant, simulator.DuplicateRefused, simulator.DuplicateAdded, simulator.DuplicateReturned),
		question("missing-participant", "404|500", "The status for a participant that does not exist. The code in the body is 404 either way.",
			"simulator -missing-participant 500 -- terraform plan",
			&q.MissingParticipantStatus, http.StatusNotFound, http.StatusInternalServerError),
		question("participant-null", "clear|keep", "What null does to a participant's name or picture.",
			"simulator -participant-null keep -- terraform apply",
			&q.ParticipantNullKeeps, false, true),
		question("unknown-preset", "refuse|accept", "What Cloudflare does with a preset_name that the app does not have.",
			"simulator -unknown-preset accept -- terraform apply",
			&q.UnknownPresetAccepted, false, true),
		question("preset-change", "keep|end", "What a new preset does to the tokens that a participant has: they keep the old preset, or open nothing.",
			"simulator -preset-change end -- terraform apply",
			&q.PresetChangeEndsTokens, false, true),
		question("kick-all-nobody", "404|200", "The status of kick-all when nobody is in the meeting.",
			"simulator -kick-all-nobody 200 -- terraform destroy",
			&q.KickAllNobodyOK, false, true),
		question("webhook-conflict", "url|name", "What two webhooks of an app cannot share.",
			"simulator -webhook-conflict name -- terraform apply",
			&q.WebhookNameConflicts, false, true),
		question("unknown-event", "refuse|accept", "What Cloudflare does with a webhook's event that its documents do not name.",
			"simulator -unknown-event accept -- terraform apply",
			&q.UnknownEventAccepted, false, true),
		question("empty-list-404", "webhooks|all|none", "Which of Cloudflare's lists answer 404 while they are empty: "+
			"that of webhooks; those of participants, meetings, presets and webhooks; or none.",
			"simulator -empty-list-404 all -- terraform plan",
			&q.EmptyLists, simulator.EmptyWebhooksMissing, simulator.EmptyListsMissing, simulator.NoEmptyListMissing),
		question("change-answers", "whole|no-id|echo", "What the answers to PATCH and DELETE, to kick and kick-all hold: everything; "+
			"no ID, nor who was kicked, or how many; or only the fields that were sent.",
			"simulator -change-answers no-id -- terraform apply",
			&q.ChangeAnswers, simulator.ChangesAnsweredWhole, simulator.ChangesAnsweredWithoutID, simulator.ChangesEchoed),
		question("participant-preset", "name|id", "How Cloudflare tells a participant's preset: preset_name, or preset_id alone.",
			"simulator -participant-preset id -- terraform plan",
			&q.PresetByID, false, true),
		question("paging", "given|missing", "Whether lists say how many items there are, and on which page.",
			"simulator -paging missing -- terraform plan",
			&q.NoPaging, false, true),
		question("times", "documented|no-zone|unreadable", "How both vendors write times.",
			"simulator -times no-zone -- terraform apply",
			&q.Times, simulator.TimesDocumented, simulator.TimesWithoutZone, simulator.TimesUnreadable),
		question("telnyx-errors", "coded|list|object", "The form of Telnyx's errors about a room that does not exist and a name that is taken: "+
			"with a code, as a list without one, or as an object.",
			"simulator -telnyx-errors object -- terraform apply",
			&q.TelnyxErrors, simulator.TelnyxErrorsCoded, simulator.TelnyxErrorsListed, simulator.TelnyxErrorsObject),
		question("room-name-taken", "422|409", "The status for a unique_name that another room has.",
			"simulator -room-name-taken 409 -- terraform apply",
			&q.RoomNameTakenStatus, http.StatusUnprocessableEntity, http.StatusConflict),
		question("room-null", "clear|ignore|refuse", "What null does in a room's update.",
			"simulator -room-null ignore -- terraform apply",
			&q.RoomNull, simulator.RoomNullClears, simulator.RoomNullIgnored, simulator.RoomNullRefused),
		{"create-lag", "DURATION", "How long lists lack what was created.",
			"simulator -create-lag 2s -- terraform apply", duration(&q.CreateLag)},
		{"delete-lag", "DURATION", "How long what was deleted can still be read.",
			"simulator -delete-lag 2s -- terraform destroy", duration(&q.DeleteLag)},
		{"clock-behind", "DURATION", "How far the vendors' clock is behind yours.",
			"simulator -clock-behind 1s -- terraform apply", duration(&q.ClockBehind)},
		whole,
	}
}

package main

import (
	"fmt"
	"net/http"
	"strings"

	"terraform.local/rtc/terraform-provider-rtc/internal/simulator"
)

// answer is a possible answer to a question.
type answer[T any] struct {
	name  string
	value T
}

// oneOf parses an answer to a question. The default is the first.
func oneOf[T any](into *T, answers ...answer[T]) func(string) error {
	return func(text string) error {
		var names []string
		for _, each := range answers {
			if each.name == text {
				*into = each.value
				return nil
			}
			names = append(names, each.name)
		}
		return fmt.Errorf("give %s", strings.Join(names, " or "))
	}
}

// questions are the flags about what the vendors' documents leave open.
func (s *settings) questions() []setting {
	q := &s.options.Questions
	return []setting{
		{"duplicate-participant", "refuse|add|return", "What Cloudflare does with a custom_participant_id that the meeting has already: " +
			"refuse it with 409, add a second participant, or return the first one.",
			"simulator -duplicate-participant add -- terraform apply",
			oneOf(&q.DuplicateParticipant, answer[simulator.DuplicateParticipant]{"refuse", simulator.DuplicateRefused},
				answer[simulator.DuplicateParticipant]{"add", simulator.DuplicateAdded},
				answer[simulator.DuplicateParticipant]{"return", simulator.DuplicateReturned})},
		{"missing-participant", "404|500", "The status for a participant that does not exist. The code in the body is 404 either way.",
			"simulator -missing-participant 500 -- terraform plan",
			oneOf(&q.MissingParticipantStatus, answer[int]{"404", http.StatusNotFound}, answer[int]{"500", http.StatusInternalServerError})},
		{"participant-null", "clear|keep", "What null does to a participant's name or picture.",
			"simulator -participant-null keep -- terraform apply",
			oneOf(&q.ParticipantNullKeeps, answer[bool]{"clear", false}, answer[bool]{"keep", true})},
		{"unknown-preset", "refuse|accept", "What Cloudflare does with a preset_name that the app does not have.",
			"simulator -unknown-preset accept -- terraform apply",
			oneOf(&q.UnknownPresetAccepted, answer[bool]{"refuse", false}, answer[bool]{"accept", true})},
		{"preset-change", "keep|end", "What a new preset does to the tokens that a participant has: they keep the old preset, or open nothing.",
			"simulator -preset-change end -- terraform apply",
			oneOf(&q.PresetChangeEndsTokens, answer[bool]{"keep", false}, answer[bool]{"end", true})},
		{"kick-all-nobody", "404|200", "The status of kick-all when nobody is in the meeting.",
			"simulator -kick-all-nobody 200 -- terraform destroy",
			oneOf(&q.KickAllNobodyOK, answer[bool]{"404", false}, answer[bool]{"200", true})},
		{"webhook-conflict", "url|name", "What two webhooks of an app cannot share.",
			"simulator -webhook-conflict name -- terraform apply",
			oneOf(&q.WebhookNameConflicts, answer[bool]{"url", false}, answer[bool]{"name", true})},
		{"unknown-event", "refuse|accept", "What Cloudflare does with a webhook's event that its documents do not name.",
			"simulator -unknown-event accept -- terraform apply",
			oneOf(&q.UnknownEventAccepted, answer[bool]{"refuse", false}, answer[bool]{"accept", true})},
		{"empty-list-404", "webhooks|all|none", "Which of Cloudflare's lists answer 404 while they are empty: " +
			"that of webhooks; those of participants, meetings, presets and webhooks; or none.",
			"simulator -empty-list-404 all -- terraform plan",
			oneOf(&q.EmptyLists, answer[simulator.EmptyLists]{"webhooks", simulator.EmptyWebhooksMissing},
				answer[simulator.EmptyLists]{"all", simulator.EmptyListsMissing},
				answer[simulator.EmptyLists]{"none", simulator.NoEmptyListMissing})},
		{"change-answers", "whole|no-id|echo", "What the answers to PATCH and DELETE, to kick and kick-all hold: everything; " +
			"no ID, nor who was kicked, or how many; or only the fields that were sent.",
			"simulator -change-answers no-id -- terraform apply",
			oneOf(&q.ChangeAnswers, answer[simulator.ChangeAnswers]{"whole", simulator.ChangesAnsweredWhole},
				answer[simulator.ChangeAnswers]{"no-id", simulator.ChangesAnsweredWithoutID},
				answer[simulator.ChangeAnswers]{"echo", simulator.ChangesEchoed})},
		{"participant-preset", "name|id", "How Cloudflare tells a participant's preset: preset_name, or preset_id alone.",
			"simulator -participant-preset id -- terraform plan",
			oneOf(&q.PresetByID, answer[bool]{"name", false}, answer[bool]{"id", true})},
		{"paging", "given|missing", "Whether lists say how many items there are, and on which page.",
			"simulator -paging missing -- terraform plan",
			oneOf(&q.NoPaging, answer[bool]{"given", false}, answer[bool]{"missing", true})},
		{"times", "documented|no-zone|unreadable", "How both vendors write times.",
			"simulator -times no-zone -- terraform apply",
			oneOf(&q.Times, answer[simulator.Times]{"documented", simulator.TimesDocumented},
				answer[simulator.Times]{"no-zone", simulator.TimesWithoutZone},
				answer[simulator.Times]{"unreadable", simulator.TimesUnreadable})},
		{"telnyx-errors", "coded|list|object", "The form of Telnyx's errors about a room that does not exist and a name that is taken: " +
			"with a code, as a list without one, or as an object.",
			"simulator -telnyx-errors object -- terraform apply",
			oneOf(&q.TelnyxErrors, answer[simulator.TelnyxErrors]{"coded", simulator.TelnyxErrorsCoded},
				answer[simulator.TelnyxErrors]{"list", simulator.TelnyxErrorsListed},
				answer[simulator.TelnyxErrors]{"object", simulator.TelnyxErrorsObject})},
		{"room-name-taken", "422|409", "The status for a unique_name that another room has.",
			"simulator -room-name-taken 409 -- terraform apply",
			oneOf(&q.RoomNameTakenStatus, answer[int]{"422", http.StatusUnprocessableEntity}, answer[int]{"409", http.StatusConflict})},
		{"room-null", "clear|ignore|refuse", "What null does in a room's update.",
			"simulator -room-null ignore -- terraform apply",
			oneOf(&q.RoomNull, answer[simulator.RoomNull]{"clear", simulator.RoomNullClears},
				answer[simulator.RoomNull]{"ignore", simulator.RoomNullIgnored},
				answer[simulator.RoomNull]{"refuse", simulator.RoomNullRefused})},
		{"create-lag", "DURATION", "How long lists lack what was created.",
			"simulator -create-lag 2s -- terraform apply", duration(&q.CreateLag)},
		{"delete-lag", "DURATION", "How long what was deleted can still be read.",
			"simulator -delete-lag 2s -- terraform destroy", duration(&q.DeleteLag)},
		{"clock-behind", "DURATION", "How far the vendors' clock is behind yours.",
			"simulator -clock-behind 1s -- terraform apply", duration(&q.ClockBehind)},
		{"whole-seconds", "", "Times of creation and update without fractions of a second.",
			"simulator -whole-seconds -- terraform apply", oneOf(&q.WholeSeconds, answer[bool]{"true", true}, answer[bool]{"false", false})},
	}
}

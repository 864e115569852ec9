package simulator

import "time"

// Questions are what the vendors' documents leave open and a client would notice.
// The zero value answers each as seems most likely. If you rely on an answer,
// try the others too.
type Questions struct {
	// DuplicateParticipant is what add_participant does with a
	// custom_participant_id that the meeting has already.
	DuplicateParticipant DuplicateParticipant

	// MissingParticipantStatus is the status, 404 or 500, with which reading,
	// changing and deleting a participant that is not there is refused. The
	// error's code is 404 either way. Zero means 404.
	MissingParticipantStatus int

	// ParticipantNullKeeps: a name or picture that is null in edit_participant
	// keeps its value. Otherwise it is cleared.
	ParticipantNullKeeps bool

	// UnknownPresetAccepted: a preset_name that the app does not have is taken.
	// Otherwise it is refused.
	UnknownPresetAccepted bool

	// PresetChangeEndsTokens: a token minted before its participant got
	// another preset opens nothing any more. Otherwise it keeps the old preset.
	PresetChangeEndsTokens bool

	// KickAllNobodyOK: kick-all without a session answers 200 with a count of
	// zero. Otherwise it answers 404.
	KickAllNobodyOK bool

	// WebhookNameConflicts: two webhooks of an app cannot have the same name, and
	// may have the same URL. Otherwise it is the reverse.
	WebhookNameConflicts bool

	// UnknownEventAccepted: a webhook may have events that the documents do not
	// name. Otherwise it is refused.
	UnknownEventAccepted bool

	// EmptyLists is which of Cloudflare's lists answer 404 while they are empty.
	EmptyLists EmptyLists

	// ChangeAnswers is what the answers to changes hold.
	ChangeAnswers ChangeAnswers

	// PresetByID: participants have the ID of their preset. Otherwise they have
	// its name.
	PresetByID bool

	// NoPaging: lists do not say how many items there are, nor on which page.
	NoPaging bool

	// Times is how times are written.
	Times Times

	// TelnyxErrors is the form of errors about a room that is not there, and
	// about a name that is taken.
	TelnyxErrors TelnyxErrors

	// RoomNameTakenStatus is the status, 422 or 409, with which a unique_name
	// that is taken is refused. Zero means 422.
	RoomNameTakenStatus int

	// RoomNull is what a null does in a room's PATCH.
	RoomNull RoomNull

	// DeleteLag is how long what was deleted can still be read.
	DeleteLag time.Duration

	// CreateLag is how long what was created is missing in lists.
	CreateLag time.Duration

	// ClockBehind is how far the vendors' clock is behind.
	ClockBehind time.Duration

	// WholeSeconds: created_at and updated_at have no fractions of a second.
	WholeSeconds bool
}

// DuplicateParticipant is an answer to the question of that name.
type DuplicateParticipant int

// What add_participant does with a custom_participant_id that is taken.
const (
	DuplicateRefused  DuplicateParticipant = iota // with 409
	DuplicateAdded                                // a second participant
	DuplicateReturned                             // the one that is there, with a new token
)

// EmptyLists is an answer to the question of that name.
type EmptyLists int

// Which of Cloudflare's lists answer 404 while they are empty.
const (
	EmptyWebhooksMissing EmptyLists = iota
	EmptyListsMissing               // of participants, meetings, presets and webhooks
	NoEmptyListMissing
)

// ChangeAnswers is an answer to the question of that name.
type ChangeAnswers int

// What the answers to PATCH and DELETE, to kick and kick-all hold.
const (
	ChangesAnsweredWhole     ChangeAnswers = iota
	ChangesAnsweredWithoutID               // nor with who was kicked, or how many
	ChangesEchoed                          // the fields that were sent, and no other
)

// Times is an answer to the question of that name.
type Times int

// How times are written.
const (
	TimesDocumented Times = iota
	TimesWithoutZone
	TimesUnreadable // as no standard has them
)

// TelnyxErrors is an answer to the question of that name.
type TelnyxErrors int

// The form of Telnyx's errors about rooms.
const (
	TelnyxErrorsCoded  TelnyxErrors = iota
	TelnyxErrorsListed              // in a list, without a code
	TelnyxErrorsObject              // in an object, without a code
)

// RoomNull is an answer to the question of that name.
type RoomNull int

// What a null does in a room's PATCH.
const (
	RoomNullClears  RoomNull = iota // the webhook's fields; others cannot be null
	RoomNullIgnored                 // whatever field it is
	RoomNullRefused                 // with 422
)

package simulator

// An Operation is what a request asks for, under the vendor's own operation ID.
type Operation string

// Cloudflare's operations,
// https://developers.cloudflare.com/api/resources/realtime_kit/
const (
	GetApps                  Operation = "get_apps"
	GetApp                   Operation = "get_app"
	GetAllMeetings           Operation = "get_all_meetings"
	CreateMeeting            Operation = "create_meeting"
	GetMeeting               Operation = "get_meeting"
	UpdateMeeting            Operation = "update_meeting"
	GetActiveSession         Operation = "GetActiveSession"
	KickParticipants         Operation = "KickPartcipants" // the vendor's spelling
	KickAllParticipants      Operation = "KickAllParticipants"
	GetMeetingParticipants   Operation = "get_meeting_participants"
	AddParticipant           Operation = "add_participant"
	GetMeetingParticipant    Operation = "get_meeting_participant"
	EditParticipant          Operation = "edit_participant"
	DeleteMeetingParticipant Operation = "delete_meeting_participant"
	RegenerateToken          Operation = "regenerate_token"
	GetPresets               Operation = "get-presets"
	GetAllWebhooks           Operation = "getAllWebhooks"
	AddWebhook               Operation = "addWebhook"
	GetWebhook               Operation = "getWebhook"
	EditWebhook              Operation = "editWebhook"
	DeleteWebhook            Operation = "deleteWebhook"
)

// Telnyx's operations, https://developers.telnyx.com/api-reference/rooms/
const (
	ListRooms              Operation = "ListRooms"
	CreateRoom             Operation = "CreateRoom"
	ViewRoom               Operation = "ViewRoom"
	UpdateRoom             Operation = "UpdateRoom"
	DeleteRoom             Operation = "DeleteRoom"
	EndSession             Operation = "EndSession"
	CreateRoomClientToken  Operation = "CreateRoomClientToken"
	RefreshRoomClientToken Operation = "RefreshRoomClientToken"
)

const (
	// Join uses a token. It is in no vendor's API.
	Join Operation = "join"

	// AnyOperation means every operation of both vendors, but not Join.
	AnyOperation Operation = "*"

	// Unrouted counts the requests that matched no operation.
	Unrouted Operation = "unrouted"
)

type vendor string

const (
	cloudflare vendor = "cloudflare"
	telnyx     vendor = "telnyx"
	noVendor   vendor = ""
)

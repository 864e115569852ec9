package provider

import (
	resourceschema "github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"terraform.local/rtc/terraform-provider-rtc/internal/cloudflare"
)

// A scope is where an object of Cloudflare's belongs: in an account, an app, a meeting. Models embed the structs, and
// definitions use the matching attributes, so that every type describes them in the same words.

type inAccount struct {
	AccountID types.String `tfsdk:"account_id"`
}

type inApp struct {
	inAccount
	AppID types.String `tfsdk:"app_id"`
}

type inMeeting struct {
	inApp
	MeetingID types.String `tfsdk:"meeting_id"`
}

// account is the block's own account, or the provider's, once vendors.cloudflareFor has filled it in.
func (in inAccount) account() string { return in.AccountID.ValueString() }
func (in inApp) app() string         { return in.AppID.ValueString() }
func (in inMeeting) meeting() string { return in.MeetingID.ValueString() }

// path has the IDs of the scope, the outermost first, as an import ID has them.
func (in inApp) path() string     { return joined(in.account(), in.app()) }
func (in inMeeting) path() string { return joined(in.account(), in.app(), in.meeting()) }

// participant names a participant, or with "" the place of one.
func (in inMeeting) participant(id string) cloudflare.Participant {
	return cloudflare.Participant{AccountID: in.account(), AppID: in.app(), MeetingID: in.meeting(), ParticipantID: id}
}

func inAccountAttributes() attributes {
	return attributes{"account_id": resourceschema.StringAttribute{
		MarkdownDescription: "ID of the Cloudflare account. Default: the provider's `account_id`.",
		Optional:            true,
		Computed:            true,
		Validators:          parses("32 hexadecimal digits", parseAccountID),
	}}
}

func inAppAttributes() attributes {
	return with(inAccountAttributes(), attributes{"app_id": scopeID("ID of the RealtimeKit app.", isAppID())})
}

func inMeetingAttributes() attributes {
	return with(inAppAttributes(), attributes{"meeting_id": scopeID("ID of the meeting, not its title.", isUUID())})
}

func participantIDAttribute() resourceschema.StringAttribute {
	return scopeID("Cloudflare's ID of the participant, not your `custom_participant_id`.", isUUID())
}

func roomIDAttribute() resourceschema.StringAttribute {
	return scopeID("ID of the room, not its `unique_name`.", isUUID())
}

func scopeID(description string, form []validator.String) resourceschema.StringAttribute {
	return resourceschema.StringAttribute{MarkdownDescription: description, Required: true, Validators: form}
}

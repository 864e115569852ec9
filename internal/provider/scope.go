package provider

import (
	"context"

	resourceschema "github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"terraform.local/rtc/terraform-provider-rtc/internal/cloudflare"
	"terraform.local/rtc/terraform-provider-rtc/internal/telnyx"
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

func (in *inAccount) account() *types.String { return &in.AccountID }

func inAccountAttributes() attributes {
	return attributes{"account_id": resourceschema.StringAttribute{
		MarkdownDescription: "ID of the Cloudflare account. Default: `account_id` in the provider block's `cloudflare`, " +
			"then the environment variable `CLOUDFLARE_ACCOUNT_ID`.",
		Optional:   true,
		Computed:   true,
		Validators: parses("32 hexadecimal digits", parseAccountID),
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

// within is the model of a thing that is in an account.
type within[M any] interface {
	*M
	account() *types.String
}

// onCloudflare provides the client and the account: the block's own account, else the provider's.
func onCloudflare[M any, P within[M]](do func(ctx context.Context, client *cloudflare.Client, accountID string, model *M) error) func(context.Context, *vendors, *M) error {
	return func(ctx context.Context, from *vendors, model *M) error {
		own := P(model).account()
		client, accountID, err := from.cloudflare(*own)
		if err != nil {
			return err
		}
		if own.IsNull() || own.IsUnknown() {
			*own = types.StringValue(accountID)
		}
		return do(ctx, client, accountID, model)
	}
}

// onTelnyx provides the client, with its API key.
func onTelnyx[M any](do func(ctx context.Context, client *telnyx.Client, model *M) error) func(context.Context, *vendors, *M) error {
	return func(ctx context.Context, from *vendors, model *M) error {
		client, err := from.telnyx()
		if err != nil {
			return err
		}
		return do(ctx, client, model)
	}
}

// managedOnCloudflare is onCloudflare for the verbs of a managed resource.
func managedOnCloudflare[M any, P within[M]](do func(context.Context, *cloudflare.Client, *operation[M]) error) verb[M] {
	return func(ctx context.Context, o *operation[M]) error {
		return onCloudflare[M, P](func(ctx context.Context, client *cloudflare.Client, _ string, _ *M) error {
			return do(ctx, client, o)
		})(ctx, o.from, o.model)
	}
}

// managedOnTelnyx is onTelnyx for the verbs of a managed resource.
func managedOnTelnyx[M any](do func(context.Context, *telnyx.Client, *operation[M]) error) verb[M] {
	return func(ctx context.Context, o *operation[M]) error {
		return onTelnyx(func(ctx context.Context, client *telnyx.Client, _ *M) error { return do(ctx, client, o) })(ctx, o.from, o.model)
	}
}

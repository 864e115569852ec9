package provider

import (
	"fmt"
	"strings"
	"sync"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"terraform.local/rtc/terraform-provider-rtc/internal/cloudflare"
	"terraform.local/rtc/terraform-provider-rtc/internal/create"
	"terraform.local/rtc/terraform-provider-rtc/internal/telnyx"
)

// vendors has the configured clients, or the error that says what to set. There is one client for each vendor, so that
// all blocks of a run share its connections and its rate limit.
type vendors struct {
	settings
	cloudflareClient func() (*cloudflare.Client, error)
	telnyxClient     func() (*telnyx.Client, error)

	keys         create.Keys
	participants create.Lists[cloudflare.MeetingParticipant]
	presets      create.Lists[cloudflare.Preset]
}

func newVendors(s settings) *vendors {
	deleteTimeout, _ := s.requestTimeout() //nolint:errcheck // the clients report it
	return &vendors{
		settings: s,
		keys:     create.Keys{DeleteTimeout: deleteTimeout},
		cloudflareClient: sync.OnceValues(func() (*cloudflare.Client, error) {
			token, err := s.apiToken()
			if err != nil {
				return nil, err
			}
			options, err := s.options(s.block.Cloudflare, "cloudflare", "CLOUDFLARE_BASE_URL", cloudflare.DefaultBaseURL)
			if err != nil {
				return nil, err
			}
			return cloudflare.New(token, options), nil
		}),
		telnyxClient: sync.OnceValues(func() (*telnyx.Client, error) {
			options, err := s.options(s.block.Telnyx, "telnyx", "TELNYX_BASE_URL", telnyx.DefaultBaseURL)
			if err != nil {
				return nil, err
			}
			key, err := s.apiKey()
			if err != nil { // refreshing needs no key; other requests get the client through telnyx(), which needs one
				key = ""
			}
			return telnyx.New(key, options), nil
		}),
	}
}

// thingOf is the object that a type is about, without its vendor: cloudflare_meeting is a meeting.
func thingOf(name string) string {
	_, thing, _ := strings.Cut(name, "_")
	return thing
}

// gone says whether the vendor says that the object does not exist. Responses of a proxy, or of the vendor's gateway to a
// wrong URL or account, do not count: they must not empty a state.
func gone(err error) bool { return cloudflare.Gone(err) || telnyx.Gone(err) }

// configured gives a block what the provider's Configure made. Terraform also configures blocks before the provider,
// when there is nothing yet.
func configured(data any, diagnostics *diag.Diagnostics) *vendors {
	if data == nil {
		return newVendors(settings{}) // which can do nothing
	}
	v, ok := data.(*vendors)
	if !ok {
		diagnostics.AddError("Unexpected error",
			fmt.Sprintf("This should not happen; please report it to the provider's developers: configured with %T", data))
	}
	return v
}

// cloudflareFor returns the client. It fills in the provider's account, if the block does not set one.
func (v *vendors) cloudflareFor(in *inAccount) (*cloudflare.Client, error) {
	client, err := v.cloudflareClient()
	if err != nil || in.account() != "" {
		return client, err
	}
	account, err := v.accountID()
	if err != nil {
		return nil, err
	}
	in.AccountID = types.StringValue(account)
	return client, nil
}

// telnyx returns the client, with an API key.
func (v *vendors) telnyx() (*telnyx.Client, error) {
	if _, err := v.apiKey(); err != nil {
		return nil, err
	}
	return v.telnyxClient()
}

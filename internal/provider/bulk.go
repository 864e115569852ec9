package provider

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"sync"

	"github.com/hashicorp/terraform-plugin-framework-validators/mapvalidator"
	resourceschema "github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/types"
	"golang.org/x/sync/errgroup"

	"terraform.local/rtc/terraform-provider-rtc/internal/cloudflare"
	"terraform.local/rtc/terraform-provider-rtc/internal/rest"
)

// bulkError is a block of many tokens that returns none.
type bulkError struct {
	total       int
	minted      int
	failures    map[string]error // under the user's keys
	stopped     bool             // the rest was not tried, or not to its end: it would fail the same way
	interrupted bool             // the same, because the run ended
}

func (e *bulkError) Error() string { return fmt.Sprintf("%d of %d minted", e.minted, e.total) }

// mintAll mints a token for each key, several at a time, and returns all of them or an error. It goes on after an error
// that concerns a single key, so that one run finds all such keys.
func mintAll[T any](ctx context.Context, from *vendors, ids map[string]string, mint func(ctx context.Context, id string) (T, error)) (any, error) {
	// The client has the same limit. This one keeps thousands of keys from becoming thousands of goroutines.
	inFlight, err := from.inFlight()
	if err != nil {
		return nil, err
	}
	var (
		lock   sync.Mutex
		minted = make(map[string]T, len(ids))
		failed = &bulkError{total: len(ids), failures: map[string]error{}}
	)
	calls, stop := context.WithCancel(ctx)
	defer stop()
	var group errgroup.Group
	group.SetLimit(inFlight)
	for key, id := range ids {
		if calls.Err() != nil {
			break
		}
		group.Go(func() error {
			if calls.Err() != nil {
				return nil
			}
			token, err := mint(calls, id)
			lock.Lock()
			defer lock.Unlock()
			switch {
			case err == nil:
				minted[key] = token
			case calls.Err() != nil && rest.HasReason(err, rest.Interrupted):
				// The provider or the user stopped it: it says nothing about this key.
			default:
				failed.failures[key] = err
				if !concernsOnly(err, id) {
					failed.stopped = true
					stop() // the others would fail for the same reason
				}
			}
			return nil
		})
	}
	if err := group.Wait(); err != nil {
		return nil, err
	}
	if len(minted) == len(ids) {
		return map[string]any{"tokens": minted}, nil
	}
	failed.minted, failed.interrupted = len(minted), ctx.Err() != nil
	return nil, failed
}

// concernsOnly says whether an error is about the object with this ID alone. Every other error (a credential, the network,
// an outage) concerns all keys, and each token minted meanwhile would be discarded.
func concernsOnly(err error, id string) bool {
	failed, ok := errors.AsType[*rest.Error](err)
	if !ok || failed.Reason != rest.Refused && failed.Reason != rest.Unsuccessful {
		return false
	}
	switch cloudflare.Status(failed) {
	case http.StatusBadRequest, http.StatusNotFound, http.StatusConflict, http.StatusGone, http.StatusUnprocessableEntity:
	case http.StatusForbidden:
		if failed.Vendor == cloudflare.Vendor { // a permission of the API token; Telnyx rejects single rooms with 403
			return false
		}
	default:
		return false
	}
	// An error that names what the requests have in common, such as the app, is about all of them.
	return !slices.ContainsFunc(failed.Call.IDs, func(shared rest.ID) bool {
		return !rest.SameID(shared.Value, id) && slices.ContainsFunc(failed.Faults, func(fault rest.Fault) bool {
			return strings.Contains(rest.CanonicalID(fault.Title+fault.Detail), rest.CanonicalID(shared.Value))
		})
	})
}

// noTokens has an empty token under each key, so that a plan that mints nothing can still use the keys.
func noTokens(ids map[string]string) map[string]any {
	tokens := make(map[string]struct{}, len(ids))
	for key := range ids {
		tokens[key] = struct{}{}
	}
	return map[string]any{"tokens": tokens}
}

// idsAttribute is the argument of a block of many tokens.
func idsAttribute(description string) resourceschema.MapAttribute {
	return resourceschema.MapAttribute{
		MarkdownDescription: description,
		Required:            true,
		ElementType:         types.StringType,
		Validators: []validator.Map{
			mapvalidator.NoNullValues(),
			mapvalidator.ValueStringsAre(isUUID()...),
		},
	}
}

// tokensAttribute is the result of a block of many tokens.
func tokensAttribute(input string, of attributes) resourceschema.MapNestedAttribute {
	return resourceschema.MapNestedAttribute{
		MarkdownDescription: "The tokens, under the keys of `" + input + "`. In an ephemeral resource that does not mint, the keys " +
			"are present and their values are null.",
		Computed:     true,
		NestedObject: resourceschema.NestedAttributeObject{Attributes: of},
	}
}

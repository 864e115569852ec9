package provider

import (
	"context"

	"github.com/hashicorp/terraform-plugin-log/tflog"

	"terraform.local/rtc/terraform-provider-rtc/internal/rest"
)

// logEvent logs each attempt, and each wait that begins. Events have no secrets.
func logEvent(ctx context.Context, e rest.Event) {
	fields := map[string]any{
		"vendor":  e.Vendor,
		"method":  e.Call.Method,
		"route":   e.Call.Route,
		"attempt": e.Attempt,
	}
	if e.Wait > 0 {
		fields["wait"], fields["reason"] = e.Wait.String(), e.Why
		if e.ForRateLimit() {
			tflog.Info(ctx, "Waiting for the rate limit", fields)
		} else {
			tflog.Info(ctx, "Waiting before the next attempt", fields)
		}
		return
	}
	fields["duration"], fields["wait"] = e.Duration.String(), e.Waited.String()
	if e.Status != 0 {
		fields["status"], fields["request_id"] = e.Status, e.RequestID
	}
	if e.Failure != "" {
		fields["failure"] = string(e.Failure)
	}
	tflog.Debug(ctx, "Sent a request", fields)
}

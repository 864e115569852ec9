package provider_test

import (
	"net/http"
	"strconv"
	"strings"
	"testing"

	"terraform.local/rtc/terraform-provider-rtc/internal/simulator"
)

// max_retries is advised where a request is retried, and nowhere else.
func TestRetriesAreAdvisedWhereThereAreAny(t *testing.T) {
	t.Parallel()
	for status := 500; status < 600; status++ {
		t.Run(strconv.Itoa(status), func(t *testing.T) {
			t.Parallel()
			w := newWorld(t, simulator.Options{})
			w.FailAlways(simulator.AnyOperation, simulator.Answer(status, ""))
			d, _ := w.configured(t, object{"max_retries": 1})
			text := written(d.ephemeral(t.Context(), participantType, goodParticipant()))
			retried := w.Calls(simulator.RegenerateToken) > 1
			if advised := strings.Contains(text, "max_retries"); advised != retried {
				t.Errorf("retried: %t\n%s", retried, text)
			}
			switch status {
			case http.StatusInternalServerError, http.StatusBadGateway, http.StatusServiceUnavailable, http.StatusGatewayTimeout, 520, 521, 522, 523, 524:
				if !retried {
					t.Error("not retried")
				}
			}
		})
	}
}

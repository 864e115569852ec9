package provider_test

import (
	"testing"

	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/knownvalue"
	"github.com/hashicorp/terraform-plugin-testing/statecheck"
	"github.com/hashicorp/terraform-plugin-testing/tfjsonpath"

	"terraform.local/rtc/terraform-provider-rtc/internal/simulator"
)

func TestRoomLife(t *testing.T) {
	t.Parallel()
	w := newWorld(t, simulator.Options{})
	w.test(t,
		resource.TestStep{Config: config(block("resource", "rtc_telnyx_room", `  unique_name = "kitchen"`)),
			ConfigStateChecks: []statecheck.StateCheck{statecheck.ExpectKnownValue("rtc_telnyx_room.it", tfjsonpath.New("max_participants"), knownvalue.Int64Exact(10))}},
		resource.TestStep{Config: config(block("resource", "rtc_telnyx_room", "  unique_name = \"kitchen\"\n max_participants = 20\n webhook_event_url=\"https://a.example\""))},
		resource.TestStep{ResourceName: "rtc_telnyx_room.it", ImportState: true, ImportStateVerify: true},
		resource.TestStep{Config: config(block("resource", "rtc_telnyx_room", `  unique_name = "kitchen"`))},
	)
	for _, c := range w.Log() {
		t.Log(c.Operation, c.Status)
	}
}

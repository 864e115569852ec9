package provider_test

import (
	"testing"

	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/knownvalue"
	"github.com/hashicorp/terraform-plugin-testing/statecheck"
	"github.com/hashicorp/terraform-plugin-testing/terraform"
	"github.com/hashicorp/terraform-plugin-testing/tfjsonpath"

	"terraform.local/rtc/terraform-provider-rtc/internal/simulator"
)

func TestParticipantLife(t *testing.T) {
	t.Parallel()
	w := newWorld(t, simulator.Options{})
	cfg := func(title, preset, name, more string) string {
		return config(`resource "rtc_cloudflare_meeting" "it" {
  app_id = "` + simulator.AppID + `"
  title = "` + title + `"
}
resource "rtc_cloudflare_participant" "it" {
  app_id = "` + simulator.AppID + `"
  meeting_id = rtc_cloudflare_meeting.it.id
  custom_participant_id = "bot"
  preset_name = "` + preset + `"
  name = "` + name + `"
  ` + more + `
}
`)
	}
	w.test(t,
		resource.TestStep{Config: cfg("a", "group_call_host", "", "")},
		resource.TestStep{Config: cfg("b", "group_call_host", "x", `picture = "https://x.example/a.png"`)},
		resource.TestStep{Config: cfg("b", "group_call_host", "x", "")},
		resource.TestStep{Config: cfg("b", "group_call_participant", "x", "")},
		resource.TestStep{ResourceName: "rtc_cloudflare_participant.it", ImportState: true, ImportStateVerify: true, ImportStateIdFunc: func(s *terraform.State) (string, error) {
			a := s.RootModule().Resources["rtc_cloudflare_participant.it"].Primary.Attributes
			return a["app_id"] + "/" + a["meeting_id"] + "/" + a["id"], nil
		}},
	)
	for _, c := range w.Log() {
		t.Log(c.Operation, c.Status)
	}
}

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

package provider_test

import (
	"strings"
	"testing"

	"terraform.local/rtc/terraform-provider-rtc/internal/simulator"
)

// Cloudflare puts a token into the answers of creating and editing a participant. It is nowhere, and neither is a
// credential: not where everything goes well, and not where an answer is cut, unreadable, or repeats it all.
func TestManagedResourcesLeaveNoTrace(t *testing.T) {
	t.Parallel()
	edited := strings.ReplaceAll(participantBlock, `"Bot"`, `"Other"`)
	w := canaryWorld(t)
	p := newWatched(t, w, meetingBlock, participantBlock, roomBlock)
	p.wholeLife()
	p.write("main.tf", requirement+meetingBlock+roomBlock+edited)
	p.run("plan", "-out=edit.tfplan")
	p.run("apply", "edit.tfplan")
	p.run("apply", "-auto-approve", "-replace=rtc_cloudflare_participant.it")
	p.run("show", "-json")
	p.checkNothing(w.minted())
	p.run("destroy", "-auto-approve")
	p.checkNothing(w.minted())
	p.checkNothing(credentials())
	given := map[simulator.Operation]int{}
	for _, issued := range w.Tokens() {
		given[issued.Operation]++
	}
	if given[simulator.AddParticipant] < 2 || given[simulator.EditParticipant] < 1 {
		t.Errorf("the vendor gave %v: this test cannot see", given)
	}
}

func TestManagedErrorsLeaveNoTrace(t *testing.T) {
	t.Parallel()
	edited := strings.ReplaceAll(participantBlock, `"Bot"`, `"Other"`)
	for name, fault := range map[string]simulator.Fault{
		"cut": {Ending: simulator.Cut, After: true}, "400": simulator.Echo(400), "500": simulator.Echo(500).AfterEffect(),
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := canaryWorld(t)
			fault = fault.With("Cf-Ray", "ray "+canaryAPIToken)
			w.Fail(simulator.AddParticipant, fault)
			p := newWatched(t, w, "provider \"rtc\" {\n  max_retries = 0\n}\n", meetingBlock, participantBlock)
			if output, err := p.try("apply", "-auto-approve", "-no-color"); err != nil {
				p.printed["output of the first apply"] = output
				p.run("apply", "-auto-approve")
			}
			w.Fail(simulator.EditParticipant, fault)
			p.write("main.tf", requirement+"provider \"rtc\" {\n  max_retries = 0\n}\n"+meetingBlock+edited)
			p.fail("apply", "-auto-approve", "-no-color")
			p.run("show", "-json")
			p.checkNothing(credentials())
			p.checkNothing(w.minted())
			if len(w.minted()) < 2 {
				t.Error("there was nothing to leak: this test cannot see")
			}
		})
	}
}

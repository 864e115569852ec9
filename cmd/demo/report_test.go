package main

import (
	"bytes"
	"errors"
	"fmt"
	"strings"
	"syscall"
	"testing"

	"terraform.local/rtc/terraform-provider-rtc/internal/simulator"
)

// faultless is what a run that went well has to report.
func faultless(t *testing.T, out *bytes.Buffer) *demo {
	t.Helper()
	d := newDemo(out)
	var err error
	if d.server, err = simulator.Start(simulator.Options{}); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(d.server.Close)
	in := func(vendors ...string) []simulator.Joined {
		var joins []simulator.Joined
		for _, vendor := range vendors {
			joins = append(joins, simulator.Joined{Vendor: vendor})
		}
		return joins
	}
	d.stages = map[string]stage{
		"plan":        {},
		"apply":       {d.oneOfEach("apply"), in("cloudflare", "telnyx", "telnyx")},
		"second plan": {},
		"rotate":      {d.oneOfEach("rotate"), in("cloudflare")},
		"destroy":     {},
	}
	d.trials = []trial{{"every token, after apply", true, 8, 8}, {"every token, after the destroy", false, 16, 0}}
	d.places = []place{
		{name: "output of the CLI"}, {name: "main.tf"}, {name: "state, as JSON", may: true, kept: 4}, {name: "terraform.tfstate.backup", may: true, kept: 4},
	}
	return d
}

// oneOfEach is a response of every source. Those of data sources are kept.
func (d *demo) oneOfEach(stage string) []simulator.Issued {
	var tokens []simulator.Issued
	for i, from := range sources() {
		for n := range from.each {
			one := simulator.Issued{Operation: from.operation, Token: fmt.Sprintf("%s %d %d", stage, i, n)}
			tokens = append(tokens, one)
			if from.kept {
				d.kept[one.Token] = true
			}
		}
	}
	return tokens
}

// alter changes a stage of a run.
func (d *demo) alter(name string, change func(*stage)) {
	altered := d.stages[name]
	change(&altered)
	d.stages[name] = altered
}

// issue has a stage get one more token of an operation.
func (d *demo) issue(name string, operation simulator.Operation, kept bool) {
	one := simulator.Issued{Operation: operation, Token: "one more"}
	d.kept[one.Token] = kept
	d.alter(name, func(s *stage) { s.tokens = append(s.tokens, one) })
}

func TestNothingWrongIsNotTold(t *testing.T) {
	t.Parallel()
	var out bytes.Buffer
	d := faultless(t, &out)
	for _, from := range sources() { // a destroy reads the data sources once more
		for range from.each {
			if from.kept {
				d.issue("destroy", from.operation, true)
			}
		}
	}
	if err := d.report(); err != nil || !strings.Contains(out.String(), "\nEverything is as it should be.\n") {
		t.Errorf("%v\n%s", err, &out)
	}
}

// A report that nobody reads is one all the same.
func TestNobodyReads(t *testing.T) {
	t.Parallel()
	d := faultless(t, &bytes.Buffer{})
	d.out = unread{}
	if err := d.report(); err != nil {
		t.Error(err)
	}
}

// unread is where nobody reads any more.
type unread struct{}

func (unread) Write([]byte) (int, error) { return 0, syscall.EPIPE }

// Each way in which a run can go wrong is told, and by one line.
func TestEachWrongIsTold(t *testing.T) {
	t.Parallel()
	const room = "rtc_telnyx_room_client_token and its refresh token"
	for name, c := range map[string]struct {
		wrong func(*demo)
		said  string
	}{
		"a consumer does not join": {
			func(d *demo) { d.alter("apply", func(s *stage) { s.joins = s.joins[:2] }) },
			`apply: joined at "cloudflare telnyx", not at "cloudflare telnyx telnyx"`,
		},
		"a consumer joins twice": {
			func(d *demo) { d.alter("rotate", func(s *stage) { s.joins = append(s.joins, s.joins[0]) }) },
			`rotate: joined at "cloudflare cloudflare", not at "cloudflare"`,
		},
		"the consumer is not told of the rotation": {
			func(d *demo) { d.alter("rotate", func(s *stage) { s.joins = nil }) },
			`rotate: joined at "", not at "cloudflare"`,
		},
		"somebody joins in the plan": {
			func(d *demo) { d.alter("plan", func(s *stage) { s.joins = d.stages["rotate"].joins }) },
			`plan: joined at "cloudflare", not at ""`,
		},
		"an ephemeral token is minted in a plan": {
			func(d *demo) { d.issue("plan", simulator.RegenerateToken, false) },
			"rtc_cloudflare_participant_token, ephemeral: the plans got 1 and 0 tokens",
		},
		"an ephemeral token is minted in a destroy": {
			func(d *demo) {
				for range 2 {
					d.issue("destroy", simulator.RegenerateToken, false)
				}
			},
			"rtc_cloudflare_participant_token, data source: the destroy got more than 1 tokens",
		},
		"a data source too many": {
			func(d *demo) { d.issue("apply", simulator.CreateRoomClientToken, true) },
			room + ", data source: apply and rotation got 3 and 2 tokens, not 2",
		},
		"a token is written to a file": {
			func(d *demo) { d.places[1].other = 1 }, "main.tf: 1 tokens that nobody keeps",
		},
		"a token of a data source is printed": {
			func(d *demo) { d.places[0].kept = 2 }, "output of the CLI: 2 tokens of data sources",
		},
		"the search finds nothing": {
			func(d *demo) { d.places[3].kept = 0 }, "the search finds 0 tokens of data sources in the state, not 4",
		},
		"a room outlives the destroy": {
			func(d *demo) { d.trials[1].opens = 2 }, "2 of 16 every token, after the destroy: 0 should open a room",
		},
		"a token opens nothing": {
			func(d *demo) { d.trials[0].opens = 7 }, "7 of 8 every token, after apply: 8 should open a room",
		},
		"no token was tried": {
			func(d *demo) { d.trials[1] = trial{what: "every token, after the destroy"} }, "0 of 0 every token, after the destroy: 0 should open a room",
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var out bytes.Buffer
			d := faultless(t, &out)
			c.wrong(d)
			err := d.report()
			if !errors.Is(err, errWrong) || !strings.HasSuffix(out.String(), "\nWRONG:\n  - "+c.said+"\n") {
				t.Errorf("%v, not said: %q, but:\n%s", err, c.said, &out)
			}
		})
	}
}

package main

import (
	"fmt"
	"slices"
	"strings"
	"text/tabwriter"

	"terraform.local/rtc/terraform-provider-rtc/internal/simulator"
)

// source is where tokens come from.
type source struct {
	name      string
	operation simulator.Operation
	kept      bool // in state, by design
	each      int  // how many tokens one response has
}

func sources() []source {
	const token, tokens = "rtc_cloudflare_participant_token", "rtc_telnyx_room_client_token and its refresh token"
	const refreshed = "rtc_telnyx_room_client_token_refresh"
	return []source{
		{"rtc_cloudflare_participant, dropped from the response", simulator.AddParticipant, false, 1},
		{token + ", ephemeral", simulator.RegenerateToken, false, 1},
		{token + ", data source", simulator.RegenerateToken, true, 1},
		{tokens + ", ephemeral", simulator.CreateRoomClientToken, false, 2},
		{tokens + ", data source", simulator.CreateRoomClientToken, true, 2},
		{refreshed + ", ephemeral", simulator.RefreshRoomClientToken, false, 1},
		{refreshed + ", data source", simulator.RefreshRoomClientToken, true, 1},
	}
}

// count says how many tokens of a stage come from a source. State tells whose they are. A destroy stores nothing: it reads
// the data sources once more, and with terraform.applying it opens no ephemeral resource.
func (d *demo) count(stage string, from source) int {
	n := 0
	for _, t := range d.stages[stage].tokens {
		if t.Operation == from.operation && (d.kept[t.Token] || stage == "destroy") == from.kept {
			n++
		}
	}
	return n
}

// report shows what came of the run, and judges it. Plain text without colors, so that it reads the same in a terminal,
// a log, a mail.
func (d *demo) report() error {
	d.reportTokens()
	d.reportTrials()
	d.judgeJoins()
	d.reportSearch()
	say(d.out, "\n")
	d.server.Summary(d.out)
	if len(d.wrong) == 0 {
		say(d.out, "\nEverything is as it should be.\n")
		return nil
	}
	say(d.out, "\nWRONG:\n")
	for _, what := range d.wrong {
		say(d.out, "  - %s\n", what)
	}
	return errWrong
}

// expect notes what is not as it should be.
func (d *demo) expect(so bool, format string, values ...any) {
	if !so {
		d.wrong = append(d.wrong, fmt.Sprintf(format, values...))
	}
}

// table writes aligned columns under a heading.
func (d *demo) table(heading string, rows func(row func(format string, cells ...any))) {
	say(d.out, "\n%s\n", heading)
	columns := tabwriter.NewWriter(d.out, 0, 0, 2, ' ', 0)
	rows(func(format string, cells ...any) { say(columns, "  "+format+"\n", cells...) })
	_ = columns.Flush() //nolint:errcheck // Whoever reads along has left.
}

// reportTokens expects that no plan mints for ephemeral resources, and that each of the others asks once for everything.
// OpenTofu rotates without what the rotation does not need.
func (d *demo) reportTokens() {
	d.table("Tokens issued", func(row func(string, ...any)) {
		row("\tplan\tapply\trotate\tdestroy")
		for _, from := range sources() {
			plan, apply, planned := d.count("plan", from), d.count("apply", from), d.count("second plan", from)
			rotate := planned + d.count("rotate", from)
			row("%s\t%4d\t%5d\t%6d\t%7d", from.name, plan, apply, rotate, d.count("destroy", from))
			d.expect(plan == 0 && (planned == 0 || from.kept), "%s: the plans got %d and %d tokens", from.name, plan, planned)
			d.expect(apply == from.each && (rotate == from.each || rotate == 0 && strings.HasPrefix(from.name, "rtc_telnyx")),
				"%s: apply and rotation got %d and %d tokens, not %d", from.name, apply, rotate, from.each)
			destroy := map[bool]int{true: from.each}[from.kept] // more would be an ephemeral resource's
			d.expect(d.count("destroy", from) <= destroy, "%s: the destroy got more than %d tokens", from.name, destroy)
		}
	})
}

func (d *demo) reportTrials() {
	d.table("Tokens that open a room", func(row func(string, ...any)) {
		for _, t := range d.trials {
			row("%2d of %2d\t%s", t.opens, t.tokens, t.what)
			want := map[bool]int{true: t.tokens}[t.all]
			d.expect(t.opens == want && t.tokens > 0, "%d of %d %s: %d should open a room", t.opens, t.tokens, t.what, want)
		}
	})
}

// judgeJoins expects the three consumers in apply, the new participant in the rotation, and nobody at the end.
func (d *demo) judgeJoins() {
	for _, c := range []struct{ stage, want string }{{"plan", ""}, {"apply", "cloudflare telnyx telnyx"}, {"rotate", "cloudflare"}, {"destroy", ""}} {
		var joined []string
		for _, in := range d.stages[c.stage].joins {
			joined = append(joined, in.Vendor)
		}
		slices.Sort(joined) // they come in at once
		d.expect(strings.Join(joined, " ") == c.want, "%s: joined at %q, not at %q", c.stage, strings.Join(joined, " "), c.want)
	}
	for _, in := range d.server.Joins() {
		d.expect(len(d.server.Present(in.Room)) == 0, "somebody is still in %s", in.Room)
	}
}

// reportSearch expects tokens of data sources where Terraform keeps what it knows, and no others anywhere. A search that
// finds all four in the state from before the destroy proves that it finds.
func (d *demo) reportSearch() {
	inState := 0
	d.table(fmt.Sprintf("Searched for each of the %d tokens, of which data sources keep %d", len(d.server.Tokens()), len(d.kept)), func(row func(string, ...any)) {
		for _, p := range d.places {
			found, documented := "none found", ""
			if p.other > 0 {
				found = fmt.Sprintf("%d FOUND", p.other)
			}
			if p.may && p.kept > 0 {
				documented = fmt.Sprintf("\t(and %d of data sources, as documented)", p.kept)
			}
			row("%s\t%s%s", p.name, found, documented)
			d.expect(p.other == 0, "%s: %d tokens that nobody keeps", p.name, p.other)
			d.expect(p.may || p.kept == 0, "%s: %d tokens of data sources", p.name, p.kept)
			if p.name == "terraform.tfstate.backup" {
				inState = p.kept
			}
		}
	})
	d.expect(inState == 4, "the search finds %d tokens of data sources in the state, not 4", inState)
}

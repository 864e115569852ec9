package main

import (
	"fmt"
	"io"
	"text/tabwriter"
	"time"
)

// report prints what came of a run. Plain text without colors, so that it reads the same in a terminal, a log, a mail.
func (r *result) report(out io.Writer, live bool, wrong []string) {
	r.reportTokens(out, "Minted by ephemeral resources, while applying, for nobody to keep", r.ephemeral)
	r.reportTokens(out, "Minted by data sources, while planning, and kept in plan and state", r.kept)
	if live {
		say(out, "\nJoined rooms, calls of plan and apply: not known in a live run. The consumers were handed their tokens.\n")
	} else {
		r.reportJoins(out)
		r.reportCalls(out)
	}
	r.reportSearch(out)
	if len(wrong) == 0 {
		say(out, "\nAll is as it should be.\n")
		return
	}
	say(out, "\nWRONG:\n")
	for _, what := range wrong {
		say(out, "  - %s\n", what)
	}
}

// say prints for people. Whoever does not read to the end must not end the run in its middle: errors change nothing.
func say(out io.Writer, format string, parts ...any) {
	_, _ = fmt.Fprintf(out, format, parts...) //nolint:errcheck // See above.
}

// table writes aligned columns under a heading.
func table(out io.Writer, heading string, rows func(row func(format string, cells ...any))) {
	say(out, "\n%s\n", heading)
	columns := tabwriter.NewWriter(out, 0, 0, 2, ' ', 0)
	rows(func(format string, cells ...any) { say(columns, "  "+format+"\n", cells...) })
	_ = columns.Flush() //nolint:errcheck // Whoever reads along has left.
}

func (r *result) reportTokens(out io.Writer, heading string, tokens []token) {
	table(out, heading, func(row func(string, ...any)) {
		row("type\tfor\ttoken\texpires (UTC)")
		for _, kind := range tokenTypes() {
			for _, t := range tokens {
				if t.kind != kind {
					continue
				}
				name := string(kind)
				if t.refresh {
					name = "  and its refresh token"
				}
				row("%s\t%s\t%s\t%s", name, t.opens, t.secret, expiry(t.expires, time.Now()))
			}
		}
	})
}

func expiry(at, now time.Time) string {
	if at.IsZero() {
		return "cannot be read"
	}
	left := at.Sub(now).Round(time.Minute)
	words := fmt.Sprintf("%d min", int(left.Minutes()))
	if left > 48*time.Hour {
		words = fmt.Sprintf("%d days", int(left.Hours()+1)/24)
	}
	return at.UTC().Format("2006-01-02 15:04") + ", in " + words
}

func (r *result) reportJoins(out io.Writer) {
	table(out, "Joined with the ephemeral tokens", func(row func(string, ...any)) {
		for _, in := range r.applied.joined {
			row("%s\t%s\tjoined %s", in.vendor, in.who, in.where)
		}
	})
}

func (r *result) reportCalls(out io.Writer) {
	table(out, "Calls to the vendors", func(row func(string, ...any)) {
		plans, applies := 0, 0
		row("\tplan\tapply")
		for _, kind := range tokenTypes() {
			plan, apply := r.calls(kind)
			plans, applies = plans+plan, applies+apply
			row("%s\t%4d\t%5d", kind, plan, apply)
		}
		row("in all\t%4d\t%5d", plans, applies)
	})
}

func (r *result) reportSearch(out io.Writer) {
	heading := fmt.Sprintf("Searched for each of the %d ephemeral tokens, and for anything else that looks like a token", len(r.ephemeral))
	table(out, heading, func(row func(string, ...any)) {
		for _, p := range r.places {
			found := "none found"
			if n := len(p.wanted) + len(p.strangers); n > 0 {
				found = fmt.Sprintf("%d FOUND", n)
			}
			documented := ""
			if p.kind != elsewhere {
				documented = fmt.Sprintf("\t(and %d of %d data-source tokens, as documented)", len(p.allowed), len(r.kept))
			}
			row("%s\t%s%s", p.name, found, documented)
		}
	})
}

package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"time"

	"github.com/hashicorp/terraform-exec/tfexec"

	"terraform.local/rtc/terraform-provider-rtc/internal/cli"
	"terraform.local/rtc/terraform-provider-rtc/internal/simulator"
)

// demo is one run from beginning to end.
type demo struct {
	example  string                  // the folder of the configuration
	provider string                  // a folder with the provider's program; "": it is built
	started  func(*simulator.Server) // is called before anything else, for tests
	out      io.Writer

	server *simulator.Server
	*workspace
	stages map[string]stage
	trials []trial
	kept   map[string]bool // the tokens that data sources have put into state
	places []place
	wrong  []string
}

func newDemo(out io.Writer) *demo {
	return &demo{out: out, started: func(*simulator.Server) {}, stages: map[string]stage{}, kept: map[string]bool{}}
}

// stage is what one step led to, as the simulator's journal has it.
type stage struct {
	tokens []simulator.Issued
	joins  []simulator.Joined
}

// trial is how many of some tokens open something, which all or none should.
type trial struct {
	what          string
	all           bool
	tokens, opens int
}

func (d *demo) run(ctx context.Context) (err error) {
	if d.server, err = simulator.Start(simulator.Options{}); err != nil { //nolint:contextcheck // Close ends it.
		return err
	}
	defer d.server.Close()
	d.started(d.server)
	if d.workspace, err = newWorkspace(d.example); err != nil {
		return err
	}
	defer func() { err = errors.Join(err, d.remove()) }()
	if err := d.findCLI(ctx, d.out); err != nil {
		return err
	}
	say(d.out, "Vendors   simulated, at %s; nothing leaves this machine\n\n", d.server.URL())
	for _, step := range d.steps() {
		say(d.out, "%-24s", step.title)
		start := time.Now()
		for _, part := range step.parts {
			if err := part(ctx); err != nil {
				say(d.out, " failed\n\n")
				d.server.Summary(d.out)
				return fmt.Errorf("%s: %w", step.title, err)
			}
		}
		say(d.out, "%5.1f s\n", time.Since(start).Seconds())
	}
	return d.report()
}

// step is a part of the life that takes its time.
type step struct {
	title string
	parts []part
}

type part = func(context.Context) error

// steps are all of the demo: make everything, use it, rotate the participant and destroy everything.
func (d *demo) steps() []step {
	const create, rotate = "create.tfplan", "rotate.tfplan"
	isKept := func(t simulator.Issued) bool { return d.kept[t.Token] }
	isNew, isAny := func(t simulator.Issued) bool { return t.Participant != "" && !d.isOld(t) }, func(simulator.Issued) bool { return true }
	return []step{
		{"Build the provider", []part{d.build}},
		{"Plan", []part{d.plan(create), d.note("plan")}},
		{"Apply", []part{d.apply(create), d.noteState, d.note("apply"), d.try("tokens of data sources, after apply", true, isKept)}},
		{"Rotate the participant", []part{
			d.plan(rotate, tfexec.Replace("rtc_cloudflare_participant.recorder")), d.note("second plan"),
			d.apply(rotate), d.noteState, d.note("rotate"),
			d.try("tokens of the old participant, after the rotation", false, d.isOld),
			d.try("tokens of the new participant, after the rotation", true, isNew),
		}},
		{"Destroy everything", []part{d.destroy, d.note("destroy"), d.try("every token, after the destroy", false, isAny)}},
		{"Search plan and state", []part{d.search}},
	}
}

// isOld tells whether a token is of the participant that was there before the rotation.
func (d *demo) isOld(t simulator.Issued) bool {
	return t.Participant != "" && slices.ContainsFunc(d.stages["apply"].tokens, func(old simulator.Issued) bool {
		return old.Participant == t.Participant
	})
}

// build makes the provider's program, and has the CLI use it with the simulated vendors.
func (d *demo) build(ctx context.Context) error {
	if d.provider == "" {
		d.provider = d.in("provider")
		if err := cli.Build(ctx, d.provider); err != nil {
			return err
		}
	}
	return d.configure(d.provider, simulator.AppID, d.server.Environment())
}

// note asks the simulator's journal what happened since the last note.
func (d *demo) note(name string) part {
	return func(context.Context) error {
		s := stage{d.server.Tokens(), d.server.Joins()}
		for _, earlier := range d.stages {
			s.tokens, s.joins = s.tokens[len(earlier.tokens):], s.joins[len(earlier.joins):]
		}
		d.stages[name] = s
		return nil
	}
}

// try counts which of some tokens open something: all or none of them should.
func (d *demo) try(what string, all bool, which func(simulator.Issued) bool) part {
	return func(context.Context) error {
		t := trial{what: what, all: all}
		for _, each := range d.server.Tokens() {
			if which(each) {
				t.tokens++
				if d.server.Opens(each) {
					t.opens++
				}
			}
		}
		d.trials = append(d.trials, t)
		return nil
	}
}

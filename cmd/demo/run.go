package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"time"
)

// demo is one run from beginning to end.
type demo struct {
	example  string // the folder of the configuration
	live     bool
	getenv   func(string) string
	out      io.Writer
	provider string // a folder with the provider's program; "": it is built
}

func exampleIn(root string) string { return filepath.Join(root, "examples", "demo") }

// errWrong is the end of a run that came through, but not as it should.
var errWrong = errors.New("something is wrong")

func (d *demo) run(ctx context.Context) (err error) {
	v, err := d.vendors() //nolint:contextcheck // The simulator ends by close.
	if err != nil {
		return err
	}
	defer v.close()
	w, err := newWorkspace(d.example)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, w.remove()) }()
	if err := d.prepare(ctx, w, v); err != nil {
		return err
	}
	result, err := d.planAndApply(ctx, w, v)
	if err != nil {
		return err
	}
	wrong := result.judge(d.live)
	result.report(d.out, d.live, wrong)
	if len(wrong) > 0 {
		return errWrong
	}
	return nil
}

func (d *demo) vendors() (vendors, error) {
	if d.live {
		return startLive(d.getenv)
	}
	return startSimulated()
}

// prepare finds and builds what a run needs, and says what it is.
func (d *demo) prepare(ctx context.Context, w *workspace, v vendors) error {
	program, err := w.findCLI(ctx, d.out)
	if err != nil {
		return err
	}
	i := v.ids()
	say(d.out, "CLI          %s\nVendors      %s\n", program, v.describe())
	say(d.out, "Cloudflare   app          %s\n", i.app)
	say(d.out, "             meeting      %s\n", i.meeting)
	say(d.out, "             participant  %s\n", i.participant)
	say(d.out, "Telnyx       room         %s\n\n", i.room)
	if d.provider == "" {
		d.provider = w.providerFolder
		if err := d.step("building the provider", func() error { return w.build(ctx) }); err != nil {
			return err
		}
	}
	return w.configure(d.provider, v)
}

// result is what came of a run.
type result struct {
	planned, applied observation // all that had happened when plan, and when apply, was over
	ephemeral        []token     // minted, and for nobody to keep
	kept             []token     // what data sources have in state
	places           []place     // everything that was searched
}

func (d *demo) planAndApply(ctx context.Context, w *workspace, v vendors) (*result, error) {
	r := &result{}
	err := d.step("plan, into a file", func() error { return w.plan(ctx, v.ids()) })
	if err != nil {
		return nil, err
	}
	r.planned = v.observe()
	if err := d.step("apply of that file", func() error { return w.apply(ctx) }); err != nil {
		for _, refusal := range v.observe().refused {
			err = fmt.Errorf("%w\nNot let in: %s", err, refusal)
		}
		return nil, err
	}
	r.applied = v.observe()
	err = d.step("search of plan and state", func() error {
		shown, err := w.show(ctx)
		if err != nil {
			return err
		}
		r.kept = keptIn(shown.state)
		r.ephemeral = without(r.applied.issued, r.kept)
		r.places, err = w.search(shown, r.ephemeral, r.kept)
		return err
	})
	return r, err
}

// step does something that takes its time, and says so.
func (d *demo) step(what string, do func() error) error {
	say(d.out, "%-26s", what)
	start := time.Now()
	if err := do(); err != nil {
		say(d.out, " failed\n")
		return fmt.Errorf("%s: %w", what, err)
	}
	say(d.out, "%5.1f s\n", time.Since(start).Seconds())
	return nil
}

// without gives the tokens that are not among others.
func without(all, others []token) []token {
	known := map[secret]bool{}
	for _, t := range others {
		known[t.secret] = true
	}
	var rest []token
	for _, t := range all {
		if !known[t.secret] {
			rest = append(rest, t)
		}
	}
	return rest
}

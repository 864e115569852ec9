package main

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"

	"terraform.local/rtc/terraform-provider-rtc/internal/simulator"
)

const managedParticipants = `
variable "meeting" {
  type = string
}
variable "bots" {
  type = set(string)
}
resource "rtc_cloudflare_participant" "it" {
  for_each              = var.bots
  app_id                = "` + simulator.AppID + `"
  meeting_id            = var.meeting
  custom_participant_id = each.value
  preset_name           = "group_call_participant"
  name                  = each.value
}
`

// requests counts them by operation.
type requests map[simulator.Operation]int

// stage is one run of the CLI, and what it sent.
type stage struct {
	took time.Duration
	span time.Duration // from the first request that changes something to the answer of the last one
	sent requests
}

// life is what managed participants go through.
type life struct{ create, plan, destroy stage }

// requests writes how many there were of which.
func (s stage) requests() string {
	var counted []string
	for _, operation := range slices.Sorted(maps.Keys(s.sent)) {
		counted = append(counted, fmt.Sprintf("%d %s", s.sent[operation], operation))
	}
	return strings.Join(counted, ", ")
}

// lived measures n participants, as often as asked for.
func (b *bench) lived(ctx context.Context, n int) (life, error) {
	var all []life
	for range b.runs {
		one, err := b.live(ctx, n)
		if err != nil {
			return life{}, err
		}
		all = append(all, one)
	}
	of := func(which func(life) stage) stage {
		return stage{
			took: middle(all, func(l life) time.Duration { return which(l).took }),
			span: middle(all, func(l life) time.Duration { return which(l).span }),
			sent: which(all[0]).sent, // each run sends the same, see live
		}
	}
	return life{
		create:  of(func(l life) stage { return l.create }),
		plan:    of(func(l life) stage { return l.plan }),
		destroy: of(func(l life) stage { return l.destroy }),
	}, nil
}

// live creates n participants in a meeting of their own, plans once more, and destroys them.
func (b *bench) live(ctx context.Context, n int) (l life, err error) {
	bots := make([]string, n)
	for i := range bots {
		bots[i] = "bot-" + strconv.Itoa(i)
	}
	meeting := b.vendors.AddMeeting(simulator.Meeting{Title: "bench"})
	folder, err := b.write(managedParticipants, map[string]any{"meeting": meeting, "bots": bots})
	if err != nil {
		return life{}, err
	}
	defer remove(folder)
	if _, err := b.run(ctx, folder, nil, "plan", "-out=saved.tfplan"); err != nil {
		return life{}, err
	}
	if l.create, err = b.stage(ctx, folder, "apply", "saved.tfplan"); err != nil {
		return life{}, err
	}
	if l.plan, err = b.stage(ctx, folder, "plan", "-detailed-exitcode"); err != nil { // which fails where there are changes
		return life{}, err
	}
	if l.destroy, err = b.stage(ctx, folder, "destroy", "-auto-approve"); err != nil {
		return life{}, err
	}
	if l.create.sent[simulator.AddParticipant] != n || l.destroy.sent[simulator.DeleteMeetingParticipant] != n {
		return life{}, fmt.Errorf("%d participants: created with %s, destroyed with %s", n, l.create.requests(), l.destroy.requests())
	}
	return l, nil
}

// stage runs the CLI and finds out what it sent.
func (b *bench) stage(ctx context.Context, folder string, arguments ...string) (stage, error) {
	b.vendors.ResetCalls()
	took, err := b.run(ctx, folder, nil, arguments...)
	if err != nil {
		return stage{}, err
	}
	s := stage{took: took, sent: b.vendors.AllCalls()}
	var first, last time.Time
	for _, call := range b.vendors.Log() {
		switch {
		case call.Method == "GET":
		case first.IsZero():
			first, last = call.At, call.At
		default:
			last = call.At
		}
	}
	s.span = last.Sub(first) + b.latency
	return s, nil
}

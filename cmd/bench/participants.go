package main

import (
	"context"
	"fmt"
	"maps"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"terraform.local/rtc/terraform-provider-rtc/internal/simulator"
)

const bots = `
variable "meeting" {
  type = string
}
variable "bots" {
  type = set(string)
}
`

// What the CLI takes for blocks that send nothing, with about as many attributes.
const nothing = `
resource "terraform_data" "it" {
  for_each = var.bots
  input = {
    app_id                = "` + simulator.AppID + `"
    meeting_id            = var.meeting
    custom_participant_id = each.value
    preset_name           = "group_call_participant"
    name                  = each.value
  }
}
`

const managedParticipants = `
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
	cpu  time.Duration // of the CLI and the provider
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

// lived measures n blocks that send nothing, and n participants, as often as asked for.
func (b *bench) lived(ctx context.Context, n int) (own, ours life, err error) {
	var owns, all []life
	for range b.runs { // in turn, so that a busy moment of the machine meets both
		one, err := b.live(ctx, nothing, n)
		if err != nil {
			return life{}, life{}, err
		}
		many, err := b.live(ctx, managedParticipants, n)
		if err != nil {
			return life{}, life{}, err
		}
		if many.create.sent[simulator.AddParticipant] != n || many.destroy.sent[simulator.DeleteMeetingParticipant] != n {
			return life{}, life{}, fmt.Errorf("%d participants: created with %s, destroyed with %s", n, many.create.requests(), many.destroy.requests())
		}
		owns, all = append(owns, one), append(all, many)
	}
	return medianLife(owns), medianLife(all), nil
}

// medianLife takes each stage apart. Of the requests it gives those of the last run.
func medianLife(all []life) life {
	of := func(which func(life) stage) stage {
		return stage{
			took: middle(all, func(l life) time.Duration { return which(l).took }),
			cpu:  middle(all, func(l life) time.Duration { return which(l).cpu }),
			span: middle(all, func(l life) time.Duration { return which(l).span }),
			sent: which(all[len(all)-1]).sent,
		}
	}
	return life{
		create:  of(func(l life) stage { return l.create }),
		plan:    of(func(l life) stage { return l.plan }),
		destroy: of(func(l life) stage { return l.destroy }),
	}
}

// live creates n blocks, participants in a meeting of their own, plans once more, and destroys them.
func (b *bench) live(ctx context.Context, blocks string, n int) (l life, err error) {
	names := make([]string, n)
	for i := range names {
		names[i] = "bot-" + strconv.Itoa(i)
	}
	meeting := b.vendors.AddMeeting(simulator.Meeting{Title: "bench"})
	folder, err := b.write(bots+blocks, map[string]any{"meeting": meeting, "bots": names})
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
	l.destroy, err = b.stage(ctx, folder, "destroy", "-auto-approve")
	return l, err
}

// stage runs the CLI and finds out what it sent.
func (b *bench) stage(ctx context.Context, folder string, arguments ...string) (stage, error) {
	b.vendors.ResetCalls()
	took, cpu, err := b.spend(ctx, folder, nil, arguments...)
	if err != nil {
		return stage{}, err
	}
	s := stage{took: took, cpu: cpu, sent: b.vendors.AllCalls()}
	var first, last time.Time
	for _, call := range b.vendors.Log() {
		switch {
		case call.Method == http.MethodGet:
		case first.IsZero():
			first, last = call.At, call.At
		default:
			last = call.At
		}
	}
	s.span = last.Sub(first) + b.latency
	return s, nil
}

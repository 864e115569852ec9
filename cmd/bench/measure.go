package main

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"time"

	"terraform.local/rtc/terraform-provider-rtc/internal/simulator"
)

// A shape is a way to write n tokens.
type shape struct{ name, block, tokens string }

func single() shape {
	return shape{
		name: "for_each",
		block: `ephemeral "rtc_telnyx_room_client_token" "it" {
  for_each = var.rooms
  room_id  = each.value
}`,
		tokens: "values(ephemeral.rtc_telnyx_room_client_token.it)[*].token",
	}
}

func plural() shape {
	return shape{
		name: "plural",
		block: `ephemeral "rtc_telnyx_room_client_tokens" "it" {
  room_ids = var.rooms
}`,
		tokens: "values(ephemeral.rtc_telnyx_room_client_tokens.it.tokens)[*].token",
	}
}

const requirement = `terraform {
  required_providers {
    rtc = { source = "terraform.local/rtc/rtc" }
  }
}
`

// One consumer for all: what is compared is the minting.
const consumer = `
variable "rooms" {
  type = map(string)
}
resource "terraform_data" "consumer" {
  provisioner "local-exec" {
    command     = "exit 0"
    environment = { TOKENS = length(%s) }
  }
}
`

// took is how long a plan took, and the apply of that plan.
type took struct{ plan, apply time.Duration }

// row is what one number of tokens cost in both shapes.
type row struct {
	tokens         int
	single, plural took
}

// patience is the number of tokens beyond which a number is measured once: for_each takes minutes by then.
const patience = 500

func (b *bench) table(ctx context.Context, runs, most int) ([]row, error) {
	fmt.Println("| tokens | for_each: plan | apply | one block: plan | apply | ratio: plan | apply |")
	fmt.Println("| ---: | ---: | ---: | ---: | ---: | ---: | ---: |")
	var rows []row
	for _, n := range []int{1, 10, 100, 500, 2000} {
		if n > most {
			break
		}
		times := runs
		if n > patience {
			times = 1
		}
		var singles, plurals []took
		for range times { // in turn, so that a busy moment of the machine meets both
			one, err := b.measure(ctx, single(), n)
			if err != nil {
				return nil, err
			}
			many, err := b.measure(ctx, plural(), n)
			if err != nil {
				return nil, err
			}
			singles, plurals = append(singles, one), append(plurals, many)
		}
		r := row{tokens: n, single: median(singles), plural: median(plurals)}
		rows = append(rows, r)
		fmt.Printf("| %d | %.2f s | %.2f s | %.2f s | %.2f s | %.1f | %.1f |\n", n,
			r.single.plan.Seconds(), r.single.apply.Seconds(), r.plural.plan.Seconds(), r.plural.apply.Seconds(),
			ratio(r.single.plan, r.plural.plan), ratio(r.single.apply, r.plural.apply))
	}
	return rows, nil
}

func (b *bench) measure(ctx context.Context, s shape, n int) (took, error) {
	folder, err := b.project(s, n)
	if err != nil {
		return took{}, err
	}
	defer remove(folder)
	before := len(b.vendors.Tokens())
	var t took
	if t.plan, err = b.run(ctx, folder, nil, "plan", "-out=saved.tfplan"); err != nil {
		return took{}, err
	}
	if t.apply, err = b.run(ctx, folder, nil, "apply", "saved.tfplan"); err != nil {
		return took{}, err
	}
	if minted := (len(b.vendors.Tokens()) - before) / 2; minted != 2*n { // each mint gives a token and a refresh token
		return took{}, fmt.Errorf("%s: minted %d tokens in plan and apply, want %d", s.name, minted, 2*n)
	}
	return t, nil
}

func (b *bench) project(s shape, n int) (string, error) {
	rooms := map[string]string{}
	for i := range n {
		rooms[strconv.Itoa(i)] = simulator.RoomID
	}
	return b.write(s.block+fmt.Sprintf(consumer, s.tokens), map[string]any{"rooms": rooms})
}

// write makes a folder with a configuration and the values of its variables.
func (b *bench) write(configuration string, values map[string]any) (string, error) {
	folder, err := os.MkdirTemp(b.folder, "project-")
	if err != nil {
		return "", err
	}
	variables, err := json.Marshal(values)
	if err != nil {
		return "", err
	}
	if err := os.WriteFile(filepath.Join(folder, "terraform.tfvars.json"), variables, 0o600); err != nil {
		return "", err
	}
	return folder, os.WriteFile(filepath.Join(folder, "main.tf"), []byte(requirement+configuration), 0o600)
}

func (b *bench) run(ctx context.Context, folder string, environment []string, arguments ...string) (time.Duration, error) {
	lasted, _, err := b.spend(ctx, folder, environment, arguments...)
	return lasted, err
}

// spend also says how much CPU the CLI took, and the providers that it started.
func (b *bench) spend(ctx context.Context, folder string, environment []string, arguments ...string) (lasted, cpu time.Duration, err error) {
	command := exec.CommandContext(ctx, b.cli, arguments...)
	command.Dir, command.Env = folder, append(slices.Clip(b.environment), environment...)
	began := time.Now()
	if output, err := command.CombinedOutput(); err != nil {
		return 0, 0, fmt.Errorf("%v: %w\n%s", arguments, err, output)
	}
	return time.Since(began), command.ProcessState.UserTime() + command.ProcessState.SystemTime(), nil
}

// median takes plan and apply apart.
func median(all []took) took {
	return took{
		plan:  middle(all, func(t took) time.Duration { return t.plan }),
		apply: middle(all, func(t took) time.Duration { return t.apply }),
	}
}

// middle is the median of one time of each measurement.
func middle[T any](all []T, of func(T) time.Duration) time.Duration {
	var times []time.Duration
	for _, one := range all {
		times = append(times, of(one))
	}
	slices.Sort(times)
	return times[len(times)/2]
}

func ratio(a, b time.Duration) float64 { return a.Seconds() / b.Seconds() }

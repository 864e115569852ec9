package main

import (
	"context"
	"encoding/json"
	"fmt"
	"log"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"time"

	"terraform.local/rtc/terraform-provider-rtc/internal/cli"
	"terraform.local/rtc/terraform-provider-rtc/internal/simulator"
)

// bench is a CLI, the provider's program and both vendors.
type bench struct {
	cli             cli.CLI
	program, folder string
	vendors         *simulator.Server
	environment     []string
}

func prepare(ctx context.Context, folder string, options simulator.Options) (*bench, error) {
	if err := cli.Build(ctx, folder); err != nil {
		return nil, err
	}
	config, err := cli.WriteConfig(folder, folder)
	if err != nil {
		return nil, err
	}
	found, err := cli.Find(ctx, folder)
	if err != nil {
		return nil, err
	}
	vendors, err := simulator.Start(options) //nolint:contextcheck // It ends by Close.
	if err != nil {
		return nil, err
	}
	return &bench{
		cli: found, program: filepath.Join(folder, "terraform-provider-rtc"), folder: folder, vendors: vendors,
		environment: []string{
			"PATH=" + os.Getenv("PATH"), "HOME=" + folder, "CHECKPOINT_DISABLE=1", "TF_CLI_CONFIG_FILE=" + config,
			"TELNYX_API_KEY=" + simulator.TelnyxAPIKey, "TELNYX_BASE_URL=" + vendors.TelnyxURL(),
		},
	}, nil
}

// Both configurations hand the tokens to one consumer, so that only the minting differs.
const (
	single = `ephemeral "rtc_telnyx_room_client_token" "it" {
  for_each = var.rooms
  room_id  = each.value
}
locals {
  tokens = values(ephemeral.rtc_telnyx_room_client_token.it)[*].token
}`
	plural = `ephemeral "rtc_telnyx_room_client_tokens" "it" {
  room_ids = var.rooms
}
locals {
  tokens = values(ephemeral.rtc_telnyx_room_client_tokens.it.tokens)[*].token
}`
	consumer = `
terraform {
  required_providers {
    rtc = { source = "` + cli.Address + `" }
  }
}
variable "rooms" {
  type = map(string)
}
resource "terraform_data" "consumer" {
  provisioner "local-exec" {
    command     = "exit 0"
    environment = { TOKENS = length(local.tokens) }
  }
}
`
)

// measure plans and applies a configuration of n tokens.
func (b *bench) measure(ctx context.Context, configuration string, n int) (duration, error) {
	folder, err := b.write(configuration, n)
	if err != nil {
		return duration{}, err
	}
	before := b.vendors.Calls(simulator.CreateRoomClientToken)
	var took duration
	if took.plan, err = b.run(ctx, folder, nil, "plan", "-out=saved.tfplan"); err != nil {
		return duration{}, err
	}
	if took.apply, err = b.run(ctx, folder, nil, "apply", "saved.tfplan"); err != nil {
		return duration{}, err
	}
	if minted := b.vendors.Calls(simulator.CreateRoomClientToken) - before; minted != 2*n {
		return duration{}, fmt.Errorf("plan and apply minted %d tokens, want %d", minted, 2*n)
	}
	return took, nil
}

// write makes a folder with a configuration of n tokens.
func (b *bench) write(configuration string, n int) (string, error) {
	folder, err := os.MkdirTemp(b.folder, "project-")
	if err != nil {
		return "", err
	}
	rooms := map[string]string{}
	for i := range n {
		rooms[strconv.Itoa(i)] = simulator.RoomID
	}
	variables, err := json.Marshal(map[string]any{"rooms": rooms})
	if err != nil {
		return "", err
	}
	if err := os.WriteFile(filepath.Join(folder, "terraform.tfvars.json"), variables, 0o600); err != nil {
		return "", err
	}
	return folder, os.WriteFile(filepath.Join(folder, "main.tf"), []byte(configuration+consumer), 0o600)
}

// run says how long the CLI took.
func (b *bench) run(ctx context.Context, folder string, environment []string, arguments ...string) (time.Duration, error) {
	command := exec.CommandContext(ctx, b.cli.Path, arguments...)
	command.Dir, command.Env = folder, append(slices.Clip(b.environment), environment...)
	began := time.Now()
	output, err := command.CombinedOutput()
	if err != nil {
		return 0, fmt.Errorf("%v: %w\n%s", arguments, err, output)
	}
	return time.Since(began), nil
}

func remove(folder string) {
	if err := os.RemoveAll(folder); err != nil {
		log.Print(err)
	}
}

package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"strconv"
	"strings"
	"time"

	"terraform.local/rtc/terraform-provider-rtc/internal/simulator"
)

// settings are what the flags say.
type settings struct {
	options simulator.Options
	faults  []fault
	command []string
}

// setting is one flag.
type setting struct {
	name        string
	value       string // the placeholder in the help; "" for a flag without a value
	description string
	example     string
	set         func(string) error
}

func parse(arguments []string) (*settings, error) {
	s := &settings{}
	flags := flag.NewFlagSet("simulator", flag.ContinueOnError)
	flags.SetOutput(io.Discard)
	flags.Usage = func() {}
	for _, each := range s.all() {
		set := flags.Func
		if each.value == "" {
			set = flags.BoolFunc
		}
		set(each.name, "", each.set)
	}
	if err := flags.Parse(arguments); err != nil {
		return nil, err
	}
	s.command = flags.Args()
	return s, nil
}

func (s *settings) all() []setting { return append(s.general(), s.questions()...) }

// general are the flags that are not about a question.
func (s *settings) general() []setting {
	o := &s.options
	return []setting{
		{"listen", "ADDRESS", "The loopback address to listen on. By default, a free port of 127.0.0.1. " +
			"Requests that name another host are refused with 421.",
			"simulator -listen 127.0.0.1:8080", func(text string) error {
				o.Listen = text
				return simulator.CheckListen(text)
			}},
		{"latency", "DURATION", "How long each response takes.",
			"simulator -latency 100ms -- terraform apply", duration(&o.Latency)},
		{"cloudflare-limit", "REQUESTS/WINDOW", "Cloudflare's rate limit. Beyond it, Cloudflare refuses everything for one more window.",
			"simulator -cloudflare-limit 1200/5m -- terraform apply", func(text string) error {
				err := limit(&o.CloudflareLimit, text)
				o.CloudflareLimit.Block = o.CloudflareLimit.Window
				return err
			}},
		{"telnyx-limit", "REQUESTS/WINDOW", "Telnyx's rate limit.",
			"simulator -telnyx-limit 20/1s -- terraform apply", func(text string) error { return limit(&o.TelnyxLimit, text) }},
		{"fail", "OPERATION=KIND[:TIMES]", "Have an operation fail, TIMES times or always. KIND is a status or a name: both are " +
			"listed below. \"*\" stands for every operation. Repeat the flag for more.",
			"simulator -fail regenerate_token=503:2 -fail CreateRoom=edge-522:1 -- terraform apply", s.addFault},
		{"world", "FILE", "A JSON file with what is there at the start, instead of what is listed below.",
			"simulator -world world.json -- terraform test", func(name string) error { return readWorld(o, name) }},
	}
}

func duration(into *time.Duration) func(string) error {
	return func(text string) error {
		d, err := time.ParseDuration(text)
		if err != nil || d < 0 {
			return errors.New("give a duration such as 100ms or 2s")
		}
		*into = d
		return nil
	}
}

func limit(into *simulator.Limit, text string) error {
	quota, window, _ := strings.Cut(text, "/")
	requests, err := strconv.Atoi(quota)
	span, spanErr := time.ParseDuration(window)
	if err != nil || spanErr != nil || requests < 1 || span < time.Second {
		return errors.New("give a number of requests and a window of one second or more, such as 1200/5m")
	}
	into.Quota, into.Window = requests, span
	return nil
}

func readWorld(o *simulator.Options, name string) error {
	file, err := os.Open(name) //nolint:gosec // The user says which.
	if err != nil {
		return err
	}
	defer file.Close() //nolint:errcheck // It was read.
	world, err := simulator.ReadWorld(file)
	if err != nil {
		return fmt.Errorf("this world is not valid: %w", err)
	}
	o.World = &world
	return nil
}

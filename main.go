// Terraform-provider-rtc mints the short-lived tokens with which somebody joins a room, while Terraform or OpenTofu
// plans and applies. See README.md.
package main

import (
	"context"
	"flag"
	"fmt"
	"log"
	"os"

	"github.com/hashicorp/terraform-plugin-framework/providerserver"

	"terraform.local/rtc/terraform-provider-rtc/internal/provider"
)

// address is the provider's source address. Whoever publishes the provider puts their own here (README, "Publishing").
const address = "terraform.local/rtc/rtc"

// Set by the release build.
var (
	version = "dev"
	commit  = "unknown"
)

func main() {
	debug := flag.Bool("debug", false, "wait for a debugger's Terraform to connect (see CONTRIBUTING.md)")
	showVersion := flag.Bool("version", false, "print the version and exit")
	flag.Parse()
	if *showVersion {
		fmt.Printf("terraform-provider-rtc %s (%s)\n", version, commit)
		return
	}
	err := providerserver.Serve(context.Background(), provider.New(version, os.Getenv), providerserver.ServeOpts{
		Address: address,
		Debug:   *debug,
	})
	if err != nil {
		log.Fatal(err)
	}
}

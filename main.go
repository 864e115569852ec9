// Terraform-provider-rtc mints the tokens with which somebody joins a room, while Terraform or OpenTofu plans and
// applies. See README.md.
package main

import (
	"flag"
	"fmt"
	"io"
	"log"
	"os"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tfprotov6/tf6server"

	"terraform.local/rtc/terraform-provider-rtc/internal/provider"
)

// address is the provider's source address. Whoever publishes the provider puts their own here (README, "Publishing").
const address = "terraform.local/rtc/rtc"

// version is set by the build: a release's number and, behind a plus sign, its commit.
var version = "dev"

func main() {
	debug := flag.Bool("debug", false, "wait for a debugger's Terraform to connect (see CONTRIBUTING.md)")
	showVersion := flag.Bool("version", false, "print the version and exit")
	flag.Parse()
	if *showVersion {
		fmt.Println("terraform-provider-rtc", version)
		return
	}
	// Go's libraries write to Go's own log, net/http what a server sends unasked and, with GODEBUG=http2debug, every
	// header: a CLI would put it into its log.
	log.SetOutput(io.Discard)
	var options []tf6server.ServeOpt
	if *debug {
		options = append(options, tf6server.WithManagedDebug())
	}
	err := tf6server.Serve(address, func() tfprotov6.ProviderServer { return provider.NewServer(version, os.Getenv) }, options...)
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

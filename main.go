// Terraform-provider-rtc is a provider for Terraform and OpenTofu. It mints access tokens for joining video rooms. See
// README.md.
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

// address is the provider's source address. To publish the provider, put your own here (README, "Publishing").
const address = "terraform.local/rtc/rtc"

// version is set by the build: the release's number, a plus sign, and its commit.
var version = "dev"

func main() {
	debug := flag.Bool("debug", false, "run under a debugger, and wait for Terraform to connect (see CONTRIBUTING.md)")
	showVersion := flag.Bool("version", false, "print the version and exit")
	flag.Parse()
	if *showVersion {
		fmt.Println("terraform-provider-rtc", version)
		return
	}
	// net/http writes unexpected data from a server to Go's log, and with GODEBUG=http2debug every header. A CLI would put
	// it into its log.
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

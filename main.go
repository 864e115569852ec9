// Terraform-provider-rtc is a provider for Terraform and OpenTofu. It mints access tokens for joining video rooms. See
// README.md.
package main

import (
	"flag"
	"fmt"
	"io"
	"log"
	"os"
	"runtime/debug"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tfprotov6/tf6server"

	"terraform.local/rtc/terraform-provider-rtc/internal/provider"
)

// address is the provider's source address. To publish the provider, put your own here (README, "Publishing").
const address = "terraform.local/rtc/rtc"

// version is set by the build: the release's number, a plus sign, and its commit.
var version = "dev"

func main() {
	underDebugger := flag.Bool("debug", false, "run under a debugger, and wait for Terraform to connect (see CONTRIBUTING.md)")
	showVersion := flag.Bool("version", false, "print the version and exit")
	flag.Parse()
	if *showVersion {
		fmt.Println("terraform-provider-rtc", version)
		return
	}
	// net/http writes unexpected data from a server to Go's log, and with GODEBUG=http2debug every header. A CLI would put
	// it into its log.
	log.SetOutput(io.Discard)
	if os.Getenv("GOGC") == "" {
		debug.SetGCPercent(50) // keeps thousands of tokens in less memory, for hardly more time
	}
	var options []tf6server.ServeOpt
	if *underDebugger {
		options = append(options, tf6server.WithManagedDebug())
	}
	err := tf6server.Serve(address, func() tfprotov6.ProviderServer { return provider.NewServer(version, os.Getenv) }, options...)
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

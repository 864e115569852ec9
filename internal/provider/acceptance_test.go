package provider_test

import (
	"fmt"
	"net"
	"os"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-testing/echoprovider"
	"github.com/hashicorp/terraform-plugin-testing/helper/resource"

	"terraform.local/rtc/terraform-provider-rtc/internal/provider"
	"terraform.local/rtc/terraform-provider-rtc/internal/simulator"
)

// TestMain sets what terraform-plugin-testing reads from the environment, so that a plain "go test" runs everything:
// an acceptance test that is skipped unless asked for is one that is broken unseen.
func TestMain(m *testing.M) {
	for variable, value := range map[string]string{
		"TF_ACC_PROVIDER_HOST":      "terraform.local", // the address that every example gives
		"TF_ACC_PROVIDER_NAMESPACE": "rtc",
		"CHECKPOINT_DISABLE":        "1", // no question to the makers of the CLI whether there is a newer one
	} {
		if err := os.Setenv(variable, value); err != nil {
			panic(err)
		}
	}
	folder, err := os.MkdirTemp("", "rtc-test-")
	if err != nil {
		panic(err)
	}
	// Whoever runs the tests may have a CLI configuration that installs providers from elsewhere.
	if err := os.Unsetenv("TF_CLI_CONFIG_FILE"); err != nil {
		panic(err)
	}
	if os.Getenv(liveVariable) == "" {
		net.DefaultResolver = nowhere() // before any test: none may ask a real name server
	}
	if err := prepare(folder); err != nil {
		panic(err)
	}
	m.Run()
	if err := os.RemoveAll(folder); err != nil {
		panic(err)
	}
}

// A world is one test's own: both vendors, and an environment that points to them. Nothing of it is shared, so that
// tests run in parallel and count calls exactly.
type world struct {
	*simulator.Server
	env map[string]string
}

func newWorld(t *testing.T, options simulator.Options) *world {
	t.Helper()
	server, err := simulator.Start(options)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(server.Close)
	return &world{Server: server, env: map[string]string{
		"CLOUDFLARE_BASE_URL":   server.CloudflareURL(),
		"CLOUDFLARE_API_TOKEN":  orElse(options.CloudflareAPIToken, simulator.CloudflareAPIToken),
		"CLOUDFLARE_ACCOUNT_ID": orElse(options.AccountID, simulator.AccountID),
		"TELNYX_BASE_URL":       server.TelnyxURL(),
		"TELNYX_API_KEY":        orElse(options.TelnyxAPIKey, simulator.TelnyxAPIKey),
	}}
}

func orElse(text, otherwise string) string {
	if text == "" {
		return otherwise
	}
	return text
}

// test runs steps against the world, in this process. Its environment is the world's: the machine's plays no part.
func (w *world) test(t *testing.T, steps ...resource.TestStep) {
	t.Helper()
	resource.Test(t, resource.TestCase{
		IsUnitTest: true, // see TestMain
		ProtoV6ProviderFactories: map[string]func() (tfprotov6.ProviderServer, error){
			"rtc":  func() (tfprotov6.ProviderServer, error) { return provider.NewServer("test", w.getenv), nil },
			"echo": echoprovider.NewProviderServer(),
		},
		Steps: steps,
	})
}

func (w *world) getenv(variable string) string { return w.env[variable] }

// config puts the requirements that every configuration has in front of one.
func config(blocks ...string) string {
	return `terraform {
  required_providers {
    rtc  = { source = "terraform.local/rtc/rtc" }
    echo = { source = "terraform.local/rtc/echo" }
  }
}
` + strings.Join(blocks, "\n")
}

// block writes a data or ephemeral block named "it".
func block(kind, typeName, body string) string {
	return fmt.Sprintf("%s %q \"it\" {\n%s\n}\n", kind, typeName, body)
}

// echo is a configuration that shows an ephemeral value to the test, as echo.it.data. It is for a test's one step: an
// echo that exists keeps what it has.
func echo(value string) string {
	return fmt.Sprintf("provider \"echo\" {\n  data = %s\n}\nresource \"echo\" \"it\" {}\n", value)
}

package provider_test

import (
	"flag"
	"net"
	"os"
	"testing"
)

// TestMain prepares what all tests share: nobody's CLI configuration, no name server, and a CLI.
func TestMain(m *testing.M) {
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
	runManyAtOnce()
	m.Run()
	if err := os.RemoveAll(folder); err != nil {
		panic(err)
	}
}

// runManyAtOnce runs eight tests at once on a machine with fewer cores, unless -parallel says otherwise: most of them wait,
// for a CLI or for a time to pass.
func runManyAtOnce() {
	flag.Parse()
	wanted := "8"
	flag.Visit(func(set *flag.Flag) {
		if set.Name == "test.parallel" {
			wanted = set.Value.String()
		}
	})
	if err := flag.Set("test.parallel", wanted); err != nil {
		panic(err)
	}
}

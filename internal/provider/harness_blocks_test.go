package provider_test

import (
	"fmt"
	"strings"

	"terraform.local/rtc/terraform-provider-rtc/internal/cli"
)

// config puts the requirements that every configuration has in front of one.
func config(blocks ...string) string {
	return `terraform {
  required_providers {
    rtc  = { source = "` + cli.Address + `" }
    echo = { source = "` + echoAddress + `" }
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

package provider_test

import (
	"context"
	"maps"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"

	"terraform.local/rtc/terraform-provider-rtc/internal/simulator"
)

// errorCase is one way for a token not to come, and the name of the file with all that is said of it.
type errorCase struct {
	name     string
	typeName string
	settings object                                // beside the few that keep the test short
	content  object                                // in place of a good block
	spoil    func(t *testing.T, w *world)          // the world
	fault    simulator.Fault                       // of every call
	limit    simulator.Limit                       // of the vendor
	context  func(context.Context) context.Context // of the call
	linux    bool                                  // the operating system's words are part of it
	differs  bool                                  // the data source says something else: both are pinned
}

func goodParticipant() object {
	return object{"app_id": simulator.AppID, "meeting_id": simulator.MeetingID, "participant_id": simulator.ParticipantID}
}

func goodRoom() object { return object{"room_id": simulator.RoomID} }

func goodRefresh() object {
	return object{"room_id": simulator.RoomID, "refresh_token": "eyJhbGciOiJFZDI1NTE5In0.eyJ0eXAiOiJyZWZyZXNoIn0.c2ln"}
}

const (
	participantType = "rtc_cloudflare_participant_token"
	roomType        = "rtc_telnyx_room_client_token"
	refreshType     = "rtc_telnyx_room_client_token_refresh"
)

// goodBlock is what a block of the type holds if nothing is wrong with it.
func goodBlock(typeName string) object {
	switch typeName {
	case participantType:
		return goodParticipant()
	case refreshType:
		return goodRefresh()
	case roomType:
		return goodRoom()
	}
	panic("goodBlock in harness_errors_test.go has no " + typeName)
}

// pinned holds a text against a file of testdata/diagnostics.
func pinned(t *testing.T, name, got string) {
	t.Helper()
	pinnedIn(t, filepath.Join("testdata", "diagnostics", name+".txt"), got)
}

// pinnedIn holds a text against a file.
func pinnedIn(t *testing.T, file, got string) {
	t.Helper()
	if os.Getenv(rewriteVariable) != "" {
		if err := os.WriteFile(file, []byte(got), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file) //nolint:gosec // of our own list
	if err != nil {
		t.Fatal(err)
	}
	if got != strings.ReplaceAll(string(want), "\r\n", "\n") {
		t.Errorf("it says\n%s\nwant\n%s", got, want)
	}
}

// happen lets the case happen as each kind, which must say the same.
func (m errorCase) happen(t *testing.T) string {
	t.Helper()
	w := newWorld(t, simulator.Options{CloudflareLimit: m.limit, TelnyxLimit: m.limit})
	w.FailAlways(simulator.AnyOperation, m.fault.With("Cf-Ray", "8f00b204e9800998-LHR").
		With("X-Request-Id", "d41d8cd9-8f00-b204-e980-0998ecf8427e"))
	if m.spoil != nil {
		m.spoil(t, w)
	}
	settings := object{"max_retries": 1, "request_timeout": "30s", "rate_limit_timeout": "1m"}
	maps.Copy(settings, m.settings)
	content := m.content
	if content == nil {
		content = goodBlock(m.typeName)
	}
	ctx := t.Context()
	if m.context != nil {
		ctx = m.context(ctx)
	}
	d, diagnostics := w.configured(t, settings)
	if len(diagnostics) > 0 {
		return steady(diagnostics)
	}
	if d.schema.EphemeralResourceSchemas[m.typeName] == nil { // a lookup is a data source alone
		return steady(d.data(ctx, m.typeName, content))
	}
	text := steady(d.ephemeral(ctx, m.typeName, content))
	if m.limit.Quota > 0 { // which the first call had
		return steady(d.data(ctx, m.typeName, content))
	}
	d, _ = w.configured(t, settings) // knows nothing of a rate limit yet
	other := steady(d.data(ctx, m.typeName, content))
	if (other != text) != m.differs {
		t.Errorf("the data source says\n%s\nthe ephemeral resource\n%s", other, text)
	}
	if m.differs {
		text += "\nAs a data source:\n\n" + other
	}
	return text
}

// steady is what diagnostics say without what changes from run to run.
func steady(diagnostics []*tfprotov6.Diagnostic) string {
	text := regexp.MustCompile(`127\.0\.0\.1:\d+`).ReplaceAllString(written(diagnostics), "127.0.0.1:PORT")
	text = regexp.MustCompile(`(lookup \S+) on \S+:`).ReplaceAllString(text, "$1:")
	// How long a wait of a few seconds took depends on how busy the machine is.
	text = regexp.MustCompile(`(waited|allows the next request in) \ds`).ReplaceAllString(text, "$1 2s")
	text = regexp.MustCompile(`[0-9a-f]{16}-LHR`).ReplaceAllString(text, "8f00b204e9800998-LHR")
	return regexp.MustCompile(`Request ID: [0-9a-f-]{36}`).ReplaceAllString(text, "Request ID: d41d8cd9-8f00-b204-e980-0998ecf8427e")
}

// at moves a vendor's API to another address.
func at(variable string, address func(t *testing.T) string) func(*testing.T, *world) {
	return func(t *testing.T, w *world) { t.Helper(); w.env[variable] = address(t) }
}

// closedPort is an address at which nobody listens.
func closedPort(t *testing.T) string {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0") //nolint:noctx // closed at once
	if err != nil {
		t.Fatal(err)
	}
	closing(t, listener)
	return "http://" + listener.Addr().String()
}

// stranger is an HTTPS server whose certificate nobody trusts.
func stranger(t *testing.T) string {
	t.Helper()
	server := httptest.NewUnstartedServer(http.NotFoundHandler())
	server.Config.ErrorLog = quiet()
	server.StartTLS()
	t.Cleanup(server.Close)
	return server.URL
}

// plainly is an HTTPS address behind which plain HTTP is spoken.
func plainly(t *testing.T) string {
	t.Helper()
	server := httptest.NewServer(http.NotFoundHandler())
	t.Cleanup(server.Close)
	return "https" + strings.TrimPrefix(server.URL, "http")
}

func nowhereAtAll(t *testing.T) string { t.Helper(); return "https://nowhere.invalid/client/v4" }

// left is the context of a caller who has left.
func left(ctx context.Context) context.Context {
	ctx, cancel := context.WithCancel(ctx)
	cancel()
	return ctx
}

// rewriteVariable asks for the texts in testdata to be written anew.
const rewriteVariable = "RTC_TEST_REWRITE"

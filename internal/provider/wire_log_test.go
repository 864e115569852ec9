package provider_test

import (
	"encoding/pem"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"terraform.local/rtc/terraform-provider-rtc/internal/simulator"
)

// twice gives each answer twice, as a broken proxy does: net/http complains of what comes after an answer, and quotes it.
func twice(t *testing.T, w *world) http.Handler {
	t.Helper()
	return http.HandlerFunc(func(answer http.ResponseWriter, request *http.Request) {
		recorder := httptest.NewRecorder()
		w.ServeHTTP(recorder, request)
		once, err := httputil.DumpResponse(recorder.Result(), true)
		if err != nil {
			t.Error(err)
		}
		conn, _, err := http.NewResponseController(answer).Hijack()
		if err != nil {
			t.Error(err)
			return
		}
		if _, err := conn.Write(append(once, once...)); err != nil {
			t.Error(err)
		}
	})
}

// Go's own libraries write to Go's own log: what a server sends beyond its answer and, where GODEBUG wants it, every
// header and frame. The CLI puts what the provider's program writes into its log.
func TestTheProgramLogsNothingFromTheWire(t *testing.T) {
	t.Parallel()
	if runtime.GOOS != "linux" {
		t.Skip("other operating systems keep their certificates elsewhere")
	}
	for name, serve := range map[string]func(*world) *httptest.Server{
		"an answer twice": func(w *world) *httptest.Server { return httptest.NewServer(twice(t, w)) },
		"GODEBUG=http2debug": func(w *world) *httptest.Server {
			server := httptest.NewUnstartedServer(w)
			server.EnableHTTP2 = true
			server.StartTLS()
			return server
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t, simulator.Options{CloudflareAPIToken: canaryAPIToken})
			server := serve(w)
			t.Cleanup(server.Close)
			w.env["CLOUDFLARE_BASE_URL"] = server.URL + "/client/v4"
			p := newProject(t, w, participantToken()).withProgram()
			if server.TLS != nil {
				certificate := filepath.Join(p.folder, "company.pem")
				p.write("company.pem", string(pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: server.Certificate().Raw})))
				p.env = append(p.env, "GODEBUG=http2debug=2", "SSL_CERT_FILE="+certificate, "SSL_CERT_DIR="+os.DevNull)
			}
			written := p.writtenByTheProgram()
			if len(written) == 0 {
				t.Fatal("the program wrote nothing: this test cannot see")
			}
			for _, line := range written {
				for what, secret := range map[string]string{"the API token": canaryAPIToken, "a token": "eyJ", "an answer": "Unsolicited", "a frame": "http2:"} {
					if strings.Contains(line, secret) {
						t.Fatalf("%s is in the log: %s", what, line)
					}
				}
			}
		})
	}
}

// writtenByTheProgram runs a plan, and gives the lines of the CLI's log that came from the provider's program. With
// GODEBUG set the CLI logs what it says to the program, which is no matter of ours.
func (p *project) writtenByTheProgram() []string {
	p.t.Helper()
	file := filepath.Join(p.folder, "log.json")
	p.env = append(p.env, "TF_LOG=JSON", "TF_LOG_PATH="+file)
	p.run("plan", "-no-color")
	text, err := os.ReadFile(file) //nolint:gosec // of our own folder
	if err != nil {
		p.t.Fatal(err)
	}
	var lines []string
	for line := range strings.Lines(string(text)) {
		if strings.Contains(line, `"@module":"provider`) {
			lines = append(lines, line)
		}
	}
	return lines
}

package provider_test

import (
	"context"
	"encoding/json"
	"testing"

	"github.com/hashicorp/go-hclog"
	"github.com/hashicorp/go-plugin"
	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tfprotov6/tf6server"
)

// serve serves providers in this process, each under its source address, where the race detector watches them. It returns
// the variable that makes a CLI use them, as "-debug" prints it. Whoever calls stop waits until they have ended.
func serve(ctx context.Context, t *testing.T, providers map[string]func() tfprotov6.ProviderServer) (reattach string, stop func()) {
	t.Helper()
	type address struct{ Network, String string }
	type running struct {
		Protocol        string
		ProtocolVersion int
		Pid             int
		Test            bool
		Addr            address
	}
	ctx, cancel := context.WithCancel(ctx)
	all := map[string]running{}
	var ended []chan struct{}
	for source, provider := range providers {
		started, closed := make(chan *plugin.ReattachConfig), make(chan struct{})
		ended = append(ended, closed)
		go func() {
			err := tf6server.Serve(source, provider, tf6server.WithDebug(ctx, started, closed), tf6server.WithLoggingSink(t),
				tf6server.WithoutLogStderrOverride(), tf6server.WithGoPluginLogger(hclog.NewNullLogger()))
			if err != nil {
				t.Error(err)
			}
		}()
		select {
		case one := <-started:
			all[source] = running{string(one.Protocol), one.ProtocolVersion, one.Pid, one.Test, address{one.Addr.Network(), one.Addr.String()}}
		case <-closed:
			cancel()
			t.Fatalf("%s cannot be served", source)
		}
	}
	text, err := json.Marshal(all)
	if err != nil {
		t.Fatal(err)
	}
	return "TF_REATTACH_PROVIDERS=" + string(text), func() {
		cancel()
		for _, closed := range ended {
			<-closed
		}
	}
}

package provider_test

import (
	"reflect"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-framework/providerserver"
	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tftypes"

	"terraform.local/rtc/terraform-provider-rtc/internal/provider"
)

// A CLI can call all that the framework's server offers: whatever is missing is "Not Implemented" to it.
func TestTheServerPassesEverythingOn(t *testing.T) {
	t.Parallel()
	ours := reflect.TypeOf(provider.NewServer("test", noVariable))
	framework := reflect.TypeOf(providerserver.NewProtocol6(provider.New("test", noVariable)())())
	for offered := range framework.Methods() {
		passedOn, found := ours.MethodByName(offered.Name)
		if !found || passedOn.Type.NumIn() != offered.Type.NumIn() || passedOn.Type.NumOut() != offered.Type.NumOut() {
			t.Errorf("%s is not passed on", offered.Name)
		}
	}
	if framework.NumMethod() < 30 {
		t.Errorf("only %d methods: this test cannot see", framework.NumMethod())
	}
}

// Questions about lists and actions reach the framework, which knows whether there is one of the name.
func TestListsAndActionsReachTheFramework(t *testing.T) {
	t.Parallel()
	server, ok := provider.NewServer("test", noVariable).(interface {
		tfprotov6.ProviderServer
		tfprotov6.ListResourceServer
		tfprotov6.ActionServer
	})
	if !ok {
		t.Fatal("the server answers no questions about lists and actions")
	}
	empty := tftypes.Object{}
	config, err := tfprotov6.NewDynamicValue(empty, tftypes.NewValue(empty, map[string]tftypes.Value{}))
	if err != nil {
		t.Fatal(err)
	}
	if _, err = server.GetMetadata(t.Context(), &tfprotov6.GetMetadataRequest{}); err != nil {
		t.Error(err)
	}
	if _, err = server.GetProviderSchema(t.Context(), &tfprotov6.GetProviderSchemaRequest{}); err != nil {
		t.Error(err)
	}
	const name = "rtc_nothing"
	list, err := server.ValidateListResourceConfig(t.Context(), &tfprotov6.ValidateListResourceConfigRequest{TypeName: name, Config: &config})
	if err != nil || !strings.Contains(written(list.Diagnostics), "List Resource Type Not Found") {
		t.Errorf("%v %+v", err, list)
	}
	action, err := server.ValidateActionConfig(t.Context(), &tfprotov6.ValidateActionConfigRequest{ActionType: name, Config: &config})
	if err != nil || !strings.Contains(written(action.Diagnostics), "Action Type Not Found") {
		t.Errorf("%v %+v", err, action)
	}
	listed, err := server.ListResource(t.Context(), &tfprotov6.ListResourceRequest{TypeName: name, Config: &config})
	if err != nil {
		t.Fatal(err)
	}
	for result := range listed.Results {
		if !strings.Contains(written(result.Diagnostics), "List Resource Type Not Found") {
			t.Error(written(result.Diagnostics))
		}
	}
}

package provider

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/providerserver"
	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
)

// NewServer returns the provider as a CLI talks to it. getenv finds variables of the environment, as os.Getenv does.
func NewServer(version string, getenv func(string) string) tfprotov6.ProviderServer {
	return server{providerserver.NewProtocol6(New(version, getenv)())()}
}

// server is the framework's, which it understands in one place better than the framework does. It offers no list
// resources, actions and state stores: for those the framework's server has further interfaces.
type server struct{ tfprotov6.ProviderServer }

// msgpackNull is null in MessagePack, the protocol's encoding.
const msgpackNull = 0xc0

// CallFunction takes an argument without a value for null. OpenTofu (1.12, internal/plugin6/grpc_provider.go) sends null
// so where a parameter allows it, and the framework fails on that.
func (s server) CallFunction(ctx context.Context, request *tfprotov6.CallFunctionRequest) (*tfprotov6.CallFunctionResponse, error) {
	repaired := *request
	repaired.Arguments = make([]*tfprotov6.DynamicValue, len(request.Arguments))
	for i, argument := range request.Arguments {
		if argument == nil || len(argument.MsgPack) == 0 && len(argument.JSON) == 0 {
			argument = &tfprotov6.DynamicValue{MsgPack: []byte{msgpackNull}}
		}
		repaired.Arguments[i] = argument
	}
	return s.ProviderServer.CallFunction(ctx, &repaired)
}

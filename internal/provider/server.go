package provider

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/providerserver"
	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
)

// NewServer returns the provider as a protocol server for a CLI. getenv finds variables of the environment, as os.Getenv does.
func NewServer(version string, getenv func(string) string) tfprotov6.ProviderServer {
	framework, ok := providerserver.NewProtocol6(New(version, getenv)())().(frameworkServer)
	if !ok {
		panic("the framework's server no longer offers what server.go passes on")
	}
	return server{framework}
}

// frameworkServer has all interfaces of the framework's server. terraform-plugin-go checks for each of the last three, and
// responds with "Not Implemented" if one is missing.
type frameworkServer interface {
	tfprotov6.ProviderServer
	tfprotov6.ListResourceServer
	tfprotov6.ActionServer
	tfprotov6.StateStoreServer
}

var _ frameworkServer = server{}

// server is the framework's server, with a fix for one call.
type server struct{ frameworkServer }

// msgpackNull is null in MessagePack, the protocol's encoding.
const msgpackNull = 0xc0

// CallFunction treats an argument without a value as null. OpenTofu (1.12, internal/plugin6/grpc_provider.go) sends null
// like that if a parameter allows it, and the framework fails on it.
func (s server) CallFunction(ctx context.Context, request *tfprotov6.CallFunctionRequest) (*tfprotov6.CallFunctionResponse, error) {
	repaired := *request
	repaired.Arguments = make([]*tfprotov6.DynamicValue, len(request.Arguments))
	for i, argument := range request.Arguments {
		if argument == nil || len(argument.MsgPack) == 0 && len(argument.JSON) == 0 {
			argument = &tfprotov6.DynamicValue{MsgPack: []byte{msgpackNull}}
		}
		repaired.Arguments[i] = argument
	}
	return s.frameworkServer.CallFunction(ctx, &repaired)
}

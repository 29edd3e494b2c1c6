// awf-plugin-barely is an AWF plugin of another generation: it knows PluginService alone, and answers every other call with UNIMPLEMENTED,
// whatever its manifest promises.
package main

import (
	"context"

	"github.com/hashicorp/go-plugin"

	"awfplugins.test/interop/internal/awf"
	"awfplugins.test/interop/internal/pluginv1"
)

type lifecycle struct {
	pluginv1.UnimplementedPluginServiceServer
}

func (lifecycle) GetInfo(context.Context, *pluginv1.GetInfoRequest) (*pluginv1.GetInfoResponse, error) {
	return &pluginv1.GetInfoResponse{Name: "barely", Version: "1.0.0"}, nil
}

func (lifecycle) Init(context.Context, *pluginv1.InitRequest) (*pluginv1.InitResponse, error) {
	return &pluginv1.InitResponse{}, nil
}

func (lifecycle) Shutdown(context.Context, *pluginv1.ShutdownRequest) (*pluginv1.ShutdownResponse, error) {
	return &pluginv1.ShutdownResponse{}, nil
}

func main() {
	plugin.Serve(&plugin.ServeConfig{
		HandshakeConfig: awf.Handshake,
		Plugins:         plugin.PluginSet{awf.Key: &awf.Plugin{Lifecycle: lifecycle{}}},
		GRPCServer:      plugin.DefaultGRPCServer,
	})
}

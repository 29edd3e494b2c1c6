package main

import (
	"context"

	"plugin-name/internal/pluginv1"
)

// lifecycle answers for the plugin as a whole.
type lifecycle struct {
	pluginv1.UnimplementedPluginServiceServer
}

// GetInfo says the same as plugin.yaml.
func (lifecycle) GetInfo(context.Context, *pluginv1.GetInfoRequest) (*pluginv1.GetInfoResponse, error) {
	return &pluginv1.GetInfoResponse{Name: "plugin-name", Version: "0.1.0", Capabilities: []string{capability}}, nil
}

// Init gets the configuration of the plugin: awf.Decode(request.GetConfig()).
func (lifecycle) Init(context.Context, *pluginv1.InitRequest) (*pluginv1.InitResponse, error) {
	return &pluginv1.InitResponse{}, nil
}

// Shutdown is called before the process ends.
func (lifecycle) Shutdown(context.Context, *pluginv1.ShutdownRequest) (*pluginv1.ShutdownResponse, error) {
	return &pluginv1.ShutdownResponse{}, nil
}

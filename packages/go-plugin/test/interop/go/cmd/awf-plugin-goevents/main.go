// awf-plugin-goevents is an AWF plugin on HashiCorp's go-plugin that has to do with events: it keeps those that it gets, over calls or a
// stream, answers ping with pong, and emits what its operation emit is asked to.
package main

import (
	"os"

	"github.com/hashicorp/go-hclog"
	"github.com/hashicorp/go-plugin"

	"awfplugins.test/interop/internal/awf"
)

func main() {
	logger := hclog.New(&hclog.LoggerOptions{Name: "goevents", Level: hclog.Info, Output: os.Stderr, JSONFormat: true})
	service := &eventsService{}
	plugin.Serve(&plugin.ServeConfig{
		HandshakeConfig: awf.Handshake,
		Plugins: plugin.PluginSet{awf.Key: &awf.Plugin{
			Lifecycle:  service,
			Operations: service,
			Events:     service,
			Broker:     func(broker *plugin.GRPCBroker) { service.broker = broker },
		}},
		GRPCServer: plugin.DefaultGRPCServer,
		Logger:     logger,
	})
}

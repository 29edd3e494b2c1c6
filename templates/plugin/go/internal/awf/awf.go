// Package awf connects a plugin to AWF's hosts, over HashiCorp's go-plugin.
package awf

import (
	"context"
	"encoding/json"
	"errors"
	"os"

	"github.com/hashicorp/go-hclog"
	"github.com/hashicorp/go-plugin"
	"google.golang.org/grpc"

	"plugin-name/internal/pluginv1"
)

// Key is the name under which AWF's hosts dispense a plugin.
const Key = "awf-plugin"

// Handshake is what AWF's hosts and plugins agree on.
var Handshake = plugin.HandshakeConfig{
	ProtocolVersion:  1,
	MagicCookieKey:   "AWF_PLUGIN",
	MagicCookieValue: "awf-plugin-v1",
}

// Plugin registers the services of a plugin. A service that is nil is not offered.
type Plugin struct {
	plugin.NetRPCUnsupportedPlugin
	Lifecycle  pluginv1.PluginServiceServer
	Operations pluginv1.OperationServiceServer
	StepTypes  pluginv1.StepTypeServiceServer
	Validator  pluginv1.ValidatorServiceServer
	Events     pluginv1.EventServiceServer
}

// GRPCServer is called by go-plugin when it serves.
func (p *Plugin) GRPCServer(_ *plugin.GRPCBroker, server *grpc.Server) error {
	pluginv1.RegisterPluginServiceServer(server, p.Lifecycle)
	if p.Operations != nil {
		pluginv1.RegisterOperationServiceServer(server, p.Operations)
	}
	if p.StepTypes != nil {
		pluginv1.RegisterStepTypeServiceServer(server, p.StepTypes)
	}
	if p.Validator != nil {
		pluginv1.RegisterValidatorServiceServer(server, p.Validator)
	}
	if p.Events != nil {
		pluginv1.RegisterEventServiceServer(server, p.Events)
	}
	return nil
}

// GRPCClient is the side of hosts. It gives a test the connection.
func (p *Plugin) GRPCClient(_ context.Context, _ *plugin.GRPCBroker, connection *grpc.ClientConn) (any, error) {
	if connection == nil {
		return nil, errors.New("no connection")
	}
	return connection, nil
}

// Logger writes to the log of the host. What a plugin prints goes there as well, without level and fields.
func Logger(name string) hclog.Logger {
	return hclog.New(&hclog.LoggerOptions{Name: name, Level: hclog.Debug, Output: os.Stderr, JSONFormat: true})
}

// Serve answers a host until it shuts the plugin down.
func Serve(p *Plugin, logger hclog.Logger) {
	plugin.Serve(&plugin.ServeConfig{
		HandshakeConfig: Handshake,
		Plugins:         plugin.PluginSet{Key: p},
		GRPCServer:      plugin.DefaultGRPCServer,
		Logger:          logger,
	})
}

// Decode reads each value as JSON. Bytes that are not JSON become a string, as in AWF.
func Decode(values map[string][]byte) map[string]any {
	decoded := make(map[string]any, len(values))
	for name, bytes := range values {
		var value any
		if err := json.Unmarshal(bytes, &value); err != nil {
			value = string(bytes)
		}
		decoded[name] = value
	}
	return decoded
}

// Encode writes each value as JSON.
func Encode(values map[string]any) (map[string][]byte, error) {
	encoded := make(map[string][]byte, len(values))
	for name, value := range values {
		bytes, err := json.Marshal(value)
		if err != nil {
			return nil, err
		}
		encoded[name] = bytes
	}
	return encoded, nil
}

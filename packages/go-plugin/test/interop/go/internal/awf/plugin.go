// Package awf is the least of AWF that both ends of a plugin link need: the handshake, the plugin set, the encoding of
// values.
package awf

import (
	"context"
	"encoding/json"

	"github.com/hashicorp/go-plugin"
	"google.golang.org/grpc"

	"awfplugins.test/interop/internal/pluginv1"
)

// Key is the name under which AWF dispenses its only kind of plugin.
const Key = "awf-plugin"

// Handshake is what AWF's hosts and plugins agree on.
var Handshake = plugin.HandshakeConfig{
	ProtocolVersion:  1,
	MagicCookieKey:   "AWF_PLUGIN",
	MagicCookieValue: "awf-plugin-v1",
}

// Plugin connects AWF's services to go-plugin. The servers are nil on the host side.
type Plugin struct {
	plugin.NetRPCUnsupportedPlugin
	Lifecycle  pluginv1.PluginServiceServer
	Operations pluginv1.OperationServiceServer
	// Events is nil in a plugin without any.
	Events pluginv1.EventServiceServer
	// Broker, if set, is handed the plugin's broker before it serves.
	Broker func(*plugin.GRPCBroker)
	// HostEvents, if set, is served on the host side under broker id 1, announced once, as AWF does.
	HostEvents pluginv1.HostEventServiceServer
	StepTypes  pluginv1.StepTypeServiceServer
	Validator  pluginv1.ValidatorServiceServer
}

// HostEventServiceID is the broker id of AWF's HostEventService.
const HostEventServiceID = 1

// Client is what a host dispenses.
type Client struct {
	Lifecycle  pluginv1.PluginServiceClient
	Operations pluginv1.OperationServiceClient
	Events     pluginv1.EventServiceClient
	StepTypes  pluginv1.StepTypeServiceClient
	Validator  pluginv1.ValidatorServiceClient
}

// GRPCServer registers the services that there are on the plugin's server. Calls of the others are answered with Unimplemented.
func (p *Plugin) GRPCServer(broker *plugin.GRPCBroker, server *grpc.Server) error {
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
	if p.Broker != nil {
		p.Broker(broker)
	}
	return nil
}

// GRPCClient makes the host's end.
func (p *Plugin) GRPCClient(_ context.Context, broker *plugin.GRPCBroker, connection *grpc.ClientConn) (any, error) {
	if p.HostEvents != nil {
		go broker.AcceptAndServe(HostEventServiceID, func(options []grpc.ServerOption) *grpc.Server {
			server := grpc.NewServer(options...)
			pluginv1.RegisterHostEventServiceServer(server, p.HostEvents)
			return server
		})
	}
	return &Client{
		Lifecycle:  pluginv1.NewPluginServiceClient(connection),
		Operations: pluginv1.NewOperationServiceClient(connection),
		Events:     pluginv1.NewEventServiceClient(connection),
		StepTypes:  pluginv1.NewStepTypeServiceClient(connection),
		Validator:  pluginv1.NewValidatorServiceClient(connection),
	}, nil
}

// Decode reads each value as JSON; bytes that are none become a string.
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

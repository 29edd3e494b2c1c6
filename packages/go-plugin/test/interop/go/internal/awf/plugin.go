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
}

// Client is what a host dispenses.
type Client struct {
	Lifecycle  pluginv1.PluginServiceClient
	Operations pluginv1.OperationServiceClient
}

// GRPCServer registers the services on the plugin's server.
func (p *Plugin) GRPCServer(_ *plugin.GRPCBroker, server *grpc.Server) error {
	pluginv1.RegisterPluginServiceServer(server, p.Lifecycle)
	pluginv1.RegisterOperationServiceServer(server, p.Operations)
	return nil
}

// GRPCClient makes the host's end.
func (p *Plugin) GRPCClient(_ context.Context, _ *plugin.GRPCBroker, connection *grpc.ClientConn) (any, error) {
	return &Client{
		Lifecycle:  pluginv1.NewPluginServiceClient(connection),
		Operations: pluginv1.NewOperationServiceClient(connection),
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

// Package interop connects the service Interop to go-plugin, for both ends of a link.
package interop

import (
	"context"
	"fmt"

	"github.com/hashicorp/go-plugin"
	"google.golang.org/grpc"

	"awfplugins.test/interop/internal/interoptest"
)

// Key is the name that hosts dispense.
const Key = "interop"

// Handshake is what hosts and plugins agree on.
var Handshake = plugin.HandshakeConfig{
	ProtocolVersion:  1,
	MagicCookieKey:   "INTEROP_PLUGIN",
	MagicCookieValue: "interop-test",
}

// Plugin is the GRPCPlugin of both sides.
type Plugin struct {
	plugin.NetRPCUnsupportedPlugin
	// NewServer makes the service; nil on the host side.
	NewServer func(*plugin.GRPCBroker) interoptest.InteropServer
}

// Client is what a host dispenses.
type Client struct {
	interoptest.InteropClient
	Connection *grpc.ClientConn
	Broker     *plugin.GRPCBroker
}

// GRPCServer registers the service on the plugin's server.
func (p *Plugin) GRPCServer(broker *plugin.GRPCBroker, server *grpc.Server) error {
	interoptest.RegisterInteropServer(server, p.NewServer(broker))
	return nil
}

// GRPCClient makes the host's end.
func (p *Plugin) GRPCClient(_ context.Context, broker *plugin.GRPCBroker, connection *grpc.ClientConn) (any, error) {
	return &Client{interoptest.NewInteropClient(connection), connection, broker}, nil
}

// Versions is the same plugin under each of the app protocol versions.
func Versions(versions []int, newServer func(version int, broker *plugin.GRPCBroker) interoptest.InteropServer) map[int]plugin.PluginSet {
	sets := map[int]plugin.PluginSet{}
	for _, version := range versions {
		p := &Plugin{}
		if newServer != nil {
			p.NewServer = func(broker *plugin.GRPCBroker) interoptest.InteropServer { return newServer(version, broker) }
		}
		sets[version] = plugin.PluginSet{Key: p}
	}
	return sets
}

// PingPong answers pings, as either side.
type PingPong struct {
	interoptest.UnimplementedPingPongServer
	Side string
	// Answered is called after each answer where it is set.
	Answered func()
}

// Ping answers with the message and the side that answers.
func (p *PingPong) Ping(_ context.Context, request *interoptest.PingRequest) (*interoptest.PingResponse, error) {
	if p.Answered != nil {
		defer p.Answered()
	}
	return &interoptest.PingResponse{Message: fmt.Sprintf("pong: %s from %s", request.GetMessage(), p.Side)}, nil
}

// ServePingPong serves PingPong on a new id of the broker until the returned function is called.
func ServePingPong(broker *plugin.GRPCBroker, side string) (id uint32, stop func()) {
	return serve(broker, &PingPong{Side: side}, (*grpc.Server).Stop)
}

// ServePingPongOnce serves PingPong for one ping, or until the returned function is called.
func ServePingPongOnce(broker *plugin.GRPCBroker, side string) (id uint32, stop func()) {
	service := &PingPong{Side: side}
	answered := make(chan struct{}, 1)
	service.Answered = func() { answered <- struct{}{} }
	id, stop = serve(broker, service, (*grpc.Server).GracefulStop)
	go func() {
		<-answered
		stop()
	}()
	return id, stop
}

func serve(broker *plugin.GRPCBroker, service *PingPong, end func(*grpc.Server)) (id uint32, stop func()) {
	id = broker.NextId()
	made := make(chan *grpc.Server, 1)
	go broker.AcceptAndServe(id, func(options []grpc.ServerOption) *grpc.Server {
		server := grpc.NewServer(options...)
		interoptest.RegisterPingPongServer(server, service)
		made <- server
		return server
	})
	return id, func() {
		select {
		case server := <-made:
			end(server)
		default: // never got as far as a server, or has been stopped
		}
	}
}

// PingOver dials the broker's id and pings what is served there.
func PingOver(ctx context.Context, broker *plugin.GRPCBroker, id uint32, message string) (string, error) {
	connection, err := broker.Dial(id)
	if err != nil {
		return "", fmt.Errorf("dial broker id %d: %w", id, err)
	}
	defer connection.Close()
	answer, err := interoptest.NewPingPongClient(connection).Ping(ctx, &interoptest.PingRequest{Message: message})
	return answer.GetMessage(), err
}

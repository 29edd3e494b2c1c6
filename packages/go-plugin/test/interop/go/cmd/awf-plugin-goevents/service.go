package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"sync"

	"github.com/hashicorp/go-plugin"
	"google.golang.org/grpc"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"

	"awfplugins.test/interop/internal/awf"
	"awfplugins.test/interop/internal/pluginv1"
)

// eventsService answers AWF's services. With the configuration value mute, it answers events with Unimplemented.
type eventsService struct {
	pluginv1.UnimplementedPluginServiceServer
	pluginv1.UnimplementedOperationServiceServer
	pluginv1.UnimplementedEventServiceServer
	broker *plugin.GRPCBroker

	mutex sync.Mutex
	mute  bool
	seen  []any
	host  *grpc.ClientConn
}

func (s *eventsService) GetInfo(context.Context, *pluginv1.GetInfoRequest) (*pluginv1.GetInfoResponse, error) {
	return &pluginv1.GetInfoResponse{Name: "goevents", Version: "1.0.0"}, nil
}

func (s *eventsService) Init(_ context.Context, r *pluginv1.InitRequest) (*pluginv1.InitResponse, error) {
	s.mute, _ = awf.Decode(r.GetConfig())["mute"].(bool)
	return &pluginv1.InitResponse{}, nil
}

func (s *eventsService) Shutdown(context.Context, *pluginv1.ShutdownRequest) (*pluginv1.ShutdownResponse, error) {
	return &pluginv1.ShutdownResponse{}, nil
}

func (s *eventsService) ListOperations(context.Context, *pluginv1.ListOperationsRequest) (*pluginv1.ListOperationsResponse, error) {
	return &pluginv1.ListOperationsResponse{Operations: []*pluginv1.OperationSchema{{Name: "seen"}, {Name: "emit"}}}, nil
}

func (s *eventsService) Execute(ctx context.Context, r *pluginv1.ExecuteRequest) (*pluginv1.ExecuteResponse, error) {
	var data map[string]any
	switch r.GetOperation() {
	case "seen":
		s.mutex.Lock()
		data = map[string]any{"events": s.seen}
		s.mutex.Unlock()
	case "emit":
		answer, err := s.emit(ctx, awf.Decode(r.GetInputs()))
		if err != nil {
			return &pluginv1.ExecuteResponse{Error: err.Error()}, nil
		}
		data = map[string]any{"success": answer.GetSuccess(), "error": answer.GetErrorMessage(), "id": answer.GetEventId()}
	}
	encoded, err := awf.Encode(data)
	return &pluginv1.ExecuteResponse{Success: err == nil, Data: encoded}, err
}

// emit dials the host with the first event, as a plugin on AWF's SDK has to: at the start, nobody is there to be dialled.
func (s *eventsService) emit(ctx context.Context, inputs map[string]any) (*pluginv1.EmitResponse, error) {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	if s.host == nil {
		host, err := s.broker.Dial(awf.HostEventServiceID)
		if err != nil {
			return nil, fmt.Errorf("dial: %w", err)
		}
		s.host = host
	}
	eventType, _ := inputs["type"].(string)
	source, _ := inputs["source"].(string)
	depth, _ := inputs["depth"].(float64)
	return pluginv1.NewHostEventServiceClient(s.host).Emit(ctx, &pluginv1.EmitRequest{
		EventType:        eventType,
		SourcePlugin:     source,
		PropagationDepth: int32(depth),
		Payload:          []byte(`{"from":"go"}`),
		Metadata:         map[string]string{"n": "1"},
	})
}

func (s *eventsService) HandleEvent(_ context.Context, r *pluginv1.HandleEventRequest) (*pluginv1.HandleEventResponse, error) {
	if s.mute {
		return nil, status.Error(codes.Unimplemented, "no events here")
	}
	s.note(r.GetType(), r.GetSource(), 0)
	if r.GetType() != "test.ping" {
		return &pluginv1.HandleEventResponse{}, nil
	}
	// Without id and time, as AWF's own example plugin sends it.
	pong := &pluginv1.HandleEventRequest{Type: "goevents.pong", Source: "goevents", TimestampUnixNanos: -6795364578871345152}
	return &pluginv1.HandleEventResponse{EmittedEvents: []*pluginv1.HandleEventRequest{pong}}, nil
}

func (s *eventsService) StreamEvents(stream grpc.ClientStreamingServer[pluginv1.EventStreamMessage, pluginv1.StreamEventsResponse]) error {
	if s.mute {
		return status.Error(codes.Unimplemented, "no events here")
	}
	for {
		message, err := stream.Recv()
		if errors.Is(err, io.EOF) {
			return stream.SendAndClose(&pluginv1.StreamEventsResponse{})
		}
		if err != nil {
			return err
		}
		s.note(message.GetType(), message.GetSource(), message.GetSequenceNumber())
	}
}

func (s *eventsService) note(eventType, source string, sequence uint64) {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	s.seen = append(s.seen, map[string]any{"type": eventType, "source": source, "sequence": sequence})
}

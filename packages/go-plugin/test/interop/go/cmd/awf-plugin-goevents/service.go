package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"sync"
	"time"

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

	mutex   sync.Mutex
	mute    bool
	handled []any
	host    *grpc.ClientConn
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
	return &pluginv1.ListOperationsResponse{Operations: []*pluginv1.OperationSchema{{Name: "handled"}, {Name: "emit"}}}, nil
}

func (s *eventsService) Execute(ctx context.Context, r *pluginv1.ExecuteRequest) (*pluginv1.ExecuteResponse, error) {
	var data map[string]any
	switch r.GetOperation() {
	case "handled":
		s.mutex.Lock()
		data = map[string]any{"events": s.handled}
		s.mutex.Unlock()
	case "emit":
		answer, err := s.emit(ctx, awf.Decode(r.GetInputs()))
		if err != nil {
			return &pluginv1.ExecuteResponse{Error: err.Error()}, nil
		}
		data = map[string]any{"accepted": answer.GetSuccess(), "problem": answer.GetErrorMessage(), "id": answer.GetEventId()}
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

func (s *eventsService) HandleEvent(ctx context.Context, r *pluginv1.HandleEventRequest) (*pluginv1.HandleEventResponse, error) {
	if s.mute {
		return nil, status.Error(codes.Unimplemented, "no events here")
	}
	s.note(r, 0)
	switch r.GetType() {
	case "contract.fail":
		return nil, errors.New("on request")
	case "contract.wait":
		select {
		case <-ctx.Done():
			return nil, ctx.Err()
		case <-time.After(1500 * time.Millisecond):
			return &pluginv1.HandleEventResponse{}, nil
		}
	case "contract.ask":
		answer := &pluginv1.HandleEventRequest{Type: "contract.answer", Metadata: map[string]string{"to": r.GetId()}}
		return &pluginv1.HandleEventResponse{EmittedEvents: []*pluginv1.HandleEventRequest{answer}}, nil
	case "test.ping":
	default:
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
		s.note(message, message.GetSequenceNumber())
	}
}

// received is what the messages of calls and of streams have in common.
type received interface {
	GetId() string
	GetType() string
	GetTimestampUnixNanos() int64
	GetSource() string
	GetMetadata() map[string]string
	GetPayload() []byte
	GetPropagationDepth() int32
}

func (s *eventsService) note(e received, sequence uint64) {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	s.handled = append(s.handled, map[string]any{
		"id":               e.GetId(),
		"type":             e.GetType(),
		"timestamp":        e.GetTimestampUnixNanos() / 1_000_000,
		"source":           e.GetSource(),
		"metadata":         e.GetMetadata(),
		"payload":          string(e.GetPayload()),
		"propagationDepth": e.GetPropagationDepth(),
		"sequence":         sequence,
	})
}

package main

import (
	"context"
	"errors"
	"fmt"
	"sync"

	"github.com/hashicorp/go-hclog"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"

	"awfplugins.test/interop/internal/awf"
	"awfplugins.test/interop/internal/pluginv1"
)

// echoService answers AWF's services.
type echoService struct {
	pluginv1.UnimplementedPluginServiceServer
	pluginv1.UnimplementedOperationServiceServer
	pluginv1.UnimplementedStepTypeServiceServer
	pluginv1.UnimplementedValidatorServiceServer
	logger hclog.Logger

	mutex  sync.Mutex
	config map[string]any
}

func (s *echoService) GetInfo(context.Context, *pluginv1.GetInfoRequest) (*pluginv1.GetInfoResponse, error) {
	return &pluginv1.GetInfoResponse{
		Name:         "goecho",
		Version:      "1.0.0",
		Description:  "Echoes, fails, sleeps and crashes on request",
		Capabilities: []string{"operations", "step_types", "validators"},
	}, nil
}

// Init keeps the configuration for the operation config. A value of fail_init is an error text to refuse with.
func (s *echoService) Init(_ context.Context, request *pluginv1.InitRequest) (*pluginv1.InitResponse, error) {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	s.config = awf.Decode(request.GetConfig())
	if text, ok := s.config["fail_init"].(string); ok {
		return nil, fmt.Errorf("plugin init failed: %s", text)
	}
	return &pluginv1.InitResponse{}, nil
}

func (s *echoService) Shutdown(context.Context, *pluginv1.ShutdownRequest) (*pluginv1.ShutdownResponse, error) {
	s.logger.Debug("shutting down")
	return &pluginv1.ShutdownResponse{}, nil
}

func (s *echoService) ListOperations(context.Context, *pluginv1.ListOperationsRequest) (*pluginv1.ListOperationsResponse, error) {
	answer := &pluginv1.ListOperationsResponse{}
	for _, operation := range operations {
		answer.Operations = append(answer.Operations, operation.schema)
	}
	return answer, nil
}

func (s *echoService) GetOperation(_ context.Context, request *pluginv1.GetOperationRequest) (*pluginv1.GetOperationResponse, error) {
	operation, found := find(request.GetName())
	if !found {
		return nil, fmt.Errorf("operation %q not found", request.GetName())
	}
	return &pluginv1.GetOperationResponse{Operation: operation.schema}, nil
}

// Execute answers a failing or panicking operation with success = false, as AWF's SDK does. Only a cancelled call is a
// status.
func (s *echoService) Execute(ctx context.Context, request *pluginv1.ExecuteRequest) (answer *pluginv1.ExecuteResponse, err error) {
	defer func() {
		if caught := recover(); caught != nil {
			answer, err = failure(fmt.Sprintf("plugin panic: %v", caught)), nil
		}
	}()
	operation, found := find(request.GetOperation())
	if !found {
		return failure(fmt.Sprintf("unknown operation %q", request.GetOperation())), nil
	}
	output, data, err := operation.run(call{ctx, s, inputs(awf.Decode(request.GetInputs()))})
	if errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded) {
		return nil, status.FromContextError(err).Err()
	}
	if err != nil {
		return failure(err.Error()), nil
	}
	encoded, err := awf.Encode(data)
	if err != nil {
		return nil, status.Error(codes.Internal, err.Error())
	}
	return &pluginv1.ExecuteResponse{Success: true, Output: output, Data: encoded}, nil
}

func failure(text string) *pluginv1.ExecuteResponse {
	return &pluginv1.ExecuteResponse{Error: text}
}

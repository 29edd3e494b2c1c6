package main

import (
	"context"
	"errors"
	"io"
	"os"
	"strings"
	"time"

	"github.com/hashicorp/go-hclog"
	"github.com/hashicorp/go-plugin"
	"google.golang.org/grpc"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"

	"awfplugins.test/interop/internal/interop"
	"awfplugins.test/interop/internal/interoptest"
)

type service struct {
	interoptest.UnimplementedInteropServer
	version int
	broker  *plugin.GRPCBroker
	logger  hclog.Logger
	// Whether what Serve serves ends after one ping.
	serveOnce bool
}

func (s *service) Double(_ context.Context, request *interoptest.DoubleRequest) (*interoptest.DoubleResponse, error) {
	return &interoptest.DoubleResponse{Number: 2 * request.GetNumber()}, nil
}

func (s *service) Echo(_ context.Context, request *interoptest.EchoRequest) (*interoptest.EchoResponse, error) {
	return &interoptest.EchoResponse{Data: request.GetData()}, nil
}

func (s *service) Large(_ context.Context, request *interoptest.LargeRequest) (*interoptest.EchoResponse, error) {
	return &interoptest.EchoResponse{Data: make([]byte, request.GetBytes())}, nil
}

func (s *service) PrintStdio(_ context.Context, request *interoptest.PrintStdioRequest) (*interoptest.Done, error) {
	_, err := os.Stdout.Write(request.GetStdout())
	_, err2 := os.Stderr.Write(request.GetStderr())
	return &interoptest.Done{}, errors.Join(err, err2)
}

func (s *service) Log(_ context.Context, request *interoptest.LogRequest) (*interoptest.Done, error) {
	fields := []any{}
	for name, value := range request.GetFields() {
		fields = append(fields, name, value)
	}
	s.logger.Log(hclog.LevelFromString(request.GetLevel()), request.GetMessage(), fields...)
	return &interoptest.Done{}, nil
}

func (s *service) Panic(_ context.Context, request *interoptest.PanicRequest) (*interoptest.Done, error) {
	panic(request.GetMessage())
}

func (s *service) Exit(_ context.Context, request *interoptest.ExitRequest) (*interoptest.Done, error) {
	os.Exit(int(request.GetCode()))
	return nil, nil
}

func (s *service) Sleep(ctx context.Context, request *interoptest.SleepRequest) (*interoptest.Done, error) {
	timer := time.NewTimer(time.Duration(request.GetMilliseconds()) * time.Millisecond)
	defer timer.Stop()
	select {
	case <-timer.C:
		return &interoptest.Done{}, nil
	case <-ctx.Done():
		s.logger.Info("sleep was cancelled")
		return nil, status.FromContextError(ctx.Err()).Err()
	}
}

func (s *service) GetEnv(_ context.Context, request *interoptest.GetEnvRequest) (*interoptest.GetEnvResponse, error) {
	values := map[string]string{}
	for _, entry := range os.Environ() {
		name, value, _ := strings.Cut(entry, "=")
		values[name] = value
	}
	if len(request.GetNames()) > 0 {
		asked := map[string]string{}
		for _, name := range request.GetNames() {
			if value, found := values[name]; found {
				asked[name] = value
			}
		}
		values = asked
	}
	directory, err := os.Getwd()
	return &interoptest.GetEnvResponse{
		Values:           values,
		Arguments:        os.Args[1:],
		Pid:              int32(os.Getpid()),
		ProtocolVersion:  int32(s.version),
		WorkingDirectory: directory,
	}, err
}

func (s *service) ServerStream(request *interoptest.ServerStreamRequest, stream grpc.ServerStreamingServer[interoptest.StreamItem]) error {
	padding := make([]byte, request.GetSize())
	for number := range request.GetCount() {
		if err := stream.Send(&interoptest.StreamItem{Number: int32(number), Padding: padding}); err != nil {
			return err
		}
	}
	return nil
}

func (s *service) BidiStream(stream grpc.BidiStreamingServer[interoptest.StreamItem, interoptest.StreamItem]) error {
	return sumUp(stream, func(sum int32) error { return stream.Send(&interoptest.StreamItem{Number: sum}) })
}

func (s *service) ClientStream(stream grpc.ClientStreamingServer[interoptest.StreamItem, interoptest.StreamItem]) error {
	var total int32
	if err := sumUp(stream, func(sum int32) error { total = sum; return nil }); err != nil {
		return err
	}
	return stream.SendAndClose(&interoptest.StreamItem{Number: total})
}

// sumUp calls back with the sum so far after each item.
func sumUp(stream interface {
	Recv() (*interoptest.StreamItem, error)
}, each func(sum int32) error) error {
	var sum int32
	for {
		item, err := stream.Recv()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		sum += item.GetNumber()
		if err := each(sum); err != nil {
			return err
		}
	}
}

func (s *service) CallBack(ctx context.Context, request *interoptest.CallBackRequest) (*interoptest.CallBackResponse, error) {
	answer, err := interop.PingOver(ctx, s.broker, request.GetBrokerId(), request.GetMessage())
	return &interoptest.CallBackResponse{Answer: answer}, err
}

func (s *service) Serve(context.Context, *interoptest.ServeRequest) (*interoptest.ServeResponse, error) {
	serve := interop.ServePingPong // until the process ends
	if s.serveOnce {
		serve = interop.ServePingPongOnce
	}
	id, _ := serve(s.broker, "plugin")
	return &interoptest.ServeResponse{BrokerId: id}, nil
}

func (s *service) Fail(_ context.Context, request *interoptest.FailRequest) (*interoptest.Done, error) {
	return nil, status.Error(codes.Code(request.GetCode()), request.GetMessage())
}

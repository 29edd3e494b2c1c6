package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"time"

	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"

	"awfplugins.test/interop/internal/interop"
	"awfplugins.test/interop/internal/interoptest"
	"awfplugins.test/interop/internal/launch"
)

// check is one thing to try. What it gives back is shown in the report; it decides by its error.
type check struct {
	name  string
	about string
	run   func(*subject) (detail any, err error)
	// Not among "all": it needs time, or a plugin or host with certain settings.
	special bool
}

// skipped is the error of a check that does not apply, and the reason.
type skipped string

func (s skipped) Error() string { return string(s) }

// subject is the plugin under test.
type subject struct {
	ctx     context.Context
	options launch.Options
	plugin  *launch.Plugin
	client  *interop.Client
	cycles  int
}

func expect(got, want any) error {
	if got != want {
		return fmt.Errorf("got %v, want %v", got, want)
	}
	return nil
}

var checks = []check{
	{"ping", "go-plugin's Ping", ping, false},
	{"double", "a unary call", double, false},
	{"echo", "1 MiB there and back", echo, false},
	{"large-answer", "an answer of 8 MiB", largeAnswer, false},
	{"large-request", "what a request of 5 MiB is answered with: a Go plugin refuses it", largeRequest, false},
	{"server-stream", "1000 items of 1 KiB", serverStream, false},
	{"client-stream", "1000 items there, their sum back", clientStream, false},
	{"bidi", "each of 100 items answered before the next is sent", bidi, false},
	{"fail", "status code and text of an error", fail, false},
	{"cancel", "a call past its deadline ends, the next one works", cancelCall, false},
	{"broker-host-serves", "the plugin dials the host", brokerHostServes, false},
	{"broker-plugin-serves", "the host dials the plugin", brokerPluginServes, false},
	{"broker-repeat", "20 brokered connections in each direction, one after the other", brokerRepeat, false},
	{"stdio", "bytes printed arrive unchanged, on both channels", stdio, false},
	{"log", "a log line arrives with level and fields", logLine, false},
	{"env", "the variables that the protocol sets", environment, false},
	{"health", "SERVING for plugin and the empty name, NOT_FOUND for others", healthStatus, false},
	{"reflection-v1", "lists the services", reflectionV1, false},
	{"reflection-v1alpha", "lists the services", reflectionV1Alpha, false},
	{"reattach", "a second host attaches to the running plugin (a process of its own)", reattach, false},
	{"panic", "a panic fails the call and ends the plugin (a process of its own)", panicking, false},
	{"socket", "where the plugin's socket is and for whom", socketFile, true},
	{"interrupt", "SIGINT to the process group leaves the plugin at work (the host must lead a group)", interrupted, true},
	{"terminate", "SIGTERM ends the plugin", terminated, true},
	{"wait", "do nothing until killed", waitForEver, true},
	{"blocked-stdout", "of a plugin of ours that its host takes no output from: it drops, says so and answers (a process of its own)", blockedStdout, true},
	{"broker-unknown", "a dial of an id that the plugin does not serve times out, and the next works", brokerUnknown, true},
	{"broker-unserved", "the plugin dials an id that the host does not serve, and then one that it does", brokerUnserved, true},
	{"broker-concurrent", "20 dials at once", brokerConcurrent, true},
	{"broker-cycles", "many brokered connections in each direction (-cycles), the plugin's descriptors flat (it serves once)", brokerCycles, true},
	{"late", "the plugin ends when its host starts it and does not connect for 5 s (a process of its own)", late, true},
}

func ping(s *subject) (any, error) {
	protocol, err := s.plugin.Client.Client()
	if err != nil {
		return nil, err
	}
	return nil, protocol.Ping()
}

func double(s *subject) (any, error) {
	answer, err := s.client.Double(s.ctx, &interoptest.DoubleRequest{Number: -21})
	if err != nil {
		return nil, err
	}
	return answer.GetNumber(), expect(answer.GetNumber(), int32(-42))
}

func echo(s *subject) (any, error) {
	data := make([]byte, 1<<20)
	for i := range data {
		data[i] = byte(i * 7)
	}
	answer, err := s.client.Echo(s.ctx, &interoptest.EchoRequest{Data: data})
	if err != nil {
		return nil, err
	}
	return len(answer.GetData()), expect(bytes.Equal(answer.GetData(), data), true)
}

func largeAnswer(s *subject) (any, error) {
	answer, err := s.client.Large(s.ctx, &interoptest.LargeRequest{Bytes: 64_000_000})
	if err != nil {
		return nil, err
	}
	return nil, expect(len(answer.GetData()), 64_000_000)
}

// Either is right: go-plugin's default server refuses more than 4 MiB, a plugin may choose to accept more.
func largeRequest(s *subject) (any, error) {
	answer, err := s.client.Echo(s.ctx, &interoptest.EchoRequest{Data: make([]byte, 5<<20)})
	if status.Code(err) == codes.ResourceExhausted {
		return "RESOURCE_EXHAUSTED", nil
	}
	if err != nil {
		return nil, err
	}
	return "accepted", expect(len(answer.GetData()), 5<<20)
}

func serverStream(s *subject) (any, error) {
	const count = 1000
	stream, err := s.client.ServerStream(s.ctx, &interoptest.ServerStreamRequest{Count: count, Size: 1024})
	if err != nil {
		return nil, err
	}
	for next := int32(0); ; next++ {
		item, err := stream.Recv()
		if errors.Is(err, io.EOF) {
			return next, expect(next, int32(count))
		}
		if err != nil {
			return next, err
		}
		if item.GetNumber() != next || len(item.GetPadding()) != 1024 {
			return next, fmt.Errorf("item %d with %d bytes came as number %d", item.GetNumber(), len(item.GetPadding()), next)
		}
	}
}

func clientStream(s *subject) (any, error) {
	stream, err := s.client.ClientStream(s.ctx)
	if err != nil {
		return nil, err
	}
	for number := range int32(1000) {
		if err := stream.Send(&interoptest.StreamItem{Number: number}); err != nil {
			return nil, err
		}
	}
	sum, err := stream.CloseAndRecv()
	if err != nil {
		return nil, err
	}
	return sum.GetNumber(), expect(sum.GetNumber(), int32(499500))
}

func bidi(s *subject) (any, error) {
	stream, err := s.client.BidiStream(s.ctx)
	if err != nil {
		return nil, err
	}
	var sum int32
	for number := range int32(100) {
		sum += number
		if err := stream.Send(&interoptest.StreamItem{Number: number}); err != nil {
			return nil, err
		}
		item, err := stream.Recv()
		if err != nil {
			return nil, err
		}
		if err := expect(item.GetNumber(), sum); err != nil {
			return nil, err
		}
	}
	if err := stream.CloseSend(); err != nil {
		return nil, err
	}
	if _, err := stream.Recv(); !errors.Is(err, io.EOF) {
		return nil, fmt.Errorf("the stream's end: %v", err)
	}
	return sum, nil
}

func fail(s *subject) (any, error) {
	const text = "does not work: ünicode, 100 %"
	_, err := s.client.Fail(s.ctx, &interoptest.FailRequest{Code: uint32(codes.FailedPrecondition), Message: text})
	got := status.Convert(err)
	return got.Message(), errors.Join(expect(got.Code(), codes.FailedPrecondition), expect(got.Message(), text))
}

func cancelCall(s *subject) (any, error) {
	ctx, cancel := context.WithTimeout(s.ctx, 100*time.Millisecond)
	defer cancel()
	begin := time.Now()
	_, err := s.client.Sleep(ctx, &interoptest.SleepRequest{Milliseconds: 10_000})
	took := time.Since(begin)
	if err := expect(status.Code(err), codes.DeadlineExceeded); err != nil {
		return nil, err
	}
	if took > 2*time.Second {
		return nil, fmt.Errorf("it took %v", took)
	}
	return double(s)
}

func brokerHostServes(s *subject) (any, error) {
	id, stop := interop.ServePingPong(s.client.Broker, "host")
	defer stop()
	answer, err := s.client.CallBack(s.ctx, &interoptest.CallBackRequest{BrokerId: id, Message: "hello"})
	if err != nil {
		return nil, err
	}
	return answer.GetAnswer(), expect(answer.GetAnswer(), "pong: hello from host")
}

func brokerPluginServes(s *subject) (any, error) {
	served, err := s.client.Serve(s.ctx, &interoptest.ServeRequest{})
	if err != nil {
		return nil, err
	}
	answer, err := interop.PingOver(s.ctx, s.client.Broker, served.GetBrokerId(), "hello")
	if err != nil {
		return nil, err
	}
	return answer, expect(answer, "pong: hello from plugin")
}

func brokerRepeat(s *subject) (any, error) {
	for round := range 20 {
		if _, err := brokerHostServes(s); err != nil {
			return nil, fmt.Errorf("round %d, host serves: %w", round, err)
		}
		if _, err := brokerPluginServes(s); err != nil {
			return nil, fmt.Errorf("round %d, plugin serves: %w", round, err)
		}
	}
	return nil, nil
}

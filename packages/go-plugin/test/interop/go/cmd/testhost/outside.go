package main

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/hashicorp/go-plugin"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/health/grpc_health_v1"
	"google.golang.org/grpc/reflection/grpc_reflection_v1"
	"google.golang.org/grpc/reflection/grpc_reflection_v1alpha"
	"google.golang.org/grpc/status"

	"awfplugins.test/interop/internal/capture"
	"awfplugins.test/interop/internal/interop"
	"awfplugins.test/interop/internal/interoptest"
	"awfplugins.test/interop/internal/launch"
)

// Checks of what surrounds the plugin's own service.

// eventually waits for what arrives beside the calls, such as output and log lines.
func eventually(s *subject, what string, holds func() bool) error {
	for !holds() {
		select {
		case <-s.ctx.Done():
			return fmt.Errorf("%s: %w", what, s.ctx.Err())
		case <-time.After(5 * time.Millisecond):
		}
	}
	return nil
}

func stdio(s *subject) (any, error) {
	out := strings.Repeat("out \x00\xff\n", 1000) + "no newline at the end"
	errs := strings.Repeat("err ü\r\n", 1000)
	hadOut, hadErr := len(s.plugin.Stdout.String()), len(s.plugin.Stderr.String())
	if _, err := s.client.PrintStdio(s.ctx, &interoptest.PrintStdioRequest{Stdout: []byte(out), Stderr: []byte(errs)}); err != nil {
		return nil, err
	}
	err := eventually(s, "all output", func() bool {
		return len(s.plugin.Stdout.String())-hadOut >= len(out) && len(s.plugin.Stderr.String())-hadErr >= len(errs)
	})
	if err != nil {
		return fmt.Sprintf("%d of %d and %d of %d bytes", len(s.plugin.Stdout.String())-hadOut, len(out), len(s.plugin.Stderr.String())-hadErr, len(errs)), err
	}
	return nil, errors.Join(
		expect(s.plugin.Stdout.String()[hadOut:] == out, true),
		expect(s.plugin.Stderr.String()[hadErr:] == errs, true),
	)
}

func logLine(s *subject) (any, error) {
	const message = "a line from the plugin <&> ü"
	for _, level := range []string{"trace", "debug", "info", "warn", "error"} {
		request := &interoptest.LogRequest{Level: level, Message: message, Fields: map[string]string{"key": "value of " + level}}
		if _, err := s.client.Log(s.ctx, request); err != nil {
			return nil, err
		}
		arrived := func(line capture.Line) bool {
			return line.Level == level && line.Message == message && line.Fields["key"] == "value of "+level
		}
		if err := eventually(s, level, func() bool { return slices.ContainsFunc(s.plugin.Log.Lines(), arrived) }); err != nil {
			return nil, err
		}
	}
	return nil, nil
}

func environment(s *subject) (any, error) {
	answer, err := s.client.GetEnv(s.ctx, &interoptest.GetEnvRequest{Names: []string{
		interop.Handshake.MagicCookieKey, "PLUGIN_MIN_PORT", "PLUGIN_MAX_PORT", "PLUGIN_PROTOCOL_VERSIONS",
		"PLUGIN_CLIENT_CERT", "PLUGIN_MULTIPLEX_GRPC",
	}})
	if err != nil {
		return nil, err
	}
	values := answer.GetValues()
	_, hasCertificate := values["PLUGIN_CLIENT_CERT"]
	return values, errors.Join(
		expect(values[interop.Handshake.MagicCookieKey], interop.Handshake.MagicCookieValue),
		expect(values["PLUGIN_MIN_PORT"]+"-"+values["PLUGIN_MAX_PORT"], "10000-25000"),
		expect(hasCertificate, s.options.AutoMTLS),
		expect(values["PLUGIN_MULTIPLEX_GRPC"] == "true", s.options.Mux),
		expect(int(answer.GetProtocolVersion()), s.plugin.NegotiatedVersion()),
	)
}

func healthStatus(s *subject) (any, error) {
	client := grpc_health_v1.NewHealthClient(s.client.Connection)
	for _, name := range []string{"plugin", ""} {
		answer, err := client.Check(s.ctx, &grpc_health_v1.HealthCheckRequest{Service: name})
		if err != nil {
			return nil, fmt.Errorf("%q: %w", name, err)
		}
		if err := expect(answer.GetStatus(), grpc_health_v1.HealthCheckResponse_SERVING); err != nil {
			return nil, fmt.Errorf("%q: %w", name, err)
		}
	}
	_, err := client.Check(s.ctx, &grpc_health_v1.HealthCheckRequest{Service: "nobody"})
	if err := expect(status.Code(err), codes.NotFound); err != nil {
		return nil, err
	}
	ctx, cancel := context.WithCancel(s.ctx)
	defer cancel()
	watch, err := client.Watch(ctx, &grpc_health_v1.HealthCheckRequest{Service: "plugin"})
	if err != nil {
		return nil, err
	}
	first, err := watch.Recv()
	if err != nil {
		return nil, fmt.Errorf("watch: %w", err)
	}
	return nil, expect(first.GetStatus(), grpc_health_v1.HealthCheckResponse_SERVING)
}

// What every go-plugin server lists, and the service under test.
var services = []string{
	"grpc.health.v1.Health", "grpc.reflection.v1.ServerReflection", "grpc.reflection.v1alpha.ServerReflection",
	"interoptest.Interop", "plugin.GRPCBroker", "plugin.GRPCController", "plugin.GRPCStdio",
}

func sameServices(found []string) error {
	slices.Sort(found)
	return expect(strings.Join(found, " "), strings.Join(services, " "))
}

func reflectionV1(s *subject) (any, error) {
	stream, err := grpc_reflection_v1.NewServerReflectionClient(s.client.Connection).ServerReflectionInfo(s.ctx)
	if err != nil {
		return nil, err
	}
	defer func() { _ = stream.CloseSend() }()
	ask := func(request *grpc_reflection_v1.ServerReflectionRequest) (*grpc_reflection_v1.ServerReflectionResponse, error) {
		if err := stream.Send(request); err != nil {
			return nil, err
		}
		return stream.Recv()
	}
	answer, err := ask(&grpc_reflection_v1.ServerReflectionRequest{
		MessageRequest: &grpc_reflection_v1.ServerReflectionRequest_ListServices{ListServices: "*"}})
	if err != nil {
		return nil, err
	}
	found := []string{}
	for _, service := range answer.GetListServicesResponse().GetService() {
		found = append(found, service.GetName())
	}
	if err := sameServices(found); err != nil {
		return found, err
	}
	answer, err = ask(&grpc_reflection_v1.ServerReflectionRequest{
		MessageRequest: &grpc_reflection_v1.ServerReflectionRequest_FileContainingSymbol{FileContainingSymbol: "plugin.GRPCStdio"}})
	if err != nil {
		return found, err
	}
	files := len(answer.GetFileDescriptorResponse().GetFileDescriptorProto())
	if files == 0 {
		return found, fmt.Errorf("no descriptor of plugin.GRPCStdio: %v", answer.GetErrorResponse())
	}
	return found, nil
}

func reflectionV1Alpha(s *subject) (any, error) {
	stream, err := grpc_reflection_v1alpha.NewServerReflectionClient(s.client.Connection).ServerReflectionInfo(s.ctx)
	if err != nil {
		return nil, err
	}
	defer func() { _ = stream.CloseSend() }()
	err = stream.Send(&grpc_reflection_v1alpha.ServerReflectionRequest{
		MessageRequest: &grpc_reflection_v1alpha.ServerReflectionRequest_ListServices{ListServices: "*"}})
	if err != nil {
		return nil, err
	}
	answer, err := stream.Recv()
	if err != nil {
		return nil, err
	}
	found := []string{}
	for _, service := range answer.GetListServicesResponse().GetService() {
		found = append(found, service.GetName())
	}
	return found, sameServices(found)
}

// another starts a further process of the same plugin.
func another(s *subject) (*launch.Plugin, *interop.Client, *launch.Handshake, error) {
	p, err := launch.New(s.options)
	if err != nil {
		return nil, nil, nil, err
	}
	dispensed, handshake, err := p.Connect(interop.Key)
	if err != nil {
		p.Kill()
		return nil, nil, nil, err
	}
	return p, dispensed.(*interop.Client), handshake, nil
}

func reattach(s *subject) (any, error) {
	if s.options.AutoMTLS || s.options.Mux {
		return nil, skipped("go-plugin attaches neither over AutoMTLS nor to a multiplexed plugin")
	}
	first, client, handshake, err := another(s)
	if err != nil {
		return nil, err
	}
	defer first.Finish(handshake)
	if _, err := client.Double(s.ctx, &interoptest.DoubleRequest{Number: 1}); err != nil {
		return nil, err
	}
	second := plugin.NewClient(&plugin.ClientConfig{
		HandshakeConfig:  s.options.Handshake,
		Plugins:          s.options.Versions[first.NegotiatedVersion()],
		Reattach:         first.ReattachConfig(),
		AllowedProtocols: []plugin.Protocol{plugin.ProtocolGRPC},
		Logger:           capture.NewLog("second"),
	})
	protocol, err := second.Client()
	if err != nil {
		return nil, err
	}
	dispensed, err := protocol.Dispense(interop.Key)
	if err != nil {
		return nil, err
	}
	if _, err := double(&subject{ctx: s.ctx, client: dispensed.(*interop.Client)}); err != nil {
		return nil, err
	}
	second.Kill() // ends the process, which the first host sees
	if err := eventually(s, "the first host sees the exit", first.Exited); err != nil {
		return nil, err
	}
	return nil, expect(second.Exited(), true)
}

func panicking(s *subject) (any, error) {
	const text = "on request of the test"
	p, client, handshake, err := another(s)
	if err != nil {
		return nil, err
	}
	defer p.Finish(handshake)
	_, err = client.Panic(s.ctx, &interoptest.PanicRequest{Message: text})
	if err == nil {
		return nil, errors.New("the call succeeded")
	}
	if err := eventually(s, "the host sees the exit", p.Exited); err != nil {
		return nil, err
	}
	shown := func(line capture.Line) bool { return line.Level == "error" && strings.Contains(line.Message, text) }
	if !slices.ContainsFunc(p.Log.Lines(), shown) {
		return p.Raw.String(), errors.New("the panic is not in the host's log as an error")
	}
	return status.Code(err).String(), nil
}

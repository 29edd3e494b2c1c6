package main

import (
	"bytes"
	"context"
	"crypto/tls"
	"errors"
	"io"
	"net"
	"os/exec"
	"strings"
	"sync"
	"time"

	"github.com/hashicorp/go-hclog"
	"github.com/hashicorp/go-plugin"
	"github.com/hashicorp/go-plugin/runner"
)

func configuration(asked question, process *printer, directory string) *plugin.ClientConfig {
	config := &plugin.ClientConfig{
		HandshakeConfig: plugin.HandshakeConfig{
			ProtocolVersion: 1, MagicCookieKey: "VERDICTS", MagicCookieValue: "verdicts",
		},
		VersionedPlugins:    map[int]plugin.PluginSet{1: {}, 5: {}},
		AllowedProtocols:    []plugin.Protocol{plugin.ProtocolGRPC},
		GRPCBrokerMultiplex: asked.Multiplex,
		UnixSocketConfig:    &plugin.UnixSocketConfig{TempDir: directory},
		StartTimeout:        10 * time.Second,
		Logger:              hclog.NewNullLogger(),
		RunnerFunc: func(hclog.Logger, *exec.Cmd, string) (runner.Runner, error) {
			return process, nil
		},
	}
	if asked.TLS {
		config.TLSConfig = &tls.Config{ServerName: "localhost"}
	}
	return config
}

// classes names the errors of Client.Start by what they begin with, or contain after a colon.
var classes = []struct{ text, class string }{
	{"Unrecognized remote plugin message", "not a handshake"},
	{"error parsing core protocol version", "core version no number"},
	{"incompatible core API version", "core version"},
	{"error parsing protocol version", "version no number"},
	{"incompatible API version", "version"},
	{"unknown address type", "network"},
	{"unsupported plugin protocol", "protocol"},
	{"error parsing server cert", "certificate"},
	{"as a boolean for gRPC broker multiplexing", "multiplex"},
	{"client requested gRPC broker multiplexing", "multiplex"},
}

func classify(err error) string {
	text := strings.ToLower(err.Error())
	for _, known := range classes {
		if strings.Contains(text, strings.ToLower(known.text)) {
			return known.class
		}
	}
	// What net.ResolveTCPAddr returns.
	var operation *net.OpError
	var address *net.AddrError
	var name *net.DNSError
	if errors.As(err, &operation) || errors.As(err, &address) || errors.As(err, &name) {
		return "address"
	}
	return "unknown"
}

// printer is a plugin without a process: its stdout holds one line and stays open until it is ended.
type printer struct {
	stdout, stderr *pipe
	ended          chan struct{}
	once           sync.Once
}

type pipe struct {
	io.Reader
	*io.PipeReader
}

func (p *pipe) Read(into []byte) (int, error) { return p.Reader.Read(into) }

func newPipe(content []byte) (*pipe, *io.PipeWriter) {
	reader, writer := io.Pipe()
	return &pipe{io.MultiReader(bytes.NewReader(content), reader), reader}, writer
}

func newPrinter(line []byte) *printer {
	stdout, stdoutEnd := newPipe(append(append([]byte{}, line...), '\n'))
	stderr, stderrEnd := newPipe(nil)
	p := &printer{stdout: stdout, stderr: stderr, ended: make(chan struct{})}
	go func() {
		<-p.ended
		stdoutEnd.Close()
		stderrEnd.Close()
	}()
	return p
}

func (p *printer) end() { p.once.Do(func() { close(p.ended) }) }

func (p *printer) Start(context.Context) error     { return nil }
func (p *printer) Diagnose(context.Context) string { return "" }
func (p *printer) Stdout() io.ReadCloser           { return p.stdout }
func (p *printer) Stderr() io.ReadCloser           { return p.stderr }
func (p *printer) Name() string                    { return "printer" }
func (p *printer) ID() string                      { return "printer" }

func (p *printer) Wait(context.Context) error {
	<-p.ended
	return nil
}

func (p *printer) Kill(context.Context) error {
	p.end()
	return nil
}

func (p *printer) PluginToHost(network, address string) (string, string, error) {
	return network, address, nil
}

func (p *printer) HostToPlugin(network, address string) (string, string, error) {
	return network, address, nil
}

// testplugin is a go-plugin plugin that offers the service Interop and misbehaves on request.
package main

import (
	"context"
	"crypto/tls"
	"flag"
	"fmt"
	"io"
	"math"
	"os"
	"os/exec"
	"os/signal"
	"strconv"
	"strings"
	"syscall"
	"time"

	"github.com/hashicorp/go-hclog"
	"github.com/hashicorp/go-plugin"
	"google.golang.org/grpc"

	"awfplugins.test/interop/internal/authority"
	"awfplugins.test/interop/internal/interop"
	"awfplugins.test/interop/internal/interoptest"
	"awfplugins.test/interop/internal/launch"
)

type flags struct {
	versions       string
	marker         string
	startDelay     time.Duration
	exitDelay      time.Duration
	ignoreShutdown bool
	ignoreTerm     bool
	grandchild     bool
	rawStdout      int
	logLines       int
	unlimited      bool
	legacy         bool
	test           bool
	readStdin      bool
	serveOnce      bool
	ownTLS         string
}

func main() {
	f := parse()
	realStdout := os.Stdout
	if f.marker != "" {
		defer func() { complain(os.WriteFile(f.marker, []byte("main returned\n"), 0o600)) }()
	}
	if f.ignoreTerm {
		signal.Ignore(syscall.SIGTERM)
	}
	if f.grandchild {
		startGrandchild()
	}
	time.Sleep(f.startDelay)

	logger := hclog.New(&hclog.LoggerOptions{Name: "testplugin", Level: hclog.Trace, Output: os.Stderr, JSONFormat: true})
	for line := range f.logLines {
		logger.Info("line", "number", line)
	}
	if f.readStdin {
		text, err := io.ReadAll(os.Stdin)
		complain(err)
		logger.Info("stdin", "text", string(text))
	}
	if f.rawStdout > 0 {
		go floodStdout(realStdout, f.rawStdout)
	}
	config := serveConfig(f, logger)
	if f.test {
		serveTest(config)
		return
	}
	plugin.Serve(config)

	if f.ignoreShutdown {
		for {
			time.Sleep(time.Hour)
		}
	}
	time.Sleep(f.exitDelay)
}

func parse() *flags {
	f := &flags{}
	flag.StringVar(&f.versions, "versions", "1", "app protocol versions to offer, separated by commas")
	flag.BoolVar(&f.legacy, "legacy", false, "offer version 1 as the only, unversioned plugin set")
	flag.StringVar(&f.marker, "marker", "", "file to write when main returns")
	flag.DurationVar(&f.startDelay, "start-delay", 0, "wait before the handshake")
	flag.DurationVar(&f.exitDelay, "exit-delay", 0, "wait after Shutdown")
	flag.BoolVar(&f.ignoreShutdown, "ignore-shutdown", false, "stop serving, but live on")
	flag.BoolVar(&f.ignoreTerm, "ignore-term", false, "ignore SIGTERM")
	flag.BoolVar(&f.grandchild, "grandchild", false, "leave a process (sleep 300) that holds stdout and stderr; its pid is logged")
	flag.IntVar(&f.rawStdout, "raw-stdout", 0, "bytes to write, in lines, to the real stdout after the handshake")
	flag.IntVar(&f.logLines, "log-lines", 0, "log lines to write before the handshake")
	flag.BoolVar(&f.unlimited, "unlimited", false, "accept requests of any size, not go-plugin's 4 MiB")
	flag.BoolVar(&f.test, "test", false, "serve in test mode: print how to attach, as JSON, and stop at SIGTERM; no cookie, no handshake")
	flag.BoolVar(&f.readStdin, "read-stdin", false, "log what stdin holds, before the handshake")
	flag.BoolVar(&f.serveOnce, "serve-once", false, "end what Serve serves after one ping, not with the process")
	flag.StringVar(&f.ownTLS, "tls", "", "directory with certificates of one's own (see cmd/certificates)")
	flag.Parse()
	return f
}

func serveConfig(f *flags, logger hclog.Logger) *plugin.ServeConfig {
	versions := []int{}
	for text := range strings.SplitSeq(f.versions, ",") {
		version, err := strconv.Atoi(text)
		if err != nil {
			fmt.Fprintln(os.Stderr, "-versions:", err)
			os.Exit(2)
		}
		versions = append(versions, version)
	}
	newServer := func(version int, broker *plugin.GRPCBroker) interoptest.InteropServer {
		return &service{version: version, broker: broker, logger: logger, serveOnce: f.serveOnce}
	}
	config := &plugin.ServeConfig{HandshakeConfig: interop.Handshake, Logger: logger, GRPCServer: plugin.DefaultGRPCServer}
	if f.legacy {
		config.Plugins = interop.Versions([]int{1}, newServer)[1]
	} else {
		config.VersionedPlugins = interop.Versions(versions, newServer)
	}
	if f.ownTLS != "" {
		config.TLSProvider = func() (*tls.Config, error) { return authority.Load(f.ownTLS, "plugin") }
	}
	if f.unlimited {
		config.GRPCServer = func(options []grpc.ServerOption) *grpc.Server {
			return grpc.NewServer(append(options, grpc.MaxRecvMsgSize(math.MaxInt32))...)
		}
	}
	return config
}

// serveTest serves as a test or a debugger does, until SIGTERM.
func serveTest(config *plugin.ServeConfig) {
	ctx, stop := signal.NotifyContext(context.Background(), syscall.SIGTERM)
	defer stop()
	reattach, closed := make(chan *plugin.ReattachConfig, 1), make(chan struct{})
	config.Test = &plugin.ServeTestConfig{Context: ctx, ReattachConfigCh: reattach, CloseCh: closed}
	go plugin.Serve(config)
	select {
	case one := <-reattach:
		text, err := launch.FormatReattach(map[string]*plugin.ReattachConfig{interop.Key: one})
		complain(err)
		fmt.Println(text)
		<-closed
	case <-closed: // it never got so far
	}
	fmt.Println("closed")
}

func startGrandchild() {
	command := exec.Command("sleep", "300")
	command.Stdout, command.Stderr = os.Stdout, os.Stderr
	if err := command.Start(); err != nil {
		complain(err)
		return
	}
	fmt.Fprintf(os.Stderr, "grandchild %d\n", command.Process.Pid)
}

// floodStdout waits until go-plugin has replaced os.Stdout, which it does after the handshake.
func floodStdout(stdout *os.File, size int) {
	for os.Stdout == stdout {
		time.Sleep(time.Millisecond)
	}
	line := strings.Repeat("x", 1023) + "\n"
	for written := 0; written < size; written += len(line) {
		if _, err := stdout.WriteString(line); err != nil {
			complain(err)
			return
		}
	}
}

func complain(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, "testplugin:", err)
	}
}

// load is a Go host that keeps one plugin and calls its Execute. It takes one request a line on stdin and prints one answer a
// line on stdout, as bench/host-process.ts does for our host. The first line that it prints is the plugin's process id.
package main

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"github.com/hashicorp/go-hclog"
	"github.com/hashicorp/go-plugin"

	"awfplugins.test/interop/internal/awf"
	"awfplugins.test/interop/internal/pluginv1"
)

// request asks for that many calls, with so many in flight.
type request struct {
	Calls    int `json:"calls"`
	InFlight int `json:"inFlight"`
}

// answer is what they took. Latencies are in microseconds.
type answer struct {
	PerSecond float64 `json:"perSecond"`
	P50       float64 `json:"p50"`
	P90       float64 `json:"p90"`
	P99       float64 `json:"p99"`
}

func main() {
	if err := run(); err != nil {
		fmt.Fprintln(os.Stderr, "load:", err)
		os.Exit(1)
	}
}

func run() error {
	mux := flag.Bool("mux", false, "all connections over one socket")
	flag.Parse()
	if flag.NArg() == 0 {
		return errors.New("no plugin command: give it after --")
	}
	// go-plugin gives its own stdin to the plugin, and a plugin on Node makes it non-blocking for both.
	requests := os.Stdin
	empty, err := os.Open(os.DevNull)
	if err != nil {
		return err
	}
	os.Stdin = empty
	client := plugin.NewClient(&plugin.ClientConfig{
		HandshakeConfig:     awf.Handshake,
		Plugins:             plugin.PluginSet{awf.Key: &awf.Plugin{}},
		Cmd:                 exec.Command(flag.Arg(0), flag.Args()[1:]...),
		AllowedProtocols:    []plugin.Protocol{plugin.ProtocolGRPC},
		AutoMTLS:            true,
		GRPCBrokerMultiplex: *mux,
		Logger:              hclog.NewNullLogger(),
	})
	defer client.Kill()
	operations, err := connect(client)
	if err != nil {
		return err
	}
	output := json.NewEncoder(os.Stdout)
	if err := output.Encode(map[string]int{"pid": client.ReattachConfig().Pid}); err != nil {
		return err
	}
	input := bufio.NewScanner(requests)
	for input.Scan() {
		var asked request
		if err := json.Unmarshal(input.Bytes(), &asked); err != nil {
			return err
		}
		measured, err := measure(operations, asked)
		if err != nil {
			return err
		}
		if err := output.Encode(measured); err != nil {
			return err
		}
	}
	return input.Err()
}

func connect(client *plugin.Client) (pluginv1.OperationServiceClient, error) {
	protocol, err := client.Client()
	if err != nil {
		return nil, err
	}
	dispensed, err := protocol.Dispense(awf.Key)
	if err != nil {
		return nil, err
	}
	awfClient := dispensed.(*awf.Client)
	_, err = awfClient.Lifecycle.Init(context.Background(), &pluginv1.InitRequest{})
	return awfClient.Operations, err
}

func measure(operations pluginv1.OperationServiceClient, asked request) (*answer, error) {
	latencies := make([]float64, asked.Calls)
	var next atomic.Int64
	var failed atomic.Pointer[error]
	var workers sync.WaitGroup
	begin := time.Now()
	for range asked.InFlight {
		workers.Go(func() {
			for call := next.Add(1) - 1; call < int64(asked.Calls); call = next.Add(1) - 1 {
				started := time.Now()
				if err := execute(operations); err != nil {
					failed.Store(&err)
					return
				}
				latencies[call] = float64(time.Since(started).Nanoseconds()) / 1000
			}
		})
	}
	workers.Wait()
	took := time.Since(begin)
	if err := failed.Load(); err != nil {
		return nil, *err
	}
	slices.Sort(latencies)
	at := func(share float64) float64 { return latencies[int(share*float64(len(latencies)-1))] }
	return &answer{float64(asked.Calls) / took.Seconds(), at(0.5), at(0.9), at(0.99)}, nil
}

// execute makes one call, encodes what goes in and decodes what comes out, as our host does.
func execute(operations pluginv1.OperationServiceClient) error {
	inputs, err := awf.Encode(map[string]any{"text": "hello"})
	if err != nil {
		return err
	}
	result, err := operations.Execute(context.Background(), &pluginv1.ExecuteRequest{Operation: "echo", Inputs: inputs})
	if err != nil {
		return err
	}
	if data := awf.Decode(result.GetData()); !result.GetSuccess() || data["text"] != "hello" {
		return fmt.Errorf("echo failed: %s", result.GetError())
	}
	return nil
}

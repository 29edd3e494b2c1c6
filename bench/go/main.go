// bench is the Go host that ours is measured against. It starts a plugin over AutoMTLS again and again and measures from
// spawn to the first answer of Execute, going through the same steps as our host. Prints a JSON array of milliseconds.
package main

import (
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"time"

	"github.com/hashicorp/go-hclog"
	"github.com/hashicorp/go-plugin"

	"awfplugins.test/interop/internal/awf"
	"awfplugins.test/interop/internal/pluginv1"
)

type settings struct {
	runs      int
	warmUp    int
	autoMTLS  bool
	mux       bool
	bare      bool
	operation string
	inputs    map[string][]byte
	command   []string
}

func main() {
	measured, err := measure()
	if err == nil {
		err = json.NewEncoder(os.Stdout).Encode(measured)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

func measure() ([]float64, error) {
	s, err := parse()
	if err != nil {
		return nil, err
	}
	measured := []float64{}
	for run := range s.warmUp + s.runs {
		took, err := once(s)
		if err != nil {
			return nil, fmt.Errorf("run %d: %w", run, err)
		}
		if run >= s.warmUp {
			measured = append(measured, float64(took.Microseconds())/1000)
		}
	}
	return measured, nil
}

func parse() (*settings, error) {
	s := &settings{}
	var inputs string
	flag.IntVar(&s.runs, "n", 20, "measured starts")
	flag.IntVar(&s.warmUp, "warm-up", 2, "starts before them")
	flag.BoolVar(&s.autoMTLS, "automtls", true, "mutual TLS")
	flag.BoolVar(&s.mux, "mux", false, "all connections over one socket")
	flag.BoolVar(&s.bare, "bare", false, "leave out GetInfo, Init and ListOperations")
	flag.StringVar(&s.operation, "op", "echo", "operation to execute")
	flag.StringVar(&inputs, "inputs", `{"text":"hello"}`, "its inputs, a JSON object")
	flag.Parse()
	s.command = flag.Args()
	if len(s.command) == 0 {
		return nil, errors.New("no plugin command: give it after --")
	}
	var raw map[string]json.RawMessage
	if err := json.Unmarshal([]byte(inputs), &raw); err != nil {
		return nil, fmt.Errorf("-inputs: %w", err)
	}
	s.inputs = map[string][]byte{}
	for name, value := range raw {
		s.inputs[name] = value
	}
	return s, nil
}

// once is one life of a plugin; only its beginning is measured.
func once(s *settings) (time.Duration, error) {
	begin := time.Now()
	client := plugin.NewClient(&plugin.ClientConfig{
		HandshakeConfig:     awf.Handshake,
		Plugins:             plugin.PluginSet{awf.Key: &awf.Plugin{}},
		Cmd:                 exec.Command(s.command[0], s.command[1:]...),
		AllowedProtocols:    []plugin.Protocol{plugin.ProtocolGRPC},
		AutoMTLS:            s.autoMTLS,
		GRPCBrokerMultiplex: s.mux,
		Logger:              hclog.NewNullLogger(),
	})
	defer client.Kill()
	protocol, err := client.Client()
	if err != nil {
		return 0, err
	}
	dispensed, err := protocol.Dispense(awf.Key)
	if err != nil {
		return 0, err
	}
	if err := execute(s, dispensed.(*awf.Client)); err != nil {
		return 0, err
	}
	return time.Since(begin), nil
}

func execute(s *settings, client *awf.Client) error {
	ctx, cancel := context.WithTimeout(context.Background(), 30*time.Second)
	defer cancel()
	if !s.bare {
		if _, err := client.Lifecycle.GetInfo(ctx, &pluginv1.GetInfoRequest{}); err != nil {
			return err
		}
		if _, err := client.Lifecycle.Init(ctx, &pluginv1.InitRequest{}); err != nil {
			return err
		}
		if _, err := client.Operations.ListOperations(ctx, &pluginv1.ListOperationsRequest{}); err != nil {
			return err
		}
	}
	answer, err := client.Operations.Execute(ctx, &pluginv1.ExecuteRequest{Operation: s.operation, Inputs: s.inputs})
	if err != nil {
		return err
	}
	if !answer.GetSuccess() {
		return fmt.Errorf("%s failed: %s", s.operation, answer.GetError())
	}
	return nil
}

// awfhost is an AWF host on HashiCorp's go-plugin, for one call: it starts the plugin given after --, executes one
// operation and prints what happened as one JSON object. Exit status 1 where something went wrong on the way.
package main

import (
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"strings"
	"time"

	"github.com/hashicorp/go-plugin"
	"google.golang.org/grpc/status"

	"awfplugins.test/interop/internal/awf"
	"awfplugins.test/interop/internal/capture"
	"awfplugins.test/interop/internal/launch"
	"awfplugins.test/interop/internal/pluginv1"
)

type settings struct {
	launch      launch.Options
	operation   string
	inputs      map[string]any
	config      map[string]any
	timeout     time.Duration
	execTimeout time.Duration
	settle      time.Duration
	events      []string
	pause       time.Duration
	emitted     *emittedEvents
}

type report struct {
	Handshake  *launch.Handshake `json:"handshake"`
	Info       *info             `json:"info"`
	Operations []operation       `json:"operations"`
	Result     *result           `json:"result"`
	// What the plugin emitted in answer to -events, and by itself.
	Answers   []event        `json:"answers"`
	Emitted   []event        `json:"emitted"`
	Logs      []capture.Line `json:"logs"`
	Stdout    string         `json:"stdout"`
	Stderr    string         `json:"stderr"`
	RawStderr string         `json:"rawStderr"`
	launch.End
	Error string `json:"error,omitempty"`
}

type info struct {
	Name         string   `json:"name"`
	Version      string   `json:"version"`
	Description  string   `json:"description"`
	Capabilities []string `json:"capabilities"`
}

type operation struct {
	Name        string   `json:"name"`
	Description string   `json:"description"`
	Inputs      []input  `json:"inputs"`
	Outputs     []output `json:"outputs"`
}

type input struct {
	Name        string `json:"name"`
	Type        string `json:"type"`
	Required    bool   `json:"required"`
	Default     string `json:"default"`
	Description string `json:"description"`
	Validation  string `json:"validation"`
}

type output struct {
	Name        string `json:"name"`
	Type        string `json:"type"`
	Description string `json:"description"`
}

func describe(schema *pluginv1.OperationSchema) operation {
	o := operation{schema.GetName(), schema.GetDescription(), []input{}, []output{}}
	for _, in := range schema.GetInputs() {
		o.Inputs = append(o.Inputs, input{in.GetName(), in.GetType(), in.GetRequired(), in.GetDefault(), in.GetDescription(), in.GetValidation()})
	}
	for _, out := range schema.GetOutputs() {
		o.Outputs = append(o.Outputs, output{out.GetName(), out.GetType(), out.GetDescription()})
	}
	return o
}

type result struct {
	Success bool           `json:"success"`
	Output  string         `json:"output"`
	Data    map[string]any `json:"data"`
	Error   string         `json:"error,omitempty"`
	// Instead of all others, where the call ended with a gRPC status.
	Status *statusError `json:"status,omitempty"`
	Ms     int64        `json:"ms"`
}

type statusError struct {
	Code    string `json:"code"`
	Message string `json:"message"`
}

func main() {
	r := &report{Logs: []capture.Line{}}
	s, err := parse()
	if err == nil {
		err = r.fill(s)
	}
	if err != nil {
		r.Error = err.Error()
	}
	encoder := json.NewEncoder(os.Stdout)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	if encoder.Encode(r) != nil || err != nil {
		os.Exit(1)
	}
}

func parse() (*settings, error) {
	s := &settings{emitted: &emittedEvents{}}
	var inputs, config, events string
	flag.BoolVar(&s.launch.AutoMTLS, "automtls", true, "mutual TLS with certificates of the moment, as AWF does")
	flag.BoolVar(&s.launch.Mux, "mux", false, "all connections over one socket")
	flag.DurationVar(&s.launch.StartTimeout, "start-timeout", 0, "for the handshake; 0: go-plugin's default")
	flag.StringVar(&s.operation, "op", "", "operation to execute; none: only connect")
	flag.StringVar(&inputs, "inputs", "{}", "its inputs, a JSON object")
	flag.StringVar(&config, "config", "{}", "configuration for Init, a JSON object")
	flag.DurationVar(&s.timeout, "timeout", 5*time.Second, "for each call but Execute")
	flag.DurationVar(&s.execTimeout, "exec-timeout", 60*time.Second, "for Execute")
	flag.DurationVar(&s.settle, "settle", 100*time.Millisecond, "wait for printed text before the end")
	flag.StringVar(&events, "events", "", "types of events to have handled before the operation, with commas between them")
	flag.DurationVar(&s.pause, "pause", 0, "wait before the operation")
	flag.Parse()
	if events != "" {
		s.events = strings.Split(events, ",")
	}
	s.launch.Handshake = awf.Handshake
	s.launch.Versions = map[int]plugin.PluginSet{1: {awf.Key: &awf.Plugin{HostEvents: s.emitted}}}
	s.launch.Command = flag.Args()
	if err := json.Unmarshal([]byte(inputs), &s.inputs); err != nil {
		return nil, fmt.Errorf("-inputs: %w", err)
	}
	if err := json.Unmarshal([]byte(config), &s.config); err != nil {
		return nil, fmt.Errorf("-config: %w", err)
	}
	return s, nil
}

func (r *report) fill(s *settings) error {
	p, err := launch.New(s.launch)
	if err != nil {
		return err
	}
	defer func() {
		time.Sleep(s.settle)
		r.End = p.Finish(r.Handshake)
		r.Emitted = s.emitted.list()
		r.Logs, r.Stdout, r.Stderr, r.RawStderr = p.Log.Lines(), p.Stdout.String(), p.Stderr.String(), p.Raw.String()
	}()
	dispensed, handshake, err := p.Connect(awf.Key)
	r.Handshake = handshake
	if err != nil {
		return fmt.Errorf("connect: %w", err)
	}
	return r.call(dispensed.(*awf.Client), s)
}

// call goes through a plugin's life in AWF's order.
func (r *report) call(client *awf.Client, s *settings) error {
	within := func() (context.Context, context.CancelFunc) {
		return context.WithTimeout(context.Background(), s.timeout)
	}

	ctx, cancel := within()
	defer cancel()
	about, err := client.Lifecycle.GetInfo(ctx, &pluginv1.GetInfoRequest{})
	if err != nil {
		return fmt.Errorf("GetInfo: %w", err)
	}
	r.Info = &info{about.GetName(), about.GetVersion(), about.GetDescription(), about.GetCapabilities()}

	config, err := awf.Encode(s.config)
	if err != nil {
		return err
	}
	ctx, cancel = within()
	defer cancel()
	if _, err := client.Lifecycle.Init(ctx, &pluginv1.InitRequest{Config: config}); err != nil {
		return fmt.Errorf("Init: %w", err)
	}

	ctx, cancel = within()
	defer cancel()
	list, err := client.Operations.ListOperations(ctx, &pluginv1.ListOperationsRequest{})
	if err != nil {
		return fmt.Errorf("ListOperations: %w", err)
	}
	r.Operations = []operation{}
	for _, schema := range list.GetOperations() {
		r.Operations = append(r.Operations, describe(schema))
	}

	for _, eventType := range s.events {
		if err := r.handle(client, s, eventType); err != nil {
			return fmt.Errorf("HandleEvent: %w", err)
		}
	}
	time.Sleep(s.pause)

	if s.operation != "" {
		if r.Result, err = execute(client, s); err != nil {
			return err
		}
	}

	ctx, cancel = within()
	defer cancel()
	_, _ = client.Lifecycle.Shutdown(ctx, &pluginv1.ShutdownRequest{}) // AWF ignores its outcome
	return nil
}

func execute(client *awf.Client, s *settings) (*result, error) {
	inputs, err := awf.Encode(s.inputs)
	if err != nil {
		return nil, err
	}
	ctx, cancel := context.WithTimeout(context.Background(), s.execTimeout)
	defer cancel()
	begin := time.Now()
	answer, err := client.Operations.Execute(ctx, &pluginv1.ExecuteRequest{Operation: s.operation, Inputs: inputs})
	ms := time.Since(begin).Milliseconds()
	if err != nil {
		got := status.Convert(err)
		return &result{Status: &statusError{got.Code().String(), got.Message()}, Ms: ms}, nil
	}
	return &result{answer.GetSuccess(), answer.GetOutput(), awf.Decode(answer.GetData()), answer.GetError(), nil, ms}, nil
}

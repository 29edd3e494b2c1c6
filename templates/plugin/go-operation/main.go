// A plugin for AWF with an operation.
package main

import (
	"context"
	"errors"
	"fmt"

	"github.com/hashicorp/go-hclog"

	"plugin-name/internal/awf"
	"plugin-name/internal/pluginv1"
)

const capability = "operations"

var greet = &pluginv1.OperationSchema{
	Name:        "greet",
	Description: "Greets somebody",
	Inputs: []*pluginv1.InputSchema{
		{Name: "name", Type: "string", Required: true, Description: "Whom to greet"},
		{Name: "greeting", Type: "string", Default: "Hello", Description: "How to greet"},
	},
	Outputs: []*pluginv1.OutputSchema{{Name: "text", Type: "string", Description: "The greeting"}},
}

// operations answers calls of the operations.
type operations struct {
	pluginv1.UnimplementedOperationServiceServer
	logger hclog.Logger
}

func (operations) ListOperations(context.Context, *pluginv1.ListOperationsRequest) (*pluginv1.ListOperationsResponse, error) {
	return &pluginv1.ListOperationsResponse{Operations: []*pluginv1.OperationSchema{greet}}, nil
}

func (operations) GetOperation(_ context.Context, request *pluginv1.GetOperationRequest) (*pluginv1.GetOperationResponse, error) {
	if request.GetName() != greet.GetName() {
		return nil, fmt.Errorf("operation %q not found", request.GetName())
	}
	return &pluginv1.GetOperationResponse{Operation: greet}, nil
}

// Execute answers a failed operation with an error in the response. An error of gRPC would say that the plugin itself is broken.
func (o operations) Execute(_ context.Context, request *pluginv1.ExecuteRequest) (*pluginv1.ExecuteResponse, error) {
	if request.GetOperation() != greet.GetName() {
		return &pluginv1.ExecuteResponse{Error: fmt.Sprintf("unknown operation %q", request.GetOperation())}, nil
	}
	text, err := o.greet(awf.Decode(request.GetInputs()))
	if err != nil {
		return &pluginv1.ExecuteResponse{Error: err.Error()}, nil
	}
	data, err := awf.Encode(map[string]any{"text": text})
	if err != nil {
		return nil, err
	}
	return &pluginv1.ExecuteResponse{Success: true, Output: text, Data: data}, nil
}

func (o operations) greet(inputs map[string]any) (string, error) {
	name, _ := inputs["name"].(string)
	if name == "" {
		return "", errors.New(`input "name" is required`)
	}
	greeting, given := inputs["greeting"].(string)
	if !given {
		greeting = greet.GetInputs()[1].GetDefault()
	}
	o.logger.Info("greeted", "name", name)
	return fmt.Sprintf("%s, %s!", greeting, name), nil
}

func newPlugin() *awf.Plugin {
	return &awf.Plugin{Lifecycle: lifecycle{}, Operations: operations{logger: awf.Logger("plugin-name")}}
}

func main() {
	awf.Serve(newPlugin(), awf.Logger("plugin-name"))
}

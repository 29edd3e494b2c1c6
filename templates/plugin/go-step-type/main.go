// A plugin for AWF that adds a type of steps.
package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"

	"plugin-name/internal/awf"
	"plugin-name/internal/pluginv1"
)

const capability = "step_types"

var count = &pluginv1.StepTypeInfo{
	Name:        "count",
	Description: "Counts words",
}

// stepTypes executes steps.
type stepTypes struct {
	pluginv1.UnimplementedStepTypeServiceServer
}

// settings is what `config` of a step has.
type settings struct {
	Text    *string `json:"text"`
	AtLeast int     `json:"at_least"`
}

func (stepTypes) ListStepTypes(context.Context, *pluginv1.ListStepTypesRequest) (*pluginv1.ListStepTypesResponse, error) {
	return &pluginv1.ListStepTypesResponse{StepTypes: []*pluginv1.StepTypeInfo{count}}, nil
}

// ExecuteStep answers with an exit code. An error says that the step could not be executed at all.
func (stepTypes) ExecuteStep(_ context.Context, request *pluginv1.ExecuteStepRequest) (*pluginv1.ExecuteStepResponse, error) {
	if request.GetStepType() != count.GetName() {
		return nil, fmt.Errorf("execute step: unknown step type %q", request.GetStepType())
	}
	var config settings
	if err := json.Unmarshal(request.GetConfig(), &config); err != nil {
		return nil, fmt.Errorf("unmarshal config: %w", err)
	}
	if config.Text == nil {
		return nil, errors.New(`execute step: setting "text" is required`)
	}
	words := len(strings.Fields(*config.Text))
	data, err := json.Marshal(map[string]any{"words": words})
	if err != nil {
		return nil, err
	}
	answer := &pluginv1.ExecuteStepResponse{Output: fmt.Sprintf("%d words", words), Data: data}
	if words < config.AtLeast {
		answer.ExitCode = 1
	}
	return answer, nil
}

func newPlugin() *awf.Plugin {
	return &awf.Plugin{Lifecycle: lifecycle{}, StepTypes: stepTypes{}}
}

func main() {
	awf.Serve(newPlugin(), awf.Logger("plugin-name"))
}

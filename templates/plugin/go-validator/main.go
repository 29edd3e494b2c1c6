// A plugin for AWF that checks workflows.
package main

import (
	"context"
	"encoding/json"
	"fmt"

	"plugin-name/internal/awf"
	"plugin-name/internal/pluginv1"
)

const capability = "validators"

// workflow is as much of a workflow as the rule needs. Hosts send more.
type workflow struct {
	Steps map[string]struct {
		Type string `json:"type"`
		// Seconds. 0: there is no limit.
		Timeout int `json:"timeout"`
	} `json:"steps"`
}

// validator has the rules.
type validator struct {
	pluginv1.UnimplementedValidatorServiceServer
}

// ValidateWorkflow is called once for a workflow.
func (validator) ValidateWorkflow(context.Context, *pluginv1.ValidateWorkflowRequest) (*pluginv1.ValidateWorkflowResponse, error) {
	return &pluginv1.ValidateWorkflowResponse{}, nil
}

// ValidateStep is called for each step of a workflow.
func (validator) ValidateStep(_ context.Context, request *pluginv1.ValidateStepRequest) (*pluginv1.ValidateStepResponse, error) {
	var given workflow
	if err := json.Unmarshal(request.GetWorkflowJson(), &given); err != nil {
		return nil, fmt.Errorf("unmarshal workflow: %w", err)
	}
	step, found := given.Steps[request.GetStepName()]
	if !found || step.Type == "terminal" || step.Timeout > 0 {
		return &pluginv1.ValidateStepResponse{}, nil
	}
	return &pluginv1.ValidateStepResponse{Issues: []*pluginv1.ValidationIssue{{
		Severity: pluginv1.Severity_SEVERITY_WARNING,
		Message:  "it may take forever: set a timeout",
		Step:     request.GetStepName(),
		Field:    "timeout",
	}}}, nil
}

func newPlugin() *awf.Plugin {
	return &awf.Plugin{Lifecycle: lifecycle{}, Validator: validator{}}
}

func main() {
	awf.Serve(newPlugin(), awf.Logger("plugin-name"))
}

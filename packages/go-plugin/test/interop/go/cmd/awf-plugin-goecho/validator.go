package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"google.golang.org/grpc/status"

	"awfplugins.test/interop/internal/pluginv1"
)

// workflow has the fields, and the tags, of AWF's SDK.
type workflow struct {
	Name        string                    `json:"name"`
	Description string                    `json:"description,omitempty"`
	Initial     string                    `json:"initial"`
	Steps       map[string]stepDefinition `json:"steps"`
}

type stepDefinition struct {
	Type      string         `json:"type"`
	Command   string         `json:"command,omitempty"`
	Timeout   int            `json:"timeout,omitempty"`
	OnSuccess string         `json:"on_success,omitempty"`
	OnFailure string         `json:"on_failure,omitempty"`
	Config    map[string]any `json:"config,omitempty"`
}

// ValidateWorkflow does what the description of the workflow says, as the plugins of other languages do: find, throw, sleep or crash. And it
// tells what it sees of the steps where the description is tell.
func (s *echoService) ValidateWorkflow(ctx context.Context, request *pluginv1.ValidateWorkflowRequest) (*pluginv1.ValidateWorkflowResponse, error) {
	var seen workflow
	if err := json.Unmarshal(request.GetWorkflowJson(), &seen); err != nil {
		return nil, fmt.Errorf("unmarshal workflow: %w", err)
	}
	if err := obey(ctx, "validate workflow", seen.Description); err != nil {
		return nil, err
	}
	answer := &pluginv1.ValidateWorkflowResponse{}
	switch seen.Description {
	case "find":
		answer.Issues = []*pluginv1.ValidationIssue{
			{Message: "first"}, // without a severity, it is an error
			{Severity: pluginv1.Severity_SEVERITY_WARNING, Message: "second", Step: "a", Field: "timeout"},
			{Severity: pluginv1.Severity_SEVERITY_INFO, Message: "dritte ü"},
		}
	case "tell":
		text, err := json.Marshal(seen)
		if err != nil {
			return nil, err
		}
		answer.Issues = []*pluginv1.ValidationIssue{{Severity: pluginv1.Severity_SEVERITY_INFO, Message: string(text)}}
	case "flood":
		for number := range 100_000 {
			answer.Issues = append(answer.Issues, &pluginv1.ValidationIssue{
				Severity: pluginv1.Severity_SEVERITY_INFO, Message: fmt.Sprintf("issue %d", number)})
		}
	}
	return answer, nil
}

func (s *echoService) ValidateStep(ctx context.Context, request *pluginv1.ValidateStepRequest) (*pluginv1.ValidateStepResponse, error) {
	var seen workflow
	if err := json.Unmarshal(request.GetWorkflowJson(), &seen); err != nil {
		return nil, fmt.Errorf("unmarshal workflow: %w", err)
	}
	if err := obey(ctx, "validate step", seen.Description); err != nil {
		return nil, err
	}
	answer := &pluginv1.ValidateStepResponse{}
	if name := request.GetStepName(); seen.Description == "find" {
		answer.Issues = []*pluginv1.ValidationIssue{{Severity: pluginv1.Severity_SEVERITY_WARNING,
			Message: fmt.Sprintf("%s is a %s", name, seen.Steps[name].Type), Step: name, Field: "type"}}
	}
	return answer, nil
}

func obey(ctx context.Context, question, description string) error {
	switch description {
	case "throw":
		return fmt.Errorf("%s: %w", question, errors.New("cannot judge"))
	case "sleep":
		select {
		case <-time.After(time.Minute):
		case <-ctx.Done():
			return status.FromContextError(ctx.Err()).Err()
		}
	case "crash":
		_, _, _ = crash(call{})
	}
	return nil
}

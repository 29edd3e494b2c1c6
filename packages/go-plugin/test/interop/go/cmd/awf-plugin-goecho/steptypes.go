package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"
	"unicode/utf8"

	"google.golang.org/grpc/status"

	"awfplugins.test/interop/internal/pluginv1"
)

// step is one ExecuteStep.
type step struct {
	ctx     context.Context
	request *pluginv1.ExecuteStepRequest
	config  inputs
	inputs  map[string]any
}

type stepResult struct {
	output   string
	data     map[string]any
	exitCode int32
}

type stepType struct {
	info *pluginv1.StepTypeInfo
	run  func(step) (stepResult, error)
}

func describeType(name, description string, config ...*pluginv1.InputSchema) *pluginv1.StepTypeInfo {
	return &pluginv1.StepTypeInfo{Name: name, Description: description, Config: config}
}

// The types of steps are a contract with the plugins of other languages, as the first operations are.
var stepTypes = []stepType{
	{describeType("echo", "Gives its text back", required("text", "string", "What to say"),
		optional("prefix", "string", "", "Put in front of the text")), echoStep},
	{describeType("exit", "Ends with the given exit code", required("code", "integer", "")), exitStep},
	{describeType("throw", "Fails with the given message", required("message", "string", "")), throwStep},
	{describeType("sleep", "Waits before it answers", required("ms", "integer", "")), sleepStep},
	{describeType("crash", "Ends the plugin's process with exit code 3, in the middle of the step"), crashStep},
	{describeType("types", "Gives everything back as it was decoded"), typesStep},
}

func (s *echoService) ListStepTypes(context.Context, *pluginv1.ListStepTypesRequest) (*pluginv1.ListStepTypesResponse, error) {
	answer := &pluginv1.ListStepTypesResponse{}
	for _, candidate := range stepTypes {
		answer.StepTypes = append(answer.StepTypes, candidate.info)
	}
	return answer, nil
}

// ExecuteStep answers a failing step with a status, as AWF's SDK does.
func (s *echoService) ExecuteStep(ctx context.Context, request *pluginv1.ExecuteStepRequest) (*pluginv1.ExecuteStepResponse, error) {
	for _, candidate := range stepTypes {
		if candidate.info.GetName() == request.GetStepType() {
			return execute(candidate, ctx, request)
		}
	}
	return nil, fmt.Errorf("execute step: unknown step type %q", request.GetStepType())
}

func execute(found stepType, ctx context.Context, request *pluginv1.ExecuteStepRequest) (*pluginv1.ExecuteStepResponse, error) {
	given := step{ctx: ctx, request: request}
	if err := json.Unmarshal(request.GetConfig(), &given.config); err != nil {
		return nil, fmt.Errorf("unmarshal config: %w", err)
	}
	if err := json.Unmarshal(request.GetInputs(), &given.inputs); err != nil {
		return nil, fmt.Errorf("unmarshal inputs: %w", err)
	}
	result, err := found.run(given)
	if errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded) {
		return nil, status.FromContextError(err).Err()
	}
	if err != nil {
		return nil, fmt.Errorf("execute step: %w", err)
	}
	answer := &pluginv1.ExecuteStepResponse{Output: result.output, ExitCode: result.exitCode}
	if result.data != nil {
		if answer.Data, err = json.Marshal(result.data); err != nil {
			return nil, fmt.Errorf("marshal result data: %w", err)
		}
	}
	return answer, nil
}

func echoStep(s step) (stepResult, error) {
	text, err := s.config.text("text")
	prefix, err2 := s.config.textOr("prefix", "")
	if err := errors.Join(err, err2); err != nil {
		return stepResult{}, err
	}
	text = prefix + text
	return stepResult{output: text, data: map[string]any{"text": text, "length": utf8.RuneCountInString(text)}}, nil
}

func exitStep(s step) (stepResult, error) {
	code, given := s.config["code"].(float64)
	if !given {
		return stepResult{}, errors.New(`setting "code" is required`)
	}
	return stepResult{output: fmt.Sprintf("exit %d", int32(code)), exitCode: int32(code)}, nil
}

func throwStep(s step) (stepResult, error) {
	message, err := s.config.text("message")
	if err == nil {
		err = errors.New(message)
	}
	return stepResult{}, err
}

func sleepStep(s step) (stepResult, error) {
	ms, err := s.config.integer("ms")
	if err != nil {
		return stepResult{}, err
	}
	timer := time.NewTimer(time.Duration(ms) * time.Millisecond)
	defer timer.Stop()
	select {
	case <-timer.C:
		return stepResult{output: fmt.Sprintf("slept %d ms", ms)}, nil
	case <-s.ctx.Done():
		return stepResult{}, s.ctx.Err()
	}
}

func crashStep(step) (stepResult, error) {
	_, _, err := crash(call{})
	return stepResult{}, err
}

func typesStep(s step) (stepResult, error) {
	data := map[string]any{"config": s.config, "inputs": s.inputs, "step": s.request.GetStepName(), "type": s.request.GetStepType()}
	return stepResult{data: data}, nil
}

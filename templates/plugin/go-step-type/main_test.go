package main

import (
	"context"
	"testing"

	"plugin-name/internal/pluginv1"
)

func execute(t *testing.T, config string) (*pluginv1.ExecuteStepResponse, error) {
	t.Helper()
	client := pluginv1.NewStepTypeServiceClient(connect(t))
	request := &pluginv1.ExecuteStepRequest{StepType: "count", StepName: "a", Config: []byte(config), Inputs: []byte("{}")}
	return client.ExecuteStep(context.Background(), request)
}

func TestCountsWords(t *testing.T) {
	answer, err := execute(t, `{"text": " one  two "}`)
	if err != nil {
		t.Fatal(err)
	}
	if answer.GetOutput() != "2 words" || string(answer.GetData()) != `{"words":2}` || answer.GetExitCode() != 0 {
		t.Errorf("answered %v", answer)
	}
}

func TestFailsWithFewerWordsThanWanted(t *testing.T) {
	answer, err := execute(t, `{"text": "one", "at_least": 2}`)
	if err != nil || answer.GetExitCode() != 1 {
		t.Errorf("answered %v, %v", answer, err)
	}
}

func TestNeedsAText(t *testing.T) {
	if answer, err := execute(t, `{}`); err == nil {
		t.Errorf("answered %v", answer)
	}
}

package main

import (
	"context"
	"testing"

	"plugin-name/internal/pluginv1"
)

func execute(t *testing.T, operation string, inputs map[string][]byte) *pluginv1.ExecuteResponse {
	t.Helper()
	client := pluginv1.NewOperationServiceClient(connect(t))
	answer, err := client.Execute(context.Background(), &pluginv1.ExecuteRequest{Operation: operation, Inputs: inputs})
	if err != nil {
		t.Fatal(err)
	}
	return answer
}

func TestGreetGreetsSomebody(t *testing.T) {
	answer := execute(t, "greet", map[string][]byte{"name": []byte(`"Ada"`)})
	if !answer.GetSuccess() || answer.GetOutput() != "Hello, Ada!" || string(answer.GetData()["text"]) != `"Hello, Ada!"` {
		t.Errorf("answered %v", answer)
	}
}

func TestGreetFailsWithoutAName(t *testing.T) {
	answer := execute(t, "greet", nil)
	if answer.GetSuccess() || answer.GetError() != `input "name" is required` {
		t.Errorf("answered %v", answer)
	}
}

func TestUnknownOperationFails(t *testing.T) {
	if answer := execute(t, "unknown", nil); answer.GetSuccess() {
		t.Errorf("answered %v", answer)
	}
}

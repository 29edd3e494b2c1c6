package main

import (
	"context"
	"testing"

	"plugin-name/internal/pluginv1"
)

func issues(t *testing.T, workflow string) []*pluginv1.ValidationIssue {
	t.Helper()
	client := pluginv1.NewValidatorServiceClient(connect(t))
	request := &pluginv1.ValidateStepRequest{WorkflowJson: []byte(workflow), StepName: "a"}
	answer, err := client.ValidateStep(context.Background(), request)
	if err != nil {
		t.Fatal(err)
	}
	return answer.GetIssues()
}

func TestWarnsOfAStepWithoutATimeout(t *testing.T) {
	found := issues(t, `{"steps": {"a": {"type": "command"}}}`)
	if len(found) != 1 || found[0].GetField() != "timeout" || found[0].GetSeverity() != pluginv1.Severity_SEVERITY_WARNING {
		t.Errorf("found %v", found)
	}
}

func TestSaysNothingAboutOtherSteps(t *testing.T) {
	for _, step := range []string{`{"type": "command", "timeout": 5}`, `{"type": "terminal"}`} {
		if found := issues(t, `{"steps": {"a": `+step+`}}`); len(found) != 0 {
			t.Errorf("%s: found %v", step, found)
		}
	}
}

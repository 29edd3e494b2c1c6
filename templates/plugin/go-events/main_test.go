package main

import (
	"context"
	"testing"

	"plugin-name/internal/pluginv1"
)

func TestCountsTheWorkflowsThatEnd(t *testing.T) {
	client := pluginv1.NewEventServiceClient(connect(t))
	for _, want := range []string{"1", "2"} {
		answer, err := client.HandleEvent(context.Background(), &pluginv1.HandleEventRequest{Type: "workflow.completed"})
		if err != nil {
			t.Fatal(err)
		}
		emitted := answer.GetEmittedEvents()
		if len(emitted) != 1 || emitted[0].GetType() != "plugin-name.counted" || emitted[0].GetMetadata()["ended"] != want {
			t.Errorf("emitted %v", emitted)
		}
	}
}

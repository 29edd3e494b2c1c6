package main

import (
	"context"
	"sync"
	"time"

	"awfplugins.test/interop/internal/awf"
	"awfplugins.test/interop/internal/pluginv1"
)

type event struct {
	Type     string            `json:"type"`
	Source   string            `json:"source"`
	Metadata map[string]string `json:"metadata"`
	Payload  string            `json:"payload"`
	Depth    int32             `json:"depth"`
}

// emittedEvents takes what the plugin emits by itself, whatever it is.
type emittedEvents struct {
	pluginv1.UnimplementedHostEventServiceServer
	mutex  sync.Mutex
	events []event
}

func (e *emittedEvents) Emit(_ context.Context, r *pluginv1.EmitRequest) (*pluginv1.EmitResponse, error) {
	if r.GetEventType() == "denied" {
		return &pluginv1.EmitResponse{ErrorMessage: `plugin "p" not authorized to emit event type "denied"`}, nil
	}
	e.mutex.Lock()
	defer e.mutex.Unlock()
	e.events = append(e.events, event{r.GetEventType(), r.GetSourcePlugin(), r.GetMetadata(), string(r.GetPayload()), r.GetPropagationDepth()})
	return &pluginv1.EmitResponse{Success: true, EventId: "id-1"}, nil
}

func (e *emittedEvents) list() []event {
	e.mutex.Lock()
	defer e.mutex.Unlock()
	return append([]event{}, e.events...)
}

func (r *report) handle(client *awf.Client, s *settings, eventType string) error {
	ctx, cancel := context.WithTimeout(context.Background(), s.timeout)
	defer cancel()
	answer, err := client.Events.HandleEvent(ctx, &pluginv1.HandleEventRequest{
		Id:                 "event-1",
		Type:               eventType,
		TimestampUnixNanos: time.Now().UnixNano(),
		Source:             "core",
		Metadata:           map[string]string{"workflow_id": "run-1"},
	})
	if err != nil {
		return err
	}
	for _, e := range answer.GetEmittedEvents() {
		r.Answers = append(r.Answers, event{e.GetType(), e.GetSource(), e.GetMetadata(), string(e.GetPayload()), e.GetPropagationDepth()})
	}
	return nil
}

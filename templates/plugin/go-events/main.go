// A plugin for AWF that listens to events.
package main

import (
	"context"
	"strconv"
	"sync/atomic"

	"github.com/hashicorp/go-hclog"

	"plugin-name/internal/awf"
	"plugin-name/internal/pluginv1"
)

const capability = "events"

// events gets the events that plugin.yaml subscribes to.
type events struct {
	pluginv1.UnimplementedEventServiceServer
	logger hclog.Logger
	ended  atomic.Int64
}

// HandleEvent gets one event after the other. The events in its answer are emitted.
func (e *events) HandleEvent(_ context.Context, event *pluginv1.HandleEventRequest) (*pluginv1.HandleEventResponse, error) {
	ended := e.ended.Add(1)
	e.logger.Info("a workflow has ended", "event", event.GetType(), "workflow", event.GetMetadata()["workflow_name"])
	return &pluginv1.HandleEventResponse{EmittedEvents: []*pluginv1.HandleEventRequest{{
		Type:     "plugin-name.counted",
		Metadata: map[string]string{"ended": strconv.FormatInt(ended, 10)},
	}}}, nil
}

func newPlugin() *awf.Plugin {
	return &awf.Plugin{Lifecycle: lifecycle{}, Events: &events{logger: awf.Logger("plugin-name")}}
}

func main() {
	awf.Serve(newPlugin(), awf.Logger("plugin-name"))
}

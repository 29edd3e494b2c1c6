"""A plugin for AWF that listens to events."""

import threading

from go_plugin_server import log
from lifecycle import Lifecycle
from plugin.v1 import events_pb2, events_pb2_grpc, plugin_pb2_grpc


class Events(events_pb2_grpc.EventServiceServicer):
    """Gets the events that plugin.yaml subscribes to."""

    def __init__(self):
        self.ended = 0
        self.lock = threading.Lock()

    def HandleEvent(self, request, context):
        """Gets one event after the other. The events in the answer are emitted."""
        with self.lock:
            self.ended += 1
            ended = str(self.ended)
        log("info", "a workflow has ended", event=request.type, workflow=request.metadata.get("workflow_name", ""))
        counted = events_pb2.HandleEventRequest(type="plugin-name.counted", metadata={"ended": ended})
        return events_pb2.HandleEventResponse(emitted_events=[counted])


def register_services(server):
    plugin_pb2_grpc.add_PluginServiceServicer_to_server(Lifecycle("events"), server)
    events_pb2_grpc.add_EventServiceServicer_to_server(Events(), server)

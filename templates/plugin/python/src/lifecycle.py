"""Answers for the plugin as a whole."""

import json

from go_plugin_server import log
from plugin.v1 import plugin_pb2, plugin_pb2_grpc


class Lifecycle(plugin_pb2_grpc.PluginServiceServicer):
    """Starts and ends the plugin."""

    def __init__(self, capability):
        self.capability = capability

    def GetInfo(self, request, context):
        """The same as in plugin.yaml."""
        return plugin_pb2.GetInfoResponse(name="plugin-name", version="0.1.0", capabilities=[self.capability])

    def Init(self, request, context):
        config = decode(request.config)
        log("debug", "initialized", settings=sorted(config))
        return plugin_pb2.InitResponse()

    def Shutdown(self, request, context):
        return plugin_pb2.ShutdownResponse()


def decode(values):
    """Each value is JSON. Bytes that are not JSON become a text, as in AWF."""
    return {name: decoded(value) for name, value in values.items()}


def decoded(value):
    try:
        return json.loads(value)
    except ValueError:
        return value.decode(errors="replace")


def encode(values):
    return {name: json.dumps(value).encode() for name, value in values.items()}

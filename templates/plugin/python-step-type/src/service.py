"""A plugin for AWF that adds a type of steps."""

import json

from lifecycle import Lifecycle
from plugin.v1 import plugin_pb2, plugin_pb2_grpc

COUNT = plugin_pb2.StepTypeInfo(name="count", description="Counts words")


def count(config):
    if "text" not in config:
        raise ValueError('execute step: setting "text" is required')
    words = len(config["text"].split())
    return plugin_pb2.ExecuteStepResponse(
        output=f"{words} words",
        data=json.dumps({"words": words}).encode(),
        exit_code=1 if words < config.get("at_least", 0) else 0,
    )


class StepTypes(plugin_pb2_grpc.StepTypeServiceServicer):
    """Executes steps."""

    def ListStepTypes(self, request, context):
        return plugin_pb2.ListStepTypesResponse(step_types=[COUNT])

    def ExecuteStep(self, request, context):
        """Answers with an exit code. An exception says that the step could not be executed at all."""
        if request.step_type != COUNT.name:
            raise ValueError(f'execute step: unknown step type "{request.step_type}"')
        return count(json.loads(request.config))


def register_services(server):
    plugin_pb2_grpc.add_PluginServiceServicer_to_server(Lifecycle("step_types"), server)
    plugin_pb2_grpc.add_StepTypeServiceServicer_to_server(StepTypes(), server)

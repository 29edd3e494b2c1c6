"""A plugin for AWF that checks workflows."""

import json

from lifecycle import Lifecycle
from plugin.v1 import plugin_pb2, plugin_pb2_grpc


class Validator(plugin_pb2_grpc.ValidatorServiceServicer):
    """The rules."""

    def ValidateWorkflow(self, request, context):
        """Called once for a workflow."""
        return plugin_pb2.ValidateWorkflowResponse()

    def ValidateStep(self, request, context):
        """Called for each step of a workflow."""
        workflow = json.loads(request.workflow_json)
        step = workflow.get("steps", {}).get(request.step_name)
        if step is None or step.get("type") == "terminal" or step.get("timeout", 0) > 0:
            return plugin_pb2.ValidateStepResponse()
        issue = plugin_pb2.ValidationIssue(
            severity=plugin_pb2.SEVERITY_WARNING,
            message="it may take forever: set a timeout",
            step=request.step_name,
            field="timeout",
        )
        return plugin_pb2.ValidateStepResponse(issues=[issue])


def register_services(server):
    plugin_pb2_grpc.add_PluginServiceServicer_to_server(Lifecycle("validators"), server)
    plugin_pb2_grpc.add_ValidatorServiceServicer_to_server(Validator(), server)

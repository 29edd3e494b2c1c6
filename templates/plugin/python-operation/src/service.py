"""A plugin for AWF with an operation."""

import traceback

from go_plugin_server import log
from lifecycle import Lifecycle, decode, encode
from plugin.v1 import plugin_pb2, plugin_pb2_grpc

GREET = plugin_pb2.OperationSchema(
    name="greet",
    description="Greets somebody",
    inputs=[
        plugin_pb2.InputSchema(name="name", type="string", required=True, description="Whom to greet"),
        plugin_pb2.InputSchema(name="greeting", type="string", default="Hello", description="How to greet"),
    ],
    outputs=[plugin_pb2.OutputSchema(name="text", type="string", description="The greeting")],
)


def greet(inputs):
    if "name" not in inputs:
        raise ValueError('input "name" is required')
    log("info", "greeted", name=inputs["name"])
    return f"{inputs.get('greeting', 'Hello')}, {inputs['name']}!"


class Operations(plugin_pb2_grpc.OperationServiceServicer):
    """Answers calls of the operations."""

    def ListOperations(self, request, context):
        return plugin_pb2.ListOperationsResponse(operations=[GREET])

    def GetOperation(self, request, context):
        if request.name != GREET.name:
            raise ValueError(f'operation "{request.name}" not found')
        return plugin_pb2.GetOperationResponse(operation=GREET)

    def Execute(self, request, context):
        """A failed operation is a normal answer. An error of gRPC would say that the plugin itself is broken."""
        if request.operation != GREET.name:
            return plugin_pb2.ExecuteResponse(success=False, error=f'unknown operation "{request.operation}"')
        try:
            text = greet(decode(request.inputs))
        except Exception as error:
            log("error", "operation failed", operation=request.operation, stack=traceback.format_exc())
            return plugin_pb2.ExecuteResponse(success=False, error=str(error))
        return plugin_pb2.ExecuteResponse(success=True, output=text, data=encode({"text": text}))


def register_services(server):
    plugin_pb2_grpc.add_PluginServiceServicer_to_server(Lifecycle("operations"), server)
    plugin_pb2_grpc.add_OperationServiceServicer_to_server(Operations(), server)

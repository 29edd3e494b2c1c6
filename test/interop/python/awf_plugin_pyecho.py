"""A plugin of AWF in Python."""

import json
import traceback

import grpc
from go_plugin_server import log, serve
from plugin.v1 import plugin_pb2, plugin_pb2_grpc


class Plugin(plugin_pb2_grpc.PluginServiceServicer):
    def GetInfo(self, request, context):
        return plugin_pb2.GetInfoResponse(name="pyecho", version="1.0.0", capabilities=["operations"])

    def Init(self, request, context):
        config = {name: json.loads(value) for name, value in request.config.items()}
        log("debug", "initialized", names=sorted(config))
        return plugin_pb2.InitResponse()

    def Shutdown(self, request, context):
        log("debug", "shutting down")
        return plugin_pb2.ShutdownResponse()


def echo(inputs):
    text = inputs.get("prefix", "") + inputs["text"]
    log("info", "echoing", length=len(text))
    print(f"about to say {text}")
    return {"output": text, "text": text}


ECHO = plugin_pb2.OperationSchema(
    name="echo",
    description="Gives its text back",
    inputs=[
        plugin_pb2.InputSchema(name="text", type="string", required=True, description="What to say"),
        plugin_pb2.InputSchema(name="prefix", type="string", description="Put in front of the text"),
    ],
    outputs=[plugin_pb2.OutputSchema(name="text", type="string", description="Prefix and text")],
)


class Operations(plugin_pb2_grpc.OperationServiceServicer):
    def ListOperations(self, request, context):
        return plugin_pb2.ListOperationsResponse(operations=[ECHO])

    def GetOperation(self, request, context):
        if request.name != ECHO.name:
            context.abort(grpc.StatusCode.NOT_FOUND, f'operation "{request.name}" not found')
        return plugin_pb2.GetOperationResponse(operation=ECHO)

    def Execute(self, request, context):
        if request.operation != ECHO.name:
            return plugin_pb2.ExecuteResponse(success=False, error=f'unknown operation "{request.operation}"')
        try:
            data = echo({name: json.loads(value) for name, value in request.inputs.items()})
        except Exception as error:
            log("error", "operation failed", operation=request.operation, stack=traceback.format_exc())
            return plugin_pb2.ExecuteResponse(success=False, error=str(error))
        output = data.pop("output", "")
        encoded = {name: json.dumps(value).encode() for name, value in data.items()}
        return plugin_pb2.ExecuteResponse(success=True, output=output, data=encoded)


def register_services(server):
    plugin_pb2_grpc.add_PluginServiceServicer_to_server(Plugin(), server)
    plugin_pb2_grpc.add_OperationServiceServicer_to_server(Operations(), server)


serve(register_services, cookie=("AWF_PLUGIN", "awf-plugin-v1"))

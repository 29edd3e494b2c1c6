"""A host of AWF in Python, for one call: awf_host.py OPERATION INPUTS COMMAND ARG... prints one JSON object."""

import base64
import json
import os
import ssl
import subprocess
import sys

import grpc
from certificates import create_certificate
from go_plugin import controller_pb2, controller_pb2_grpc, health_pb2, health_pb2_grpc
from plugin.v1 import plugin_pb2, plugin_pb2_grpc

LIMIT = 20


def start(command, certificate):
    environment = {
        **os.environ,
        "AWF_PLUGIN": "awf-plugin-v1",
        "PLUGIN_PROTOCOL_VERSIONS": "1",
        "PLUGIN_CLIENT_CERT": certificate.decode(),
    }
    process = subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True)
    return process, process.stdout.readline().rstrip("\n").split("|")


def connect(handshake, key, certificate):
    """The plugin's certificate is all that is trusted, and `localhost` the name it must have."""
    encoded = handshake[5]
    der = base64.b64decode(encoded + "=" * (-len(encoded) % 4), validate=True)
    credentials = grpc.ssl_channel_credentials(
        root_certificates=ssl.DER_cert_to_PEM_cert(der).encode(), private_key=key, certificate_chain=certificate
    )
    options = [("grpc.ssl_target_name_override", "localhost")]
    return grpc.secure_channel(f"unix:{handshake[3]}", credentials, options)


def use(channel, operation, inputs):
    plugin = plugin_pb2_grpc.PluginServiceStub(channel)
    operations = plugin_pb2_grpc.OperationServiceStub(channel)
    health = health_pb2_grpc.HealthStub(channel).Check(health_pb2.HealthCheckRequest(service="plugin"), timeout=LIMIT)
    info = plugin.GetInfo(plugin_pb2.GetInfoRequest(), timeout=LIMIT)
    plugin.Init(plugin_pb2.InitRequest(), timeout=LIMIT)
    schemas = operations.ListOperations(plugin_pb2.ListOperationsRequest(), timeout=LIMIT).operations
    encoded = {name: json.dumps(value).encode() for name, value in inputs.items()}
    request = plugin_pb2.ExecuteRequest(operation=operation, inputs=encoded)
    result = operations.Execute(request, timeout=LIMIT)
    plugin.Shutdown(plugin_pb2.ShutdownRequest(), timeout=LIMIT)
    return {
        "healthy": health.status == health_pb2.HealthCheckResponse.SERVING,
        "name": info.name,
        "operations": [schema.name for schema in schemas],
        "success": result.success,
        "output": result.output,
        "data": {name: json.loads(value) for name, value in result.data.items()},
        "error": result.error,
    }


def main():
    operation, inputs, *command = sys.argv[1:]
    key, certificate, _ = create_certificate()
    process, handshake = start(command, certificate)
    try:
        with connect(handshake, key, certificate) as channel:
            report = use(channel, operation, json.loads(inputs))
            controller_pb2_grpc.GRPCControllerStub(channel).Shutdown(controller_pb2.Empty(), timeout=LIMIT)
        report["exitCode"] = process.wait(LIMIT)
    finally:
        process.kill()
    report["protocol"] = handshake[4]
    print(json.dumps(report))


main()

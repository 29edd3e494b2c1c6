"""gRPC's interop service on grpcio: plain, over mutual TLS, and with gzip.

The first line of stdin is JSON with `certificate`, `key` and `clientCertificate` in PEM. The answer is a line of JSON with the
ports on loopback: `plain`, `tls`, `gzip`. The program ends when stdin does.
"""

import json
import sys
import time
from concurrent.futures import ThreadPoolExecutor

import grpc
import grpc_testing_pb2 as messages
import grpc_testing_pb2_grpc as services

INITIAL_KEY = "x-grpc-test-echo-initial"
TRAILING_KEY = "x-grpc-test-echo-trailing-bin"
CODES = {code.value[0]: code for code in grpc.StatusCode}


def echo_metadata(context):
    received = context.invocation_metadata()
    context.send_initial_metadata([entry for entry in received if entry.key == INITIAL_KEY])
    context.set_trailing_metadata([entry for entry in received if entry.key == TRAILING_KEY])


def fail_if_wanted(wish, context):
    if wish.code != 0:
        context.abort(CODES[wish.code], wish.message)


def zeros(size):
    return messages.Payload(body=bytes(size))


def answers(parameters):
    for wish in parameters:
        time.sleep(wish.interval_us / 1_000_000)
        yield messages.StreamingOutputCallResponse(payload=zeros(wish.size))


class TestService(services.TestServiceServicer):
    def EmptyCall(self, request, context):
        return messages.Empty()

    def UnaryCall(self, request, context):
        echo_metadata(context)
        fail_if_wanted(request.response_status, context)
        return messages.SimpleResponse(payload=zeros(request.response_size))

    def StreamingOutputCall(self, request, context):
        yield from answers(request.response_parameters)

    def StreamingInputCall(self, requests, context):
        size = sum(len(request.payload.body) for request in requests)
        return messages.StreamingInputCallResponse(aggregated_payload_size=size)

    def FullDuplexCall(self, requests, context):
        echo_metadata(context)
        for request in requests:
            fail_if_wanted(request.response_status, context)
            yield from answers(request.response_parameters)

    def UnimplementedCall(self, request, context):
        # The generated base class also logs a stack.
        context.abort(grpc.StatusCode.UNIMPLEMENTED, "not implemented")


def serve(credentials=None, **options):
    """Starts a server on a free port; returns both."""
    server = grpc.server(ThreadPoolExecutor(8), **options)
    services.add_TestServiceServicer_to_server(TestService(), server)
    address = "127.0.0.1:0"
    port = server.add_secure_port(address, credentials) if credentials else server.add_insecure_port(address)
    server.start()
    return server, port


def mutual_tls(certificate, key, clientCertificate):
    own = [(key.encode(), certificate.encode())]
    return grpc.ssl_server_credentials(
        own, root_certificates=clientCertificate.encode(), require_client_auth=True
    )


def main():
    served = {
        "plain": serve(),
        "tls": serve(mutual_tls(**json.loads(sys.stdin.readline()))),
        "gzip": serve(compression=grpc.Compression.Gzip),
    }
    print(json.dumps({mode: port for mode, (_, port) in served.items()}), flush=True)
    sys.stdin.read()
    for stopped in [server.stop(grace=None) for server, _ in served.values()]:
        stopped.wait()


main()

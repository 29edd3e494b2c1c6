"""gRPC's interop cases with grpcio's client. It runs one case for each line of stdin, and ends when stdin does.

A line is JSON: `case` is the name of the case, `target` the server's in gRPC's syntax. `tls` has `certificate`, `key` and
`serverCertificate` in PEM, without it the connection is plain. With `gzip`, requests are compressed. The answer is a line of
JSON: `problem` is the stack of the failure, or null.
"""

import json
import queue
import sys
import traceback

import grpc
import grpc_testing_pb2 as messages
import grpc_testing_pb2_grpc as services

REQUEST_SIZES = [27182, 8, 1828, 45904]
RESPONSE_SIZES = [31415, 9, 2653, 58979]
SPECIAL_MESSAGE = "\t\ntest with whitespace\r\nand Unicode BMP ☺ and non-BMP 😈\t\n"
INITIAL = ("x-grpc-test-echo-initial", "test_initial_metadata_value")
TRAILING = ("x-grpc-test-echo-trailing-bin", bytes.fromhex("ababab"))


class Requests:
    """A stream of requests that stays open until close()."""

    def __init__(self, *requests):
        self.queue = queue.SimpleQueue()
        for request in requests:
            self.queue.put(request)

    def __iter__(self):
        return self

    def __next__(self):
        request = self.queue.get()
        if request is None:
            raise StopIteration
        return request

    def send(self, request):
        self.queue.put(request)

    def close(self):
        self.queue.put(None)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()


def expect(actual, expected):
    if actual != expected:
        raise AssertionError(f"{actual!r} instead of {expected!r}")


def failure_of(call):
    try:
        result = call()
    except grpc.RpcError as error:
        return error
    raise AssertionError(f"the call succeeded with {result!r:.100}")


def zeros(size):
    return messages.Payload(body=bytes(size))


def large_request():
    return messages.SimpleRequest(response_size=314159, payload=zeros(271828))


def output_request(response_sizes, request_size=0, interval_us=0):
    wishes = [messages.ResponseParameters(size=size, interval_us=interval_us) for size in response_sizes]
    return messages.StreamingOutputCallRequest(response_parameters=wishes, payload=zeros(request_size))


def empty_unary(test, _):
    expect(test.EmptyCall(messages.Empty()), messages.Empty())


def large_unary(test, _):
    expect(len(test.UnaryCall(large_request()).payload.body), 314159)


def client_streaming(test, _):
    requests = [messages.StreamingInputCallRequest(payload=zeros(size)) for size in REQUEST_SIZES]
    expect(test.StreamingInputCall(iter(requests)).aggregated_payload_size, sum(REQUEST_SIZES))


def server_streaming(test, _):
    responses = test.StreamingOutputCall(output_request(RESPONSE_SIZES))
    expect([len(response.payload.body) for response in responses], RESPONSE_SIZES)


def ping_pong(test, _):
    with Requests() as requests:
        responses = test.FullDuplexCall(requests)
        for request_size, response_size in zip(REQUEST_SIZES, RESPONSE_SIZES):
            requests.send(output_request([response_size], request_size))
            expect(len(next(responses).payload.body), response_size)
        requests.close()
        expect(list(responses), [])


def empty_stream(test, _):
    expect(list(test.FullDuplexCall(iter(()))), [])


def custom_metadata(test, _):
    metadata = [INITIAL, TRAILING]
    _, unary = test.UnaryCall.with_call(large_request(), metadata=metadata)
    stream = test.FullDuplexCall(iter([output_request([314159], 271828)]), metadata=metadata)
    expect(len(list(stream)), 1)
    for call in (unary, stream):
        expect([entry for entry in call.initial_metadata() if entry.key == INITIAL[0]], [INITIAL])
        expect([entry for entry in call.trailing_metadata() if entry.key == TRAILING[0]], [TRAILING])


def expect_status(error, code, details):
    expect((error.code(), error.details()), (code, details))


def status_code_and_message(test, _):
    wish = messages.EchoStatus(code=2, message="test status message")
    unary = messages.SimpleRequest(response_status=wish)
    stream = messages.StreamingOutputCallRequest(response_status=wish)
    for call in (lambda: test.UnaryCall(unary), lambda: list(test.FullDuplexCall(iter([stream])))):
        expect_status(failure_of(call), grpc.StatusCode.UNKNOWN, wish.message)


def special_status_message(test, _):
    request = messages.SimpleRequest(response_status=messages.EchoStatus(code=2, message=SPECIAL_MESSAGE))
    expect_status(failure_of(lambda: test.UnaryCall(request)), grpc.StatusCode.UNKNOWN, SPECIAL_MESSAGE)


def unimplemented_method(test, _):
    expect(failure_of(lambda: test.UnimplementedCall(messages.Empty())).code(), grpc.StatusCode.UNIMPLEMENTED)


def unimplemented_service(_, unimplemented):
    error = failure_of(lambda: unimplemented.UnimplementedCall(messages.Empty()))
    expect(error.code(), grpc.StatusCode.UNIMPLEMENTED)


def cancel_after_begin(test, _):
    with Requests() as requests:
        call = test.StreamingInputCall.future(requests)
        call.cancel()
        expect(call.code(), grpc.StatusCode.CANCELLED)


def cancel_after_first_response(test, _):
    with Requests(output_request([31415], 27182)) as requests:
        responses = test.FullDuplexCall(requests)
        expect(len(next(responses).payload.body), 31415)
        responses.cancel()
        expect(failure_of(lambda: next(responses)).code(), grpc.StatusCode.CANCELLED)


def timeout_on_sleeping_server(test, _):
    with Requests(output_request([31415], 27182, interval_us=500_000)) as requests:
        error = failure_of(lambda: list(test.FullDuplexCall(requests, timeout=0.001)))
        expect(error.code(), grpc.StatusCode.DEADLINE_EXCEEDED)


CASES = {
    case.__name__: case
    for case in (
        empty_unary,
        large_unary,
        client_streaming,
        server_streaming,
        ping_pong,
        empty_stream,
        custom_metadata,
        status_code_and_message,
        special_status_message,
        unimplemented_method,
        unimplemented_service,
        cancel_after_begin,
        cancel_after_first_response,
        timeout_on_sleeping_server,
    )
}


def connect(target, tls, gzip):
    compression = grpc.Compression.Gzip if gzip else None
    if tls is None:
        return grpc.insecure_channel(target, compression=compression)
    credentials = grpc.ssl_channel_credentials(
        root_certificates=tls["serverCertificate"].encode(),
        private_key=tls["key"].encode(),
        certificate_chain=tls["certificate"].encode(),
    )
    options = [("grpc.ssl_target_name_override", "localhost")]
    return grpc.secure_channel(target, credentials, options, compression)


def problem_of(channel, name):
    try:
        CASES[name](services.TestServiceStub(channel), services.UnimplementedServiceStub(channel))
    except Exception:
        return traceback.format_exc()
    return None


def main():
    channels = {}
    for line in sys.stdin:
        question = json.loads(line)
        target, tls, gzip = question["target"], question.get("tls"), question.get("gzip", False)
        if (target, gzip) not in channels:
            channels[target, gzip] = connect(target, tls, gzip)
        print(json.dumps({"problem": problem_of(channels[target, gzip], question["case"])}), flush=True)
    for channel in channels.values():
        channel.close()


main()

"""The plugin side of go-plugin's protocol with grpcio: what its Go library does in plugin.Serve."""

import base64
import json
import os
import queue
import shutil
import signal
import sys
import tempfile
import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timezone

import grpc
from go_plugin import controller_pb2, controller_pb2_grpc, health_pb2, health_pb2_grpc, stdio_pb2, stdio_pb2_grpc
from tls_front import TlsFront


def log(level, message, **fields):
    """Writes a line of hclog's JSON, which the host turns back into an entry of its own log."""
    now = datetime.now(timezone.utc).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
    entry = {"@level": level, "@message": message, "@timestamp": now, **fields}
    sys.__stderr__.write(json.dumps(entry) + "\n")
    sys.__stderr__.flush()


class Health(health_pb2_grpc.HealthServicer):
    """Hosts ask after the service "plugin"."""

    def Check(self, request, context):
        if request.service not in ("", "plugin"):
            context.abort(grpc.StatusCode.NOT_FOUND, "unknown service")
        return health_pb2.HealthCheckResponse(status=health_pb2.HealthCheckResponse.SERVING)


class Controller(controller_pb2_grpc.GRPCControllerServicer):
    """How the host ends the plugin. Without it the plugin is killed after two seconds."""

    def __init__(self):
        self.stopped = threading.Event()

    def Shutdown(self, request, context):
        self.stopped.set()
        return controller_pb2.Empty()


class Stdio(stdio_pb2_grpc.GRPCStdioServicer):
    """Carries what print() writes after the handshake to the host."""

    def __init__(self):
        self.printed = queue.SimpleQueue()

    def write(self, text):
        data = text.encode()
        for begin in range(0, len(data), 1024):
            self.printed.put(stdio_pb2.StdioData(channel=stdio_pb2.StdioData.STDOUT, data=data[begin : begin + 1024]))

    def flush(self):
        pass

    def StreamStdio(self, request, context):
        context.add_callback(lambda: self.printed.put(None))
        yield from iter(self.printed.get, None)


def check_cookie(key, value):
    if os.environ.get(key) != value:
        sys.exit("This is a plugin: it is started by its host.")


def listen(server, folder):
    """Binds the server where the host wants it, with mutual TLS if the host wants that; returns two fields of the handshake."""
    path = os.path.join(folder, "socket")
    host_certificate = os.environ.get("PLUGIN_CLIENT_CERT", "")
    if not host_certificate:
        server.add_insecure_port(f"unix:{path}")
        return path, ""
    inner = os.path.join(folder, "inner")
    server.add_insecure_port(f"unix:{inner}")
    der = TlsFront(path, inner, host_certificate).start()
    return path, base64.b64encode(der).decode().rstrip("=")


def wait_for_the_end(stopped, parent):
    """Until the host says so, a signal does, or the host is gone: the plugin then has another parent."""
    signal.signal(signal.SIGTERM, lambda *_: stopped.set())
    while not stopped.wait(1) and os.getppid() == parent:
        pass


def serve(register_services, cookie, protocol_version=1):
    """Serves until the host shuts the plugin down. Print nothing before it."""
    check_cookie(*cookie)
    # Before the host can be gone: later it might be the new parent that is asked for.
    parent = os.getppid()
    # Ctrl-C in a terminal reaches the plugin, too: its end is for the host to decide.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    controller, stdio = Controller(), Stdio()
    # No limit to a message, and a thread for each stream that stays open beside those for calls.
    server = grpc.server(ThreadPoolExecutor(16), options=[("grpc.max_receive_message_length", -1)])
    health_pb2_grpc.add_HealthServicer_to_server(Health(), server)
    controller_pb2_grpc.add_GRPCControllerServicer_to_server(controller, server)
    stdio_pb2_grpc.add_GRPCStdioServicer_to_server(stdio, server)
    register_services(server)

    # Nobody else can enter the folder.
    folder = tempfile.mkdtemp(prefix="plugin", dir=os.environ.get("PLUGIN_UNIX_SOCKET_DIR") or None)
    path, certificate = listen(server, folder)
    server.start()
    print(f"1|{protocol_version}|unix|{path}|grpc|{certificate}", flush=True)
    sys.stdout = stdio

    wait_for_the_end(controller.stopped, parent)
    stdio.printed.put(None)
    server.stop(grace=0.5).wait()
    shutil.rmtree(folder, ignore_errors=True)

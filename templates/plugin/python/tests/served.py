"""The plugin, served in this process."""

import json
import os
import tempfile
import unittest
from concurrent.futures import ThreadPoolExecutor

import grpc
from plugin.v1 import plugin_pb2, plugin_pb2_grpc
from service import register_services


class PluginTest(unittest.TestCase):
    """Connects to the plugin before each test."""

    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        address = f"unix:{os.path.join(folder.name, 'socket')}"
        server = grpc.server(ThreadPoolExecutor(1))
        register_services(server)
        server.add_insecure_port(address)
        server.start()
        self.addCleanup(lambda: server.stop(grace=None).wait())
        self.channel = grpc.insecure_channel(address)
        self.addCleanup(self.channel.close)


class ManifestTest(PluginTest):
    def test_the_plugin_is_as_its_manifest_says(self):
        client = plugin_pb2_grpc.PluginServiceStub(self.channel)
        info = client.GetInfo(plugin_pb2.GetInfoRequest())
        with open("plugin.yaml") as file:
            lines = file.read().splitlines()
        for line in (f"name: {info.name}", f"version: {info.version}", f"  - {info.capabilities[0]}"):
            self.assertIn(line, lines)

    def test_the_plugin_starts_and_shuts_down(self):
        client = plugin_pb2_grpc.PluginServiceStub(self.channel)
        client.Init(plugin_pb2.InitRequest(config={"a": json.dumps(1).encode()}))
        client.Shutdown(plugin_pb2.ShutdownRequest())

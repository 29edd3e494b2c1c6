import json
import unittest

import grpc
from plugin.v1 import plugin_pb2, plugin_pb2_grpc
from served import ManifestTest, PluginTest  # noqa: F401 (the tests of the manifest run with these)


class CountTest(PluginTest):
    def execute(self, **config):
        client = plugin_pb2_grpc.StepTypeServiceStub(self.channel)
        given = json.dumps(config).encode()
        return client.ExecuteStep(plugin_pb2.ExecuteStepRequest(step_type="count", config=given, inputs=b"{}"))

    def test_counts_words(self):
        answer = self.execute(text=" one  two ")
        self.assertEqual((answer.output, answer.exit_code), ("2 words", 0))
        self.assertEqual(json.loads(answer.data), {"words": 2})

    def test_fails_with_fewer_words_than_wanted(self):
        self.assertEqual(self.execute(text="one", at_least=2).exit_code, 1)

    def test_needs_a_text(self):
        with self.assertRaisesRegex(grpc.RpcError, "is required"):
            self.execute()


if __name__ == "__main__":
    unittest.main()

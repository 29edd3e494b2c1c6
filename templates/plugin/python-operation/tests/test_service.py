import unittest

from plugin.v1 import plugin_pb2, plugin_pb2_grpc
from served import ManifestTest, PluginTest  # noqa: F401 (the tests of the manifest run with these)


class GreetTest(PluginTest):
    def execute(self, operation, **inputs):
        client = plugin_pb2_grpc.OperationServiceStub(self.channel)
        return client.Execute(plugin_pb2.ExecuteRequest(operation=operation, inputs=inputs))

    def test_greets_somebody(self):
        answer = self.execute("greet", name=b'"Ada"')
        self.assertTrue(answer.success)
        self.assertEqual(answer.output, "Hello, Ada!")
        self.assertEqual(answer.data["text"], b'"Hello, Ada!"')

    def test_fails_without_a_name(self):
        answer = self.execute("greet")
        self.assertFalse(answer.success)
        self.assertEqual(answer.error, 'input "name" is required')

    def test_refuses_an_operation_that_it_does_not_have(self):
        self.assertFalse(self.execute("unknown").success)


if __name__ == "__main__":
    unittest.main()

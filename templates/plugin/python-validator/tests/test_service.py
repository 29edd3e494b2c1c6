import json
import unittest

from plugin.v1 import plugin_pb2, plugin_pb2_grpc
from served import ManifestTest, PluginTest  # noqa: F401 (the tests of the manifest run with these)


class TimeLimitsTest(PluginTest):
    def issues(self, step):
        client = plugin_pb2_grpc.ValidatorServiceStub(self.channel)
        workflow = json.dumps({"steps": {"a": step}}).encode()
        return client.ValidateStep(plugin_pb2.ValidateStepRequest(workflow_json=workflow, step_name="a")).issues

    def test_warns_of_a_step_without_a_timeout(self):
        [issue] = self.issues({"type": "command"})
        self.assertEqual(issue.severity, plugin_pb2.SEVERITY_WARNING)
        self.assertEqual(issue.field, "timeout")

    def test_says_nothing_about_other_steps(self):
        for step in ({"type": "command", "timeout": 5}, {"type": "terminal"}):
            self.assertEqual(list(self.issues(step)), [])


if __name__ == "__main__":
    unittest.main()

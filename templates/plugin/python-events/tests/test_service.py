import unittest

from plugin.v1 import events_pb2, events_pb2_grpc
from served import ManifestTest, PluginTest  # noqa: F401 (the tests of the manifest run with these)


class EventsTest(PluginTest):
    def test_counts_the_workflows_that_end(self):
        client = events_pb2_grpc.EventServiceStub(self.channel)
        for ended in ("1", "2"):
            answer = client.HandleEvent(events_pb2.HandleEventRequest(type="workflow.completed"))
            [emitted] = answer.emitted_events
            self.assertEqual(emitted.type, "plugin-name.counted")
            self.assertEqual(dict(emitted.metadata), {"ended": ended})


if __name__ == "__main__":
    unittest.main()

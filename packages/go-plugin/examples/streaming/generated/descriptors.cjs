// GENERATED CODE -- DO NOT EDIT!
'use strict';

exports.fileDescriptors = [
  {
    "name": "streamer.proto",
    "dependencies": [],
    "services": [
      "proto.StreamerService"
    ],
    "symbols": [
      "proto.Configure",
      "proto.Configure.Request",
      "proto.Configure.Request.chunk_size",
      "proto.Configure.Request.path",
      "proto.Configure.Response",
      "proto.Read",
      "proto.Read.Request",
      "proto.Read.ResponseChunk",
      "proto.Read.ResponseChunk.read_bytes",
      "proto.Shout",
      "proto.Shout.Line",
      "proto.Shout.Line.text",
      "proto.StreamerService",
      "proto.StreamerService.Configure",
      "proto.StreamerService.Read",
      "proto.StreamerService.Shout",
      "proto.StreamerService.Write",
      "proto.Write",
      "proto.Write.RequestChunk",
      "proto.Write.RequestChunk.bytes_to_write",
      "proto.Write.Response"
    ],
    "descriptor": "Cg5zdHJlYW1lci5wcm90bxIFcHJvdG8iVQoJQ29uZmlndXJlGjwKB1JlcXVlc3QSEgoEcGF0aBgBIAEoCVIEcGF0aBIdCgpjaHVua19zaXplGAIgASgDUgljaHVua1NpemUaCgoIUmVzcG9uc2UiSQoFV3JpdGUaNAoMUmVxdWVzdENodW5rEiQKDmJ5dGVzX3RvX3dyaXRlGAEgASgMUgxieXRlc1RvV3JpdGUaCgoIUmVzcG9uc2UiQQoEUmVhZBoJCgdSZXF1ZXN0Gi4KDVJlc3BvbnNlQ2h1bmsSHQoKcmVhZF9ieXRlcxgBIAEoDFIJcmVhZEJ5dGVzIiMKBVNob3V0GhoKBExpbmUSEgoEdGV4dBgBIAEoCVIEdGV4dDL9AQoPU3RyZWFtZXJTZXJ2aWNlEkAKCUNvbmZpZ3VyZRIYLnByb3RvLkNvbmZpZ3VyZS5SZXF1ZXN0GhkucHJvdG8uQ29uZmlndXJlLlJlc3BvbnNlEjsKBVdyaXRlEhkucHJvdG8uV3JpdGUuUmVxdWVzdENodW5rGhUucHJvdG8uV3JpdGUuUmVzcG9uc2UoARI4CgRSZWFkEhMucHJvdG8uUmVhZC5SZXF1ZXN0GhkucHJvdG8uUmVhZC5SZXNwb25zZUNodW5rMAESMQoFU2hvdXQSES5wcm90by5TaG91dC5MaW5lGhEucHJvdG8uU2hvdXQuTGluZSgBMAFiBnByb3RvMw=="
  }
];

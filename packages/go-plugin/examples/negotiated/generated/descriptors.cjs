// GENERATED CODE -- DO NOT EDIT!
'use strict';

exports.fileDescriptors = [
  {
    "name": "keys.proto",
    "dependencies": [],
    "services": [
      "negotiated.Keys"
    ],
    "symbols": [
      "negotiated.Keys",
      "negotiated.Keys.List",
      "negotiated.ListRequest",
      "negotiated.ListResponse",
      "negotiated.ListResponse.keys"
    ],
    "descriptor": "CgprZXlzLnByb3RvEgpuZWdvdGlhdGVkIg0KC0xpc3RSZXF1ZXN0IiIKDExpc3RSZXNwb25zZRISCgRrZXlzGAEgAygJUgRrZXlzMkEKBEtleXMSOQoETGlzdBIXLm5lZ290aWF0ZWQuTGlzdFJlcXVlc3QaGC5uZWdvdGlhdGVkLkxpc3RSZXNwb25zZWIGcHJvdG8z"
  }
];

// GENERATED CODE -- DO NOT EDIT!
'use strict';

exports.fileDescriptors = [
  {
    "name": "counter.proto",
    "dependencies": [],
    "services": [
      "proto.Counter",
      "proto.AddHelper"
    ],
    "symbols": [
      "proto.AddHelper",
      "proto.AddHelper.Sum",
      "proto.Counter",
      "proto.Counter.Get",
      "proto.Counter.Put",
      "proto.Empty",
      "proto.GetRequest",
      "proto.GetRequest.key",
      "proto.GetResponse",
      "proto.GetResponse.value",
      "proto.PutRequest",
      "proto.PutRequest.add_server",
      "proto.PutRequest.key",
      "proto.PutRequest.value",
      "proto.SumRequest",
      "proto.SumRequest.a",
      "proto.SumRequest.b",
      "proto.SumResponse",
      "proto.SumResponse.r"
    ],
    "descriptor": "Cg1jb3VudGVyLnByb3RvEgVwcm90byIeCgpHZXRSZXF1ZXN0EhAKA2tleRgBIAEoCVIDa2V5IiMKC0dldFJlc3BvbnNlEhQKBXZhbHVlGAEgASgDUgV2YWx1ZSJTCgpQdXRSZXF1ZXN0Eh0KCmFkZF9zZXJ2ZXIYASABKA1SCWFkZFNlcnZlchIQCgNrZXkYAiABKAlSA2tleRIUCgV2YWx1ZRgDIAEoA1IFdmFsdWUiBwoFRW1wdHkiKAoKU3VtUmVxdWVzdBIMCgFhGAEgASgDUgFhEgwKAWIYAiABKANSAWIiGwoLU3VtUmVzcG9uc2USDAoBchgBIAEoA1IBcjJfCgdDb3VudGVyEiwKA0dldBIRLnByb3RvLkdldFJlcXVlc3QaEi5wcm90by5HZXRSZXNwb25zZRImCgNQdXQSES5wcm90by5QdXRSZXF1ZXN0GgwucHJvdG8uRW1wdHkyOQoJQWRkSGVscGVyEiwKA1N1bRIRLnByb3RvLlN1bVJlcXVlc3QaEi5wcm90by5TdW1SZXNwb25zZWIGcHJvdG8z"
  }
];

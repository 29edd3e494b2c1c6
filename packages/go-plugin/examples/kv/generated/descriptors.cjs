// GENERATED CODE -- DO NOT EDIT!
'use strict';

exports.fileDescriptors = [
  {
    "name": "kv.proto",
    "dependencies": [],
    "services": [
      "proto.KV"
    ],
    "symbols": [
      "proto.Empty",
      "proto.GetRequest",
      "proto.GetRequest.key",
      "proto.GetResponse",
      "proto.GetResponse.value",
      "proto.KV",
      "proto.KV.Get",
      "proto.KV.Put",
      "proto.PutRequest",
      "proto.PutRequest.key",
      "proto.PutRequest.value"
    ],
    "descriptor": "Cghrdi5wcm90bxIFcHJvdG8iHgoKR2V0UmVxdWVzdBIQCgNrZXkYASABKAlSA2tleSIjCgtHZXRSZXNwb25zZRIUCgV2YWx1ZRgBIAEoDFIFdmFsdWUiNAoKUHV0UmVxdWVzdBIQCgNrZXkYASABKAlSA2tleRIUCgV2YWx1ZRgCIAEoDFIFdmFsdWUiBwoFRW1wdHkyWgoCS1YSLAoDR2V0EhEucHJvdG8uR2V0UmVxdWVzdBoSLnByb3RvLkdldFJlc3BvbnNlEiYKA1B1dBIRLnByb3RvLlB1dFJlcXVlc3QaDC5wcm90by5FbXB0eWIGcHJvdG8z"
  }
];

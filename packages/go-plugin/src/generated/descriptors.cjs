// GENERATED CODE -- DO NOT EDIT!
'use strict';

exports.fileDescriptors = [
  {
    "name": "go_plugin/broker.proto",
    "dependencies": [],
    "services": [
      "plugin.GRPCBroker"
    ],
    "symbols": [
      "plugin.ConnInfo",
      "plugin.ConnInfo.Knock",
      "plugin.ConnInfo.Knock.ack",
      "plugin.ConnInfo.Knock.error",
      "plugin.ConnInfo.Knock.knock",
      "plugin.ConnInfo.address",
      "plugin.ConnInfo.knock",
      "plugin.ConnInfo.network",
      "plugin.ConnInfo.service_id",
      "plugin.GRPCBroker",
      "plugin.GRPCBroker.StartStream"
    ],
    "descriptor": "ChZnb19wbHVnaW4vYnJva2VyLnByb3RvEgZwbHVnaW4i0gEKCENvbm5JbmZvEh0KCnNlcnZpY2VfaWQYASABKA1SCXNlcnZpY2VJZBIYCgduZXR3b3JrGAIgASgJUgduZXR3b3JrEhgKB2FkZHJlc3MYAyABKAlSB2FkZHJlc3MSLAoFa25vY2sYBCABKAsyFi5wbHVnaW4uQ29ubkluZm8uS25vY2tSBWtub2NrGkUKBUtub2NrEhQKBWtub2NrGAEgASgIUgVrbm9jaxIQCgNhY2sYAiABKAhSA2FjaxIUCgVlcnJvchgDIAEoCVIFZXJyb3IyQwoKR1JQQ0Jyb2tlchI1CgtTdGFydFN0cmVhbRIQLnBsdWdpbi5Db25uSW5mbxoQLnBsdWdpbi5Db25uSW5mbygBMAFiBnByb3RvMw=="
  },
  {
    "name": "go_plugin/controller.proto",
    "dependencies": [],
    "services": [
      "plugin.GRPCController"
    ],
    "symbols": [
      "plugin.Empty",
      "plugin.GRPCController",
      "plugin.GRPCController.Shutdown"
    ],
    "descriptor": "Chpnb19wbHVnaW4vY29udHJvbGxlci5wcm90bxIGcGx1Z2luIgcKBUVtcHR5MjoKDkdSUENDb250cm9sbGVyEigKCFNodXRkb3duEg0ucGx1Z2luLkVtcHR5Gg0ucGx1Z2luLkVtcHR5YgZwcm90bzM="
  },
  {
    "name": "go_plugin/health.proto",
    "dependencies": [],
    "services": [
      "grpc.health.v1.Health"
    ],
    "symbols": [
      "grpc.health.v1.Health",
      "grpc.health.v1.Health.Check",
      "grpc.health.v1.Health.List",
      "grpc.health.v1.Health.Watch",
      "grpc.health.v1.HealthCheckRequest",
      "grpc.health.v1.HealthCheckRequest.service",
      "grpc.health.v1.HealthCheckResponse",
      "grpc.health.v1.HealthCheckResponse.NOT_SERVING",
      "grpc.health.v1.HealthCheckResponse.SERVICE_UNKNOWN",
      "grpc.health.v1.HealthCheckResponse.SERVING",
      "grpc.health.v1.HealthCheckResponse.ServingStatus",
      "grpc.health.v1.HealthCheckResponse.UNKNOWN",
      "grpc.health.v1.HealthCheckResponse.status",
      "grpc.health.v1.HealthListRequest",
      "grpc.health.v1.HealthListResponse",
      "grpc.health.v1.HealthListResponse.StatusesEntry",
      "grpc.health.v1.HealthListResponse.StatusesEntry.key",
      "grpc.health.v1.HealthListResponse.StatusesEntry.value",
      "grpc.health.v1.HealthListResponse.statuses"
    ],
    "descriptor": "ChZnb19wbHVnaW4vaGVhbHRoLnByb3RvEg5ncnBjLmhlYWx0aC52MSIuChJIZWFsdGhDaGVja1JlcXVlc3QSGAoHc2VydmljZRgBIAEoCVIHc2VydmljZSKxAQoTSGVhbHRoQ2hlY2tSZXNwb25zZRJJCgZzdGF0dXMYASABKA4yMS5ncnBjLmhlYWx0aC52MS5IZWFsdGhDaGVja1Jlc3BvbnNlLlNlcnZpbmdTdGF0dXNSBnN0YXR1cyJPCg1TZXJ2aW5nU3RhdHVzEgsKB1VOS05PV04QABILCgdTRVJWSU5HEAESDwoLTk9UX1NFUlZJTkcQAhITCg9TRVJWSUNFX1VOS05PV04QAyITChFIZWFsdGhMaXN0UmVxdWVzdCLEAQoSSGVhbHRoTGlzdFJlc3BvbnNlEkwKCHN0YXR1c2VzGAEgAygLMjAuZ3JwYy5oZWFsdGgudjEuSGVhbHRoTGlzdFJlc3BvbnNlLlN0YXR1c2VzRW50cnlSCHN0YXR1c2VzGmAKDVN0YXR1c2VzRW50cnkSEAoDa2V5GAEgASgJUgNrZXkSOQoFdmFsdWUYAiABKAsyIy5ncnBjLmhlYWx0aC52MS5IZWFsdGhDaGVja1Jlc3BvbnNlUgV2YWx1ZToCOAEy/QEKBkhlYWx0aBJQCgVDaGVjaxIiLmdycGMuaGVhbHRoLnYxLkhlYWx0aENoZWNrUmVxdWVzdBojLmdycGMuaGVhbHRoLnYxLkhlYWx0aENoZWNrUmVzcG9uc2USTQoETGlzdBIhLmdycGMuaGVhbHRoLnYxLkhlYWx0aExpc3RSZXF1ZXN0GiIuZ3JwYy5oZWFsdGgudjEuSGVhbHRoTGlzdFJlc3BvbnNlElIKBVdhdGNoEiIuZ3JwYy5oZWFsdGgudjEuSGVhbHRoQ2hlY2tSZXF1ZXN0GiMuZ3JwYy5oZWFsdGgudjEuSGVhbHRoQ2hlY2tSZXNwb25zZTABYgZwcm90bzM="
  },
  {
    "name": "go_plugin/reflection_v1.proto",
    "dependencies": [],
    "services": [
      "grpc.reflection.v1.ServerReflection"
    ],
    "symbols": [
      "grpc.reflection.v1.ErrorResponse",
      "grpc.reflection.v1.ErrorResponse.error_code",
      "grpc.reflection.v1.ErrorResponse.error_message",
      "grpc.reflection.v1.ExtensionNumberResponse",
      "grpc.reflection.v1.ExtensionNumberResponse.base_type_name",
      "grpc.reflection.v1.ExtensionNumberResponse.extension_number",
      "grpc.reflection.v1.ExtensionRequest",
      "grpc.reflection.v1.ExtensionRequest.containing_type",
      "grpc.reflection.v1.ExtensionRequest.extension_number",
      "grpc.reflection.v1.FileDescriptorResponse",
      "grpc.reflection.v1.FileDescriptorResponse.file_descriptor_proto",
      "grpc.reflection.v1.ListServiceResponse",
      "grpc.reflection.v1.ListServiceResponse.service",
      "grpc.reflection.v1.ServerReflection",
      "grpc.reflection.v1.ServerReflection.ServerReflectionInfo",
      "grpc.reflection.v1.ServerReflectionRequest",
      "grpc.reflection.v1.ServerReflectionRequest.all_extension_numbers_of_type",
      "grpc.reflection.v1.ServerReflectionRequest.file_by_filename",
      "grpc.reflection.v1.ServerReflectionRequest.file_containing_extension",
      "grpc.reflection.v1.ServerReflectionRequest.file_containing_symbol",
      "grpc.reflection.v1.ServerReflectionRequest.host",
      "grpc.reflection.v1.ServerReflectionRequest.list_services",
      "grpc.reflection.v1.ServerReflectionRequest.message_request",
      "grpc.reflection.v1.ServerReflectionResponse",
      "grpc.reflection.v1.ServerReflectionResponse.all_extension_numbers_response",
      "grpc.reflection.v1.ServerReflectionResponse.error_response",
      "grpc.reflection.v1.ServerReflectionResponse.file_descriptor_response",
      "grpc.reflection.v1.ServerReflectionResponse.list_services_response",
      "grpc.reflection.v1.ServerReflectionResponse.message_response",
      "grpc.reflection.v1.ServerReflectionResponse.original_request",
      "grpc.reflection.v1.ServerReflectionResponse.valid_host",
      "grpc.reflection.v1.ServiceResponse",
      "grpc.reflection.v1.ServiceResponse.name"
    ],
    "descriptor": "Ch1nb19wbHVnaW4vcmVmbGVjdGlvbl92MS5wcm90bxISZ3JwYy5yZWZsZWN0aW9uLnYxIvMCChdTZXJ2ZXJSZWZsZWN0aW9uUmVxdWVzdBISCgRob3N0GAEgASgJUgRob3N0EioKEGZpbGVfYnlfZmlsZW5hbWUYAyABKAlIAFIOZmlsZUJ5RmlsZW5hbWUSNgoWZmlsZV9jb250YWluaW5nX3N5bWJvbBgEIAEoCUgAUhRmaWxlQ29udGFpbmluZ1N5bWJvbBJiChlmaWxlX2NvbnRhaW5pbmdfZXh0ZW5zaW9uGAUgASgLMiQuZ3JwYy5yZWZsZWN0aW9uLnYxLkV4dGVuc2lvblJlcXVlc3RIAFIXZmlsZUNvbnRhaW5pbmdFeHRlbnNpb24SQgodYWxsX2V4dGVuc2lvbl9udW1iZXJzX29mX3R5cGUYBiABKAlIAFIZYWxsRXh0ZW5zaW9uTnVtYmVyc09mVHlwZRIlCg1saXN0X3NlcnZpY2VzGAcgASgJSABSDGxpc3RTZXJ2aWNlc0IRCg9tZXNzYWdlX3JlcXVlc3QiZgoQRXh0ZW5zaW9uUmVxdWVzdBInCg9jb250YWluaW5nX3R5cGUYASABKAlSDmNvbnRhaW5pbmdUeXBlEikKEGV4dGVuc2lvbl9udW1iZXIYAiABKAVSD2V4dGVuc2lvbk51bWJlciKuBAoYU2VydmVyUmVmbGVjdGlvblJlc3BvbnNlEh0KCnZhbGlkX2hvc3QYASABKAlSCXZhbGlkSG9zdBJWChBvcmlnaW5hbF9yZXF1ZXN0GAIgASgLMisuZ3JwYy5yZWZsZWN0aW9uLnYxLlNlcnZlclJlZmxlY3Rpb25SZXF1ZXN0Ug9vcmlnaW5hbFJlcXVlc3QSZgoYZmlsZV9kZXNjcmlwdG9yX3Jlc3BvbnNlGAQgASgLMiouZ3JwYy5yZWZsZWN0aW9uLnYxLkZpbGVEZXNjcmlwdG9yUmVzcG9uc2VIAFIWZmlsZURlc2NyaXB0b3JSZXNwb25zZRJyCh5hbGxfZXh0ZW5zaW9uX251bWJlcnNfcmVzcG9uc2UYBSABKAsyKy5ncnBjLnJlZmxlY3Rpb24udjEuRXh0ZW5zaW9uTnVtYmVyUmVzcG9uc2VIAFIbYWxsRXh0ZW5zaW9uTnVtYmVyc1Jlc3BvbnNlEl8KFmxpc3Rfc2VydmljZXNfcmVzcG9uc2UYBiABKAsyJy5ncnBjLnJlZmxlY3Rpb24udjEuTGlzdFNlcnZpY2VSZXNwb25zZUgAUhRsaXN0U2VydmljZXNSZXNwb25zZRJKCg5lcnJvcl9yZXNwb25zZRgHIAEoCzIhLmdycGMucmVmbGVjdGlvbi52MS5FcnJvclJlc3BvbnNlSABSDWVycm9yUmVzcG9uc2VCEgoQbWVzc2FnZV9yZXNwb25zZSJMChZGaWxlRGVzY3JpcHRvclJlc3BvbnNlEjIKFWZpbGVfZGVzY3JpcHRvcl9wcm90bxgBIAMoDFITZmlsZURlc2NyaXB0b3JQcm90byJqChdFeHRlbnNpb25OdW1iZXJSZXNwb25zZRIkCg5iYXNlX3R5cGVfbmFtZRgBIAEoCVIMYmFzZVR5cGVOYW1lEikKEGV4dGVuc2lvbl9udW1iZXIYAiADKAVSD2V4dGVuc2lvbk51bWJlciJUChNMaXN0U2VydmljZVJlc3BvbnNlEj0KB3NlcnZpY2UYASADKAsyIy5ncnBjLnJlZmxlY3Rpb24udjEuU2VydmljZVJlc3BvbnNlUgdzZXJ2aWNlIiUKD1NlcnZpY2VSZXNwb25zZRISCgRuYW1lGAEgASgJUgRuYW1lIlMKDUVycm9yUmVzcG9uc2USHQoKZXJyb3JfY29kZRgBIAEoBVIJZXJyb3JDb2RlEiMKDWVycm9yX21lc3NhZ2UYAiABKAlSDGVycm9yTWVzc2FnZTKJAQoQU2VydmVyUmVmbGVjdGlvbhJ1ChRTZXJ2ZXJSZWZsZWN0aW9uSW5mbxIrLmdycGMucmVmbGVjdGlvbi52MS5TZXJ2ZXJSZWZsZWN0aW9uUmVxdWVzdBosLmdycGMucmVmbGVjdGlvbi52MS5TZXJ2ZXJSZWZsZWN0aW9uUmVzcG9uc2UoATABYgZwcm90bzM="
  },
  {
    "name": "go_plugin/reflection_v1alpha.proto",
    "dependencies": [],
    "services": [
      "grpc.reflection.v1alpha.ServerReflection"
    ],
    "symbols": [
      "grpc.reflection.v1alpha.ErrorResponse",
      "grpc.reflection.v1alpha.ErrorResponse.error_code",
      "grpc.reflection.v1alpha.ErrorResponse.error_message",
      "grpc.reflection.v1alpha.ExtensionNumberResponse",
      "grpc.reflection.v1alpha.ExtensionNumberResponse.base_type_name",
      "grpc.reflection.v1alpha.ExtensionNumberResponse.extension_number",
      "grpc.reflection.v1alpha.ExtensionRequest",
      "grpc.reflection.v1alpha.ExtensionRequest.containing_type",
      "grpc.reflection.v1alpha.ExtensionRequest.extension_number",
      "grpc.reflection.v1alpha.FileDescriptorResponse",
      "grpc.reflection.v1alpha.FileDescriptorResponse.file_descriptor_proto",
      "grpc.reflection.v1alpha.ListServiceResponse",
      "grpc.reflection.v1alpha.ListServiceResponse.service",
      "grpc.reflection.v1alpha.ServerReflection",
      "grpc.reflection.v1alpha.ServerReflection.ServerReflectionInfo",
      "grpc.reflection.v1alpha.ServerReflectionRequest",
      "grpc.reflection.v1alpha.ServerReflectionRequest.all_extension_numbers_of_type",
      "grpc.reflection.v1alpha.ServerReflectionRequest.file_by_filename",
      "grpc.reflection.v1alpha.ServerReflectionRequest.file_containing_extension",
      "grpc.reflection.v1alpha.ServerReflectionRequest.file_containing_symbol",
      "grpc.reflection.v1alpha.ServerReflectionRequest.host",
      "grpc.reflection.v1alpha.ServerReflectionRequest.list_services",
      "grpc.reflection.v1alpha.ServerReflectionRequest.message_request",
      "grpc.reflection.v1alpha.ServerReflectionResponse",
      "grpc.reflection.v1alpha.ServerReflectionResponse.all_extension_numbers_response",
      "grpc.reflection.v1alpha.ServerReflectionResponse.error_response",
      "grpc.reflection.v1alpha.ServerReflectionResponse.file_descriptor_response",
      "grpc.reflection.v1alpha.ServerReflectionResponse.list_services_response",
      "grpc.reflection.v1alpha.ServerReflectionResponse.message_response",
      "grpc.reflection.v1alpha.ServerReflectionResponse.original_request",
      "grpc.reflection.v1alpha.ServerReflectionResponse.valid_host",
      "grpc.reflection.v1alpha.ServiceResponse",
      "grpc.reflection.v1alpha.ServiceResponse.name"
    ],
    "descriptor": "CiJnb19wbHVnaW4vcmVmbGVjdGlvbl92MWFscGhhLnByb3RvEhdncnBjLnJlZmxlY3Rpb24udjFhbHBoYSL4AgoXU2VydmVyUmVmbGVjdGlvblJlcXVlc3QSEgoEaG9zdBgBIAEoCVIEaG9zdBIqChBmaWxlX2J5X2ZpbGVuYW1lGAMgASgJSABSDmZpbGVCeUZpbGVuYW1lEjYKFmZpbGVfY29udGFpbmluZ19zeW1ib2wYBCABKAlIAFIUZmlsZUNvbnRhaW5pbmdTeW1ib2wSZwoZZmlsZV9jb250YWluaW5nX2V4dGVuc2lvbhgFIAEoCzIpLmdycGMucmVmbGVjdGlvbi52MWFscGhhLkV4dGVuc2lvblJlcXVlc3RIAFIXZmlsZUNvbnRhaW5pbmdFeHRlbnNpb24SQgodYWxsX2V4dGVuc2lvbl9udW1iZXJzX29mX3R5cGUYBiABKAlIAFIZYWxsRXh0ZW5zaW9uTnVtYmVyc09mVHlwZRIlCg1saXN0X3NlcnZpY2VzGAcgASgJSABSDGxpc3RTZXJ2aWNlc0IRCg9tZXNzYWdlX3JlcXVlc3QiZgoQRXh0ZW5zaW9uUmVxdWVzdBInCg9jb250YWluaW5nX3R5cGUYASABKAlSDmNvbnRhaW5pbmdUeXBlEikKEGV4dGVuc2lvbl9udW1iZXIYAiABKAVSD2V4dGVuc2lvbk51bWJlciLHBAoYU2VydmVyUmVmbGVjdGlvblJlc3BvbnNlEh0KCnZhbGlkX2hvc3QYASABKAlSCXZhbGlkSG9zdBJbChBvcmlnaW5hbF9yZXF1ZXN0GAIgASgLMjAuZ3JwYy5yZWZsZWN0aW9uLnYxYWxwaGEuU2VydmVyUmVmbGVjdGlvblJlcXVlc3RSD29yaWdpbmFsUmVxdWVzdBJrChhmaWxlX2Rlc2NyaXB0b3JfcmVzcG9uc2UYBCABKAsyLy5ncnBjLnJlZmxlY3Rpb24udjFhbHBoYS5GaWxlRGVzY3JpcHRvclJlc3BvbnNlSABSFmZpbGVEZXNjcmlwdG9yUmVzcG9uc2USdwoeYWxsX2V4dGVuc2lvbl9udW1iZXJzX3Jlc3BvbnNlGAUgASgLMjAuZ3JwYy5yZWZsZWN0aW9uLnYxYWxwaGEuRXh0ZW5zaW9uTnVtYmVyUmVzcG9uc2VIAFIbYWxsRXh0ZW5zaW9uTnVtYmVyc1Jlc3BvbnNlEmQKFmxpc3Rfc2VydmljZXNfcmVzcG9uc2UYBiABKAsyLC5ncnBjLnJlZmxlY3Rpb24udjFhbHBoYS5MaXN0U2VydmljZVJlc3BvbnNlSABSFGxpc3RTZXJ2aWNlc1Jlc3BvbnNlEk8KDmVycm9yX3Jlc3BvbnNlGAcgASgLMiYuZ3JwYy5yZWZsZWN0aW9uLnYxYWxwaGEuRXJyb3JSZXNwb25zZUgAUg1lcnJvclJlc3BvbnNlQhIKEG1lc3NhZ2VfcmVzcG9uc2UiTAoWRmlsZURlc2NyaXB0b3JSZXNwb25zZRIyChVmaWxlX2Rlc2NyaXB0b3JfcHJvdG8YASADKAxSE2ZpbGVEZXNjcmlwdG9yUHJvdG8iagoXRXh0ZW5zaW9uTnVtYmVyUmVzcG9uc2USJAoOYmFzZV90eXBlX25hbWUYASABKAlSDGJhc2VUeXBlTmFtZRIpChBleHRlbnNpb25fbnVtYmVyGAIgAygFUg9leHRlbnNpb25OdW1iZXIiWQoTTGlzdFNlcnZpY2VSZXNwb25zZRJCCgdzZXJ2aWNlGAEgAygLMiguZ3JwYy5yZWZsZWN0aW9uLnYxYWxwaGEuU2VydmljZVJlc3BvbnNlUgdzZXJ2aWNlIiUKD1NlcnZpY2VSZXNwb25zZRISCgRuYW1lGAEgASgJUgRuYW1lIlMKDUVycm9yUmVzcG9uc2USHQoKZXJyb3JfY29kZRgBIAEoBVIJZXJyb3JDb2RlEiMKDWVycm9yX21lc3NhZ2UYAiABKAlSDGVycm9yTWVzc2FnZTKTAQoQU2VydmVyUmVmbGVjdGlvbhJ/ChRTZXJ2ZXJSZWZsZWN0aW9uSW5mbxIwLmdycGMucmVmbGVjdGlvbi52MWFscGhhLlNlcnZlclJlZmxlY3Rpb25SZXF1ZXN0GjEuZ3JwYy5yZWZsZWN0aW9uLnYxYWxwaGEuU2VydmVyUmVmbGVjdGlvblJlc3BvbnNlKAEwAWIGcHJvdG8z"
  },
  {
    "name": "go_plugin/stdio.proto",
    "dependencies": [
      "google/protobuf/empty.proto"
    ],
    "services": [
      "plugin.GRPCStdio"
    ],
    "symbols": [
      "plugin.GRPCStdio",
      "plugin.GRPCStdio.StreamStdio",
      "plugin.StdioData",
      "plugin.StdioData.Channel",
      "plugin.StdioData.INVALID",
      "plugin.StdioData.STDERR",
      "plugin.StdioData.STDOUT",
      "plugin.StdioData.channel",
      "plugin.StdioData.data"
    ],
    "descriptor": "ChVnb19wbHVnaW4vc3RkaW8ucHJvdG8SBnBsdWdpbhobZ29vZ2xlL3Byb3RvYnVmL2VtcHR5LnByb3RvIoQBCglTdGRpb0RhdGESMwoHY2hhbm5lbBgBIAEoDjIZLnBsdWdpbi5TdGRpb0RhdGEuQ2hhbm5lbFIHY2hhbm5lbBISCgRkYXRhGAIgASgMUgRkYXRhIi4KB0NoYW5uZWwSCwoHSU5WQUxJRBAAEgoKBlNURE9VVBABEgoKBlNUREVSUhACMkcKCUdSUENTdGRpbxI6CgtTdHJlYW1TdGRpbxIWLmdvb2dsZS5wcm90b2J1Zi5FbXB0eRoRLnBsdWdpbi5TdGRpb0RhdGEwAWIGcHJvdG8z"
  },
  {
    "name": "google/protobuf/empty.proto",
    "dependencies": [],
    "services": [],
    "symbols": [
      "google.protobuf.Empty"
    ],
    "descriptor": "Chtnb29nbGUvcHJvdG9idWYvZW1wdHkucHJvdG8SD2dvb2dsZS5wcm90b2J1ZiIHCgVFbXB0eUIwWi5nb29nbGUuZ29sYW5nLm9yZy9wcm90b2J1Zi90eXBlcy9rbm93bi9lbXB0eXBiYgZwcm90bzM="
  }
];

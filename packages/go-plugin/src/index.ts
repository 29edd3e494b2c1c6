// For plugin authors and for hosts.
export type { CallOptions } from './call-options.js';
export type { GoPluginErrorCode, GoPluginErrorDetails } from './errors/error-details.js';
export { GoPluginError } from './errors/go-plugin-error.js';
export { classifyCallFailure, type CallFailure } from './grpc/call-failure.js';
export {
  callUnary,
  type RequestOf,
  type ResponseOf,
  type UnaryCallOptions,
  type UnaryMethodName,
} from './grpc/unary-call.js';
export { releaseMessage } from './channel/message-framing.js';
export { guardProtobuf, type GoogleProtobuf } from './grpc/protobuf-guard.js';
export { parseHclogLine, type PluginLogEntry } from './log/hclog-line.js';
export { wellFormed, type MessageShape } from './protobuf-check.js';
export type { HandshakeConfig } from './handshake/handshake-config.js';
export {
  formatReattachConfig,
  formatReattachConfigs,
  parseReattachConfig,
  parseReattachConfigs,
  type ReattachConfig,
} from './handshake/reattach-config.js';
export { logLevels, silentLogger, type LogFields, type LogLevel, type Logger } from './logger.js';
export type {
  BrokeredServer,
  ClientConstructor,
  DirectCallOptions,
  GrpcBroker,
  GrpcConnection,
  GrpcPlugin,
  PluginSet,
  ServiceRegistrar,
  VersionedPlugins,
} from './plugin-set.js';

// For plugin authors.
export {
  createCertificate,
  type Certificate,
  type CertificateCurve,
  type CertificateOptions,
} from './certificate/certificate.js';
export type { GrpcServerOptions } from './grpc/grpc-server.js';
export { guardStdout } from './server/node-plugin-process.js';
export { serveMux, type ServeMuxMap } from './server/serve-mux.js';
export { serveTest, type TestServeOptions, type TestServer } from './server/serve-test.js';
export { createPluginLogger, serve } from './server/serve.js';
export type { ServeOptions, ShutdownReason } from './server/serve-options.js';
export type { StdioLimits } from './stdio/stdio-service.js';

// For hosts.
export type { DispensableSet, Dispensed, PluginName } from './client/dispensed.js';
export type { PluginClientOptions } from './client/options.js';
export { PluginClient } from './client/plugin-client.js';
export { SupervisedClient, type ClientSupervision, type SupervisedStatus } from './client/supervised-client.js';
export type { PluginCallFailure } from './client/plugin-call-failure.js';
export type { PluginExit } from './client/watched-plugin.js';
export type { KillOptions } from './client/plugin-lifetime.js';
export { discover } from './client/discover.js';
export { cleanupClients } from './client/managed-clients.js';
export type { UnixSocketConfig } from './client/socket-dir.js';
export type { PluginSets } from './handshake/negotiation.js';
export type { Environment } from './handshake/environment.js';
export type { SecureConfig } from './process/secure-config.js';
export { createCommandRunner, type CommandRunnerOptions, type StdinPolicy } from './process/child-process-runner.js';

// For hosts that start plugins in a way of their own.
export type { PluginAddress } from './net/address.js';
export type {
  AttachedRunner,
  AttachFunction,
  PluginCommand,
  ProcessExit,
  Runner,
  RunnerFunction,
} from './process/runner.js';

// For embedders.
export { createHost, type Host, type HostOptions } from './app/composition/create-host.js';
export { HostOptionError } from './app/composition/host-option-error.js';
export { awfBuiltIns, type AwfBuiltInOptions } from './app/composition/awf-built-ins.js';
export { buildContainer } from './app/composition/container.js';
export { awfVersion, type ContainerOptions, type TransportKind } from './app/composition/container-options.js';
export { WORKFLOW_RUNNER } from './app/composition/use-cases.module.js';
export type { PluginDirectory } from './app/plugins/external-plugin-manager.js';
export type { EventLimits } from './app/plugins/events/event-bus.js';
export type { HostLimits } from './app/plugins/initialize-plugin.js';
export type { Supervision } from './app/plugins/supervised-plugin-transport.js';
export { WorkflowRunner, type CheckOptions } from './app/workflows/workflow-runner.js';
export type { Machine, RunnerPorts, RunOptions } from './app/workflows/run-options.js';
export {
  rejectionOf,
  type AskedValidator,
  type PluginIssue,
  type ValidationReport,
} from './app/workflows/validation-report.js';
export { resultToJson, type HintOf, type RunResult, type StateReport } from './app/workflows/run-result.js';
export type { RunEvent, RunObserver } from './app/workflows/run-events.js';
export { AwfError } from './domain/errors/awf-error.js';
export type { ErrorCode, ErrorDetails } from './domain/errors/error-details.js';
export type { ExecutionErrors } from './domain/errors/execution-errors.js';
export type { Finding, Place, Problem } from './domain/errors/problem.js';
export type { SystemErrors } from './domain/errors/system-errors.js';
export type { UserErrors } from './domain/errors/user-errors.js';
export type { WorkflowErrors } from './domain/errors/workflow-errors.js';
export { exitStatusOf } from './domain/errors/exit-status.js';
export type { CoreEventType, DomainEvent } from './domain/event/domain-event.js';
export type { EmitAnswer, EmittedEvent } from './domain/event/emission.js';
export type { JsonObject, JsonValue } from './domain/json.js';
export type { Progress } from './domain/plugin/progress.js';
export type { Capability, ConfigField, PluginManifest } from './domain/plugin/manifest.js';
export type { InputType } from './domain/plugin/input-type.js';
export type { InputSchema, OperationResult, OperationSchema, OutputSchema } from './domain/plugin/operation.js';
export type { PluginApproval, PluginContents, PluginOrigin } from './domain/plugin/plugin-approval.js';
export type { ArchiveHash, HashAlgorithm } from './domain/plugin/archive-hash.js';
export type { Platform } from './domain/plugin/platform.js';
export type {
  PluginListing,
  PluginRelease,
  PublishedVersion,
  ReleaseAsset,
  ReleaseFile,
} from './domain/plugin/plugin-release.js';
export type { PublishedSource, RemoteSource, UrlSource, WantedVersion } from './domain/plugin/plugin-source.js';
export type { VersionConstraint } from './domain/plugin/version-constraint.js';
export type { LockedPlugin, PluginLock } from './domain/plugin/plugin-lock.js';
export type { Signature } from './domain/plugin/signature.js';
export type { SigningKey } from './domain/plugin/signing-key.js';
export type { TrustedKey } from './domain/plugin/trusted-key.js';
export type { PluginDescription, PluginInfo } from './domain/plugin/plugin-info.js';
export type { OperationRef } from './domain/plugin/operation-ref.js';
export type { StepTypeRef } from './domain/plugin/step-type-ref.js';
export type { PluginEnd } from './domain/plugin-end.js';
export type { PluginSandbox } from './domain/plugin/plugin-sandbox.js';
export type { PluginSettings, ProjectSettings } from './domain/project/project-settings.js';
export type { PluginLogEntry, PluginLogLevel } from './domain/plugin/plugin-log.js';
export type { PluginStatus } from './domain/plugin/plugin-status.js';
export type { StepExecuteRequest, StepExecuteResult, StepTypeInfo } from './domain/plugin/step-type.js';
export { SecretMask } from './domain/secret-mask.js';
export type { Severity, ValidationResult } from './domain/plugin/validation-result.js';
export type { InputDeclaration, InputRules, WorkflowInputType } from './domain/workflow/input-declaration.js';
export type { TextPattern } from './domain/workflow/text-pattern.js';
export type { Located, SourcePosition } from './domain/workflow/source-position.js';
export type { Expression, Template, TemplateText, TemplateValue } from './domain/workflow/template.js';
export type { FunctionName } from './domain/workflow/template-functions.js';
export type {
  CommandState,
  CustomState,
  OperationInput,
  OperationState,
  StepState,
  TerminalState,
  Workflow,
  WorkflowState,
} from './domain/workflow/workflow.js';

// The ports, for adapters of your own.
export type { CallOptions } from './ports/call-options.js';
export { CLOCK, type Clock } from './ports/clock.js';
export { COMMAND_RUNNER, type CommandRequest, type CommandResult, type CommandRunner } from './ports/command-runner.js';
export { EVENT_PUBLISHER, type EventPublisher, type Publication } from './ports/event-publisher.js';
export type { ExecuteOptions } from './ports/execute-options.js';
export { FOLDER_WATCHER, type FolderWatch, type FolderWatcher, type WatchRequest } from './ports/folder-watcher.js';
export { LOGGER, type Logger, type LogLevel } from './ports/logger.js';
export {
  BUILT_IN_OPERATIONS,
  EXTERNAL_OPERATIONS,
  OPERATION_PROVIDER,
  type BuiltInOperations,
  type OperationProvider,
} from './ports/operation-provider.js';
export type { EmitHandler, EventStream, PluginEvents } from './ports/plugin-events.js';
export { PLUGIN_LOADER, type PluginLoader } from './ports/plugin-loader.js';
export {
  PLUGIN_INSPECTOR,
  type Exposure,
  type PluginInspection,
  type PluginInspector,
} from './ports/plugin-inspector.js';
export {
  PLUGIN_ARCHIVES,
  type ArchiveRequest,
  type PluginArchives,
  type WrittenArchive,
} from './ports/plugin-archives.js';

export { PLUGIN_INSTALLATIONS, type PluginInstallations, type StagedPlugin } from './ports/plugin-installations.js';
export {
  PLUGIN_RELEASES,
  type DownloadProgress,
  type FetchedAsset,
  type FetchOptions,
  type PluginReleases,
  type ResolveOptions,
} from './ports/plugin-releases.js';
export { PLUGIN_LOCK_FILE, type PluginLockFile } from './ports/plugin-lock-file.js';
export { PLUGIN_LOGS, type PluginLogs } from './ports/plugin-logs.js';
export { PLUGIN_MANAGER, type PluginManager } from './ports/plugin-manager.js';
export {
  PLUGIN_STATE_STORE,
  type PluginInstallation,
  type PluginState,
  type PluginStateError,
  type PluginStateStore,
} from './ports/plugin-state-store.js';
export {
  PLUGIN_TRANSPORT,
  type ConnectOptions,
  type PluginConnection,
  type PluginTransport,
  type StepTypeCalls,
  type ValidatorCalls,
} from './ports/plugin-transport.js';
export { SETTINGS_SOURCE, type SettingsSource } from './ports/settings-source.js';
export { SIGNATURE_VERIFIER, type SignatureVerifier } from './ports/signature-verifier.js';
export { TRUSTED_KEYS, type TrustedKeys } from './ports/trusted-keys.js';
export { STEP_TYPE_PROVIDER, type StepTypeProvider } from './ports/step-type-provider.js';
export { VALUE_SOURCE, type SecretFile, type ValueSource } from './ports/value-source.js';
export { WORKFLOW_VALIDATOR_PROVIDER, type WorkflowValidatorProvider } from './ports/workflow-validator-provider.js';
export { WORKFLOW_SOURCE, type LoadedWorkflow, type WorkflowSource } from './ports/workflow-source.js';
export type { Token } from './ports/token.js';

// The adapters that embedders and their tests make themselves, and what plugin objects are; how to write one is in `awf-plugins/sdk`.
export type { Plugin } from './sdk/plugin.js';
export {
  InMemoryCommandRunner,
  InMemoryPluginTransport,
  InMemorySettingsSource,
  InMemoryValueSource,
  ManualClock,
  RecordingLogger,
  type GivenValues,
  type BuiltInPlugin,
  type InMemoryPluginFactory,
  type InMemoryPlugins,
  type InMemoryProcess,
  type InMemoryShell,
  type LogRecord,
  type ManualClockOptions,
  type SettingsFile,
} from './app/composition/embeddable-adapters.js';

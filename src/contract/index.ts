// For authors of adapters.
export type {
  Clause,
  ContractOptions,
  ContractRunner,
  ContractSubject,
  ContractTest,
  NotSupported,
} from './clauses.js';
export { clockClauses, describeClockContract, type ClockSubject } from './clock-contract.js';
export {
  commandRunnerClauses,
  contractCommands,
  describeCommandRunnerContract,
  type CommandRunnerSubject,
} from './command-runner-contract.js';
export { ContractEventPlugin } from './contract-event-plugin.js';
export { ContractPlugin } from './contract-plugin.js';
export {
  describeEventPublisherContract,
  eventPublisherClauses,
  type EventPublisherSubject,
} from './event-publisher-contract.js';
export {
  describePluginEventsContract,
  pluginEventsClauses,
  type PluginEventsSubject,
} from './plugin-events-contract.js';
export { contractPlugins, type ContractPlugins } from './contract-plugins.js';
export {
  describeFolderWatcherContract,
  folderWatcherClauses,
  type FolderWatcherSubject,
} from './folder-watcher-contract.js';
export { describeLoggerContract, loggerClauses, type LoggerSubject } from './logger-contract.js';
export { describePluginLogsContract, pluginLogsClauses, type PluginLogsSubject } from './plugin-logs-contract.js';
export { ObservedTransport } from './observed-transport.js';
export {
  describeOperationProviderContract,
  operationProviderClauses,
  type OperationProviderSubject,
} from './operation-provider-contract.js';
export {
  describePluginLockFileContract,
  pluginLockFileClauses,
  type PluginLockFileSubject,
} from './plugin-lock-file-contract.js';
export { describeTrustedKeysContract, trustedKeysClauses, type TrustedKeysSubject } from './trusted-keys-contract.js';
export {
  describeSignatureVerifierContract,
  signatureVerifierClauses,
  type SignatureVerifierSubject,
  type Signer,
} from './signature-verifier-contract.js';
export {
  describePluginInspectorContract,
  pluginInspectorClauses,
  type PluginInspectorSubject,
} from './plugin-inspector-contract.js';
export {
  describePluginArchivesContract,
  pluginArchivesClauses,
  type PluginArchivesSubject,
} from './plugin-archives-contract.js';
export {
  describePluginInstallationsContract,
  pluginInstallationsClauses,
  type PluginInstallationsSubject,
} from './plugin-installations-contract.js';
export {
  describePluginLoaderContract,
  pluginLoaderClauses,
  type PluginLoaderSubject,
} from './plugin-loader-contract.js';
export { describePluginManagerContract, pluginManagerClauses } from './plugin-manager-contract.js';
export type { PluginManagerSubject } from './plugin-manager-subject.js';
export {
  describePluginReleasesContract,
  pluginReleasesClauses,
  type PluginReleasesSubject,
} from './plugin-releases-contract.js';
export type { PluginStateStoreSubject } from './plugin-state-store-subject.js';
export { describePluginStateStoreContract, pluginStateStoreClauses } from './plugin-state-store-contract.js';
export { describePluginTransportContract, pluginTransportClauses } from './plugin-transport-contract.js';
export type { PluginTransportSubject } from './plugin-transport-subject.js';
export {
  describeStepTypeProviderContract,
  stepTypeProviderClauses,
  type StepTypeProviderSubject,
} from './step-type-provider-contract.js';
export {
  describeWorkflowValidatorProviderContract,
  workflowValidatorProviderClauses,
  type WorkflowValidatorProviderSubject,
} from './workflow-validator-provider-contract.js';
export {
  describeSettingsSourceContract,
  settingsSourceClauses,
  type SettingsSourceSubject,
} from './settings-source-contract.js';
export { describeValueSourceContract, valueSourceClauses, type ValueSourceSubject } from './value-source-contract.js';
export {
  describeWorkflowSourceContract,
  workflowSourceClauses,
  type WorkflowSourceSubject,
} from './workflow-source-contract.js';

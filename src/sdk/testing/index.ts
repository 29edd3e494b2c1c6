// For tests of plugins.
export { operationCall, stepCall, validatorContext } from './calls.js';
export {
  describePluginContract,
  type PluginContractOptions,
  type PluginManifestText,
  type PluginTestRunner,
} from './plugin-contract.js';
export { recordingLog, type LogEntry, type RecordingLog } from './recording-log.js';
export { TestHost, type TestCallOptions, type TestEvent, type TestStepOptions } from './test-host.js';
export { workflowDefinition, type TestWorkflow } from './test-workflow.js';

// For plugin authors.
export {
  EmitError,
  eventSubscriber,
  type EmitOptions,
  type EventCall,
  type EventSubscriber,
  type EventSubscriberDefinition,
  type EventToEmit,
  type HandlerAnswer,
  type PluginHost,
} from './events.js';
export { getArray, getBoolean, getInteger, getObject, getString } from './inputs.js';
export {
  operation,
  type CheckedInputDefinitions,
  type InputDefinition,
  type InputDefinitions,
  type InputsOf,
  type Operation,
  type OperationCall,
  type OperationDefinition,
  type Operations,
} from './operation.js';
export type { PluginLog } from './plugin-log.js';
export { BasePlugin, type Plugin, type PluginContext } from './plugin.js';
export { plugin, type PluginDefinition } from './define-plugin.js';
export { failure, success, type JsonCompatible } from './result.js';
export {
  settings,
  type CheckedSettings,
  type ConfigOf,
  type SettingDefinition,
  type SettingDefinitions,
} from './settings.js';
export { serve } from './serve.js';
export {
  stepType,
  type StepCall,
  type StepResult,
  type StepTypeDefinition,
  type StepTypeHandler,
  type StepTypes,
} from './step-type.js';
export {
  validator,
  type ValidationIssue,
  type ValidationIssues,
  type Validator,
  type ValidatorContext,
  type ValidatorDefinition,
} from './validator.js';
export type { StepDefinition, WorkflowDefinition } from './workflow-definition.js';
export type { DomainEvent } from '../domain/event/domain-event.js';
export type { JsonObject, JsonValue } from '../domain/json.js';
export type { InputType } from '../domain/plugin/input-type.js';
export type { OperationResult, OutputSchema } from '../domain/plugin/operation.js';
export type { StepExecuteResult } from '../domain/plugin/step-type.js';
export type { Severity, ValidationResult } from '../domain/plugin/validation-result.js';

// For hosts.
export { awfHandshake, awfPluginKey, type AwfHandshake } from '../wire/handshake.js';

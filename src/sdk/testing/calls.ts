import type { JsonObject } from '../../domain/json.js';
import type { PluginHost } from '../events.js';
import type { OperationCall } from '../operation.js';
import type { StepCall } from '../step-type.js';
import type { ValidatorContext } from '../validator.js';
import { recordingLog } from './recording-log.js';

/** A host that takes every event and brings it to nobody. */
const host: PluginHost = { emit: () => Promise.resolve('') };

/** What the doubles below have unless a test says otherwise: a log that nobody reads, and a signal that is never aborted. */
const surroundings = () => ({ log: recordingLog().log, signal: new AbortController().signal });

/**
 * A call for the handler of an operation: `handler(operationCall({ text: 'a' }))`. Nothing is checked; {@link TestHost} calls as a host does.
 * @param inputs what the handler gets. Its type is that of no value, so that it fits every handler.
 * @param others members to replace, such as `signal`
 */
export const operationCall = (
  inputs: JsonObject,
  others: Partial<Omit<OperationCall, 'inputs'>> = {},
): OperationCall<never> => ({
  ...surroundings(),
  host,
  progress: () => undefined,
  ...others,
  config: (others.config ?? {}) as never,
  inputs: inputs as never,
});

/**
 * A call for the handler of a type of steps. Nothing is checked; {@link TestHost} calls as a host does.
 * @param config the settings that the handler gets. Its type is that of no value, so that it fits every handler.
 * @param others members to replace, such as `inputs`
 */
export const stepCall = (config: JsonObject, others: Partial<Omit<StepCall, 'config'>> = {}): StepCall<never> => ({
  ...surroundings(),
  host,
  inputs: {},
  stepName: 'step',
  stepType: 'type',
  ...others,
  pluginConfig: (others.pluginConfig ?? {}) as never,
  config: config as never,
});

/** What a validator can use. @param others members to replace, such as `config` */
export const validatorContext = (others: Partial<ValidatorContext> = {}): ValidatorContext => ({
  ...surroundings(),
  config: {},
  ...others,
});

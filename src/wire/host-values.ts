import { AwfError } from '../domain/errors/awf-error.js';
import type { Problem } from '../domain/errors/problem.js';
import type { JsonObject } from '../domain/json.js';
import { encodeJsonValues, UnsuitableValue, type JsonValues, type MemberKind } from './json-values.js';

/**
 * Encodes inputs for a plugin. @throws AwfError `USER.VALIDATION.OPERATION_INPUT`, which names the input that cannot be
 * encoded
 */
export const encodeInputs = (operation: string, inputs: JsonObject): JsonValues =>
  encoded(inputs, 'input', (problem, cause) => {
    return new AwfError('USER.VALIDATION.OPERATION_INPUT', { operation, problems: [problem] }, { cause });
  });

/**
 * Encodes a configuration for a plugin. @throws AwfError `USER.VALIDATION.PLUGIN_CONFIG`, which names the setting that
 * cannot be encoded
 */
export const encodeConfig = (plugin: string, config: JsonObject): JsonValues =>
  encoded(config, 'setting', (problem, cause) => {
    return new AwfError('USER.VALIDATION.PLUGIN_CONFIG', { plugin, problems: [problem] }, { cause });
  });

function encoded(
  object: JsonObject,
  kind: MemberKind,
  refusal: (problem: Problem, cause: Error) => AwfError,
): JsonValues {
  try {
    return encodeJsonValues(object, kind);
  } catch (error) {
    if (!(error instanceof UnsuitableValue)) throw error;
    throw refusal({ field: error.member, problem: error.problem }, error);
  }
}

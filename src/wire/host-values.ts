import { AwfError } from '../domain/errors/awf-error.js';
import type { Problem } from '../domain/errors/error-details.js';
import type { JsonObject } from '../domain/json.js';
import { encodeJsonValues, UnsuitableValue, type JsonValues, type MemberKind } from './json-values.js';

/** Inputs on their way to a plugin. @throws AwfError `USER.VALIDATION.OPERATION_INPUT` naming the one that cannot travel */
export const encodeInputs = (operation: string, inputs: JsonObject): JsonValues =>
  encoded(inputs, 'input', (problem, cause) => {
    return new AwfError('USER.VALIDATION.OPERATION_INPUT', { operation, problems: [problem] }, { cause });
  });

/** A configuration on its way to a plugin. @throws AwfError `USER.VALIDATION.PLUGIN_CONFIG` naming the setting that cannot travel */
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

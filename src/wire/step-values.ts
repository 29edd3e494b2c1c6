import { AwfError } from '../domain/errors/awf-error.js';
import { isJsonObject, type JsonObject, type JsonValue } from '../domain/json.js';
import {
  countValues,
  isNestedTooDeep,
  deepestNesting,
  mostValues,
  nestedTooDeep,
  tooManyValues,
  wellFormedJson,
} from '../domain/json-text.js';
import type { StepExecuteRequest, StepExecuteResult } from '../domain/plugin/step-type.js';
import { bytesBeside, bytesOfJson, tooMuchMemory } from './json-memory.js';
import { encodeJsonValues, UnsuitableValue, type MemberKind } from './json-values.js';

/** A step on the wire. Unlike the inputs of an operation, its settings and inputs are one JSON object each. */
export interface EncodedStep {
  readonly stepName: string;
  readonly stepType: string;
  readonly config: string;
  readonly inputs: string;
}

/** How a step ended, on the wire. `data` is a JSON object, or empty. */
export interface EncodedStepResult {
  readonly output: string;
  readonly data: string;
  readonly exitCode: number;
}

/**
 * Encodes a step for a plugin.
 * @throws AwfError `USER.VALIDATION.STEP_CONFIG`, which names the setting or the input that cannot be encoded
 */
export function encodeStep({ stepName, stepType, config, inputs }: StepExecuteRequest, fullName: string): EncodedStep {
  try {
    return {
      stepName,
      stepType,
      config: encodeJsonObject(config, 'setting'),
      inputs: encodeJsonObject(inputs, 'input'),
    };
  } catch (cause) {
    if (!(cause instanceof UnsuitableValue)) throw cause;
    const problems = [{ field: cause.member, problem: cause.problem }];
    throw new AwfError('USER.VALIDATION.STEP_CONFIG', { step: stepName, stepType: fullName, problems }, { cause });
  }
}

/**
 * Decodes the result of a step.
 * @param memory how many bytes of memory it may take to read the data @default any number
 * @throws Error for data that are not a JSON object, are nested too deep, or take too much memory
 */
export const decodeStepResult = (
  { output, data, exitCode }: EncodedStepResult,
  memory?: number,
): StepExecuteResult => ({ output, data: decodeJsonObject(data, 'data', memory), exitCode });

/** An object as JSON. @throws UnsuitableValue for a member that JSON cannot express, or that is nested too deep */
export function encodeJsonObject(object: JsonObject, kind: MemberKind): string {
  const members = [...encodeJsonValues(object, kind)];
  return `{${members.map(([name, json]) => `${wellFormedJson(JSON.stringify(name))}:${json}`).join(',')}}`;
}

/** Reads a JSON object; nothing is an empty one. @throws Error that names what was to be read, also for too many values */
export function decodeJsonObject(text: string, what: string, memory = Infinity): JsonObject {
  if (text.trim() === '') return {};
  if (text.length > mostValues) {
    const count = countValues(text, mostValues);
    if (count > mostValues) throw new Error(`${what} ${tooManyValues}`);
    if (bytesBeside(text.length) + bytesOfJson(text, count) > memory)
      throw new Error(`${what} ${tooMuchMemory(memory)}`);
  }
  const value = parsed(text, what);
  // AWF's Go code sends null for a map that was never made.
  if (value === null) return {};
  if (!isJsonObject(value)) throw new Error(`${what} is not a JSON object`);
  // The object itself is one level more than its members.
  if (isNestedTooDeep(text, deepestNesting + 1)) throw new Error(`${what} ${nestedTooDeep}`);
  return value;
}

function parsed(text: string, what: string): JsonValue {
  try {
    return JSON.parse(text) as JsonValue;
  } catch (cause) {
    throw new Error(`${what} is not JSON`, { cause });
  }
}

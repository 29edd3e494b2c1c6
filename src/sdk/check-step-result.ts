import { jsonProblem, kindOf } from './check-result.js';
import type { StepResult } from './step-type.js';

/**
 * Checks what the handler of a type of steps returned, because a program without type checks may return anything.
 * @throws TypeError that says what is wrong, with the path of the value
 */
export function checkStepResult(returned: unknown): asserts returned is StepResult {
  if (typeof returned !== 'object' || returned === null || Array.isArray(returned))
    throw new TypeError(`the handler returned ${kindOf(returned)}; ${advice}`);
  const unknown = Object.keys(returned).find((name) => !['output', 'data', 'exitCode'].includes(name));
  if (unknown !== undefined) throw new TypeError(`the handler returned an object with \`${unknown}\`; ${advice}`);
  const { output, data, exitCode } = returned as Readonly<Record<string, unknown>>;
  if (output !== undefined && typeof output !== 'string')
    throw new TypeError(`the handler returned ${kindOf(output)} as output, not a text`);
  if (exitCode !== undefined && !isExitCode(exitCode))
    throw new TypeError(`the handler returned ${shown(exitCode)} as exitCode, not a whole number of 32 bits`);
  if (data === undefined) return;
  if (typeof data !== 'object' || data === null || Array.isArray(data))
    throw new TypeError(`the handler returned ${kindOf(data)} as data, not an object`);
  const problem = jsonProblem(data, 'data');
  if (problem !== undefined) throw new TypeError(`the handler returned a value that JSON cannot express: ${problem}`);
}

const advice = 'it must return { output, data, exitCode }, each of which may be left out';

/** It travels as an int32. */
const isExitCode = (value: unknown): boolean => typeof value === 'number' && (value | 0) === value;

const shown = (value: unknown): string => (typeof value === 'number' ? String(value) : kindOf(value));

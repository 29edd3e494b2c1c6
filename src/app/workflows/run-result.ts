import type { AwfError } from '../../domain/errors/awf-error.js';
import { causesOf } from '../../domain/errors/causes.js';
import { type JsonObject, recordOf } from '../../domain/json.js';
import type { ValidationReport } from './validation-report.js';

/** How one state of a workflow went; of a state that ran more than once, the last time. */
export interface StateReport {
  /** `failed` even if the workflow continues because of `continue_on_error`. */
  readonly status: 'completed' | 'failed';
  /** What a command wrote to stdout, without the line breaks at its end; the output `output` of an operation; the message of a terminal state. */
  readonly output: string;
  /** All outputs of an operation; empty for other states. */
  readonly response: JsonObject;
  /** How long it took, in milliseconds, its repetitions included. */
  readonly durationMs: number;
  /** How often it was executed. Absent where that is once, or never. */
  readonly attempts?: number;
  /** Why it failed. */
  readonly error?: AwfError;
}

/** How a workflow went. */
export interface RunResult {
  /** Its name. */
  readonly workflow: string;
  /** `completed` if it reached a terminal state of success, `canceled` if its caller or the host ended it. */
  readonly status: 'completed' | 'failed' | 'canceled';
  /** The states that ran, in the order in which they first did, the terminal one included. */
  readonly states: ReadonlyMap<string, StateReport>;
  /** How long the run took in milliseconds, including the start of the plugins. */
  readonly durationMs: number;
  /** What plugins found in the workflow before its first step. Absent where none was asked. */
  readonly validation?: ValidationReport;
  /** Why it failed. Its code decides the exit status. */
  readonly error?: AwfError;
  /** Events of the run that plugins did not get because too many waited for them, by the plugin's name. Absent: none. */
  readonly droppedEvents?: ReadonlyMap<string, number>;
}

/** Gives the hint for an error: what a person can do about it. */
export type HintOf = (error: AwfError) => string;

/** An error as JSON. Its causes are nested in `cause`. */
export const errorToJson = (error: AwfError, hintOf?: HintOf): JsonObject => ({
  code: error.code,
  message: error.message,
  ...(hintOf === undefined ? {} : { hint: hintOf(error) }),
  ...causesOf(error).reduceRight<JsonObject>((inner, cause) => ({ cause: { ...cause, ...inner } }), {}),
});

/**
 * A result as JSON: the object that `awf run -f json` prints.
 * @param hintOf adds a `hint` to each error. @default no hints
 */
export function resultToJson(result: RunResult, hintOf?: HintOf): JsonObject {
  const states = [...result.states].map(([name, { error, ...report }]): readonly [string, JsonObject] => [
    name,
    {
      ...report,
      durationMs: rounded(report.durationMs),
      ...(error === undefined ? {} : { error: errorToJson(error, hintOf) }),
    },
  ]);
  return {
    workflow: result.workflow,
    status: result.status,
    durationMs: rounded(result.durationMs),
    states: recordOf(states),
    ...(result.validation === undefined ? {} : validationToJson(result.validation, hintOf)),
    ...(result.droppedEvents === undefined ? {} : { droppedEvents: recordOf(result.droppedEvents) }),
    ...(result.error === undefined ? {} : { error: errorToJson(result.error, hintOf) }),
  };
}

/** What plugins found in a workflow as JSON, under the keys `issues` and `validators`. */
export const validationToJson = ({ issues, validators }: ValidationReport, hintOf?: HintOf): JsonObject => ({
  issues: issues.map(({ at, ...issue }) => ({ ...issue, line: at.line, column: at.column })),
  validators: validators.map(({ error, ...asked }) => ({
    ...asked,
    ...(error === undefined ? {} : { error: errorToJson(error, hintOf) }),
  })),
});

const rounded = (ms: number): number => Math.round(ms * 10) / 10;

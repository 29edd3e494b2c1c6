import { recordOf, type JsonObject, type JsonValue } from '../../domain/json.js';
import type { Workflow } from '../../domain/workflow/workflow.js';
import type { Machine } from './run-options.js';
import type { StateReport } from './run-result.js';

/** The result of a step, for the templates of later steps. */
export interface StepOutcome extends StateReport {
  /** What a command wrote to stdout, line breaks at the end included, as in AWF; the output of an operation. */
  readonly stdout: string;
  readonly stderr: string;
  readonly exitCode: number;
}

/** What a run begins with. */
export interface ScopeSource {
  readonly id: string;
  readonly workflow: Workflow;
  readonly inputs: JsonObject;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
  readonly machine: Machine;
  readonly startedAt: Date;
}

/** What expressions see in the course of one run. */
export class RunScope {
  readonly #source: ScopeSource;
  readonly #states = new Map<string, JsonObject>();
  readonly #fixed: JsonObject;

  constructor(source: ScopeSource) {
    this.#source = source;
    const set = Object.entries(source.env).filter((entry): entry is [string, string] => entry[1] !== undefined);
    this.#fixed = {
      inputs: source.inputs,
      env: recordOf(set),
      context: { WorkingDir: source.cwd, User: source.machine.user, Hostname: source.machine.hostname },
    };
  }

  record(step: string, outcome: StepOutcome): void {
    this.#states.set(step, {
      Output: outcome.stdout,
      Response: outcome.response,
      // AWF's name for the response of a step of a type that a plugin adds.
      Data: outcome.response,
      Stderr: outcome.stderr,
      ExitCode: outcome.exitCode,
      Status: outcome.status,
      Error: outcome.error?.message ?? '',
    });
  }

  /** As seen from one state, at one moment. */
  at(state: string, elapsedMs: number): JsonObject {
    const { id, workflow, startedAt } = this.#source;
    const facts: Record<string, JsonValue> = {
      ID: id,
      Name: workflow.name,
      CurrentState: state,
      StartedAt: startedAt.toISOString(),
      Duration: `${Math.round(elapsedMs)}ms`,
    };
    return { ...this.#fixed, states: recordOf(this.#states), workflow: facts };
  }
}

import type { AwfError } from '../../domain/errors/awf-error.js';
import type { Progress } from '../../domain/plugin/progress.js';
import type { StepState, TerminalState, Workflow } from '../../domain/workflow/workflow.js';
import type { RunResult, StateReport } from './run-result.js';
import type { ValidationReport } from './validation-report.js';

/** A step that failed, and is about to be executed again. */
export interface Retry {
  /** Executions until now. */
  readonly attempts: number;
  /** How long it waits first. */
  readonly delayMs: number;
  /** Why the last one failed. */
  readonly error: AwfError;
}

/** What happens while a workflow runs, as it happens. */
export type RunEvent =
  | { readonly type: 'run-started'; readonly workflow: Workflow }
  | { readonly type: 'plugins-starting'; readonly plugins: readonly string[] }
  | { readonly type: 'plugins-started'; readonly plugins: readonly string[]; readonly durationMs: number }
  /** Plugins have checked the workflow. An issue that is an error ends the run. */
  | { readonly type: 'validated'; readonly report: ValidationReport }
  | { readonly type: 'step-started'; readonly step: StepState }
  | { readonly type: 'step-progress'; readonly step: StepState; readonly progress: Progress }
  /** An execution of the step has failed, and it waits for the next one. */
  | { readonly type: 'step-retrying'; readonly step: StepState; readonly retry: Retry }
  | { readonly type: 'step-finished'; readonly step: StepState; readonly report: StateReport }
  | { readonly type: 'terminal-reached'; readonly state: TerminalState; readonly message: string }
  | { readonly type: 'run-finished'; readonly result: RunResult };

/** Is told what happens; must not throw. */
export type RunObserver = (event: RunEvent) => void;

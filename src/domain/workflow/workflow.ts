import type { OperationRef } from '../plugin/operation-ref.js';
import type { InputDeclaration } from './input-declaration.js';
import type { Located, SourcePosition } from './source-position.js';
import type { TemplateText, TemplateValue } from './template.js';

interface StateBase {
  /** By which other states lead to it. */
  readonly name: string;
  /** Where its name stands. */
  readonly at: SourcePosition;
}

interface StepBase extends StateBase {
  /** Milliseconds that one execution may take; absent for no limit. */
  readonly timeoutMs?: number;
  /** State that follows on success. {@link validateWorkflow} reports its absence. */
  readonly onSuccess?: Located<string>;
  /** State that follows on failure; without it, a failure ends the workflow. */
  readonly onFailure?: Located<string>;
  /** After a failure, the run continues with `onSuccess`. The step's own result is still failed. */
  readonly continueOnError: boolean;
}

/** Calls an operation of a plugin. */
export interface OperationState extends StepBase {
  /** Tells it from other states. */
  readonly kind: 'operation';
  /** What it calls. */
  readonly operation: Located<OperationRef>;
  /** What the operation is given, in the order of the file. */
  readonly inputs: readonly OperationInput[];
}

/** One input that a step gives to its operation. */
export interface OperationInput {
  /** The operation's own name for it. */
  readonly name: string;
  /** Where its name stands. */
  readonly at: SourcePosition;
  /** Its value, in which texts may hold expressions. */
  readonly value: TemplateValue;
}

/** Runs a command in the shell. */
export interface CommandState extends StepBase {
  /** Tells it from other states. */
  readonly kind: 'command';
  /** In the language of `/bin/sh`. */
  readonly command: TemplateText;
  /** Working directory; absent for the workflow's own. */
  readonly dir?: TemplateText;
}

/** Ends the workflow. */
export interface TerminalState extends StateBase {
  /** Tells it from other states. */
  readonly kind: 'terminal';
  /** How the workflow ends here. */
  readonly status: 'success' | 'failure';
  /** What people are shown then. */
  readonly message?: TemplateText;
  /** Made from `on_failure: {message: ...}`; users did not name it and do not see it. */
  readonly inline: boolean;
}

/** A state that does something. */
export type StepState = OperationState | CommandState;
/** A node of the graph. */
export type WorkflowState = StepState | TerminalState;

/** A directed graph of states, as a workflow file describes it. */
export interface Workflow {
  /** As the file gives it. */
  readonly name: string;
  /** Path of its file, as the user gave it. */
  readonly file: string;
  /** For people. */
  readonly description?: string;
  /** As the file gives it, in any form. */
  readonly version?: string;
  /** What a run is given, in the order of the file. */
  readonly inputs: readonly InputDeclaration[];
  /** The first state. Absent if the file does not name it, which {@link validateWorkflow} reports. */
  readonly initial?: Located<string>;
  /** Where `states` stands. */
  readonly statesAt: SourcePosition;
  /** In the order of the file. */
  readonly states: ReadonlyMap<string, WorkflowState>;
}

/** Manifest names of all plugins that a workflow's steps name, each once. */
export function pluginsOf(workflow: Workflow): readonly string[] {
  const names = new Set<string>();
  for (const state of workflow.states.values()) if (state.kind === 'operation') names.add(state.operation.value.plugin);
  return [...names];
}

const inlinePrefix = '__inline_error_';

/** Name of the hidden terminal state that `on_failure: {message: ...}` of a step stands for; AWF calls it so too. */
export const inlineStateOf = (step: string): string => `${inlinePrefix}${step}`;

/** The name of a state in texts for users. A hidden state has the name of its step. */
export const shownName = (state: WorkflowState): string =>
  state.kind === 'terminal' && state.inline ? state.name.slice(inlinePrefix.length) : state.name;

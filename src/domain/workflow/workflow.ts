import type { OperationRef } from '../plugin/operation-ref.js';
import type { StepTypeRef } from '../plugin/step-type-ref.js';
import type { InputDeclaration } from './input-declaration.js';
import type { RetryRule } from './retry.js';
import type { Located, SourcePosition } from './source-position.js';
import type { TemplateText, TemplateValue } from './template.js';

interface StateBase {
  /** By which other states lead to it. */
  readonly name: string;
  /** Where its name stands. */
  readonly at: SourcePosition;
  /** For people. */
  readonly description?: string;
}

interface StepBase extends StateBase {
  /** Milliseconds that it may take, together with its repetitions; absent for no limit. */
  readonly timeoutMs?: number;
  /** When it is executed again after a failure; absent for never. */
  readonly retry?: RetryRule;
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

/** One input that a step gives to its operation, or one setting of a step of a type that a plugin adds. */
export interface OperationInput {
  /** The plugin's own name for it. */
  readonly name: string;
  /** Where its name stands. */
  readonly at: SourcePosition;
  /** Its value, in which texts may hold expressions. */
  readonly value: TemplateValue;
}

/** A step of a type that a plugin adds to the language. */
export interface CustomState extends StepBase {
  /** Tells it from other states. */
  readonly kind: 'custom';
  /** Its type, with the plugin's own name also where the file has an alias for it. */
  readonly stepType: Located<StepTypeRef>;
  /** Its settings, in the order of the file. */
  readonly config: readonly OperationInput[];
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
export type StepState = OperationState | CommandState | CustomState;
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
  /** Who wrote it. */
  readonly author?: string;
  /** As the file gives them. @default none */
  readonly tags?: readonly string[];
  /** Other names for plugins: an alias and the manifest name that it stands for in types of steps. */
  readonly plugins: ReadonlyMap<string, string>;
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
  for (const state of workflow.states.values()) {
    if (state.kind === 'operation') names.add(state.operation.value.plugin);
    if (state.kind === 'custom') names.add(state.stepType.value.plugin);
  }
  return [...names];
}

const inlinePrefix = '__inline_error_';

/** Name of the hidden terminal state that `on_failure: {message: ...}` of a step stands for; AWF calls it so too. */
export const inlineStateOf = (step: string): string => `${inlinePrefix}${step}`;

/** The name of a state in texts for users. A hidden state has the name of its step. */
export const shownName = (state: WorkflowState): string =>
  state.kind === 'terminal' && state.inline ? state.name.slice(inlinePrefix.length) : state.name;

import { closest, didYouMean } from '../did-you-mean.js';
import { endingStates, reachableAfter, successors } from './graph.js';
import { placeIn, type Located, type SourcePosition } from './source-position.js';
import { validateReferences } from './validate-references.js';
import type { StepState, Workflow, WorkflowState } from './workflow.js';
import { workflowProblem, type WorkflowProblem } from './workflow-problems.js';

/** Something odd that does not stop a workflow from running. */
export interface WorkflowWarning {
  readonly at: SourcePosition;
  readonly text: string;
}

/** What {@link validateWorkflow} found. */
export interface WorkflowVerdict {
  readonly problems: readonly WorkflowProblem[];
  readonly warnings: readonly WorkflowWarning[];
}

/** More problems do not help a person, and each costs a search for similar names. */
const mostProblems = 100;

/** The parts of a workflow in which the reader of its file found mistakes. Nothing is said about what depends on them. */
export interface UnclearParts {
  /** Names of states. Some of them may be missing in the workflow, or lack a transition. */
  readonly states: ReadonlySet<string>;
  /** Whether inputs may be missing in the workflow. */
  readonly inputs: boolean;
}

const nothingUnclear: UnclearParts = { states: new Set(), inputs: false };

/** Checks everything about a workflow that can be known before it runs. Reports all problems, up to {@link mostProblems} of a kind. */
export function validateWorkflow(workflow: Workflow, unclear: UnclearParts = nothingUnclear): WorkflowVerdict {
  const checks = [checkInitial, checkTransitions, checkEnds];
  const problems = checks.flatMap((check) => first(check(workflow, unclear.states)));
  // Which state runs before which is known only if all transitions are valid.
  const ordered = problems.length === 0 && unclear.states.size === 0;
  return {
    problems: [...problems, ...first(validateReferences(workflow, { ...unclear, ordered }))],
    warnings: ordered ? unreachable(workflow) : [],
  };
}

function first(found: Iterable<WorkflowProblem>): readonly WorkflowProblem[] {
  const problems: WorkflowProblem[] = [];
  for (const problem of found) {
    problems.push(problem);
    if (problems.length === mostProblems) break;
  }
  return problems;
}

type Names = ReadonlySet<string>;

function* checkInitial(workflow: Workflow, unclear: Names): Generator<WorkflowProblem> {
  const { initial, file, statesAt, states } = workflow;
  const missing = (at: SourcePosition, problem: string): WorkflowProblem =>
    workflowProblem('WORKFLOW.VALIDATION.MISSING_STATE', { ...placeIn(file, at), problem });
  if (initial === undefined) yield missing(statesAt, 'states.initial is missing: it names the state to begin with');
  else if (!states.has(initial.value) && !unclear.has(initial.value)) {
    const guess = didYouMean(initial.value, states.keys());
    yield missing(initial.at, `states.initial names ${initial.value}, which does not exist${guess}`);
  }
  const ends = [...states.values()].some((state) => state.kind === 'terminal' && !state.inline);
  if (!ends && unclear.size === 0)
    yield missing(statesAt, 'there is no terminal state, so the workflow could never end');
}

function* checkTransitions(workflow: Workflow, unclear: Names): Generator<WorkflowProblem> {
  for (const state of workflow.states.values()) {
    if (state.kind === 'terminal') continue;
    if (state.onSuccess === undefined && !unclear.has(state.name))
      yield dangling(workflow, state, { value: undefined, at: state.at });
    for (const target of [state.onSuccess, state.onFailure])
      if (target !== undefined && !workflow.states.has(target.value) && !unclear.has(target.value))
        yield dangling(workflow, state, target);
  }
}

function dangling(workflow: Workflow, state: StepState, target: Located<string | undefined>): WorkflowProblem {
  return workflowProblem('WORKFLOW.VALIDATION.INVALID_TRANSITION', {
    ...placeIn(workflow.file, target.at),
    state: state.name,
    target: target.value,
    similar: target.value === undefined ? undefined : closest(target.value, workflow.states.keys()),
  });
}

/**
 * A circle is valid where a transition leads out of it: polling until a step fails is a circle. It is a problem where no state in it can
 * reach a terminal one. Each state is walked once.
 */
function* checkEnds(workflow: Workflow, unclear: Names): Generator<WorkflowProblem> {
  if (unclear.size > 0) return;
  const ending = endingStates(workflow);
  const walked = new Set<string>();
  for (const state of workflow.states.values()) {
    if (ending.has(state.name)) continue;
    const circle = circleAfter(workflow, state, walked);
    if (circle !== undefined)
      yield workflowProblem('WORKFLOW.VALIDATION.CYCLE_DETECTED', {
        ...placeIn(workflow.file, circle.at),
        states: circle.names,
      });
  }
}

interface Circle {
  readonly at: SourcePosition;
  /** The states on it, with the same one at both ends. */
  readonly names: readonly string[];
}

/** The circle that a state leads into, unless it was found before. Nothing leads out of it, so each state's first transition will do. */
function circleAfter(workflow: Workflow, start: WorkflowState, walked: Set<string>): Circle | undefined {
  const way: WorkflowState[] = [];
  let state: WorkflowState | undefined = start;
  while (state !== undefined && !walked.has(state.name)) {
    walked.add(state.name);
    way.push(state);
    state = workflow.states.get(successors(workflow, state)[0] ?? '');
  }
  const from = state === undefined ? -1 : way.indexOf(state);
  if (from < 0) return undefined;
  const names = [...way.slice(from), way[from]].flatMap((on) => (on === undefined ? [] : [on.name]));
  return { at: way[from]?.at ?? start.at, names };
}

function unreachable(workflow: Workflow): readonly WorkflowWarning[] {
  const start = workflow.initial?.value ?? '';
  const reached = reachableAfter(workflow, start);
  return [...workflow.states.values()]
    .filter((state) => state.name !== start && !reached.has(state.name))
    .filter((state) => !(state.kind === 'terminal' && state.inline))
    .map((state) => ({ at: state.at, text: `no state leads to ${state.name}` }));
}

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

/** More problems than this are of no use to a person, and each costs a search for similar names. */
const mostProblems = 100;

/** Checks everything about a workflow that can be known before it runs. Reports all problems, up to {@link mostProblems} of a kind. */
export function validateWorkflow(workflow: Workflow): WorkflowVerdict {
  const problems = [checkInitial, checkTransitions, checkEnds].flatMap((check) => first(check(workflow)));
  return {
    // Whether a reference can resolve depends on which state runs before which, so the graph must be valid first.
    problems: problems.length > 0 ? problems : first(validateReferences(workflow)),
    warnings: problems.length > 0 ? [] : unreachable(workflow),
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

function* checkInitial(workflow: Workflow): Generator<WorkflowProblem> {
  const { initial, file, statesAt, states } = workflow;
  const missing = (at: SourcePosition, problem: string): WorkflowProblem =>
    workflowProblem('WORKFLOW.VALIDATION.MISSING_STATE', { ...placeIn(file, at), problem });
  if (initial === undefined) yield missing(statesAt, 'states.initial is missing: it names the state to begin with');
  else if (!states.has(initial.value)) {
    const guess = didYouMean(initial.value, states.keys());
    yield missing(initial.at, `states.initial names ${initial.value}, which does not exist${guess}`);
  }
  if (![...states.values()].some((state) => state.kind === 'terminal' && !state.inline))
    yield missing(statesAt, 'there is no terminal state, so the workflow could never end');
}

function* checkTransitions(workflow: Workflow): Generator<WorkflowProblem> {
  for (const state of workflow.states.values()) {
    if (state.kind === 'terminal') continue;
    if (state.onSuccess === undefined) yield dangling(workflow, state, { value: undefined, at: state.at });
    for (const target of [state.onSuccess, state.onFailure])
      if (target !== undefined && !workflow.states.has(target.value)) yield dangling(workflow, state, target);
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
function* checkEnds(workflow: Workflow): Generator<WorkflowProblem> {
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

import { closest, didYouMean } from '../did-you-mean.js';
import { endingStates, reachableAfter, successors } from './graph.js';
import { placeIn, type Located, type SourcePosition } from './source-position.js';
import { validateReferences } from './validate-references.js';
import type { StepState, Workflow } from './workflow.js';
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

/** Checks everything about a workflow that can be known before it runs, and reports all of it. */
export function validateWorkflow(workflow: Workflow): WorkflowVerdict {
  const problems = [...checkInitial(workflow), ...checkTransitions(workflow), ...checkEnds(workflow)];
  return {
    // A reference is judged by which state can come before which, so the graph must be sound first.
    problems: problems.length > 0 ? problems : validateReferences(workflow),
    warnings: problems.length > 0 ? [] : unreachable(workflow),
  };
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
 * A circle is legal where something leads out of it: polling until a step fails is a circle. It is an error where no state in it can
 * reach a terminal one.
 */
function* checkEnds(workflow: Workflow): Generator<WorkflowProblem> {
  const ending = endingStates(workflow);
  const reported = new Set<string>();
  for (const state of workflow.states.values()) {
    if (ending.has(state.name) || reported.has(state.name)) continue;
    const after = reachableAfter(workflow, state.name);
    if (!after.has(state.name)) continue;
    const circle = circleFrom(workflow, state.name);
    for (const name of after) reported.add(name);
    yield workflowProblem('WORKFLOW.VALIDATION.CYCLE_DETECTED', {
      ...placeIn(workflow.file, state.at),
      states: circle,
    });
  }
}

/** A shortest way from a state back to itself, with it at both ends. */
function circleFrom(workflow: Workflow, start: string): readonly string[] {
  const ways: (readonly string[])[] = [[start]];
  const seen = new Set<string>();
  for (let way = ways.shift(); way !== undefined; way = ways.shift()) {
    const state = workflow.states.get(way.at(-1) ?? start);
    for (const next of state === undefined ? [] : successors(workflow, state)) {
      if (next === start) return [...way, start];
      if (!seen.has(next)) ways.push([...way, next]);
      seen.add(next);
    }
  }
  return [start];
}

function unreachable(workflow: Workflow): readonly WorkflowWarning[] {
  const start = workflow.initial?.value ?? '';
  const reached = reachableAfter(workflow, start);
  return [...workflow.states.values()]
    .filter((state) => state.name !== start && !reached.has(state.name))
    .filter((state) => !(state.kind === 'terminal' && state.inline))
    .map((state) => ({ at: state.at, text: `no state leads to ${state.name}` }));
}

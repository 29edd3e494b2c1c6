import type { Workflow, WorkflowState } from './workflow.js';

/** States that may follow `state`, existing ones only. */
export function successors(workflow: Workflow, state: WorkflowState): readonly string[] {
  if (state.kind === 'terminal') return [];
  return [state.onSuccess?.value, state.onFailure?.value].filter(
    (name): name is string => name !== undefined && workflow.states.has(name),
  );
}

/** Names of the states that can come after `start`, however late, the next ones first; `start` itself only where a circle leads back to it. */
export function* statesAfter(workflow: Workflow, start: string): Generator<string> {
  const seen = new Set<string>();
  const reached = [start];
  for (const name of reached) {
    const state = workflow.states.get(name);
    for (const next of state === undefined ? [] : successors(workflow, state)) {
      if (seen.has(next)) continue;
      seen.add(next);
      reached.push(next);
      yield next;
    }
  }
}

/** All of {@link statesAfter}. */
export const reachableAfter = (workflow: Workflow, start: string): ReadonlySet<string> =>
  new Set(statesAfter(workflow, start));

/** Names of the states from which a terminal state can be reached, the terminal ones among them: one walk, against the arrows. */
export function endingStates(workflow: Workflow): ReadonlySet<string> {
  const before = new Map<string, string[]>();
  const ending = new Set<string>();
  for (const state of workflow.states.values()) {
    if (state.kind === 'terminal') ending.add(state.name);
    for (const next of successors(workflow, state)) {
      const known = before.get(next);
      if (known === undefined) before.set(next, [state.name]);
      else known.push(state.name);
    }
  }
  for (const name of ending) for (const earlier of before.get(name) ?? []) ending.add(earlier);
  return ending;
}

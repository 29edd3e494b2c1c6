import { reachableAfter } from './graph.js';
import { contextFields, namespaces, notAmong, stateFields, workflowFields } from './references.js';
import { placeIn } from './source-position.js';
import { referencesOf, textsOf, type TemplateText } from './template.js';
import { shownName, type Workflow, type WorkflowState } from './workflow.js';
import { workflowProblem, type WorkflowProblem } from './workflow-problems.js';

/**
 * References that cannot resolve whatever happens: to a namespace, an input, a state or a field that does not exist, or to a state that
 * never runs before the one that asks for it.
 */
export function validateReferences(workflow: Workflow): readonly WorkflowProblem[] {
  const problems: WorkflowProblem[] = [];
  for (const state of workflow.states.values())
    for (const text of templatesOf(state))
      for (const reference of referencesOf(text.template)) {
        const problem = problemOf(workflow, state, reference.path);
        if (problem === undefined) continue;
        problems.push(
          workflowProblem('WORKFLOW.VALIDATION.UNDEFINED_REFERENCE', {
            ...placeIn(workflow.file, text.at),
            state: shownName(state),
            reference: reference.text,
            problem,
          }),
        );
      }
  return problems;
}

function* templatesOf(state: WorkflowState): Generator<TemplateText> {
  if (state.kind === 'operation') for (const [, value] of state.inputs) yield* textsOf(value);
  if (state.kind === 'command') {
    yield state.command;
    if (state.dir !== undefined) yield state.dir;
  }
  if (state.kind === 'terminal' && state.message !== undefined) yield state.message;
}

function problemOf(workflow: Workflow, state: WorkflowState, path: readonly string[]): string | undefined {
  const [root = '', name, field] = path;
  const oneOf = (known: readonly string[], what: string): string | undefined =>
    name === undefined || known.includes(name) ? undefined : notAmong(name, what, known);
  switch (root) {
    case 'env':
      return undefined;
    case 'workflow':
      return oneOf(workflowFields, 'workflow field');
    case 'context':
      return oneOf(contextFields, 'context field');
    case 'inputs': {
      const known = workflow.inputs.map((input) => input.name);
      return oneOf(known, 'input');
    }
    case 'states':
      return name === undefined ? undefined : stateProblem(workflow, state, name, field);
    default:
      return notAmong(root, 'namespace', namespaces);
  }
}

function stateProblem(
  workflow: Workflow,
  state: WorkflowState,
  name: string,
  field: string | undefined,
): string | undefined {
  const steps = [...workflow.states.values()].filter((other) => other.kind !== 'terminal').map((other) => other.name);
  if (!steps.includes(name)) return notAmong(name, 'step', steps);
  if (!canPrecede(workflow, name, state.name)) return `${name} never runs before ${shownName(state)}`;
  if (field === undefined || stateFields.some((known) => known === field)) return undefined;
  return notAmong(field, 'field of a state', stateFields);
}

/** Whether one state can run before another. Of a state that nothing leads to it cannot be said; that one never runs at all. */
function canPrecede(workflow: Workflow, name: string, state: string): boolean {
  const start = workflow.initial?.value ?? '';
  const runs = state === start || reachableAfter(workflow, start).has(state);
  return !runs || reachableAfter(workflow, name).has(state);
}

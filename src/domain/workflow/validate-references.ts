import { reachableAfter, statesAfter } from './graph.js';
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
  const order = new RunOrder(workflow);
  for (const state of workflow.states.values())
    for (const text of templatesOf(state))
      for (const reference of referencesOf(text.template)) {
        const problem = problemOf(workflow, order, state, reference.path);
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
  if (state.kind === 'operation') for (const { value } of state.inputs) yield* textsOf(value);
  if (state.kind === 'command') {
    yield state.command;
    if (state.dir !== undefined) yield state.dir;
  }
  if (state.kind === 'terminal' && state.message !== undefined) yield state.message;
}

function problemOf(
  workflow: Workflow,
  order: RunOrder,
  state: WorkflowState,
  path: readonly string[],
): string | undefined {
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
      return name === undefined ? undefined : stateProblem(order, state, name, field);
    default:
      return notAmong(root, 'namespace', namespaces);
  }
}

function stateProblem(
  order: RunOrder,
  state: WorkflowState,
  name: string,
  field: string | undefined,
): string | undefined {
  if (!order.steps.has(name)) return notAmong(name, 'step', [...order.steps]);
  if (!order.canPrecede(name, state.name)) return `${name} never runs before ${shownName(state)}`;
  if (field === undefined || stateFields.some((known) => known === field)) return undefined;
  return notAmong(field, 'field of a state', stateFields);
}

/** Which states can run before which, for all references of a workflow. */
class RunOrder {
  /** Names of all states but the terminal ones. */
  readonly steps: ReadonlySet<string>;
  readonly #workflow: Workflow;
  readonly #start: string;
  readonly #running: ReadonlySet<string>;

  constructor(workflow: Workflow) {
    const states = [...workflow.states.values()];
    this.steps = new Set(states.filter(({ kind }) => kind !== 'terminal').map(({ name }) => name));
    this.#workflow = workflow;
    this.#start = workflow.initial?.value ?? '';
    this.#running = reachableAfter(workflow, this.#start);
  }

  /** Whether one state can run before another. Of a state that nothing leads to it cannot be said; that one never runs at all. */
  canPrecede(name: string, state: string): boolean {
    if (state !== this.#start && !this.#running.has(state)) return true;
    // Most references are to a state that ran shortly before: the walk need not go on to the end.
    for (const later of statesAfter(this.#workflow, name)) if (later === state) return true;
    return false;
  }
}

import { reachableAfter, statesAfter } from './graph.js';
import { contextFields, namespaces, notAmong, stateFields, workflowFields } from './references.js';
import { placeIn } from './source-position.js';
import { referencesOf, textsOf, type TemplateText } from './template.js';
import { shownName, type Workflow, type WorkflowState } from './workflow.js';
import { workflowProblem, type WorkflowProblem } from './workflow-problems.js';

/** What is known of a workflow that its references can be checked against. */
export interface ReferenceChecks {
  /** Names of states that may exist although the workflow has no such state. */
  readonly states: ReadonlySet<string>;
  /** Whether there may be other inputs than the workflow has. */
  readonly inputs: boolean;
  /** Whether the workflow's transitions say which state runs before which. */
  readonly ordered: boolean;
}

/**
 * References that cannot resolve whatever happens: to a namespace, an input, a state or a field that does not exist, or to a state that
 * never runs before the one that asks for it.
 */
export function* validateReferences(workflow: Workflow, checks: ReferenceChecks): Generator<WorkflowProblem> {
  const inputs = new Set(workflow.inputs.map((input) => input.name));
  const order = new RunOrder(workflow);
  for (const state of workflow.states.values())
    for (const text of templatesOf(state))
      for (const reference of referencesOf(text.template)) {
        const problem = problemOf({ inputs, order, state, checks }, reference.path);
        if (problem === undefined) continue;
        yield workflowProblem('WORKFLOW.VALIDATION.UNDEFINED_REFERENCE', {
          ...placeIn(workflow.file, text.at),
          state: shownName(state),
          reference: reference.text,
          problem,
        });
      }
}

/** What a reference is judged by. */
interface Surroundings {
  readonly inputs: ReadonlySet<string>;
  readonly order: RunOrder;
  readonly checks: ReferenceChecks;
  /** The state that refers. */
  readonly state: WorkflowState;
}

function* templatesOf(state: WorkflowState): Generator<TemplateText> {
  if (state.kind === 'operation') for (const { value } of state.inputs) yield* textsOf(value);
  if (state.kind === 'custom') for (const { value } of state.config) yield* textsOf(value);
  if (state.kind === 'command') {
    yield state.command;
    if (state.dir !== undefined) yield state.dir;
  }
  if (state.kind === 'terminal' && state.message !== undefined) yield state.message;
}

function problemOf(around: Surroundings, path: readonly string[]): string | undefined {
  const [root = '', name, field] = path;
  const { inputs, checks } = around;
  const oneOf = (known: readonly string[], what: string): string | undefined =>
    name === undefined || known.includes(name) ? undefined : notAmong(name, what, known);
  switch (root) {
    case 'env':
      return undefined;
    case 'workflow':
      return oneOf(workflowFields, 'workflow field');
    case 'context':
      return oneOf(contextFields, 'context field');
    case 'inputs':
      return name === undefined || inputs.has(name) || checks.inputs ? undefined : notAmong(name, 'input', [...inputs]);
    case 'states':
      return name === undefined ? undefined : stateProblem(around, name, field);
    default:
      return notAmong(root, 'namespace', namespaces);
  }
}

function stateProblem(
  { order, checks, state }: Surroundings,
  name: string,
  field: string | undefined,
): string | undefined {
  if (!order.steps.has(name)) return checks.states.has(name) ? undefined : notAmong(name, 'step', [...order.steps]);
  if (checks.ordered && !order.canPrecede(name, state.name)) return `${name} never runs before ${shownName(state)}`;
  if (field === undefined || stateFields.some((known) => known === field)) return undefined;
  return notAmong(field, 'field of a state', stateFields);
}

/** How many states the search for the order of all states may visit. A million takes about a tenth of a second. */
const mostVisits = 1_000_000;

/** Which states can run before which, for all references of a workflow. */
class RunOrder {
  /** Names of all states but the terminal ones. */
  readonly steps: ReadonlySet<string>;
  readonly #workflow: Workflow;
  readonly #start: string;
  readonly #running: ReadonlySet<string>;
  readonly #visited = new Map<string, Walk>();
  #visits = 0;

  constructor(workflow: Workflow) {
    const states = [...workflow.states.values()];
    this.steps = new Set(states.filter(({ kind }) => kind !== 'terminal').map(({ name }) => name));
    this.#workflow = workflow;
    this.#start = workflow.initial?.value ?? '';
    this.#running = reachableAfter(workflow, this.#start);
  }

  /**
   * Whether one state can run before another. True also where that is unknown: for a state that never runs, and in a workflow so large that
   * the search takes too long. Such a reference fails when the workflow runs.
   */
  canPrecede(name: string, state: string): boolean {
    if (state !== this.#start && !this.#running.has(state)) return true;
    const walk = this.#walkFrom(name);
    if (walk.seen.has(state)) return true;
    // Most references are to a state that ran shortly before, so the walk stops as soon as it finds the state.
    for (let next = walk.rest.next(); next.done !== true; next = walk.rest.next()) {
      walk.seen.add(next.value);
      this.#visits += 1;
      if (next.value === state || this.#visits > mostVisits) return true;
    }
    return false;
  }

  #walkFrom(name: string): Walk {
    const known = this.#visited.get(name);
    if (known !== undefined) return known;
    const walk = { seen: new Set<string>(), rest: statesAfter(this.#workflow, name) };
    this.#visited.set(name, walk);
    return walk;
  }
}

/** The states that can follow one state, found on demand. */
interface Walk {
  readonly seen: Set<string>;
  readonly rest: Generator<string>;
}

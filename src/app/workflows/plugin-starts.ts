import { AwfError } from '../../domain/errors/awf-error.js';
import type { Problem } from '../../domain/errors/error-details.js';
import { operationInputProblems } from '../../domain/workflow/check-operation-inputs.js';
import { isOutcome } from '../../domain/workflow/failure-policy.js';
import { pluginsOf, type OperationState, type Workflow } from '../../domain/workflow/workflow.js';
import { forMany } from 'plugin-async';
import type { OperationProvider } from '../../ports/operation-provider.js';
import type { PluginManager } from '../../ports/plugin-manager.js';

/** What starting plugins takes. */
export interface PluginPorts {
  readonly operations: OperationProvider;
  readonly plugins: PluginManager;
}

/**
 * Starts the plugins that a workflow's steps name, and no others, side by side, before its first step: a workflow that cannot work
 * must leave nothing half done. So a wrong set-up ends the run here: a plugin that is missing, disabled, not executable or of another
 * protocol version, an operation that it does not have, an input that the operation does not take. A plugin that fails to start
 * otherwise fails the steps that need it, where `on_failure` can handle it. Perhaps none of them is ever reached.
 *
 * @returns the plugins that failed, with their errors
 */
export async function startPlugins(
  workflow: Workflow,
  { operations, plugins }: PluginPorts,
  signal: AbortSignal,
): Promise<ReadonlyMap<string, AwfError>> {
  const steps = [...workflow.states.values()].filter((state) => state.kind === 'operation');
  const external = await externalPlugins(workflow, steps, { operations, plugins }, signal);
  const failed = new Map<string, AwfError>();
  const limits = forMany({ signal });
  const starts = external.map(async (name) => {
    try {
      await plugins.init(name, undefined, limits);
    } catch (error) {
      if (!AwfError.is(error) || !isOutcome(error)) throw error;
      failed.set(name, error);
    }
  });
  await Promise.allSettled(starts);
  await Promise.all(starts);
  const askable = steps.filter(({ operation }) => !failed.has(operation.value.plugin));
  await checkInputs(workflow.file, askable, { operations, plugins }, signal);
  return failed;
}

/** Checks a workflow without running it: as {@link startPlugins}, but a plugin that fails to start is an error. */
export async function checkOperations(workflow: Workflow, ports: PluginPorts, signal: AbortSignal): Promise<void> {
  const [failure] = (await startPlugins(workflow, ports, signal)).values();
  if (failure !== undefined) throw failure;
}

/** Checks the steps of plugins that run. @throws AwfError with everything that is wrong with the inputs that the file gives */
async function checkInputs(
  file: string,
  steps: readonly OperationState[],
  { operations, plugins }: PluginPorts,
  signal: AbortSignal,
): Promise<void> {
  const wrong: { readonly operation: string; readonly problems: readonly Problem[] }[] = [];
  for (const step of steps) {
    const { name, plugin } = step.operation.value;
    const schema = await operations.getOperation(name, { signal });
    if (schema === undefined) {
      const known = (plugins.get(plugin)?.operations ?? []).map((offered) => offered.name);
      throw new AwfError('USER.INPUT.OPERATION_NOT_FOUND', { operation: name, known });
    }
    const problems = operationInputProblems(step, schema);
    if (problems.length > 0) wrong.push({ operation: name, problems });
  }
  const [first, ...rest] = wrong;
  if (first === undefined) return;
  const others = rest.flatMap(({ operation, problems }) =>
    problems.map(({ field, problem, ...place }) => ({ ...place, problem: `${operation}: ${field}: ${problem}` })),
  );
  throw new AwfError('USER.VALIDATION.OPERATION_INPUT', { ...first, file, ...(others.length > 0 && { others }) });
}

/** The plugins that have a process to start, all checked as far as can be without one. */
async function externalPlugins(
  workflow: Workflow,
  steps: readonly OperationState[],
  { operations, plugins }: PluginPorts,
  signal: AbortSignal,
): Promise<readonly string[]> {
  const external: string[] = [];
  for (const name of pluginsOf(workflow)) {
    try {
      await plugins.load(name, { signal });
      external.push(name);
    } catch (error) {
      if (!isUnknown(error) || !(await isBuiltIn(name, steps, operations, signal))) throw error;
    }
  }
  return external;
}

/** Whether the manager knows no such plugin, or no plugins at all. A built-in one is no business of it. */
const isUnknown = (error: unknown): boolean =>
  AwfError.is(error, 'USER.INPUT.PLUGIN_NOT_FOUND') || AwfError.is(error, 'EXECUTION.PLUGIN.NOT_IMPLEMENTED');

async function isBuiltIn(
  plugin: string,
  steps: readonly OperationState[],
  operations: OperationProvider,
  signal: AbortSignal,
): Promise<boolean> {
  for (const { operation } of steps) {
    if (operation.value.plugin !== plugin) continue;
    if ((await operations.getOperation(operation.value.name, { signal })) !== undefined) return true;
  }
  return false;
}

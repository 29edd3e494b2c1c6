import { AwfError } from '../../domain/errors/awf-error.js';
import type { Problem } from '../../domain/errors/problem.js';
import type { OperationSchema } from '../../domain/plugin/operation.js';
import { operationInputProblems } from '../../domain/workflow/check-operation-inputs.js';
import { pluginsOf, type OperationState, type Workflow } from '../../domain/workflow/workflow.js';
import { forMany } from 'plugin-async';
import type { Logger } from '../../ports/logger.js';
import type { BuiltInOperations, OperationProvider } from '../../ports/operation-provider.js';
import { checkStepTypes, type StepTypePorts } from './check-step-types.js';

/** What starting plugins takes. */
export interface PluginPorts extends StepTypePorts {
  readonly operations: OperationProvider;
  readonly builtIns?: BuiltInOperations | undefined;
  readonly logger: Logger;
}

/**
 * Starts the plugins that a workflow's steps name, and no others, at the same time, before the first step: a workflow that cannot work
 * must leave nothing half done. Then checks that they offer the operations and types of steps, and take the inputs and settings that the file gives.
 *
 * @throws AwfError for the first plugin, in the order of the file, that is missing, disabled or cannot be started; the logger gets the
 * other failures. `USER.INPUT.OPERATION_NOT_FOUND`, `USER.VALIDATION.OPERATION_INPUT`, and what {@link checkStepTypes} throws
 */
export async function startPlugins(workflow: Workflow, ports: PluginPorts, signal: AbortSignal): Promise<void> {
  const steps = [...workflow.states.values()].filter((state) => state.kind === 'operation');
  const external = await externalPlugins(workflow, steps, ports, signal);
  const limits = forMany({ signal });
  const starts = await Promise.allSettled(external.map((name) => ports.plugins.init(name, undefined, limits)));
  const [failure, ...others] = starts
    .filter((start) => start.status === 'rejected')
    .map(({ reason }) => reason as Error);
  if (failure !== undefined && !signal.aborted)
    for (const { message } of others) ports.logger.log('warn', `another plugin could not be started: ${message}`);
  if (failure !== undefined) throw failure;
  await checkInputs(workflow.file, steps, ports, signal);
  await checkStepTypes(workflow, ports, signal);
}

/** Checks the steps of plugins that run. @throws AwfError with everything that is wrong with the inputs that the file gives */
async function checkInputs(
  file: string,
  steps: readonly OperationState[],
  { operations, builtIns, plugins }: PluginPorts,
  signal: AbortSignal,
): Promise<void> {
  const wrong: { readonly operation: string; readonly problems: readonly Problem[] }[] = [];
  for (const step of steps) {
    const { name, plugin } = step.operation.value;
    const schema = await operations.getOperation(name, { signal });
    if (schema === undefined) {
      const offered = plugins.get(plugin)?.operations ?? (await listed(plugin, builtIns, signal));
      const known = offered.map((schema) => schema.name);
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

/**
 * Checks the steps that use operations of the host itself. Nothing is started for that.
 *
 * @returns whether these are all steps that need a plugin
 * @throws AwfError `USER.INPUT.OPERATION_NOT_FOUND`, `USER.VALIDATION.OPERATION_INPUT`, `EXECUTION.PLUGIN.DISABLED`
 */
export async function checkBuiltInSteps(workflow: Workflow, ports: PluginPorts, signal: AbortSignal): Promise<boolean> {
  const { builtIns } = ports;
  const isOwn = (plugin: string): boolean => builtIns?.isBuiltIn(plugin) === true;
  const steps = [...workflow.states.values()].filter((state) => state.kind === 'operation');
  const own = steps.filter(({ operation }) => isOwn(operation.value.plugin));
  await checkInputs(workflow.file, own, ports, signal);
  return pluginsOf(workflow).every(isOwn);
}

/** The operations of a plugin that is part of the host. */
async function listed(
  plugin: string,
  builtIns: OperationProvider | undefined,
  signal: AbortSignal,
): Promise<readonly OperationSchema[]> {
  const all = (await builtIns?.listOperations({ signal })) ?? [];
  return all.filter((schema) => schema.plugin === plugin);
}

/** The plugins that have a process to start, all checked as far as can be without one. */
async function externalPlugins(
  workflow: Workflow,
  steps: readonly OperationState[],
  { operations, builtIns, plugins }: PluginPorts,
  signal: AbortSignal,
): Promise<readonly string[]> {
  const external: string[] = [];
  for (const name of pluginsOf(workflow)) {
    try {
      await plugins.load(name, { signal });
      external.push(name);
    } catch (error) {
      if (!isUnknown(error)) throw error;
      // The operation of a built-in plugin may be misspelt. Then the operations that it has are the answer.
      if (builtIns?.isBuiltIn(name) !== true && !(await isBuiltIn(name, steps, operations, signal))) throw error;
    }
  }
  return external;
}

/** Whether the manager does not know the plugin. It does not know built-in plugins. */
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

import { AwfError } from '../../domain/errors/awf-error.js';
import { splitOperationName } from '../../domain/plugin/operation.js';
import { pluginsOf, type OperationState, type Workflow } from '../../domain/workflow/workflow.js';
import { forMany } from '../../async/call-limit.js';
import type { OperationProvider } from '../../ports/operation-provider.js';
import type { PluginManager } from '../../ports/plugin-manager.js';

/** What starting plugins takes. */
export interface PluginPorts {
  readonly operations: OperationProvider;
  readonly plugins: PluginManager;
}

/**
 * Whether a workflow may handle a failure with `on_failure`: what goes wrong in a right set-up. A wrong input, a missing plugin, an
 * unreadable file is no outcome of a step; it ends the run with its own code, as ADR-015 asks, whatever the workflow says.
 */
export const canBeHandled = (error: AwfError): boolean => error.code.startsWith('EXECUTION.');

/**
 * Starts the plugins that a workflow's steps name, and no others, side by side, before its first step: a workflow that cannot work
 * is to leave nothing half done. So what is wrong with the set-up (a plugin that is missing, disabled, not executable or of another
 * protocol version, an operation that it has not) ends the run here. A plugin that fails to start otherwise fails the steps that need it,
 * where `on_failure` can handle it; perhaps none of them is ever reached.
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
      if (!AwfError.is(error) || !canBeHandled(error)) throw error;
      failed.set(name, error);
    }
  });
  await Promise.allSettled(starts);
  await Promise.all(starts);
  for (const { operation } of steps) {
    const [plugin] = splitOperationName(operation.value) ?? [''];
    if (failed.has(plugin) || (await operations.getOperation(operation.value, { signal })) !== undefined) continue;
    const known = (plugins.get(plugin)?.operations ?? []).map((offered) => offered.name);
    throw new AwfError('USER.INPUT.OPERATION_NOT_FOUND', { operation: operation.value, known });
  }
  return failed;
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
    if (!operation.value.startsWith(`${plugin}.`)) continue;
    if ((await operations.getOperation(operation.value, { signal })) !== undefined) return true;
  }
  return false;
}

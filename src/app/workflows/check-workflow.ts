import type { Workflow } from '../../domain/workflow/workflow.js';
import { askValidators, findValidators, startValidators, type ValidatorPorts } from './ask-validators.js';
import { startPlugins, type PluginPorts } from './plugin-starts.js';
import { nobodyAsked, type ValidationReport } from './validation-report.js';

/** How validators are asked. */
export interface ValidatorSettings {
  /** Whether nobody is asked. */
  readonly skipValidators: boolean;
  /** How long each plugin may take, in milliseconds, its start not included. */
  readonly validatorTimeoutMs: number;
}

/** The validators that a workflow is to be checked by. None if they are left out. */
export const validatorsFor = (
  { validators }: ValidatorPorts,
  { skipValidators }: ValidatorSettings,
  signal: AbortSignal,
): Promise<readonly string[]> => (skipValidators ? Promise.resolve([]) : findValidators(validators, signal));

/**
 * Checks a workflow before its first step: starts its plugins and the validators, at the same time, and asks the validators when everything
 * else is right.
 *
 * @throws AwfError what {@link startPlugins} throws. What validators found is in the report.
 */
export async function checkWorkflow(
  workflow: Workflow,
  validators: readonly string[],
  ports: PluginPorts & ValidatorPorts,
  { validatorTimeoutMs: timeoutMs, signal }: ValidatorSettings & { readonly signal: AbortSignal },
): Promise<ValidationReport> {
  const starting = startValidators(validators, ports.validators, signal);
  await startPlugins(workflow, ports, signal);
  if (validators.length === 0) return nobodyAsked;
  return askValidators(workflow, await starting, ports, { signal, timeoutMs });
}

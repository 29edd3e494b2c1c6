import { AwfError } from '../../domain/errors/awf-error.js';
import type { PluginManifest } from '../../domain/plugin/manifest.js';
import { operationName } from '../../domain/plugin/operation-ref.js';
import type { StepTypeInfo } from '../../domain/plugin/step-type.js';
import type { CallOptions } from '../../ports/call-options.js';
import type { Logger } from '../../ports/logger.js';
import type { PluginConnection } from '../../ports/plugin-transport.js';

/**
 * The types of steps of a plugin that has just been initialized, under full names and in their order. A plugin whose manifest does not
 * promise any is not asked. One that promises them and answers with an error offers none, and the log names it, as AWF has it.
 *
 * @throws AwfError `EXECUTION.PLUGIN.CRASHED`, `.CALL_TIMEOUT`, `.CANCELED`, `.LIMIT_EXCEEDED`
 */
export async function stepTypesOf(
  connection: PluginConnection,
  { name: plugin, capabilities }: PluginManifest,
  { logger, most }: { readonly logger: Logger; readonly most: number },
  options: CallOptions,
): Promise<readonly StepTypeInfo[]> {
  if (!capabilities.includes('step_types')) return [];
  const offered = await connection.stepTypes(options).catch((error: unknown) => {
    if (!AwfError.is(error, 'EXECUTION.PLUGIN.CALL_FAILED')) throw error;
    logger.log('warn', 'the manifest of the plugin promises step types, and it has none', {
      plugin,
      answer: `${error.details.status}: ${error.details.message}`,
    });
    return [];
  });
  if (offered.length > most)
    throw new AwfError('EXECUTION.PLUGIN.LIMIT_EXCEEDED', {
      plugin,
      call: 'ListStepTypes',
      what: 'step types',
      most,
      found: offered.length,
    });
  // As in AWF, the first of two types with one name counts.
  const byName = new Map([...offered].reverse().map((type) => [type.name, type]));
  return [...byName.values()]
    .map((type) => ({ ...type, name: operationName(plugin, type.name), plugin }))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

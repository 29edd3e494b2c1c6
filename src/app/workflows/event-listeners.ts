import { forMany } from 'plugin-async';
import { AwfError } from '../../domain/errors/awf-error.js';
import type { PluginInfo } from '../../domain/plugin/plugin-info.js';
import type { EventPublisher } from '../../ports/event-publisher.js';
import type { Logger } from '../../ports/logger.js';
import type { PluginManager } from '../../ports/plugin-manager.js';

/** What starting the listeners takes. */
export interface ListenerPorts {
  /** Undefined: nobody would get an event. */
  readonly events?: EventPublisher | undefined;
  readonly plugins: PluginManager;
  readonly logger: Logger;
}

/** The enabled plugins that want events. A workflow runs even if a folder of plugins cannot be read. */
export async function eventListeners(
  { events, plugins, logger }: ListenerPorts,
  signal: AbortSignal,
): Promise<readonly string[]> {
  if (events === undefined) return [];
  try {
    const known = plugins.list();
    const found = known.length > 0 ? known : await plugins.discover({ signal });
    return found.filter(listens).map(({ manifest }) => manifest.name);
  } catch (error) {
    if (!signal.aborted && !AwfError.is(error, 'EXECUTION.PLUGIN.NOT_IMPLEMENTED'))
      logger.log('debug', `no plugin listens to events: ${(error as Error).message}`);
    return [];
  }
}

const listens = ({ manifest, status }: PluginInfo): boolean =>
  manifest.capabilities.includes('events') &&
  manifest.events.subscribe.length > 0 &&
  status !== 'disabled' &&
  status !== 'failed';

/** Starts plugins that want events. A workflow does without one that cannot be started. @returns those that run */
export async function startListeners(
  names: readonly string[],
  { plugins, logger }: ListenerPorts,
  signal: AbortSignal,
): Promise<readonly string[]> {
  const limits = forMany({ signal });
  const started = await Promise.all(
    names.map(async (name) => {
      try {
        await plugins.init(name, undefined, limits);
        return name;
      } catch (error) {
        if (!signal.aborted)
          logger.log('warn', `a plugin that listens to events could not be started: ${(error as Error).message}`);
        return undefined;
      }
    }),
  );
  return started.filter((name) => name !== undefined);
}

import type { PluginManifest } from '../../../domain/plugin/manifest.js';
import type { Logger } from '../../../ports/logger.js';
import type { PluginConnection } from '../../../ports/plugin-transport.js';
import { EventDelivery } from './event-delivery.js';
import type { Subscriber } from './event-queue.js';

/** What reaches a plugin. */
export interface Reach {
  /** The connection to the plugin, which is started again if it has crashed. @throws AwfError if it cannot be reached */
  readonly connection: () => Promise<PluginConnection>;
  readonly logger: Logger;
}

/** Whether the manifest of a plugin lets it have to do with events. */
export const takesPart = ({ capabilities }: PluginManifest): boolean => capabilities.includes('events');

/** A plugin as a subscriber; undefined for one whose manifest asks for no events. */
export function pluginSubscriber(manifest: PluginManifest, { connection, logger }: Reach): Subscriber | undefined {
  const { name, events } = manifest;
  if (!takesPart(manifest) || events.subscribe.length === 0) return undefined;
  // A plugin that may emit nothing loses nothing over a stream.
  const options = { plugin: name, streamed: events.emit.length === 0, logger };
  let current: { readonly to: PluginConnection; readonly delivery: EventDelivery } | undefined;
  return {
    name,
    emit: events.emit,
    patterns: events.subscribe,
    deliver: async (event, limits) => {
      const to = await connection();
      if (current?.to !== to) {
        current?.delivery.abandon('the plugin has ended, and was started again');
        current = { to, delivery: new EventDelivery(to, options) };
      }
      return current.delivery.deliver(event, limits);
    },
    flush: async (limits) => current?.delivery.flush(limits),
  };
}

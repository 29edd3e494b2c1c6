import { pluginSubscriber } from '../../src/app/plugins/events/plugin-subscriber.js';
import { ContractEventPlugin, type EventPublisherSubject, type PluginEventsSubject } from '../../src/contract/index.js';
import { silentLogger } from '../../packages/go-plugin/src/logger.js';
import { InMemoryPluginTransport } from '../../src/infrastructure/in_memory/in-memory-plugin-transport.js';
import { pluginInfoOf } from '../../src/infrastructure/in_memory/in-memory-plugins.js';
import type { EventCall } from '../../src/sdk/index.js';
import type { PluginTransport } from '../../src/ports/plugin-transport.js';
import { eventBus, subscriberOf } from './events.js';

/** The contract's plugin with events, in this process. */
export function memoryEvents(): Promise<PluginEventsSubject> {
  const plugin = new ContractEventPlugin('contract-events', () => undefined);
  const transport: PluginTransport = new InMemoryPluginTransport({ 'contract-events': plugin }, silentLogger);
  const info = pluginInfoOf('contract-events', plugin, 'external');
  return Promise.resolve({ transport, plugin: info, close: () => Promise.resolve() });
}

/** The bus of a host. */
export function busSubject(): Promise<EventPublisherSubject> {
  const { bus } = eventBus();
  return Promise.resolve({
    publisher: bus,
    subscribe: (name, patterns, handle) => {
      const deliver = async (...[event]: Parameters<typeof handle>) => {
        await handle(event);
        return [];
      };
      bus.subscribe(subscriberOf(name, deliver, { patterns }));
      return Promise.resolve();
    },
    capacity: 256,
    close: () => bus.close(),
  });
}

/** The bus of a host, with plugins in this process. */
export function busWithPlugins(): Promise<EventPublisherSubject> {
  const { bus } = eventBus();
  return Promise.resolve({
    publisher: bus,
    subscribe: async (name, patterns, handle) => {
      const plugin = { name, version: '1.0.0', events: { patterns, handler: ({ event }: EventCall) => handle(event) } };
      const info = pluginInfoOf(name, plugin, 'external');
      const connection = await new InMemoryPluginTransport({ [name]: plugin }, silentLogger).connect(info);
      const reach = { connection: () => Promise.resolve(connection), logger: silentLogger };
      // What may emit gets its events call by call.
      const manifest = { ...info.manifest, events: { subscribe: patterns, emit: ['answers.*'] } };
      const subscriber = pluginSubscriber(manifest, reach);
      if (subscriber !== undefined) bus.subscribe(subscriber);
    },
    capacity: 256,
    close: () => bus.close(),
  });
}

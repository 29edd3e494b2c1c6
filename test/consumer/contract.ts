import { describe, it } from 'node:test';
import { InMemoryPluginTransport, type Logger, type PluginInfo, type PluginManager } from 'awf-plugins';
import {
  describePluginManagerContract,
  describePluginTransportContract,
  ObservedTransport,
  pluginTransportClauses,
  type ContractRunner,
  type PluginTransportSubject,
} from 'awf-plugins/contract';

export function suites(logger: Logger, plugin: PluginInfo, manager: PluginManager): void {
  const create = (): Promise<PluginTransportSubject> => {
    const transport = new InMemoryPluginTransport({}, logger);
    return Promise.resolve({ transport, plugin, missing: plugin, close: () => Promise.resolve() });
  };
  const runner: ContractRunner = { describe, it };
  describePluginTransportContract({ name: 'mine', create, runner, skip: { 'PT-01': 'has nothing to say' } });
  describePluginManagerContract({
    name: 'mine',
    create: async () => {
      const inner = await create();
      const transport = new ObservedTransport(inner.transport);
      return { manager, plugin: 'a', disabled: 'b', transport, close: () => inner.close() };
    },
  });
  // @ts-expect-error: without create
  describePluginTransportContract({ name: 'mine' });
  for (const { id, title } of pluginTransportClauses) console.log(id, title);
}

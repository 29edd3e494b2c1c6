import type {
  OperationProviderSubject,
  PluginManagerSubject,
  PluginTransportSubject,
  StepTypeProviderSubject,
  WorkflowValidatorProviderSubject,
} from '../../src/contract/index.js';
import { defaultLimits } from '../../src/app/composition/container-options.js';
import { ContractPlugin, ObservedTransport } from '../../src/contract/index.js';
import { silentLogger } from '../../packages/go-plugin/src/logger.js';
import { ExternalOperationProvider } from '../../src/app/plugins/external-operation-provider.js';
import { ExternalStepTypeProvider } from '../../src/app/plugins/external-step-type-provider.js';
import { ExternalValidatorProvider } from '../../src/app/plugins/external-validator-provider.js';
import { ExternalPluginManager } from '../../src/app/plugins/external-plugin-manager.js';
import { InMemoryPluginLoader } from '../../src/infrastructure/in_memory/in-memory-plugin-loader.js';
import { InMemoryPluginTransport } from '../../src/infrastructure/in_memory/in-memory-plugin-transport.js';
import type { InMemoryPlugins, InMemoryProcess } from '../../src/infrastructure/in_memory/in-memory-plugins.js';
import { InMemoryPluginStateStore } from '../../src/infrastructure/in_memory/in-memory-plugin-state-store.js';
import { InMemorySettingsSource } from '../../src/infrastructure/in_memory/in-memory-settings-source.js';
import { InMemoryValueSource } from '../../src/infrastructure/in_memory/in-memory-value-source.js';
import { systemClock } from '../../src/infrastructure/system_clock/system-clock.js';
import type { PluginLoader } from '../../src/ports/plugin-loader.js';
import type { PluginTransport } from '../../src/ports/plugin-transport.js';

/** What the suites run on: a transport and the source of its plugins. */
export interface ContractHost {
  readonly transport: PluginTransport;
  readonly loader: PluginLoader;
  readonly directory: string;
  /** The name of the contract's plugin. */
  readonly plugin: string;
  /** The name of another plugin, which is disabled. */
  readonly disabled: string;
}

const capabilities = ['operations', 'step_types', 'validators'] as const;

/** The contract's plugin in this process. */
export function inMemoryHost(): ContractHost {
  const plugin = 'contract-echo';
  const plugins: InMemoryPlugins = {
    [plugin]: Object.assign(
      (process: InMemoryProcess) =>
        new ContractPlugin(plugin, () =>
          process.crash({
            reason: 'exited',
            details: { exitCode: 3, stderrTail: 'contract-echo: crashing on request\n' },
          }),
        ),
      { capabilities },
    ),
    sleeper: new ContractPlugin('sleeper', () => undefined),
  };
  const transport = new InMemoryPluginTransport(plugins, silentLogger);
  const loader = new InMemoryPluginLoader(plugins);
  return { transport, loader, directory: 'memory:', plugin, disabled: 'sleeper' };
}

/** A manager as the container makes it. */
export function managerOf(host: ContractHost, transport: PluginTransport = host.transport): ExternalPluginManager {
  return new ExternalPluginManager(
    {
      transport,
      stateStore: new InMemoryPluginStateStore(systemClock, new Map([[host.disabled, { enabled: false, config: {} }]])),
      logger: silentLogger,
      settings: new InMemorySettingsSource(),
      values: new InMemoryValueSource(),
      limits: defaultLimits,
      hostVersion: '0.11.0',
    },
    [{ loader: host.loader, path: host.directory, optional: false }],
  );
}

/** The subjects of a host, by the port. */
export const subjectsOf = (makeHost: () => ContractHost) => ({
  transport: async (): Promise<PluginTransportSubject> => {
    const { transport, loader, directory, plugin } = makeHost();
    const found = (await loader.discoverPlugins(directory)).find(({ manifest }) => manifest.name === plugin);
    if (found === undefined) throw new Error(`${directory} holds no plugin ${plugin}`);
    const missing = { ...found, manifest: { ...found.manifest, name: 'missing' }, locator: `${found.locator}-missing` };
    return { transport, plugin: found, missing, close: () => Promise.resolve() };
  },
  manager: (): Promise<PluginManagerSubject> => {
    const host = makeHost();
    const transport = new ObservedTransport(host.transport);
    const manager = managerOf(host, transport);
    const { plugin, disabled } = host;
    return Promise.resolve({ manager, plugin, disabled, transport, close: () => manager.shutdownAll() });
  },
  provider: (): Promise<OperationProviderSubject> => {
    const host = makeHost();
    const manager = managerOf(host);
    const provider = new ExternalOperationProvider({ plugins: manager, clock: systemClock, logger: silentLogger });
    return Promise.resolve({ provider, plugin: host.plugin, close: () => manager.shutdownAll() });
  },
  stepTypes: (): Promise<StepTypeProviderSubject> => {
    const host = makeHost();
    const manager = managerOf(host);
    const provider = new ExternalStepTypeProvider({ plugins: manager, clock: systemClock, logger: silentLogger });
    return Promise.resolve({ provider, plugin: host.plugin, close: () => manager.shutdownAll() });
  },
  validators: (): Promise<WorkflowValidatorProviderSubject> => {
    const { plugin, disabled, ...host } = makeHost();
    const manager = managerOf({ plugin, disabled, ...host });
    const provider = new ExternalValidatorProvider({ plugins: manager, clock: systemClock });
    return Promise.resolve({ provider, plugin, disabled, close: () => manager.shutdownAll() });
  },
});

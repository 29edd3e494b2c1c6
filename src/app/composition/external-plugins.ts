import { ContainerModule } from 'inversify';
import { InMemoryPluginLoader, memoryDirectory } from '../../infrastructure/in_memory/in-memory-plugin-loader.js';
import { InMemoryPluginTransport } from '../../infrastructure/in_memory/in-memory-plugin-transport.js';
import { inMemoryRuntime } from '../../infrastructure/in_memory/in-memory-plugins.js';
import { inMemoryModule } from '../../infrastructure/in_memory/in-memory.module.js';
import { legacyStubModule } from '../../infrastructure/legacy_stub/legacy-stub.module.js';
import { manifestLoaderModule } from '../../infrastructure/manifest_loader/manifest-loader.module.js';
import { LOGGER } from '../../ports/logger.js';
import type { PluginLoader } from '../../ports/plugin-loader.js';
import { PLUGIN_STATE_STORE } from '../../ports/plugin-state-store.js';
import { PLUGIN_TRANSPORT } from '../../ports/plugin-transport.js';
import type { PluginDirectory, PluginSource } from '../plugins/external-plugin-manager.js';
import type { HostLimits } from '../plugins/initialize-plugin.js';
import { RoutingPluginTransport, type TransportFactory } from '../plugins/routing-plugin-transport.js';
import type { TrustPorts } from '../plugins/trusted-plugin-transport.js';
import { awfVersion, limitsOf, supervisionOf, type ContainerOptions } from './container-options.js';
import { HostOptionError } from './host-option-error.js';
import { pluginsModule } from './use-cases.module.js';

/** The runtime of plugins whose manifest names none: a program that go-plugin starts. */
const defaultRuntime = 'go-plugin';

// Plugins in memory are in no directory; the loader is asked for them once.
const memory: PluginDirectory = { path: memoryDirectory, optional: false };

/** The modules of everything that external plugins need, for the transport that the options choose. */
export function externalPluginModules(options: ContainerOptions): readonly ContainerModule[] {
  const { transport = 'grpc', plugins } = options;
  const settings = {
    hostVersion: options.hostVersion ?? awfVersion,
    limits: limitsOf(options.limits),
    supervision: supervisionOf(options.supervision),
    onStatus: options.onPluginStatus,
    pluginConfig: new Map(Object.entries(options.pluginConfig ?? {})),
  };
  switch (transport) {
    case 'grpc':
      return [
        manifestLoaderModule(),
        routingModule(options, settings.limits),
        pluginsModule({ sources: (loader) => sourcesOf(options, loader), ...settings }),
      ];
    case 'in_memory':
      return [
        inMemoryModule(plugins ?? {}),
        pluginsModule({ sources: (loader) => [{ ...memory, loader }], ...settings }),
      ];
    case 'legacy_stub':
      if (plugins !== undefined)
        throw new HostOptionError('plugins', 'the transport legacy_stub has none; leave out `plugins` or `transport`');
      return [legacyStubModule()];
  }
}

function sourcesOf({ plugins, directories = [] }: ContainerOptions, loader: PluginLoader): readonly PluginSource[] {
  const onDisk = directories.map((directory) => ({ ...directory, loader }));
  return plugins === undefined ? onDisk : [{ ...memory, loader: new InMemoryPluginLoader(plugins) }, ...onDisk];
}

/** Binds one transport over all that this host has. gRPC is loaded when the first program of a plugin is to start. */
const routingModule = (options: ContainerOptions, limits: HostLimits): ContainerModule =>
  new ContainerModule(({ bind }) => {
    bind(PLUGIN_TRANSPORT)
      .toResolvedValue(
        (logger, stateStore) =>
          new RoutingPluginTransport(transports(options, limits, { logger, stateStore }), defaultRuntime),
        [LOGGER, PLUGIN_STATE_STORE],
      )
      .inSingletonScope();
  });

function transports(
  { plugins, allowInsecure = false, lock }: ContainerOptions,
  { messageBytes }: HostLimits,
  { logger, stateStore }: Omit<TrustPorts, 'inspector'>,
): ReadonlyMap<string, TransportFactory> {
  const factories = new Map<string, TransportFactory>();
  factories.set(defaultRuntime, async () => {
    const [{ GrpcPluginTransport }, { TrustedPluginTransport }, { folderInspector }] = await Promise.all([
      import('../../infrastructure/grpc_host/grpc-plugin-transport.js'),
      import('../plugins/trusted-plugin-transport.js'),
      import('./folder-inspector.js'),
    ]);
    const warn = (problem: string): void => logger.log('warn', problem);
    const ports = { inspector: folderInspector(process.env), stateStore, logger };
    return new TrustedPluginTransport(new GrpcPluginTransport(logger, { messageBytes }), ports, {
      allowInsecure,
      lock: lock && (() => lock(allowInsecure ? warn : undefined)),
    });
  });
  if (plugins !== undefined) factories.set(inMemoryRuntime, () => new InMemoryPluginTransport(plugins, logger));
  return factories;
}

import { CompositeOperationProvider } from '../../src/app/plugins/composite-operation-provider.js';
import { RoutingPluginTransport } from '../../src/app/plugins/routing-plugin-transport.js';
import { ContractPlugin } from '../../src/contract/contract-plugin.js';
import { describeOperationProviderContract, describePluginTransportContract } from '../../src/contract/index.js';
import { BuiltInOperationProvider } from '../../src/infrastructure/in_memory/built-in-operation-provider.js';
import { builtInPorts } from '../support/built-in-ports.js';
import { inMemoryHost, subjectsOf, type ContractHost } from '../support/contract-hosts.js';

// What the use cases compose of ports is a port as well, and keeps its contract.

function routedHost(): ContractHost {
  const host = inMemoryHost();
  const others = (): never => {
    throw new Error('a transport that no plugin needs is not made');
  };
  const factories = new Map([
    ['in_memory', () => host.transport],
    ['wasm', others],
  ]);
  return { ...host, transport: new RoutingPluginTransport(factories, 'in_memory') };
}

describePluginTransportContract({
  name: 'a choice of transports',
  notSupported: { code: 'EXECUTION.PLUGIN.SANDBOX_UNAVAILABLE', clauses: ['PT-19'] },
  create: subjectsOf(routedHost).transport,
});

const builtIn = (...names: readonly string[]): BuiltInOperationProvider =>
  new BuiltInOperationProvider(
    names.map((name) => new ContractPlugin(name, () => undefined)),
    builtInPorts(),
  );

describeOperationProviderContract({
  name: 'operations of plugins beside built-in ones',
  create: async () => {
    const subject = await subjectsOf(inMemoryHost).provider();
    return { ...subject, provider: new CompositeOperationProvider(builtIn('other'), subject.provider) };
  },
});

const reason = 'a built-in operation lives and dies with the host';

describeOperationProviderContract({
  name: 'built-in operations beside those of plugins',
  skip: { 'OP-13': reason, 'OP-14': reason },
  create: async () => {
    const external = await subjectsOf(inMemoryHost).provider();
    const provider = new CompositeOperationProvider(builtIn('built-in'), external.provider);
    return { ...external, provider, plugin: 'built-in' };
  },
});

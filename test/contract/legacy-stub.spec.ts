import {
  describeOperationProviderContract,
  describePluginManagerContract,
  operationProviderClauses,
  ObservedTransport,
  pluginManagerClauses,
  type Clause,
} from '../../src/contract/index.js';
import {
  LegacyStubOperationProvider,
  LegacyStubPluginManager,
} from '../../src/infrastructure/legacy_stub/legacy-stub.js';
import { inMemoryHost } from '../support/contract-hosts.js';

const name = 'legacy stub';
const reason = 'it has no plugins: every call rejects with ErrRPCNotImplemented';
const close = (): Promise<void> => Promise.resolve();

/** All clauses but those that the stub keeps. */
const skipAllBut = (clauses: readonly Clause<never>[], ...kept: readonly string[]): Readonly<Record<string, string>> =>
  Object.fromEntries(clauses.filter(({ id }) => !kept.includes(id)).map(({ id }) => [id, reason]));

describePluginManagerContract({
  name,
  skip: skipAllBut(pluginManagerClauses, 'PM-02'),
  create: () => {
    const transport = new ObservedTransport(inMemoryHost().transport);
    return Promise.resolve({ manager: new LegacyStubPluginManager(), plugin: 'a', disabled: 'b', transport, close });
  },
});

describeOperationProviderContract({
  name,
  skip: skipAllBut(operationProviderClauses),
  create: () => Promise.resolve({ provider: new LegacyStubOperationProvider(), plugin: 'a', close }),
});

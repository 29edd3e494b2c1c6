import {
  describeOperationProviderContract,
  describePluginManagerContract,
  describeStepTypeProviderContract,
  describeWorkflowValidatorProviderContract,
  ObservedTransport,
  operationProviderClauses,
  pluginManagerClauses,
  stepTypeProviderClauses,
  workflowValidatorProviderClauses,
  type Clause,
} from '../../src/contract/index.js';
import {
  LegacyStubOperationProvider,
  LegacyStubPluginManager,
  LegacyStubStepTypeProvider,
  LegacyStubValidatorProvider,
} from '../../src/infrastructure/legacy_stub/legacy-stub.js';
import { inMemoryHost } from '../support/contract-hosts.js';

const name = 'legacy stub';
const code = 'EXECUTION.PLUGIN.NOT_IMPLEMENTED';
const close = (): Promise<void> => Promise.resolve();

const allBut = (clauses: readonly Clause<never>[], ...kept: readonly string[]): readonly string[] =>
  clauses.map(({ id }) => id).filter((id) => !kept.includes(id));

describePluginManagerContract({
  name,
  // It lists the plugins that it knows: none.
  notSupported: { code, clauses: allBut(pluginManagerClauses, 'PM-02') },
  create: () => {
    const transport = new ObservedTransport(inMemoryHost().transport);
    return Promise.resolve({ manager: new LegacyStubPluginManager(), plugin: 'a', disabled: 'b', transport, close });
  },
});

describeOperationProviderContract({
  name,
  notSupported: { code, clauses: allBut(operationProviderClauses) },
  create: () => Promise.resolve({ provider: new LegacyStubOperationProvider(), plugin: 'a', close }),
});

describeStepTypeProviderContract({
  name,
  notSupported: { code, clauses: allBut(stepTypeProviderClauses) },
  create: () => Promise.resolve({ provider: new LegacyStubStepTypeProvider(), plugin: 'a', close }),
});

describeWorkflowValidatorProviderContract({
  name,
  notSupported: { code, clauses: allBut(workflowValidatorProviderClauses) },
  create: () => Promise.resolve({ provider: new LegacyStubValidatorProvider(), plugin: 'a', disabled: 'b', close }),
});

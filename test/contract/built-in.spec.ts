import { ContractPlugin } from '../../src/contract/contract-plugin.js';
import { describeOperationProviderContract } from '../../src/contract/index.js';
import { BuiltInOperationProvider } from '../../src/infrastructure/in_memory/built-in-operation-provider.js';
import { builtInPorts } from '../support/built-in-ports.js';

const reason = 'a built-in operation lives and dies with the host';

for (const [name, lazy] of [
  ['built-in operations', false],
  ['built-in operations that are loaded when they are needed', true],
] as const)
  describeOperationProviderContract({
    name,
    skip: { 'OP-13': reason, 'OP-14': reason },
    create: () => {
      const plugin = new ContractPlugin('built-in', () => undefined);
      const about = { name: 'built-in', version: '1.0.0', description: '', config: {} };
      const given = lazy ? { ...about, load: () => Promise.resolve(plugin) } : plugin;
      const provider = new BuiltInOperationProvider([given], builtInPorts());
      return Promise.resolve({ provider, plugin: 'built-in', close: () => provider.close() });
    },
  });

import { ContractPlugin } from '../../src/contract/contract-plugin.js';
import { describeOperationProviderContract } from '../../src/contract/index.js';
import { silentLogger } from '../../packages/go-plugin/src/logger.js';
import { BuiltInOperationProvider } from '../../src/infrastructure/in_memory/built-in-operation-provider.js';

const reason = 'a built-in operation lives and dies with the host';

describeOperationProviderContract({
  name: 'built-in operations',
  skip: { 'OP-13': reason, 'OP-14': reason },
  create: () => {
    const plugin = new ContractPlugin('built-in', () => undefined);
    const provider = new BuiltInOperationProvider([plugin], silentLogger);
    return Promise.resolve({ provider, plugin: 'built-in', close: () => Promise.resolve() });
  },
});

import { describePluginLockFileContract, describeTrustedKeysContract } from '../../src/contract/index.js';
import { memoryKeys, memoryLock } from '../support/trust-subjects.js';

describeTrustedKeysContract({
  name: 'memory',
  create: memoryKeys,
  skip: { 'TK-09': 'memory can always be read' },
});
describePluginLockFileContract({
  name: 'memory',
  create: memoryLock,
  skip: { 'LF-07': 'memory can always be read' },
});

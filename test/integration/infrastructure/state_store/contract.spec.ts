import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describePluginStateStoreContract } from '../../../../src/contract/index.js';
import { ManualClock } from '../../../../src/infrastructure/in_memory/manual-clock.js';
import { FilePluginStateStore } from '../../../../src/infrastructure/state_store/file-plugin-state-store.js';
import { ownFolder } from '../../../support/contract-subjects.js';

describePluginStateStoreContract({
  name: 'plugins.json',
  create: async () => {
    const { root, close } = await ownFolder();
    const path = join(root, 'plugins.json');
    return {
      open: () => new FilePluginStateStore(path, new ManualClock()),
      corrupt: () => writeFile(path, '{"echo":'),
      close,
    };
  },
});

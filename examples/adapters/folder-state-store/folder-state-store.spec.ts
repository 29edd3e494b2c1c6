import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { describe, it } from 'node:test';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ManualClock } from 'awf-plugins';
import { describePluginStateStoreContract } from 'awf-plugins/contract';
import { FolderStateStore } from './folder-state-store.js';

describePluginStateStoreContract({
  name: 'a file for each plugin',
  runner: { describe, it },
  create: async () => {
    const folder = await mkdtemp(join(tmpdir(), 'states-'));
    return {
      open: () => new FolderStateStore(folder, new ManualClock()),
      corrupt: () => writeFile(join(folder, 'echo.json'), '{"enabled":'),
      close: () => rm(folder, { recursive: true }),
    };
  },
});

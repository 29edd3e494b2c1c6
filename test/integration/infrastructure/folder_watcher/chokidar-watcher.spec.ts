import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expectRejection } from '../../../../src/contract/expectations.js';
import { describeFolderWatcherContract } from '../../../../src/contract/index.js';
import { ChokidarWatcher } from '../../../../src/infrastructure/folder_watcher/chokidar-watcher.js';
import { diskFolder } from '../../../support/watcher-subjects.js';

describeFolderWatcherContract({ name: 'folders on disk', create: () => diskFolder(new ChokidarWatcher()) });

describe('Watching a folder on disk', () => {
  it('refuses a file', async () => {
    const subject = await diskFolder(new ChokidarWatcher());
    const { watcher, folder } = subject;
    const file = join(folder, 'file');
    await writeFile(file, '');
    const ignore = (): void => undefined;
    const request = { folder: file, counts: () => true, onChange: ignore, onFailure: ignore };
    await expectRejection(watcher.watch(request), 'USER.INPUT.MISSING_FILE');
    await subject.close();
  });
});

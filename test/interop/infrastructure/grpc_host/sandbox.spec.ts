import { mkdir, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { requireGo } from '../../../../packages/go-plugin/test/support/go.js';
import { buildPeer } from '../../../../packages/go-plugin/test/support/go-plugin-peers.js';
import { manifestOf } from '../../../support/awf.js';
import { describeSandbox, openFolder } from '../../../support/greedy.js';

describe('The sandbox of a plugin in Go', function () {
  this.timeout(180_000);
  let directory = '';

  before(async function () {
    requireGo(this);
    directory = await openFolder('awf-go-');
    await mkdir(join(directory, 'goecho'));
    await writeFile(join(directory, 'goecho', 'plugin.yaml'), manifestOf('goecho'));
    await symlink(await buildPeer('awf-plugin-goecho'), join(directory, 'goecho', 'awf-plugin-goecho'));
  });

  after(async () => {
    if (directory !== '') await rm(directory, { recursive: true });
  });

  describeSandbox('Go', () => ({ directory, name: 'goecho' }));
});

import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { createInstaller } from '../../../../src/app/composition/create-installer.js';
import { AwfError } from '../../../../src/domain/errors/awf-error.js';
import { FilePluginStateStore } from '../../../../src/infrastructure/state_store/file-plugin-state-store.js';
import { systemClock } from '../../../../src/infrastructure/system_clock/system-clock.js';
import { pluginEntries, tarGz } from '../../../support/archives.js';

describe('Two installs of one plugin at once', () => {
  let folder: string;

  beforeEach(async () => (folder = await mkdtemp(join(tmpdir(), 'awf-two-'))));
  afterEach(() => rm(folder, { recursive: true }));

  /** What a process of its own has. */
  async function installer() {
    const stateStore = new FilePluginStateStore(join(folder, 'plugins.json'), systemClock);
    const env = { XDG_CACHE_HOME: join(folder, 'cache') };
    return (await createInstaller({ stateStore, pluginsDir: join(folder, 'plugins'), env, cwd: folder })).installer;
  }

  for (let round = 1; round <= 5; round += 1)
    it(`leave the first one, with its own record, when neither may replace the other (round ${round})`, async () => {
      const versions = ['1.0.0', '2.0.0', '3.0.0'];
      const installs = versions.map(async (version) => {
        const path = join(folder, `${version}.tar.gz`);
        await writeFile(path, tarGz(pluginEntries('echo', version, `#!/bin/sh\nexit ${version[0]}\n`)));
        const { contents } = await (await installer()).install(path, { repository: path });
        return { version, checksum: contents.checksum };
      });
      const settled = await Promise.allSettled(installs);
      const [winner, ...others] = settled.flatMap((each) => (each.status === 'fulfilled' ? [each.value] : []));
      const refusals = settled.flatMap((each) => (each.status === 'rejected' ? [each.reason as unknown] : []));
      expect(others).to.deep.equal([]);
      expect(refusals.map((error) => AwfError.is(error) && error.code)).to.deep.equal([
        'USER.INPUT.PLUGIN_INSTALLED',
        'USER.INPUT.PLUGIN_INSTALLED',
      ]);
      expect(await readFile(join(folder, 'plugins', 'echo', 'plugin.yaml'), 'utf8')).to.include(winner?.version);
      const states = JSON.parse(await readFile(join(folder, 'plugins.json'), 'utf8')) as { readonly echo: object };
      expect(states.echo).to.include({ checksum: winner?.checksum });
    });
});

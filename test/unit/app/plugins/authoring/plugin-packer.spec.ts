import { join, resolve } from 'node:path';
import { expect } from 'chai';
import { PluginPacker } from '../../../../../src/app/plugins/authoring/plugin-packer.js';
import { expectRejection } from '../../../../../src/contract/expectations.js';
import { AwfError } from '../../../../../src/domain/errors/awf-error.js';
import { platformText, type Platform } from '../../../../../src/domain/plugin/platform.js';
import { InMemoryInstallations } from '../../../../../src/infrastructure/in_memory/in-memory-installations.js';
import { InMemoryPluginArchives } from '../../../../../src/infrastructure/in_memory/in-memory-plugin-archives.js';
import { pluginInMemory } from '../../../../support/install-subjects.js';

const folder = resolve('echo');
const release = resolve('release');
const staged = 'staged:1/echo';

/** A packer of one plugin. */
function packerOf(
  platforms: readonly Platform[],
  { awfVersion = '>=0.5.0', problem }: { readonly awfVersion?: string; readonly problem?: string } = {},
) {
  const installations = new InMemoryInstallations(new Map([[folder, { ...pluginInMemory('echo'), problem }]]));
  const archives = new InMemoryPluginArchives(new Map([[staged, { content: 'a', platforms }]]));
  const loadPlugin = (locator: string) =>
    Promise.resolve({
      manifest: {
        name: 'echo',
        version: '1.0.0',
        awfVersion,
        capabilities: [],
        events: { subscribe: [], emit: [] },
        description: '',
        config: {},
      },
      type: 'external' as const,
      status: 'loaded' as const,
      locator,
    });
  const packer = new PluginPacker({ installations, loader: { loadPlugin }, archives, hostVersion: '0.11.0' });
  return { packer, archives, installations };
}

const linux = { os: 'linux', arch: 'amd64' };

describe('Packing a plugin', () => {
  it('makes an archive for each platform of AWF if the plugin has no code for one processor', async () => {
    const { packer } = packerOf([]);
    const { archives, plugin } = await packer.pack(folder, { directory: release });
    expect(archives.map(({ path }) => path)).to.deep.equal(
      ['linux_amd64', 'linux_arm64', 'darwin_amd64', 'darwin_arm64'].map((name) =>
        join(release, `echo_1.0.0_${name}.tar.gz`),
      ),
    );
    expect(plugin.locator).to.equal(folder);
  });

  it('makes an archive for each platform that the plugin has code for', async () => {
    const { archives } = await packerOf([linux]).packer.pack(folder, { directory: release });
    expect(archives.map(({ platform }) => platformText(platform))).to.deep.equal(['linux_amd64']);
  });

  it('makes an archive for a platform of its own that a script is wanted for, and none for code that is not there', async () => {
    const windows = { os: 'windows', arch: 'amd64' };
    const { archives } = await packerOf([]).packer.pack(folder, { directory: release, platforms: [windows] });
    expect(archives.map(({ path }) => path)).to.deep.equal([join(release, 'echo_1.0.0_windows_amd64.tar.gz')]);
    const refused = packerOf([linux]).packer.pack(folder, { directory: release, platforms: [windows] });
    const { details } = await expectRejection(refused, 'USER.INPUT.INVALID_FORMAT');
    expect(details.problem).to.equal('the plugin has code for linux_amd64, and none for windows_amd64');
  });

  for (const [what, options, code] of [
    ['what an install refuses', { problem: 'holds a link' }, 'USER.VALIDATION.ARCHIVE_INVALID'],
    ['a plugin for another version of AWF', { awfVersion: '>=9.0.0' }, 'USER.VALIDATION.PLUGIN_VERSION_MISMATCH'],
  ] as const)
    it(`refuses ${what}, and writes nothing`, async () => {
      const { packer, archives, installations } = packerOf([], options);
      await expectRejection(packer.pack(folder, { directory: release }), code);
      expect([...archives.files.keys(), ...installations.plugins.keys()]).to.deep.equal([]);
    });

  for (const directory of [folder, join(folder, 'release')])
    it(`refuses to write into the plugin: ${directory === folder ? 'its folder' : 'a folder in it'}`, async () => {
      const { packer, archives } = packerOf([]);
      await expectRejection(packer.pack(folder, { directory }), 'USER.INPUT.INVALID_FORMAT');
      expect(archives.files.size).to.equal(0);
    });

  it('stops when it is canceled', async () => {
    const { packer, archives } = packerOf([]);
    const signal = AbortSignal.abort();
    const refused = packer.pack(folder, { directory: release, signal });
    expect(AwfError.is(await refused.catch((error: unknown) => error), 'EXECUTION.PLUGIN.CANCELED')).to.equal(true);
    expect(archives.files.size).to.equal(0);
  });
});

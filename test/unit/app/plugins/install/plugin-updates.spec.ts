import { expect } from 'chai';
import { PluginUpdates } from '../../../../../src/app/plugins/install/plugin-updates.js';
import type { PluginOrigin } from '../../../../../src/domain/plugin/plugin-approval.js';
import type { PluginInfo } from '../../../../../src/domain/plugin/plugin-info.js';
import { systemClock } from '../../../../../src/infrastructure/system_clock/system-clock.js';
import { InMemoryReleases } from '../../../../../src/infrastructure/in_memory/in-memory-releases.js';
import { InMemoryPluginStateStore } from '../../../../../src/infrastructure/in_memory/in-memory-plugin-state-store.js';

const plugin = { manifest: { name: 'echo', version: '1.0.0' } } as PluginInfo;

async function look(origin: Partial<PluginOrigin> | undefined, versions: readonly string[], preReleases = false) {
  const releases = new InMemoryReleases();
  const stateStore = new InMemoryPluginStateStore(systemClock);
  const { repository = 'owner/echo' } = origin ?? {};
  for (const version of versions) {
    const tags = version.includes('beta') ? ['next'] : [];
    releases.releases.push({ repository, version, isPrerelease: version.includes('-'), tags, assets: [], notes: [] });
  }
  const recorded = { repository, version: '1.0.0', installedAt: '', updatedAt: '', ...origin };
  const approved = { checksum: 'a'.repeat(64) };
  if (origin !== undefined) await stateStore.setInstallation('echo', { approved, origin: recorded });
  return new PluginUpdates({ releases, stateStore }).look(plugin, { preReleases });
}

describe('PluginUpdates', () => {
  it('finds the newest version above the one that is installed', async () => {
    expect(await look({}, ['1.0.0', '1.10.0', '1.9.0'])).to.include({ status: 'outdated', latest: '1.10.0' });
    expect(await look({}, ['1.0.0', '0.9.0'])).to.include({ status: 'current', version: '1.0.0' });
  });

  it('never goes back, also from a pre-release that was asked for', async () => {
    expect(await look({ version: '2.0.0-rc.1' }, ['1.9.0', '2.0.0-rc.1'])).to.include({ status: 'current' });
    expect(await look({ version: '2.0.0-rc.1' }, ['1.9.0', '2.0.0'])).to.include({ latest: '2.0.0' });
  });

  it('stays in the range that the plugin was installed with', async () => {
    expect(await look({ wanted: '^1.0.0' }, ['1.2.0', '2.0.0'])).to.include({ latest: '1.2.0', wanted: '^1.0.0' });
  });

  it('follows the name that the plugin was installed with', async () => {
    const origin = { repository: 'npm:echo', wanted: 'next' };
    expect(await look(origin, ['1.1.0', '1.2.0-beta.1', '2.0.0'])).to.include({
      latest: '1.2.0-beta.1',
      wanted: 'next',
    });
    expect(await look(origin, ['1.1.0'])).to.include({ status: 'current' });
  });

  it('takes a range that it does not understand for none', async () => {
    expect(await look({ wanted: '??' }, ['1.2.0'])).to.include({ latest: '1.2.0' });
  });

  it('looks at pre-releases when it is asked to', async () => {
    expect(await look({}, ['1.0.0', '2.0.0-rc.1'])).to.include({ status: 'current' });
    expect(await look({}, ['1.0.0', '2.0.0-rc.1'], true)).to.include({ latest: '2.0.0-rc.1' });
  });

  it('understands what AWF records, with a v before the version', async () => {
    expect(await look({ version: 'v1.0.0' }, ['1.0.0'])).to.include({ status: 'current', version: '1.0.0' });
    expect(await look({ version: 'nightly' }, ['1.0.0'])).to.include({ status: 'outdated', latest: '1.0.0' });
    expect(await look({ version: '' }, ['1.0.0'])).to.include({ status: 'current', version: '1.0.0' });
  });

  it('knows which plugins have no versions elsewhere', async () => {
    expect(await look(undefined, [])).to.deep.equal({ status: 'local', version: '1.0.0' });
    expect(await look({ repository: '/tmp/echo.tar.gz' }, [])).to.include({ status: 'local' });
    expect(await look({ repository: 'https://example.com/a.zip' }, [])).to.include({ status: 'unversioned' });
  });
});

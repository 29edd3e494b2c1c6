import { expect } from 'chai';
import {
  defaultStatePath,
  pluginDirectories,
  settingsFile,
} from '../../../../src/app/composition/plugin-directories.js';

describe('pluginDirectories()', () => {
  it('uses only the explicit directory, if there is one', () => {
    const env = { AWF_PLUGINS_PATH: '/env' };
    expect(pluginDirectories('/a', env, () => '/cwd')).to.deep.equal([{ path: '/a', optional: false }]);
    expect(pluginDirectories(['/a', '/b'], env, () => '/cwd').map(({ path }) => path)).to.deep.equal(['/a', '/b']);
  });

  it('uses AWF_PLUGINS_PATH otherwise', () => {
    const env = { AWF_PLUGINS_PATH: '/env', XDG_DATA_HOME: '/data' };
    expect(pluginDirectories(undefined, env, () => '/cwd')).to.deep.equal([{ path: '/env', optional: false }]);
  });

  it('uses the directories of project and user otherwise, if they exist', () => {
    const found = pluginDirectories(undefined, { AWF_PLUGINS_PATH: '', HOME: '/home/ann' }, () => '/cwd');
    expect(found).to.deep.equal([
      { path: '/cwd/.awf/plugins', optional: true },
      { path: '/home/ann/.local/share/awf/plugins', optional: true },
    ]);
    expect(pluginDirectories(undefined, { XDG_DATA_HOME: '/data' }, () => '/cwd')[1]?.path).to.equal(
      '/data/awf/plugins',
    );
  });
});

describe('settingsFile()', () => {
  const cwd = (): string => '/cwd';

  it('is the named file, else that of AWF_CONFIG_PATH, and both must exist', () => {
    const env = { AWF_CONFIG_PATH: 'ci.yaml' };
    expect(settingsFile('a.yaml', env, cwd)).to.deep.equal({ path: '/cwd/a.yaml', optional: false, folder: '/cwd' });
    expect(settingsFile(undefined, env, cwd)).to.deep.equal({ path: '/cwd/ci.yaml', optional: false, folder: '/cwd' });
    expect(settingsFile('/etc/a.yaml', {}, cwd)).to.include({ path: '/etc/a.yaml', folder: '/cwd' });
  });

  it('is that of the project otherwise, which may be missing', () => {
    const project = { path: '/cwd/.awf/config.yaml', optional: true, folder: '/cwd' };
    expect(settingsFile(undefined, {}, cwd)).to.deep.equal(project);
    expect(settingsFile(undefined, { AWF_CONFIG_PATH: '' }, cwd)).to.deep.equal(project);
  });
});

describe('defaultStatePath()', () => {
  it('is AWF’s', () => {
    expect(defaultStatePath({ XDG_DATA_HOME: '/data' })).to.equal('/data/awf/plugins/plugins.json');
  });
});

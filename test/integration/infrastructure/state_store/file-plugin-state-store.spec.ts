import { expect } from 'chai';
import { mkdir, mkdtemp, readdir, readFile, rm, rmdir, stat, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ManualClock } from '../../../../src/infrastructure/in_memory/manual-clock.js';
import { FilePluginStateStore } from '../../../../src/infrastructure/state_store/file-plugin-state-store.js';
import type { JsonValue } from '../../../../src/domain/json.js';
import { rejection } from '../../../../packages/go-plugin/test/support/rejection.js';

const nested = (levels: number): string => '['.repeat(levels) + ']'.repeat(levels);
const noon = new ManualClock({ now: new Date('2026-01-02T12:00:00Z') });

describe('FilePluginStateStore', () => {
  let root: string;
  let path: string;

  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), 'awf-states-'));
    path = join(root, 'plugins', 'plugins.json');
  });

  afterEach(() => rm(root, { recursive: true }));

  it('treats an unknown plugin as enabled, without configuration', async () => {
    const store = new FilePluginStateStore(path, noon);
    await store.load();
    expect(store.getState('echo')).to.deep.equal({ enabled: true, config: {} });
    expect(store.listDisabled()).to.deep.equal([]);
  });

  it('stores changes in AWF’s format, readable only by the owner', async () => {
    const store = new FilePluginStateStore(path, noon);
    await store.setEnabled('echo', false);
    await store.setConfig('other', { token: 't', n: 1 });
    expect(await readFile(path, 'utf8')).to.equal(`{
  "echo": {
    "enabled": false,
    "disabled_at": 1767355200
  },
  "other": {
    "enabled": true,
    "config": {
      "token": "t",
      "n": 1
    }
  }
}
`);
    expect((await stat(path)).mode & 0o777).to.equal(0o600);
    const again = new FilePluginStateStore(path, noon);
    await again.load();
    expect(again.listDisabled()).to.deep.equal(['echo']);
    expect(again.getState('echo').disabledAt).to.equal('2026-01-02T12:00:00.000Z');
    expect(again.getState('other').config).to.deep.equal({ token: 't', n: 1 });
  });

  it('keeps changes of others, and members that it does not know', async () => {
    const store = new FilePluginStateStore(path, noon);
    await store.setEnabled('mine', true);
    await writeFile(path, '{"theirs":{"enabled":true,"source_data":{"version":"1.0.0"},"checksum":"00ff"}}');
    await store.setEnabled('theirs', false);
    await store.setEnabled('theirs', true);
    const written = JSON.parse(await readFile(path, 'utf8')) as Record<string, unknown>;
    expect(written).to.deep.equal({
      theirs: { enabled: true, source_data: { version: '1.0.0' }, checksum: '00ff' },
    });
    expect(store.getState('theirs').approved).to.deep.equal([{ checksum: '00ff' }]);
  });

  it('makes changes one after the other, and leaves no other file', async () => {
    const store = new FilePluginStateStore(path, noon);
    const names = Array.from({ length: 20 }, (_, i) => `plugin-${i}`);
    await Promise.all(names.map((name) => store.setEnabled(name, false)));
    expect(store.listDisabled()).to.have.members(names);
    expect(await readdir(join(root, 'plugins'))).to.deep.equal(['plugins.json']);
  });

  it('refuses an empty file, which a crash can leave', async () => {
    const store = new FilePluginStateStore(join(root, 'empty.json'), noon);
    for (const text of ['', '\n']) {
      await writeFile(join(root, 'empty.json'), text);
      expect(await rejection(store.load())).to.have.property('code', 'SYSTEM.IO.READ_FAILED');
      expect(store.getState('echo').problem).to.have.property('code', 'USER.VALIDATION.PLUGIN_STATE');
    }
  });

  it('rejects a file with other JSON, and does not overwrite it', async () => {
    const file = join(root, 'broken.json');
    for (const text of ['{"echo":', '[]', '1', '{"echo":{"enabled":false}']) {
      await writeFile(file, text);
      const store = new FilePluginStateStore(file, noon);
      expect(await rejection(store.load())).to.have.property('code', 'SYSTEM.IO.READ_FAILED');
      expect(await rejection(store.setEnabled('echo', false))).to.have.property('code', 'SYSTEM.IO.READ_FAILED');
      expect(await readFile(file, 'utf8')).to.equal(text);
      expect(store.getState('echo')).to.deep.include({ enabled: false, config: {} });
      expect(store.getState('any other').problem).to.have.property('code', 'USER.VALIDATION.PLUGIN_STATE');
    }
  });

  it('refuses the plugin of an invalid entry, and accepts the others', async () => {
    const file = join(root, 'partly.json');
    const text = '{"odd":{"enabled":"false"},"off":{"enabled":false},"fine":{"enabled":true,"checksum":"00ff"}}';
    await writeFile(file, text);
    const store = new FilePluginStateStore(file, noon);
    await store.load();
    expect(store.getState('odd').problem?.details).to.deep.equal({
      plugin: 'odd',
      path: file,
      problems: [{ field: 'enabled', line: 1, column: 19, problem: 'must be true or false' }],
    });
    expect(store.getState('odd').enabled).to.equal(false);
    expect(store.getState('fine')).to.deep.equal({ enabled: true, config: {}, approved: [{ checksum: '00ff' }] });
    expect(store.getState('unknown')).to.deep.equal({ enabled: true, config: {} });
    expect(store.listDisabled()).to.deep.equal(['off']);
    await store.setEnabled('odd', false);
    expect(store.listDisabled()).to.deep.equal(['odd', 'off']);
  });

  it('does not write a file with a duplicate key', async () => {
    const file = join(root, 'twice.json');
    const text = '{"a":{"enabled":false},"a":{"enabled":true}}';
    await writeFile(file, text);
    const store = new FilePluginStateStore(file, noon);
    expect(await rejection(store.setEnabled('b', false))).to.have.property('code', 'SYSTEM.IO.READ_FAILED');
    expect(await readFile(file, 'utf8')).to.equal(text);
    expect(store.getState('a').problem?.message).to.contain('line 1:24: this key stands there twice');
  });

  it('says once where a file is that cannot be read, and what is wrong with it', async () => {
    const file = join(root, 'once.json');
    const wrong = async (): Promise<string> => {
      const store = new FilePluginStateStore(file, noon);
      await rejection(store.load());
      return store.getState('echo').problem?.message ?? '';
    };
    await mkdir(file);
    const before = `the state of plugin echo cannot be read, so the plugin is not started: ${file}: `;
    expect(await wrong()).to.equal(`${before}it is a folder, not a file`);
    await rmdir(file);
    await writeFile(file, '[]');
    expect(await wrong()).to.equal(`${before}line 1:1: must be a JSON object`);
  });

  it('knows no state if the file is a folder, is not text, or cannot be read', async () => {
    const file = join(root, 'odd.json');
    const make = [() => mkdir(file), () => writeFile(file, Buffer.from([0x7b, 0xff, 0x7d]))];
    for (const put of make) {
      await put();
      const store = new FilePluginStateStore(file, noon);
      expect(await rejection(store.load())).to.have.property('code', 'SYSTEM.IO.READ_FAILED');
      expect(store.getState('echo')).to.have.property('enabled', false);
      await rm(file, { recursive: true });
      await store.load();
      expect(store.getState('echo')).to.have.property('enabled', true);
    }
  });

  it('says where it could not write', async () => {
    await writeFile(join(root, 'plugins'), 'a file where the directory should be');
    const error = await rejection(new FilePluginStateStore(path, noon).setEnabled('echo', false));
    expect(error)
      .to.have.property('code')
      .that.matches(/^SYSTEM\.IO\./);
  });

  it('ends if directories can never be made', async function () {
    if (process.platform !== 'linux') this.skip();
    const store = new FilePluginStateStore('/proc/no-such/awf/plugins/plugins.json', noon);
    const error = await rejection(store.setEnabled('echo', false));
    expect(error).to.have.property('code', 'SYSTEM.IO.WRITE_FAILED');
    expect(error).to.have.nested.property('cause.code', 'ENOENT');
  });

  it('says what is wrong with a damaged file, and repeats nothing of its content', async () => {
    await mkdir(join(root, 'plugins'));
    await writeFile(path, '{"echo":{"config":{"token":"hush"}}');
    const error = await rejection(new FilePluginStateStore(path, noon).load());
    expect(error).to.have.property('code', 'SYSTEM.IO.READ_FAILED');
    expect(error).to.have.property('message', `${path} could not be read: line 1:36: the text ends too early`);
  });

  it('keeps changes that several stores make at the same time', async () => {
    const names = Array.from({ length: 12 }, (_, index) => `p${String(index).padStart(2, '0')}`);
    await Promise.all(names.map((name) => new FilePluginStateStore(path, noon).setEnabled(name, false)));
    const store = new FilePluginStateStore(path, noon);
    await store.load();
    expect(store.listDisabled()).to.deep.equal(names);
    expect(await readdir(join(root, 'plugins'))).to.deep.equal(['plugins.json']);
  });

  it('takes over the lock of a process that has been killed', async () => {
    await mkdir(join(root, 'plugins'));
    await writeFile(`${path}.lock`, '');
    const longAgo = new Date(Date.now() - 60_000);
    await utimes(`${path}.lock`, longAgo, longAgo);
    await new FilePluginStateStore(path, noon).setEnabled('echo', false);
    expect(await readdir(join(root, 'plugins'))).to.deep.equal(['plugins.json']);
  });

  it('refuses a configuration that it could not write, and changes nothing', async () => {
    const store = new FilePluginStateStore(path, noon);
    await store.setConfig('echo', { fine: JSON.parse(nested(512)) as JsonValue });
    const before = await readFile(path, 'utf8');
    for (const levels of [513, 100_000]) {
      const error = await rejection(store.setConfig('echo', { deep: JSON.parse(nested(levels)) as JsonValue }));
      expect(error).to.have.property('code', 'USER.VALIDATION.PLUGIN_CONFIG');
      expect(error).to.have.nested.property('details.problems[0].field', 'deep');
    }
    expect(await readFile(path, 'utf8')).to.equal(before);
    await store.load();
    await store.setEnabled('echo', false);
    expect(store.listDisabled()).to.deep.equal(['echo']);
  });

  it('does not load what it could not write again', async () => {
    await mkdir(join(root, 'plugins'));
    await writeFile(path, `{"echo":{"config":{"deep":${nested(100_000)}}}}`);
    const store = new FilePluginStateStore(path, noon);
    for (const call of [store.load(), store.setEnabled('other', false)])
      expect(await rejection(call)).to.have.nested.property('details.problem.problem', 'nested deeper than 515 levels');
  });

  it('changes nothing if the signal is already aborted', async () => {
    const store = new FilePluginStateStore(path, noon);
    const options = { signal: AbortSignal.abort('too late') };
    for (const call of [
      store.load(options),
      store.setEnabled('echo', false, options),
      store.setConfig('echo', {}, options),
    ])
      expect(await rejection(call)).to.include({ code: 'EXECUTION.PLUGIN.CANCELED', cause: 'too late' });
    expect(await readdir(root)).to.deep.equal([]);
  });

  it('waits for others that change the file, but not longer than its limit', async () => {
    const store = new FilePluginStateStore(path, noon);
    await store.setEnabled('echo', false);
    await writeFile(`${path}.lock`, '');
    const late = store.setEnabled('echo', true, { timeoutMs: 20 });
    expect(await rejection(late)).to.have.property('code', 'SYSTEM.IO.TIMEOUT');
    await rm(`${path}.lock`);
    await store.setEnabled('other', false);
    expect(store.listDisabled()).to.deep.equal(['echo', 'other']);
  });
});

import { appendFile, mkdir, readdir, readFile, stat, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'chai';
import { expectRejection } from '../../../../src/contract/expectations.js';
import { describePluginLogsContract } from '../../../../src/contract/index.js';
import type { PluginLogEntry } from '../../../../src/domain/plugin/plugin-log.js';
import { FilePluginLogs } from '../../../../src/infrastructure/plugin_logs/file-plugin-logs.js';
import { ownFolder } from '../../../support/contract-subjects.js';
import { fileLogs } from '../../../support/log-subjects.js';

describePluginLogsContract({ name: 'files', create: fileLogs });

const entry = (message: string): PluginLogEntry => ({
  time: '2026-01-01T00:00:00.000Z',
  plugin: 'hello',
  level: 'info',
  message,
  fields: {},
});

describe('Logs of plugins in files', () => {
  let root = '';
  let close: () => Promise<void>;
  beforeEach(async () => ({ root, close } = await ownFolder()));
  afterEach(() => close());

  /** Appends, and closes what that opened. */
  function append(...messages: readonly string[]): void {
    using logs = new FilePluginLogs(join(root, 'logs'));
    for (const message of messages) logs.append(entry(message));
  }

  const read = (): Promise<readonly PluginLogEntry[]> => new FilePluginLogs(join(root, 'logs')).read('hello');

  it('opens nothing before the first entry', async () => {
    append();
    expect(await readdir(root)).to.deep.equal([]);
  });

  it('are for their owner alone, and without control characters', async () => {
    append('\u001b[31mred\u0085\u202e');
    const folder = join(root, 'logs/hello');
    const [file = ''] = await readdir(folder);
    expect((await stat(folder)).mode & 0o777).to.equal(0o700);
    expect((await stat(join(folder, file))).mode & 0o777).to.equal(0o600);
    expect(await readFile(join(folder, file), 'utf8')).to.match(/^[\u0020-\u007e]+\n$/u);
  });

  it('leave out lines that are not entries, such as those that a full disk has cut', async () => {
    append('first');
    const folder = join(root, 'logs/hello');
    const [file = ''] = await readdir(folder);
    const lines = ['{"time":"2026', '[]', '{}', '{"time":1}', '{"time":"","message":"","level":"loud","fields":{}}'];
    await appendFile(join(folder, file), `${lines.join('\n')}\n`);
    append('second');
    expect((await read()).map(({ message }) => message)).to.deep.equal(['first', 'second']);
  });

  it('lose what cannot be written, and do not throw', async () => {
    await writeFile(join(root, 'logs'), 'a file where the folder should be');
    append('lost', 'lost too');
    expect(await read()).to.deep.equal([]);
    using logs = new FilePluginLogs(join(root, 'other'));
    logs.append({ ...entry('lost'), plugin: '../escaped' });
    expect(await readdir(root)).to.deep.equal(['logs']);
  });

  it('shorten what is too long', async () => {
    using logs = new FilePluginLogs(join(root, 'logs'));
    logs.append({ ...entry('x'.repeat(100_000)), fields: { list: Array.from({ length: 20_000 }, () => 1) } });
    const [kept] = await read();
    expect(kept?.message).to.have.length(8_001);
    expect(kept?.fields).to.deep.equal({ omitted: '40010 characters' });
  });

  it('say so when they cannot be read', async () => {
    await mkdir(join(root, 'logs/hello'), { recursive: true });
    await mkdir(join(root, 'logs/hello/folder.jsonl'));
    await expectRejection(read(), 'USER.INPUT.MISSING_FILE');
  });

  it('pass over a file that has been removed meanwhile', async () => {
    append('kept');
    await symlink('nowhere', join(root, 'logs/hello/0.jsonl'));
    expect((await read()).map(({ message }) => message)).to.deep.equal(['kept']);
  });
});

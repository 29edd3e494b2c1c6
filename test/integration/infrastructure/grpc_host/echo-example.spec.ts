import { expect } from 'chai';
import { createHash } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createHost } from '../../../../src/app/composition/create-host.js';
import { projectRoot } from '../../../../packages/go-plugin/test/support/fixtures.js';
import { RecordingLogger } from '../../../../src/infrastructure/in_memory/recording-logger.js';
import { silentLogger } from '../../../../packages/go-plugin/src/logger.js';

describe('The echo example', () => {
  it('runs as the README says: its first call starts it, and closing the host ends it', async () => {
    const logger = new RecordingLogger();
    await using host = await createHost({ pluginsDir: `${projectRoot}examples/plugins`, logger });
    expect(await host.operations.execute('echo.echo', { text: 'world', prefix: 'hello ' })).to.deep.equal({
      success: true,
      outputs: { output: 'hello world', text: 'hello world' },
    });
    expect(host.plugins.get('echo')).to.include({ status: 'running' });
    await host.close();
    expect(host.plugins.get('echo')).to.include({ status: 'stopped' });
    const said = logger.records.find(({ message }) => message === 'echoing');
    expect(said?.fields).to.include({ length: 11 });
  });

  it('runs when its program is the one that was approved', async () => {
    const binary = await readFile(`${projectRoot}examples/plugins/echo/awf-plugin-echo`);
    const checksum = createHash('sha256').update(binary).digest('hex');
    const directory = await mkdtemp(join(tmpdir(), 'awf-approved-'));
    const statePath = join(directory, 'plugins.json');
    await writeFile(statePath, JSON.stringify({ echo: { enabled: true, checksum } }));
    await using host = await createHost({
      pluginsDir: `${projectRoot}examples/plugins`,
      statePath,
      logger: silentLogger,
    });
    expect(await host.operations.execute('echo.echo', { text: 'a' })).to.include({ success: true });
    await rm(directory, { recursive: true });
  });
});

import { expect } from 'chai';
import { createHost } from '../../../src/app/create-host.js';
import { projectRoot } from '../../support/fixtures.js';
import { RecordingLogger } from '../../support/recording-logger.js';

describe('The echo example', () => {
  it('runs as the README says: started by its first call, gone when the host is closed', async () => {
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
});

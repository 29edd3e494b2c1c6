import { expect } from 'chai';
import { buildPeer } from '../../support/go-plugin-peers.js';
import { expectAllPassed, expectGoodEnd, runGoTestHost } from '../../support/go-test-host.js';
import { requireGo } from '../../support/go.js';
import { interopPluginProgram } from '../../support/interop-host.js';

describe('A TypeScript plugin under a Go host, served in other ways', () => {
  let program: string;

  before(async function () {
    requireGo(this);
    program = await buildPeer('testhost');
  });

  it('answers calls even if the host takes none of its 96 MB of output, and drops what does not fit [P16]', async () => {
    const report = await runGoTestHost(program, ['-check', 'blocked-stdout'], [process.execPath, interopPluginProgram]);
    expectAllPassed(report, ['blocked-stdout']);
  });

  it('is the one that its argument names [P21]', async () => {
    const plugin = [process.execPath, interopPluginProgram, 'interop'];
    const report = await runGoTestHost(program, ['-automtls', '-check', 'double'], plugin, {
      env: { INTEROP_MUX: '1' },
    });
    expectAllPassed(report, ['double']);
    expectGoodEnd(report);
  });

  it('exits with status 1 and says so on stderr if its argument names no plugin [P21]', async () => {
    const plugin = [process.execPath, interopPluginProgram, 'another'];
    const report = await runGoTestHost(program, ['-check', 'none'], plugin, { env: { INTEROP_MUX: '1' } });
    expect(report.error).to.match(/Failed to read any lines from plugin's stdout/);
    expect(report.rawStderr).to.equal('unknown plugin "another"; give one of: interop\n');
    expect(report.exitCode).to.equal(1);
  });
});

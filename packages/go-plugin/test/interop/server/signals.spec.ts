import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'chai';
import { useGoPeer } from '../../support/go-peer-suite.js';
import {
  expectAllPassed,
  expectGoodEnd,
  runGoTestHost,
  type GoHostHandshake,
  type GoHostReport,
} from '../../support/go-test-host.js';
import { interopPluginProgram } from '../../support/interop-host.js';
import { comesTrue, ends } from '../../support/processes.js';
import { PluginProgram } from '../../support/plugin-program.js';

describe('The end of a TypeScript plugin under a Go host', () => {
  const peer = useGoPeer('testhost');

  const plugin = [process.execPath, interopPluginProgram];
  const host = (check: string, onShutdown: string, more = {}, detached = false): Promise<GoHostReport> => {
    const env = { INTEROP_ON_SHUTDOWN: onShutdown, ...more };
    return runGoTestHost(peer.program, ['-check', check], plugin, { env, detached });
  };

  it('does not come with SIGINT to both, which it reports to the host [P13]', async () => {
    const report = await host('interrupt', '', {}, true);
    expectAllPassed(report, ['interrupt']);
    expect(report.checks[0]).to.not.have.property('skipped');
    expectGoodEnd(report);
  });

  it('by SIGTERM is graceful: hook, no socket, status 143 [P13] [P08]', async () => {
    const reason = join(peer.directory, 'reason');
    const report = await host('terminate', reason);
    expectAllPassed(report, ['terminate']);
    expect(report).to.include({ exitCode: 143, socketLeft: false });
    expect(await readFile(reason, 'utf8')).to.equal('signal');
  });

  it('at the host’s request comes after its hook, which gets the reason, and removes its socket [P12] [P08]', async () => {
    const reason = join(peer.directory, 'reason');
    const report = await host('double', reason);
    expectGoodEnd(report);
    expect(await readFile(reason, 'utf8')).to.equal('host');
  });

  it('waits for a hook that hangs, but not until the host kills the plugin [P12]', async () => {
    // Of the default, 1.5 s, a loaded machine might leave too little: that it ends in time is shown with a clock of the test's own
    // (serve-in-process.spec.ts).
    const report = await host('double', 'hang', { INTEROP_SHUTDOWN_MS: '500' });
    expectGoodEnd(report);
    expect(report.logs.map(({ message }) => message)).to.include('onShutdown did not end in time');
  });

  for (const [how, flags, row] of [
    ['', [], 'P14'],
    [', multiplexed, whose only connection ends', ['-mux'], 'P14] [M06'],
    [', over AutoMTLS', ['-automtls'], 'P14'],
  ] as const) {
    it(`comes, with its hook, when that is killed with SIGKILL${how} [${row}]`, async () => {
      const reason = join(peer.directory, 'reason');
      const command = [peer.program, '-announce', ...flags, '-check', 'wait', '--', ...plugin] as const;
      await using killed = new PluginProgram(command, { TMPDIR: peer.directory, INTEROP_ON_SHUTDOWN: reason });
      await killed.until(() => killed.stderr.includes('\n'));
      const { address, pid } = JSON.parse(killed.stderr) as GoHostHandshake;
      // A multiplexed plugin listens no more once its host has connected.
      const listens = !how.includes('multiplexed');
      // The host has connected; that the plugin has seen it may take a moment.
      expect(await comesTrue(() => existsSync(address) === listens)).to.equal(true);
      killed.child.kill('SIGKILL');
      // Not a child of this process; it looks for its host once a second.
      expect(await ends(pid)).to.equal(true);
      expect(existsSync(address)).to.equal(false);
      expect(await readFile(reason, 'utf8')).to.match(/^(orphaned|host)$/);
    });
  }
});

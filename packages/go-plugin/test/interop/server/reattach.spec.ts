import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { promisify } from 'node:util';
import { expect } from 'chai';
import {
  formatReattachConfigs,
  parseReattachConfigs,
  type ReattachConfig,
} from '../../../src/handshake/reattach-config.js';
import { expectAllPassed, runGoTestHost } from '../../support/go-test-host.js';
import { buildGoProgram, requireGo } from '../../support/go.js';
import { interopClient, interopPluginProgram } from '../../support/interop-host.js';
import { PluginProgram } from '../../support/plugin-program.js';

const calls = ['ping', 'double', 'echo', 'large-answer', 'server-stream', 'client-stream', 'bidi', 'fail', 'cancel'];
const services = ['health', 'reflection-v1', 'reflection-v1alpha', 'broker-host-serves', 'broker-plugin-serves'];
const checks = [...calls, ...services];

/** A program of ours that serves in test mode, as somebody starts it from a terminal. */
async function serveInTestMode(env: Readonly<Record<string, string>> = {}): Promise<PluginProgram> {
  const plugin = new PluginProgram([process.execPath, interopPluginProgram, '--test'], {
    TMPDIR: process.env['TMPDIR'],
    ...env,
  });
  await plugin.until(() => plugin.stdout.endsWith('\n\n'));
  return plugin;
}

async function stop(plugin: PluginProgram): Promise<void> {
  plugin.child.kill('SIGTERM');
  expect(await plugin.ended).to.equal(0);
  expect(plugin.stdout).to.match(/\nclosed\n$/);
}

/** What a shell makes of the assignment that is to be copied from its output. */
async function announcedBy({ stdout }: PluginProgram): Promise<string> {
  const assignment = stdout.split('\n').find((line) => line.startsWith('  INTEROP_REATTACH='));
  const run = promisify(execFile);
  return (await run('sh', ['-c', `${assignment ?? ''}; printf %s "$INTEROP_REATTACH"`])).stdout;
}

describe('A Go host attaches to a plugin of ours', () => {
  let goHost: string;
  before(async function () {
    requireGo(this);
    goHost = await buildGoProgram('packages/go-plugin/test/interop/go', './cmd/testhost');
  });

  const attach = (reattach: string, names: readonly string[] = ['double']) =>
    runGoTestHost(goHost, ['-reattach', reattach, '-check', names.join(',')], []);

  for (const network of ['unix', 'tcp'] as const) {
    it(`served in a process of its own, over ${network}, calls it, and its Kill leaves it alone, broker included [P19] [H29] [B08]`, async () => {
      await using plugin = await serveInTestMode({ INTEROP_NETWORK: network });
      const announced = await announcedBy(plugin);
      const { pid } = plugin.child;
      const told = parseReattachConfigs(announced).get('interop');
      expect(told).to.deep.include({ protocolVersion: 1, pid, test: true });
      expect(told?.address.network).to.equal(network);

      expectAllPassed(await attach(announced, checks), checks);
      // The second finds the plugin as it was.
      expectAllPassed(await attach(announced, checks), checks);
      await stop(plugin);
      expect(network === 'unix' && existsSync(told?.address.address ?? '')).to.equal(false);
    });
  }

  it('by a configuration that both sides read and write in the same way [P19] [H30]', async () => {
    await using plugin = await serveInTestMode();
    const announced = await announcedBy(plugin);
    const report = await attach(announced);
    expect(report.error).to.equal(undefined);
    expect(parseReattachConfigs(report.reattach ?? '')).to.deep.equal(parseReattachConfigs(announced));
    expect(report).to.include({ exited: false, graceful: true });
    await stop(plugin);
  });

  it('in the version that it reports, which is its lowest [P19]', async () => {
    await using plugin = await serveInTestMode({ INTEROP_VERSIONS: '3,2,4' });
    const announced = await announcedBy(plugin);
    expect(parseReattachConfigs(announced).get('interop')?.protocolVersion).to.equal(2);
    const report = await runGoTestHost(goHost, ['-versions', '1,2', '-reattach', announced, '-check', 'double'], []);
    expectAllPassed(report, ['double']);
    await stop(plugin);
  });

  it('and ends it unless it is in test mode, as in go-plugin [P19]', async () => {
    await using plugin = await serveInTestMode();
    const config = parseReattachConfigs(await announcedBy(plugin)).get('interop') as ReattachConfig;
    const report = await attach(formatReattachConfigs({ interop: { ...config, test: false } }));
    expectAllPassed(report, ['double']);
    expect(report.exited).to.equal(true);
    expect(await plugin.ended).to.equal(0);
  });

  it('that a host of ours has started and detached from, and ends it [H29] [H30]', async () => {
    const first = interopClient(process.execPath, { args: [interopPluginProgram], autoMtls: false });
    await first.connect();
    const config = (await first.detach()) as ReattachConfig;
    const report = await attach(formatReattachConfigs({ interop: config }), calls);
    expectAllPassed(report, calls);
    expect(report).to.include({ exited: true, graceful: true });
    expect(await first.exited).to.include({ exitCode: 0, exitSignal: null });
    expect((await attach(formatReattachConfigs({ interop: config }))).error).to.match(/process not found/i);
  });
});

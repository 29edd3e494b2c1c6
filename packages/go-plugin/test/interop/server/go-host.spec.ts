import { execFile } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { pluginServer } from '../../support/fixtures.js';
import { buildGoProgram, requireGo } from '../../support/go.js';

/** The report of packages/go-plugin/test/interop/go/cmd/testhost. */
interface Report {
  readonly handshake: { readonly protocol: string; readonly protocolVersion: number; readonly network: string } | null;
  readonly checks: readonly {
    readonly name: string;
    readonly ok: boolean;
    readonly error?: string;
    readonly detail?: unknown;
  }[];
  readonly logs: readonly { readonly level: string; readonly message: string; readonly logger: string }[];
  readonly stdout: string;
  readonly stderr: string;
  readonly exited: boolean;
  readonly graceful: boolean;
  readonly killMs: number;
  readonly exitCode?: number;
  readonly socketLeft: boolean;
  readonly error?: string;
}

const calls = 'ping,double,echo,large-answer,large-request,server-stream,client-stream,bidi,fail,cancel';
const surroundings = 'stdio,log,env,health';

describe('A TypeScript plugin under a Go host', () => {
  let program: string;
  let directory: string;

  before(async function () {
    requireGo(this);
    program = await buildGoProgram('packages/go-plugin/test/interop/go', './cmd/testhost');
  });
  beforeEach(() => (directory = mkdtempSync(join(tmpdir(), 'go-host-'))));
  afterEach(() => rmSync(directory, { recursive: true }));

  async function host(
    flags: readonly string[],
    plugin: readonly string[] = [pluginServer('interop-plugin')],
    env: NodeJS.ProcessEnv = {},
  ): Promise<Report> {
    const args = [...flags, '--', process.execPath, ...plugin];
    const all = { ...process.env, TMPDIR: directory, ...env };
    return new Promise((resolve, reject) => {
      execFile(program, args, { env: all, maxBuffer: 1 << 26 }, (error, stdout) => {
        if (stdout === '') reject(error ?? new Error('the host printed nothing'));
        else resolve(JSON.parse(stdout) as Report);
      });
    });
  }

  function expectGood(report: Report): void {
    expect(report.error).to.equal(undefined);
    for (const { name, ok, error } of report.checks) expect(ok, `${name}: ${error ?? ''}`).to.equal(true);
    expect(report).to.include({ exited: true, graceful: true, exitCode: 0, socketLeft: false });
    expect(readdirSync(directory).filter((name) => name.startsWith('plugin'))).to.deep.equal([]);
  }

  for (const [what, flags, row] of [
    ['without TLS', [], ''],
    ['over AutoMTLS', ['-automtls'], ' [T02]'],
  ] as const) {
    it(`shakes hands, serves all kinds of calls and ends when asked to, ${what} [P02] [P11]${row}`, async () => {
      const report = await host([...flags, '-check', calls]);
      expectGood(report);
      expect(report.handshake).to.include({ protocol: 'grpc', protocolVersion: 1, network: 'unix' });
    });

    it(`prints, logs and reports its health to it, ${what} [P09] [P15] [P17]`, async () => {
      expectGood(await host([...flags, '-check', surroundings]));
    });

    it(`reports an uncaught error to it at level error, ${what} [P18]`, async () => {
      expectGood(await host([...flags, '-check', 'panic']));
    });
  }

  it('accepts requests over 4 MiB, which a Go plugin rejects, and rejects them if configured to [H35]', async () => {
    const flags = ['-check', 'large-request'];
    expect((await host(flags)).checks[0]?.detail).to.equal('accepted');
    const limited = await host(flags, undefined, { INTEROP_MAX_REQUEST: '4194304' });
    expect(limited.checks[0]?.detail).to.equal('RESOURCE_EXHAUSTED');
  });

  it('lists its services by reflection, both versions [P10]', async () => {
    expectGood(await host(['-check', 'reflection-v1,reflection-v1alpha']));
  });

  it('lets a second host attach [P20]', async () => {
    expectGood(await host(['-check', 'reattach']));
  });

  it('agrees with it on the highest common version [P04]', async () => {
    const plugin = [pluginServer('interop-plugin')];
    const report = await host(['-versions', '1,2,5', '-check', 'env'], plugin, { INTEROP_VERSIONS: '1,2,3' });
    expectGood(report);
    expect(report.handshake?.protocolVersion).to.equal(2);
  });

  it('lets it report that there is no common version [P04]', async () => {
    const plugin = [pluginServer('interop-plugin')];
    const report = await host(['-versions', '7', '-check', 'none'], plugin, { INTEROP_VERSIONS: '3,4' });
    expect(report.error).to.match(/incompatible API version/i);
    expect(report.error).to.match(/Plugin version: 3/);
  });
});

import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { buildPeer } from '../../support/go-plugin-peers.js';
import { expectAllPassed, expectGoodEnd, runGoTestHost, type GoHostReport } from '../../support/go-test-host.js';
import { requireGo } from '../../support/go.js';
import { interopPluginProgram } from '../../support/interop-host.js';

describe('A Go host that does not get on with a TypeScript plugin', () => {
  let program: string;
  let directory: string;

  before(async function () {
    requireGo(this);
    program = await buildPeer('testhost');
  });

  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'refusals-'));
  });
  afterEach(() => rm(directory, { recursive: true }));

  // What a Go host refuses it kills, and the socket stays.
  const host = (
    flags: readonly string[],
    command: readonly string[] = [process.execPath, interopPluginProgram],
  ): Promise<GoHostReport> => runGoTestHost(program, flags, command, { env: { TMPDIR: directory } });

  it('has another cookie: gets no line, the reason on stderr, and status 1 [P01]', async () => {
    const report = await host(['-cookie', 'another', '-check', 'none']);
    expect(report.error).to.match(
      /Unrecognized remote plugin message.*\n.*Failed to read any lines from plugin's stdout/,
    );
    expect(report.rawStderr).to.match(/is a plugin/i);
    expect(report.exitCode).to.equal(1);
    expect(report.logs.some(({ message }) => report.rawStderr.startsWith(message))).to.equal(true);
  });

  it('wants multiplexing, and the plugin was not told so: go-plugin’s own error for it [M05] [P03]', async () => {
    const untold = ['env', '-u', 'PLUGIN_MULTIPLEX_GRPC', process.execPath, interopPluginProgram];
    const report = await host(['-mux', '-check', 'none'], untold);
    expect(report.error).to.match(/client requested gRPC broker multiplexing but plugin does not support the feature/);
  });

  describe('whose checksum it knows', () => {
    let script: string;

    beforeEach(async () => {
      script = join(directory, 'the-plugin');
      const imports = `import { writeFileSync } from 'node:fs';
        writeFileSync(${JSON.stringify(join(directory, 'ran'))}, '');
        await import(${JSON.stringify(interopPluginProgram)});`;
      await writeFile(script, `#!${process.execPath}\n${imports}`, { mode: 0o755 });
    });

    const sha256 = async (path: string): Promise<string> =>
      createHash('sha256')
        .update(await readFile(path))
        .digest('hex');

    it('starts it, a script with a shebang, where it is the right one [H28]', async () => {
      const report = await host(['-automtls', '-checksum', await sha256(script), '-check', 'double'], [script]);
      expectAllPassed(report, ['double']);
      expectGoodEnd(report);
      expect(existsSync(join(directory, 'ran'))).to.equal(true);
    });

    it('never starts it where it is another [H28]', async () => {
      const report = await host(['-checksum', await sha256(interopPluginProgram), '-check', 'double'], [script]);
      expect(report.error).to.match(/checksums did not match/);
      expect(existsSync(join(directory, 'ran'))).to.equal(false);
    });
  });
});

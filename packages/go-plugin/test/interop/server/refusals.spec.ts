import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'chai';
import { useGoPeer } from '../../support/go-peer-suite.js';
import { expectAllPassed, expectGoodEnd, runGoTestHost, type GoHostReport } from '../../support/go-test-host.js';
import { interopPluginProgram } from '../../support/interop-host.js';

describe('A Go host that a TypeScript plugin rejects', () => {
  const peer = useGoPeer('testhost');

  // What a Go host refuses it kills, and the socket stays.
  const host = (
    flags: readonly string[],
    command: readonly string[] = [process.execPath, interopPluginProgram],
  ): Promise<GoHostReport> => runGoTestHost(peer.program, flags, command, { env: { TMPDIR: peer.directory } });

  it('has another cookie: gets no handshake line, the reason on stderr, and exit status 1 [P01]', async () => {
    const report = await host(['-cookie', 'another', '-check', 'none']);
    expect(report.error).to.match(
      /Unrecognized remote plugin message.*\n.*Failed to read any lines from plugin's stdout/,
    );
    expect(report.rawStderr).to.match(/is a plugin/i);
    expect(report.exitCode).to.equal(1);
    expect(report.logs.some(({ message }) => report.rawStderr.startsWith(message))).to.equal(true);
  });

  it('wants multiplexing, but the plugin does not know it: go-plugin’s own error [M05] [P03]', async () => {
    const untold = ['env', '-u', 'PLUGIN_MULTIPLEX_GRPC', process.execPath, interopPluginProgram];
    const report = await host(['-mux', '-check', 'none'], untold);
    expect(report.error).to.match(/client requested gRPC broker multiplexing but plugin does not support the feature/);
  });

  describe('whose checksum it knows', () => {
    let script: string;

    beforeEach(async () => {
      script = join(peer.directory, 'the-plugin');
      const imports = `import { writeFileSync } from 'node:fs';
        writeFileSync(${JSON.stringify(join(peer.directory, 'ran'))}, '');
        await import(${JSON.stringify(interopPluginProgram)});`;
      await writeFile(script, `#!${process.execPath}\n${imports}`, { mode: 0o755 });
    });

    const sha256 = async (path: string): Promise<string> =>
      createHash('sha256')
        .update(await readFile(path))
        .digest('hex');

    it('starts a script with a shebang if the checksum matches [H28]', async () => {
      const report = await host(['-automtls', '-checksum', await sha256(script), '-check', 'double'], [script]);
      expectAllPassed(report, ['double']);
      expectGoodEnd(report);
      expect(existsSync(join(peer.directory, 'ran'))).to.equal(true);
    });

    it('never starts it if the checksum differs [H28]', async () => {
      const report = await host(['-checksum', await sha256(interopPluginProgram), '-check', 'double'], [script]);
      expect(report.error).to.match(/checksums did not match/);
      expect(existsSync(join(peer.directory, 'ran'))).to.equal(false);
    });
  });
});

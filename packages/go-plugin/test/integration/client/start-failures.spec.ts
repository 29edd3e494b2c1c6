import { once } from 'node:events';
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import type { GoPluginErrorCode } from '../../../src/errors/error-details.js';
import { createCommandRunner } from '../../../src/process/child-process-runner.js';
import type { RunnerFunction } from '../../../src/process/runner.js';
import { strangersCertificateDer } from '../../support/certificates.js';
import { fixtureClient } from '../../support/fixture-client.js';
import { pluginFixture } from '../../support/fixtures.js';
import { failure } from '../../support/go-plugin-failure.js';

const prints = (text: string, exitCode?: number): readonly string[] => [
  JSON.stringify(text),
  ...(exitCode === undefined ? [] : [String(exitCode)]),
];
const certificate = strangersCertificateDer.toString('base64').replace(/=+$/, '');

// Each of these programs lives on after its line, unless it is told to exit; the leak check sees that it is dead afterwards.
describe('starting a plugin that does not complete the handshake', () => {
  const lines: readonly (readonly [title: string, text: string, code: GoPluginErrorCode])[] = [
    ['prints a banner first [H05]', 'Welcome!\n1|1|unix|/x|grpc|\n', 'HANDSHAKE_INVALID'],
    ['prints an empty line first [H05]', '\n1|1|unix|/x|grpc|\n', 'HANDSHAKE_INVALID'],
    ['prints garbage [H05]', '\u0000\u0001|garbage\n', 'HANDSHAKE_INVALID'],
    ['has core version 2 [H07]', '2|1|unix|/x|grpc|\n', 'CORE_VERSION_UNSUPPORTED'],
    ['has a core version that is no number [H07]', 'one|1|unix|/x|grpc|\n', 'HANDSHAKE_INVALID'],
    ['has app version 99 [H08]', '1|99|unix|/x|grpc|\n', 'VERSION_MISMATCH'],
    ['listens on an unknown network [H09]', '1|1|vsock|/x|grpc|\n', 'NETWORK_UNSUPPORTED'],
    ['speaks net/rpc [H09] [H18]', '1|1|unix|/x|netrpc|\n', 'PROTOCOL_UNSUPPORTED'],
    ['speaks net/rpc by saying nothing [H03]', '1|1|unix|/x\n', 'PROTOCOL_UNSUPPORTED'],
    ['sends a certificate unasked [T08]', `1|1|unix|/x|grpc|${certificate}\n`, 'CERTIFICATE_INVALID'],
  ];
  for (const [title, text, code] of lines) {
    it(`fails with ${code} when it ${title}`, async () => {
      await failure(fixtureClient('prints', prints(text)).start(), code);
    });
  }

  const certificates: readonly (readonly [title: string, field: string])[] = [
    ['no base64', '*'.repeat(100)],
    ['no DER', Buffer.alloc(100).toString('base64').replace(/=+$/, '')],
    ['padded', strangersCertificateDer.toString('base64')],
    ['missing', ''],
  ];
  for (const [title, field] of certificates) {
    it(`fails with CERTIFICATE_INVALID when the certificate is ${title}`, async () => {
      const client = fixtureClient('prints', prints(`1|1|unix|/x|grpc|${field}\n`), { autoMtls: true });
      const error = await failure(client.start(), 'CERTIFICATE_INVALID');
      if (field !== '') expect(error.message).to.not.include(field);
    });
  }

  it('shows the first line, its likely meaning, the kind of file, and a remedy [H05]', async () => {
    const error = await failure(fixtureClient('prints', prints('Welcome!\n')).start(), 'HANDSHAKE_INVALID');
    expect(error.message)
      .to.match(/"Welcome!"/)
      .and.match(/banner/)
      .and.match(/mode 0\d+/);
    expect(error.hint).to.match(/print nothing before serve/);
    expect(error.details.notes.join()).to.match(/binary \((ELF|Mach-O)\)/);
  });

  it('shows no certificate even if the line is rejected for another reason', async () => {
    const client = fixtureClient('prints', prints(`x|1|unix|/x|grpc|${certificate}\n`));
    const error = await failure(client.start(), 'HANDSHAKE_INVALID');
    expect(error.message).to.include('x|1|unix|/x|grpc|').and.to.not.include(certificate.slice(0, 70));
  });

  it('reports exit code and last output of a plugin that prints nothing and exits with 3 [H06]', async () => {
    const error = await failure(fixtureClient('prints', prints('', 3)).start(), 'EXITED_BEFORE_HANDSHAKE');
    expect(error.details).to.include({ exitCode: 3, exitSignal: null, stderrTail: 'I have nothing more to say' });
    expect(error.message)
      .to.match(/code 3/)
      .and.match(/nothing more to say/);
  });

  it('reports the exit of a plugin that ends within its line, wherever that is', async () => {
    const line = `1|1|unix|/x|grpc|${certificate}`;
    for (const text of [line.slice(0, 3), line.slice(0, 8), line.slice(0, 60)]) {
      const error = await failure(
        fixtureClient('prints', prints(text, 3), { autoMtls: true }).start(),
        'EXITED_BEFORE_HANDSHAKE',
      );
      expect(error.details, text).to.include({ exitCode: 3 });
    }
  });

  it('fails when the time is over, and shows the incomplete line [H10] [H11]', async () => {
    const run = createCommandRunner({ stdin: 'ignore' });
    // The time begins when the process runs: here, when it has printed what it will.
    const runner: RunnerFunction = async (command, signal) => {
      const plugin = await run(command, signal);
      await once(plugin.stdout, 'readable');
      return plugin;
    };
    const client = fixtureClient('prints', prints('1|1|unix|/tmp/hal'), { startTimeoutMs: 300, runner });
    const error = await failure(client.start(), 'START_TIMEOUT');
    expect(error.message)
      .to.match(/300 ms/)
      .and.match(/1\|1\|unix\|\/tmp\/hal/);
  });

  it('rejects 1 MB without a line end [H11]', async () => {
    const error = await failure(fixtureClient('prints-long-line').start(), 'HANDSHAKE_INVALID');
    expect(error.message).to.match(/longer than 64 KiB/);
    expect(error.message.length).to.be.lessThan(2_000);
  });

  it('accepts a line that arrives byte by byte and ends with stdout [H11]', async () => {
    await using client = fixtureClient('slow-writer');
    await client.start();
    expect(client.negotiatedVersion).to.equal(1);
    await client.kill({ gracefulStopMs: 0 });
  });

  it('fails with the same error when it is asked again', async () => {
    const client = fixtureClient('prints', prints('Welcome!\n'));
    const first = await failure(client.start(), 'HANDSHAKE_INVALID');
    expect(await failure(client.dispense('raw'), 'HANDSHAKE_INVALID')).to.equal(first);
    expect(client.pid).to.equal(undefined);
    await client.kill();
  });
});

describe('starting a file that is not a program [H36]', () => {
  let directory: string;
  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'programs-'));
  });
  afterEach(() => rm(directory, { recursive: true }));

  async function file(content: string, mode: number): Promise<string> {
    const path = join(directory, 'program');
    await writeFile(path, content);
    await chmod(path, mode);
    return path;
  }
  const start = (command: string, cwd?: string) => fixtureClient('prints', [], { command, args: [], cwd }).start();

  it('fails when it does not exist, as a path or on the PATH', async () => {
    await failure(start(join(directory, 'missing')), 'BINARY_NOT_FOUND');
    await failure(start('no-such-plugin-anywhere'), 'BINARY_NOT_FOUND');
    await failure(start('./missing', directory), 'BINARY_NOT_FOUND');
  });

  it('fails when it may not be executed', async () => {
    const error = await failure(start(await file('#!/bin/sh\n', 0o644)), 'NOT_EXECUTABLE');
    expect(error.hint).to.match(/chmod \+x/);
  });

  it('fails when it is a directory', async () => {
    const error = await failure(start(directory), 'NOT_EXECUTABLE');
    expect(error.message).to.match(/directory/);
    expect(error.hint).to.not.match(/chmod/);
  });

  it('names the interpreter that a script lacks', async () => {
    const error = await failure(start(await file('#!/no/such/interpreter\n', 0o755)), 'NOT_EXECUTABLE');
    expect(error.message).to.match(/\/no\/such\/interpreter/);
    expect(error.hint).to.equal('Install /no/such/interpreter, or correct the first line of the script.');
    const closed = join(directory, 'interpreter');
    await writeFile(closed, 'no program', { mode: 0o644 });
    const other = await failure(start(await file(`#!${closed} -x\n`, 0o755)), 'NOT_EXECUTABLE');
    expect(other.message).to.include(`its interpreter ${closed} cannot be executed`);
  });

  it('recognises a script with Windows line ends', async () => {
    const error = await failure(start(await file('#!/bin/sh\r\nexit\r\n', 0o755)), 'NOT_EXECUTABLE');
    expect(error.message).to.include('CR LF');
    expect(error.hint).to.equal('Save the script with Unix line ends.');
  });

  it('names a missing working directory', async () => {
    const error = await failure(start(process.execPath, join(directory, 'missing')), 'CONFIG_INVALID');
    expect(error.message).to.match(/working directory/);
  });

  it('reports a file that has no executable format', async () => {
    const error = await failure(start(await file('\u0000\u0001\u0002'.repeat(40), 0o755)), 'EXITED_BEFORE_HANDSHAKE');
    expect(error.message).to.match(/neither a known kind of binary nor a script/);
  });

  it('finds a name without a path on the PATH', async () => {
    await file(`#!/bin/sh\nexec "${process.execPath}" "${pluginFixture('well-behaved')}"\n`, 0o755);
    await using client = fixtureClient('', [], { command: 'program', args: [], env: { PATH: directory } });
    await client.ping();
  });
});

describe('starting with invalid options', () => {
  it('rejects them when the client is made', () => {
    expect(() => fixtureClient('prints', [], { command: '' })).to.throw(/command is empty/);
    expect(() => fixtureClient('prints', [], { minPort: 2, maxPort: 1 })).to.throw(/minPort/);
    expect(() => fixtureClient('prints', [], { autoMtls: true, tls: {} })).to.throw(/only one of autoMtls and tls/);
  });
});

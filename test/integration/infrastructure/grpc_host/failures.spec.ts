import { expect } from 'chai';
import { hintOf } from '../../../../src/app/cli/error-hints.js';
import { chmod, mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createHost } from '../../../../src/app/composition/create-host.js';
import { AwfError } from '../../../../src/domain/errors/awf-error.js';
import type { ErrorCode } from '../../../../src/domain/errors/error-details.js';
import { exitStatusOf } from '../../../../src/domain/errors/exit-status.js';
import { silentLogger } from '../../../../packages/go-plugin/src/logger.js';
import { strangersCertificateDer } from '../../../../packages/go-plugin/test/support/certificates.js';
import { pluginFixture } from '../../../../packages/go-plugin/test/support/fixtures.js';
import { rejection } from '../../../../packages/go-plugin/test/support/rejection.js';

interface BadPlugin {
  readonly what: string;
  /** A shell script that stands in for the program; nothing: there is none. */
  readonly script?: string;
  readonly mode?: number;
  readonly startTimeoutMs?: number;
  readonly code: ErrorCode;
  readonly exit: 1 | 3 | 4;
  /** What the message or the hint says beside the plugin's name. */
  readonly says: string;
}

const hang = 'exec sleep 60';
const line = (fields: string): string => `echo '${fields}'; ${hang}`;
const certificate = strangersCertificateDer.toString('base64').replace(/=+$/, '');
const invalid = 'EXECUTION.PLUGIN.HANDSHAKE_INVALID';

const badPlugins: readonly BadPlugin[] = [
  { what: 'has no program', code: 'SYSTEM.IO.PLUGIN_BINARY_NOT_FOUND', exit: 4, says: 'no program' },
  {
    what: 'may not be executed',
    script: hang,
    mode: 0o644,
    code: 'SYSTEM.IO.PLUGIN_NOT_EXECUTABLE',
    exit: 4,
    says: 'chmod +x',
  },
  { what: 'prints a banner first', script: line('Welcome!'), code: invalid, exit: 3, says: 'Welcome!' },
  {
    what: 'says why it cannot start, and exits',
    script: 'echo "no licence" >&2; exit 3',
    code: 'EXECUTION.PLUGIN.CRASHED',
    exit: 3,
    says: 'no licence',
  },
  {
    what: 'prints half a line and hangs',
    script: `printf '1|1|unix'; ${hang}`,
    startTimeoutMs: 400,
    code: 'EXECUTION.PLUGIN.START_TIMEOUT',
    exit: 3,
    says: '400 ms',
  },
  { what: 'speaks core protocol 2', script: line('2|1|unix|/tmp/x|grpc|'), code: invalid, exit: 3, says: 'protocol 2' },
  {
    what: 'has application protocol 99',
    script: line('1|99|unix|/tmp/x|grpc|'),
    code: 'USER.VALIDATION.PROTOCOL_VERSION_MISMATCH',
    exit: 1,
    says: '99',
  },
  {
    what: 'speaks net/rpc',
    script: line('1|1|unix|/tmp/x|netrpc|'),
    code: 'EXECUTION.PLUGIN.PROTOCOL_UNSUPPORTED',
    exit: 3,
    says: 'GRPCServer',
  },
  {
    what: 'prints nothing and exits with 3',
    script: 'exit 3',
    code: 'EXECUTION.PLUGIN.CRASHED',
    exit: 3,
    says: 'code 3',
  },
  {
    what: 'is not started with the cookie that it wants',
    script: '[ "$AWF_PLUGIN" = another ] || { echo "not started by its host" >&2; exit 1; }',
    code: 'EXECUTION.PLUGIN.CRASHED',
    exit: 3,
    says: 'not started by its host',
  },
  { what: 'prints garbage', script: `printf '\\001\\377\\n'; ${hang}`, code: invalid, exit: 3, says: 'first line' },
  {
    what: 'prints a megabyte without a line feed',
    script: `head -c 1000000 /dev/zero | tr '\\0' x; ${hang}`,
    code: invalid,
    exit: 3,
    says: 'line',
  },
  {
    what: 'listens on an unknown network',
    script: line('1|1|vsock|/tmp/x|grpc|'),
    code: invalid,
    exit: 3,
    says: 'vsock',
  },
  {
    what: 'has a certificate that is no DER',
    script: line(`1|1|unix|/tmp/x|grpc|${'A'.repeat(100)}`),
    code: invalid,
    exit: 3,
    says: 'certificate',
  },
  {
    what: 'has a padded certificate',
    script: line(`1|1|unix|/tmp/x|grpc|${strangersCertificateDer.toString('base64')}`),
    code: invalid,
    exit: 3,
    says: 'certificate',
  },
  {
    what: 'shows somebody else’s certificate',
    script: `exec '${process.execPath}' '${pluginFixture('stranger')}' '${certificate}'`,
    code: 'EXECUTION.PLUGIN.CONNECT_FAILED',
    exit: 3,
    says: 'certificate',
  },
  {
    what: 'dies between handshake and connect',
    script: `echo '1|1|unix|/tmp/gone|grpc|${certificate}'; echo 'out of memory' >&2; exit 9`,
    code: 'EXECUTION.PLUGIN.CRASHED',
    exit: 3,
    says: 'code 9',
  },
  {
    what: 'has a socket path of more than 107 bytes',
    script: line(`1|1|unix|/tmp/${'x'.repeat(120)}|grpc|${certificate}`),
    code: 'EXECUTION.PLUGIN.CONNECT_FAILED',
    exit: 3,
    says: '125',
  },
  { what: 'has no certificate', script: line('1|1|unix|/tmp/x|grpc|!!!'), code: invalid, exit: 3, says: 'certificate' },
];

describe('A host and a plugin that cannot be used', () => {
  let root: string;

  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), 'awf-bad-'));
    await mkdir(join(root, 'bad'));
  });

  afterEach(() => rm(root, { recursive: true }));

  const writeManifest = (text: string): Promise<void> => writeFile(join(root, 'bad', 'plugin.yaml'), text);
  const host = (startTimeoutMs = 10_000) =>
    createHost({ pluginsDir: root, logger: silentLogger, limits: { startTimeoutMs, shutdownTimeoutMs: 200 } });

  for (const { what, script, mode = 0o755, startTimeoutMs, code, exit, says } of badPlugins)
    it(`tells that a plugin ${what}`, async () => {
      await writeManifest('name: bad\nversion: 1.0.0\nawf_version: ">=0.5.0"\ncapabilities: [operations]\n');
      const binary = join(root, 'bad', 'awf-plugin-bad');
      if (script !== undefined) {
        await writeFile(binary, `#!/bin/sh\n${script}\n`);
        await chmod(binary, mode);
      }
      await using bad = await host(startTimeoutMs);
      const error = await rejection(bad.operations.execute('bad.anything', {}));
      if (!AwfError.is(error, code)) throw new Error(`expected ${code}`, { cause: error });
      expect(`${error.message}\n${hintOf(error)}`)
        .to.include('bad')
        .and.to.include(says);
      expect(exitStatusOf(error.code)).to.equal(exit);
      expect(bad.plugins.get('bad')).to.include({ status: 'failed', error });
    });

  it('tells that a plugin’s binary is a directory', async () => {
    await writeManifest('name: bad\nversion: 1.0.0\nawf_version: ">=0.5.0"\ncapabilities: [operations]\n');
    await mkdir(join(root, 'bad', 'awf-plugin-bad'));
    await using bad = await host();
    const error = await rejection(bad.operations.execute('bad.anything', {}));
    expect(error).to.have.property('code', 'SYSTEM.IO.PLUGIN_NOT_EXECUTABLE');
    expect(error).to.have.property('message').that.includes('directory');
  });

  it('tells that a plugin has a wrong manifest, and where it is wrong', async () => {
    await writeManifest('name: bad\nversion: one\n');
    await using bad = await host();
    const error = await rejection(bad.operations.execute('bad.anything', {}));
    expect(error).to.have.property('code', 'USER.VALIDATION.MANIFEST_INVALID');
    expect(error).to.have.property('message').that.includes('line 2:10: version');
  });

  it('starts no program but the one that was approved', async () => {
    await writeManifest('name: bad\nversion: 1.0.0\nawf_version: ">=0.5.0"\ncapabilities: [operations]\n');
    const binary = join(root, 'bad', 'awf-plugin-bad');
    const started = join(root, 'started');
    await writeFile(binary, `#!/bin/sh\ntouch ${started}\n`, { mode: 0o755 });
    const statePath = join(root, 'plugins.json');
    for (const checksum of ['00'.repeat(32), '00ff', 'no checksum']) {
      await writeFile(statePath, JSON.stringify({ bad: { enabled: true, checksum } }));
      await using bad = await createHost({ pluginsDir: root, statePath, logger: silentLogger });
      const error = await rejection(bad.operations.execute('bad.anything', {}));
      expect(error, checksum).to.have.property('code', 'EXECUTION.PLUGIN.CHECKSUM_MISMATCH');
      expect(error).to.have.nested.property('details.path', join(root, 'bad'));
    }
    expect(await readdir(root)).not.to.include('started');
  });

  for (const [what, text, place] of [
    ['is cut off', '{"bad":{"enabled":false', 'line 1:24: the text ends too early'],
    ['has a checksum that is a number', '{"bad":{"enabled":true,"checksum":123}}', 'checksum: must be a string'],
    ['has a text for a switch', '{"bad":{"enabled":"false"}}', 'enabled: must be true or false'],
  ] as const)
    it(`starts no plugin when plugins.json ${what}`, async () => {
      await writeManifest('name: bad\nversion: 1.0.0\nawf_version: ">=0.5.0"\ncapabilities: [operations]\n');
      const script = `#!/bin/sh\ntouch ${join(root, 'started')}\n`;
      await writeFile(join(root, 'bad', 'awf-plugin-bad'), script, { mode: 0o755 });
      const statePath = join(root, 'plugins.json');
      await writeFile(statePath, text);
      await using bad = await createHost({ pluginsDir: root, statePath, logger: silentLogger });
      const error = await rejection(bad.operations.execute('bad.anything', {}));
      if (!AwfError.is(error, 'USER.VALIDATION.PLUGIN_STATE')) throw error;
      expect(error.details).to.include({ plugin: 'bad', path: statePath });
      expect(error.message).to.include(statePath).and.to.include(place);
      expect(exitStatusOf(error.code)).to.equal(1);
      expect(bad.plugins.get('bad')).to.have.nested.property('error.code', error.code);
      expect(await readdir(root)).not.to.include('started');
    });

  it('tells that there is no such plugin, and which there are', async () => {
    await writeManifest('name: bad\nversion: 1.0.0\nawf_version: ">=0.5.0"\ncapabilities: [operations]\n');
    await using bad = await host();
    const error = await rejection(bad.operations.execute('worse.anything', {}));
    expect(error).to.have.property('code', 'USER.INPUT.PLUGIN_NOT_FOUND');
    expect(error).to.have.property('message').that.includes('bad');
  });
});

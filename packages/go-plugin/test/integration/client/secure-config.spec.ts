import { createHash } from 'node:crypto';
import { existsSync, readdirSync } from 'node:fs';
import { chmod, copyFile, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Metadata } from '@grpc/grpc-js';
import { expect } from 'chai';
import type { PluginClientOptions } from '../../../src/client/options.js';
import { createCommandRunner } from '../../../src/process/child-process-runner.js';
import type { SecureConfig } from '../../../src/process/secure-config.js';
import { fixtureClient } from '../../support/fixture-client.js';
import { pluginFixture } from '../../support/fixtures.js';
import { failure } from '../../support/go-plugin-failure.js';
import { unary } from '../../support/raw-service.js';

describe('a program whose checksum is known', () => {
  let directory: string;
  let program: string;
  let secureConfig: SecureConfig;

  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'secure-'));
    program = join(directory, 'the-plugin');
    await writeFile(program, script('exit 3'), { mode: 0o755 });
    secureConfig = { checksum: await checksumOf(program) };
  });
  afterEach(() => rm(directory, { recursive: true }));

  /** A script that proves that it ran. */
  const script = (then: string): string => `#!/bin/sh\ntouch ${directory}/ran\n${then}\n`;
  const checksumOf = async (path: string, algorithm = 'sha256'): Promise<Buffer> =>
    createHash(algorithm)
      .update(await readFile(path))
      .digest();
  const client = (options: Partial<PluginClientOptions>) =>
    fixtureClient('well-behaved', [], { command: program, args: [], ...options });
  const ran = (): boolean => existsSync(join(directory, 'ran'));
  const copies = (): readonly string[] => readdirSync(tmpdir()).filter((name) => name.startsWith('plugin-checked'));

  for (const inPlace of [undefined, true] as const) {
    const how = inPlace === true ? 'in place' : 'as a copy';

    it(`is started ${how} if the checksum matches, and leaves no copy [H28]`, async () => {
      await failure(client({ secureConfig: { ...secureConfig, inPlace } }).start(), 'EXITED_BEFORE_HANDSHAKE');
      expect(ran()).to.equal(true);
      expect(copies()).to.deep.equal([]);
    });

    it(`is never started ${how} if the checksum differs [H28]`, async () => {
      await writeFile(program, script('exit 4'));
      const error = await failure(client({ secureConfig: { ...secureConfig, inPlace } }).start(), 'CHECKSUM_MISMATCH');
      expect(error.details).to.deep.equal({ path: program, algorithm: 'sha256' });
      expect(ran()).to.equal(false);
      expect(copies()).to.deep.equal([]);
    });
  }

  it('is checked with the hash that was named [H28]', async () => {
    const checksum = (await checksumOf(program, 'sha512')).toString('hex');
    const secure = { checksum, algorithm: 'sha512' };
    await failure(client({ secureConfig: secure }).start(), 'EXITED_BEFORE_HANDSHAKE');
    await failure(client({ secureConfig: { ...secure, algorithm: 'sha256' } }).start(), 'CHECKSUM_MISMATCH');
  });

  it('cannot be exchanged between the check and the start', async function () {
    if (process.platform !== 'linux') return this.skip();
    const genuine = await readFile(program);
    let exchanged = '';
    const spawning = createCommandRunner({ stdin: 'ignore' });
    const plugin = client({
      secureConfig: { ...secureConfig, inPlace: false },
      // Runs when the check is over and nothing is started yet.
      runner: async (command, signal) => {
        await writeFile(program, script(`touch ${directory}/exchanged`));
        exchanged = command.command;
        expect(await readFile(command.command)).to.deep.equal(genuine);
        return spawning(command, signal);
      },
    });
    const error = await failure(plugin.start(), 'EXITED_BEFORE_HANDSHAKE');
    expect(error.details.exitCode).to.equal(3);
    expect(exchanged).to.not.equal(program);
    expect(existsSync(join(directory, 'exchanged'))).to.equal(false);
  });

  it('serves as it does without multiplexing [H28]', async () => {
    const node = join(directory, 'node-wrapper');
    await writeFile(node, `#!/bin/sh\nexec '${process.execPath}' "$@"\n`, { mode: 0o755 });
    const secure = { checksum: await checksumOf(node) };
    const plugin = fixtureClient('well-behaved', [], { command: node, secureConfig: secure });
    const raw = await plugin.dispense('raw');
    expect((await unary(raw, Buffer.from('hello'), new Metadata())).toString()).to.equal('hello');
    await plugin.kill();
    expect(copies()).to.deep.equal([]);
  });

  it('and cannot be read, or does not exist, is distinguished', async () => {
    await failure(client({ secureConfig, command: directory }).start(), 'CHECKSUM_UNREADABLE');
    await failure(client({ secureConfig, command: join(directory, 'none') }).start(), 'BINARY_NOT_FOUND');
    await failure(client({ secureConfig, command: join(program, 'none') }).start(), 'BINARY_NOT_FOUND');
    await failure(client({ secureConfig, command: 'no-such-program-anywhere' }).start(), 'BINARY_NOT_FOUND');
  });

  it('but is not executable is refused as always', async () => {
    const plain = join(directory, 'plain');
    await copyFile(pluginFixture('well-behaved'), plain);
    await chmod(plain, 0o644);
    const secure = { checksum: await checksumOf(plain) };
    const error = await failure(client({ command: plain, secureConfig: secure }).start(), 'NOT_EXECUTABLE');
    expect(error.details.path).to.equal(plain);
  });
});

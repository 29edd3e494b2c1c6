import { mkdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'chai';
import type { ProgramRun } from '../../../../packages/go-plugin/test/support/run-program.js';
import { goPlatform, platformText } from '../../../../src/domain/plugin/platform.js';
import { pluginEntries, tarGz } from '../../../support/archives.js';
import { AwfSandbox } from '../../../support/awf.js';
import { checksumLine, ReleaseServer } from '../../../support/release-server.js';
import { TestSigner } from '../../../support/signers.js';

const json = ({ stdout }: ProgramRun): unknown => JSON.parse(stdout);
const platform = platformText(goPlatform(process.platform, process.arch));

describe('A release with a signature', () => {
  let base: AwfSandbox;
  let sandbox: AwfSandbox;
  let server: ReleaseServer;
  const signer = TestSigner.minisign();

  beforeEach(async () => {
    base = await AwfSandbox.create();
    server = await ReleaseServer.start();
    const variables = { GITHUB_API_URL: server.url, GITHUB_TOKEN: '', GH_TOKEN: '', HOME: base.directory };
    sandbox = base.with({ ...variables, XDG_CACHE_HOME: join(base.directory, 'cache') });
  });
  afterEach(async () => {
    await server[Symbol.asyncDispose]();
    await base[Symbol.asyncDispose]();
  });

  /** Publishes a version for this platform and another one. */
  async function publish(version: string, signedBy: TestSigner | undefined): Promise<void> {
    const files = {
      [`echo_${version}_${platform}.tar.gz`]: tarGz(pluginEntries('echo', version)),
      [`echo_${version}_plan9_mips.tar.gz`]: Buffer.from('of another platform'),
    };
    const checksums = Object.entries(files)
      .map(([name, bytes]) => checksumLine(name, bytes))
      .join('');
    const signature = await signedBy?.minisig(Buffer.from(checksums));
    server.release('owner/echo', version, files, {
      checksums,
      ...(signature === undefined ? {} : { signature: Buffer.from(signature) }),
    });
  }

  it('is installed and locked; one without it, or by another key, is not', async () => {
    await mkdir(join(base.directory, '.awf'));
    const lock = join(base.directory, '.awf', 'plugins.lock');
    await sandbox.awf('plugin', 'trust', 'Owner/Echo', signer.text);
    await publish('1.0.0', signer);
    const installed = await sandbox.awf('plugin', 'install', 'owner/echo');
    expect({ ...installed }).to.include({ stderr: '', exitCode: 0 });
    const written = await readFile(lock, 'utf8');
    expect(written).to.include(`source: "owner/echo"\n    version: "1.0.0"\n    key: "${signer.text}"\n`);
    expect(written).to.match(new RegExp(`${platform}:\n +- "h1:.*\n +- "sha256:[0-9a-f]{64}"\n`, 'u'));

    for (const [version, other] of [
      ['1.1.0', undefined],
      ['1.2.0', TestSigner.minisign()],
    ] as const) {
      await publish(version, other);
      const refused = await sandbox.awf('plugin', 'update', 'echo', '-f', 'json');
      expect(json(refused)).to.have.nested.property('error.code', 'EXECUTION.PLUGIN.SIGNATURE_INVALID');
      expect(server.seen.some(({ path }) => path.includes(`${version}_${platform}`))).to.equal(false);
    }

    await rm(join(base.directory, 'data'), { recursive: true });
    const again = await sandbox.awf('plugin', 'install', '--frozen', '-f', 'json');
    expect(json(again)).to.have.nested.property('[0].version', '1.0.0');
    expect(await readFile(lock, 'utf8')).to.equal(written);

    await publish('1.3.0', signer);
    expect((await sandbox.awf('plugin', 'update', '--all')).stdout).to.include('from 1.0.0 to 1.3.0');
    expect(await readFile(lock, 'utf8')).to.include('version: "1.3.0"');
  });
});

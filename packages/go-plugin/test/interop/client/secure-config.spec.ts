import { createHash } from 'node:crypto';
import { appendFile, copyFile, mkdtemp, readFile, rm } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { buildPeer } from '../../support/go-plugin-peers.js';
import { requireGo } from '../../support/go.js';
import { failure } from '../../support/go-plugin-failure.js';
import { interopClient } from '../../support/interop-host.js';
import { RecordingLogger } from '../../support/recording-logger.js';

const checksumOf = async (path: string, algorithm = 'sha256'): Promise<Buffer> =>
  createHash(algorithm)
    .update(await readFile(path))
    .digest();

describe('A Go plugin whose checksum this host knows', () => {
  let directory: string;
  let program: string;

  before(async function () {
    directory = await mkdtemp(join(tmpdir(), 'checksum-'));
    requireGo(this);
    program = join(directory, 'testplugin');
    await copyFile(await buildPeer('testplugin'), program);
  });
  after(() => rm(directory, { recursive: true }));

  for (const inPlace of [false, true]) {
    it(`is started ${inPlace ? 'in place' : 'as a copy'} if it has the checksum, and runs to the end of its main [H28]`, async () => {
      const marker = join(directory, `marker-${inPlace}`);
      const secureConfig = { checksum: await checksumOf(program), inPlace };
      const client = interopClient(program, { args: ['-marker', marker], secureConfig });
      expect(await (await client.dispense('interop')).dialAndPing('hello')).to.equal('pong: hello from plugin');
      await client.kill();
      expect(await readFile(marker, 'utf8')).to.equal('main returned\n');
    });
  }

  it('is checked with other hashes too [H28]', async () => {
    const checksum = (await checksumOf(program, 'sha512')).toString('hex');
    await using client = interopClient(program, { secureConfig: { checksum, algorithm: 'sha512' } });
    await client.ping();
  });

  it('is never started where one byte has been added to it [H28]', async () => {
    const checksum = await checksumOf(program);
    const changed = join(directory, 'changed');
    await copyFile(program, changed);
    await appendFile(changed, '\0');
    const marker = join(directory, 'marker-changed');
    const logger = new RecordingLogger();
    const args = ['-log-lines', '1', '-marker', marker];
    const error = await failure(
      interopClient(changed, { args, logger, secureConfig: { checksum } }).start(),
      'CHECKSUM_MISMATCH',
    );
    expect(error.details).to.deep.equal({ path: changed, algorithm: 'sha256' });
    expect(logger.messages).to.not.include('line');
    expect(existsSync(marker)).to.equal(false);
  });
});

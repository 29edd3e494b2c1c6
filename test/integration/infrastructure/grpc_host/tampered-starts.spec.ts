import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'chai';
import { createHost } from '../../../../src/app/composition/create-host.js';
import { AwfError } from '../../../../src/domain/errors/awf-error.js';
import { silentLogger } from '../../../../packages/go-plugin/src/logger.js';
import { AwfSandbox } from '../../../support/awf.js';

const manifest = 'name: told\nversion: 1.0.0\nawf_version: ">=0.5.0"\ncapabilities: [operations]\n';
const tries = 200;

/** The bytes with one bit changed. */
function flipped(bytes: Buffer, bit: number): Buffer {
  const changed = Buffer.from(bytes);
  const at = Math.floor(bit / 8);
  changed[at] = (changed[at] ?? 0) ^ (1 << (bit % 8));
  return changed;
}

describe('An installed plugin of which one bit has changed', () => {
  let sandbox: AwfSandbox;
  before(async () => (sandbox = await AwfSandbox.create()));
  after(() => sandbox[Symbol.asyncDispose]());

  it('is never started, whichever bit of its program, its manifest or another of its files it is', async () => {
    const marks = join(sandbox.directory, 'marks');
    const source = join(sandbox.directory, 'source');
    await mkdir(marks);
    await mkdir(source);
    await writeFile(join(source, 'plugin.yaml'), manifest);
    // It proves that it ran, whatever else has changed in it.
    await writeFile(join(source, 'awf-plugin-told'), `#!/bin/sh\ncd ${marks} && . "$0.lib"\n`, { mode: 0o755 });
    await writeFile(join(source, 'awf-plugin-told.lib'), 'touch ran; touch ran; touch ran; touch ran\n');
    expect(await sandbox.awf('plugin', 'install', source)).to.have.property('exitCode', 0);

    const pluginsDir = join(sandbox.directory, 'data/awf/plugins');
    const start = async (): Promise<unknown> => {
      await using host = await createHost({
        pluginsDir,
        statePath: join(pluginsDir, 'plugins.json'),
        logger: silentLogger,
      });
      return await host.plugins.init('told').catch((error: unknown) => error);
    };
    const files = ['plugin.yaml', 'awf-plugin-told', 'awf-plugin-told.lib'].map((name) =>
      join(pluginsDir, 'told', name),
    );
    const contents = await Promise.all(files.map((file) => readFile(file)));
    for (let index = 0; index < tries; index += 1) {
      const [file = '', bytes = Buffer.alloc(0)] = [files[index % 3], contents[index % 3]];
      const bits = bytes.length * 8;
      await writeFile(file, flipped(bytes, Math.floor((index / tries) * bits)));
      const error = await start();
      await writeFile(file, bytes);
      if (!AwfError.is(error) || error.code === 'EXECUTION.PLUGIN.CRASHED')
        throw new Error(`the change of ${file} was not noticed`, { cause: error });
    }
    const started = (await readdir(marks)).length;
    process.stdout.write(`      tampered starts ${started} of ${tries}\n`);
    expect(started).to.equal(0);

    await start();
    expect(await readdir(marks), 'as it was installed, it starts').to.deep.equal(['ran']);
  });
});

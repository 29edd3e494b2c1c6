import { expect } from 'chai';
import { execFileSync } from 'node:child_process';
import { chmod, mkdir, mkdtemp, open, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { AwfError } from '../../../../src/domain/errors/awf-error.js';
import { FilePluginLoader } from '../../../../src/infrastructure/manifest_loader/file-plugin-loader.js';
import { nodeWarnings } from '../../../../packages/go-plugin/test/support/node-warnings.js';
import { rejection } from '../../../../packages/go-plugin/test/support/rejection.js';

const manifest = (name: string): string =>
  `name: ${name}\nversion: 1.0.0\nawf_version: ">=0.5.0"\ncapabilities: [operations]\n`;

describe('FilePluginLoader', () => {
  const loader = new FilePluginLoader();
  let root: string;

  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), 'awf-loader-'));
  });

  afterEach(() => rm(root, { recursive: true }));

  async function plugin(directory: string, text = manifest(directory), binary?: { name: string; mode: number }) {
    await mkdir(join(root, directory));
    await writeFile(join(root, directory, 'plugin.yaml'), text);
    if (binary === undefined) return;
    await writeFile(join(root, directory, binary.name), '#!/bin/sh\n');
    await chmod(join(root, directory, binary.name), binary.mode);
  }

  it('reads a dozen manifests at once without a warning of Node', async () => {
    for (let index = 0; index < 12; index += 1) await plugin(`p${index}`);
    const warnings = await nodeWarnings(async () => {
      expect(await loader.discoverPlugins(root)).to.have.length(12);
    });
    expect(warnings).to.deep.equal([]);
  });

  it('finds every directory with a manifest, sorted by the names in them', async () => {
    await plugin('first', manifest('zeta'));
    await plugin('second', manifest('alpha'));
    await mkdir(join(root, 'no-plugin'));
    await writeFile(join(root, 'a-file'), '');
    const found = await loader.discoverPlugins(root);
    expect(found.map(({ manifest: { name }, status, locator }) => [name, status, locator])).to.deep.equal([
      ['alpha', 'discovered', join(root, 'second')],
      ['zeta', 'discovered', join(root, 'first')],
    ]);
  });

  it('finds a plugin behind a symbolic link, which AWF skips', async () => {
    const elsewhere = await mkdtemp(join(tmpdir(), 'awf-linked-'));
    await writeFile(join(elsewhere, 'plugin.yaml'), manifest('linked'));
    await symlink(elsewhere, join(root, 'linked'));
    const found = await loader.discoverPlugins(root);
    expect(found[0]).to.include({ status: 'discovered', locator: join(root, 'linked') });
    await rm(elsewhere, { recursive: true });
  });

  it('names the program after the directory, not after the manifest', async () => {
    await plugin('echo', manifest('other'));
    await plugin('awf-plugin-say', manifest('say'));
    const missing = await Promise.all(
      (await loader.discoverPlugins(root)).map(({ locator }) => rejection(loader.loadPlugin(locator))),
    );
    expect(missing.map((error) => (error as AwfError<'SYSTEM.IO.PLUGIN_BINARY_NOT_FOUND'>).details.path)).to.deep.equal(
      [join(root, 'echo', 'awf-plugin-echo'), join(root, 'awf-plugin-say', 'awf-plugin-say')],
    );
  });

  it('returns a plugin with an invalid manifest as failed, with its error', async () => {
    await plugin('broken', 'name: [');
    await plugin('fine');
    const [broken, fine] = await loader.discoverPlugins(root);
    expect(broken).to.include({ status: 'failed' });
    expect(broken?.manifest.name).to.equal('broken');
    expect(broken?.error).to.have.property('code', 'USER.VALIDATION.MANIFEST_INVALID');
    expect(fine).to.include({ status: 'discovered' });
  });

  it('does not read a file that is too large for a manifest', async () => {
    await plugin('huge', `${manifest('huge')}description: ${'['.repeat(70_000)}\n`);
    const [found] = await loader.discoverPlugins(root);
    expect(found?.error?.message).to.match(/larger than 65536 bytes/);
  });

  it('rejects a directory that does not exist', async () => {
    const error = await rejection(loader.discoverPlugins(join(root, 'nowhere')));
    expect(error).to.have.property('code', 'USER.INPUT.MISSING_FILE');
  });

  it('loads a plugin whose binary can be executed', async () => {
    await plugin('echo', undefined, { name: 'awf-plugin-echo', mode: 0o755 });
    expect(await loader.loadPlugin(join(root, 'echo'))).to.include({ status: 'loaded' });
  });

  it('rejects a plugin without manifest, without binary, with one that is a directory or may not be executed', async () => {
    await plugin('none');
    await plugin('folder');
    await mkdir(join(root, 'folder', 'awf-plugin-folder'));
    await plugin('plain', undefined, { name: 'awf-plugin-plain', mode: 0o644 });
    const codeOf = async (directory: string): Promise<unknown> =>
      ((await rejection(loader.loadPlugin(join(root, directory)))) as { code?: unknown }).code;
    expect(await codeOf('nowhere')).to.equal('USER.INPUT.MISSING_FILE');
    expect(await codeOf('none')).to.equal('SYSTEM.IO.PLUGIN_BINARY_NOT_FOUND');
    expect(await codeOf('folder')).to.equal('SYSTEM.IO.PLUGIN_NOT_EXECUTABLE');
    expect(await codeOf('plain')).to.equal('SYSTEM.IO.PLUGIN_NOT_EXECUTABLE');
  });

  it('distinguishes a file from a missing directory', async () => {
    await writeFile(join(root, 'a-file'), '');
    const file = await rejection(loader.discoverPlugins(join(root, 'a-file')));
    expect(file).to.include({ code: 'USER.INPUT.MISSING_FILE', message: `${root}/a-file is a file, not a folder` });
    const nothing = await rejection(loader.discoverPlugins(join(root, 'a-file', 'x')));
    expect(nothing).to.include({ code: 'USER.INPUT.MISSING_FILE', message: `${root}/a-file/x does not exist` });
  });

  it('finds and loads nothing if the signal is already aborted', async () => {
    await plugin('echo', undefined, { name: 'awf-plugin-echo', mode: 0o755 });
    const options = { signal: AbortSignal.abort('too late') };
    const canceled = { code: 'EXECUTION.PLUGIN.CANCELED', cause: 'too late' };
    expect(await rejection(loader.discoverPlugins(root, options))).to.include(canceled);
    expect(await rejection(loader.loadPlugin(join(root, 'echo'), options))).to.include(canceled);
  });

  it('waits for a manifest that is a pipe, but not longer than its limit', async () => {
    await mkdir(join(root, 'echo'));
    const manifestPipe = join(root, 'echo', 'plugin.yaml');
    execFileSync('mkfifo', [manifestPipe]);
    try {
      const error = await rejection(loader.loadPlugin(join(root, 'echo'), { timeoutMs: 5 }));
      expect(error).to.have.property('code', 'SYSTEM.IO.TIMEOUT');
      const controller = new AbortController();
      const load = rejection(loader.loadPlugin(join(root, 'echo'), { signal: controller.signal }));
      controller.abort('enough');
      expect(await load).to.include({ code: 'EXECUTION.PLUGIN.CANCELED', cause: 'enough' });
    } finally {
      // Lets go of the threads that wait for a writer.
      await (await open(manifestPipe, 'r+')).close();
    }
  });
});

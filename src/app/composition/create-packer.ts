import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AwfError } from '../../domain/errors/awf-error.js';
import { ShellCommandRunner } from '../../infrastructure/command_shell/shell-command-runner.js';
import { FilePluginLoader } from '../../infrastructure/manifest_loader/file-plugin-loader.js';
import { TarArchives } from '../../infrastructure/plugin_archive/tar-archives.js';
import { FolderInstallations } from '../../infrastructure/plugin_folder/folder-installations.js';
import { PluginBuilder } from '../plugins/authoring/plugin-builder.js';
import { PluginPacker } from '../plugins/authoring/plugin-packer.js';
import { awfVersion } from './container-options.js';

export { readPluginProject } from '../../infrastructure/plugin_project/read-plugin-project.js';

/** What the commands work with that build and pack plugins. Its creator must dispose it. */
export interface Packer extends AsyncDisposable {
  readonly builder: PluginBuilder;
  readonly packer: PluginPacker;
}

/** Puts the use cases of building and packing together with files on disk. Loaded by the commands that need it. */
export async function createPacker(env: Readonly<Record<string, string | undefined>>): Promise<Packer> {
  const folder = await temporaryFolder();
  const installations = new FolderInstallations(folder);
  const ports = { installations, loader: new FilePluginLoader(), archives: new TarArchives() };
  return {
    builder: new PluginBuilder(new ShellCommandRunner(), env),
    packer: new PluginPacker({ ...ports, hostVersion: awfVersion }),
    [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true }),
  };
}

/** The plugin is copied there, as an install does it. */
async function temporaryFolder(): Promise<string> {
  const folder = tmpdir();
  try {
    return await mkdtemp(join(folder, 'awf-pack-'));
  } catch (cause) {
    const remedy = 'Set TMPDIR to a folder that you can write to.';
    throw new AwfError('SYSTEM.IO.WRITE_FAILED', { path: folder, remedy }, { cause });
  }
}

import { access, constants, stat } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { AwfError } from '../../domain/errors/awf-error.js';
import { programNameOf } from '../../domain/plugin/manifest-rules.js';

/** The file that makes a directory a plugin. */
export const manifestPath = (directory: string): string => join(directory, 'plugin.yaml');

/** A plugin's program. */
export const programPath = (directory: string): string => join(directory, programNameOf(basename(resolve(directory))));

/**
 * Checks that a plugin's program can be started. Spawning it would find out too, but says less.
 * @throws AwfError `SYSTEM.IO.PLUGIN_BINARY_NOT_FOUND`, `.PLUGIN_NOT_EXECUTABLE`
 */
export async function expectProgram(plugin: string, path: string): Promise<void> {
  const found = await stat(path).catch((cause: unknown) => {
    throw new AwfError('SYSTEM.IO.PLUGIN_BINARY_NOT_FOUND', { plugin, path }, { cause });
  });
  if (found.isDirectory())
    throw new AwfError('SYSTEM.IO.PLUGIN_NOT_EXECUTABLE', { plugin, path, reason: 'it is a directory' });
  await access(path, constants.X_OK).catch((cause: unknown) => {
    throw new AwfError('SYSTEM.IO.PLUGIN_NOT_EXECUTABLE', { plugin, path, reason: 'permission denied' }, { cause });
  });
}

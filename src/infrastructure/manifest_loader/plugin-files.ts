import { access, constants, stat } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { AwfError } from '../../domain/errors/awf-error.js';

const prefix = 'awf-plugin-';

/** The file that makes a directory a plugin. */
export const manifestPath = (directory: string): string => join(directory, 'plugin.yaml');

/** A plugin's executable. It is named after the directory, not after the manifest, as AWF has it. */
export function binaryPath(directory: string): string {
  const name = basename(resolve(directory));
  return join(directory, name.startsWith(prefix) ? name : `${prefix}${name}`);
}

/**
 * Checks that a plugin's binary can be started. Spawning would find out too, but says less.
 * @throws AwfError `SYSTEM.IO.PLUGIN_BINARY_NOT_FOUND`, `.PLUGIN_NOT_EXECUTABLE`
 */
export async function checkBinary(plugin: string, path: string): Promise<void> {
  const found = await stat(path).catch((cause: unknown) => {
    throw new AwfError('SYSTEM.IO.PLUGIN_BINARY_NOT_FOUND', { plugin, path }, { cause });
  });
  if (found.isDirectory())
    throw new AwfError('SYSTEM.IO.PLUGIN_NOT_EXECUTABLE', { plugin, path, reason: 'it is a directory' });
  await access(path, constants.X_OK).catch((cause: unknown) => {
    throw new AwfError('SYSTEM.IO.PLUGIN_NOT_EXECUTABLE', { plugin, path, reason: 'permission denied' }, { cause });
  });
}

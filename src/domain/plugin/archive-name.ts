import type { PluginManifest } from './manifest.js';
import { platformText, type Platform } from './platform.js';

/** Where AWF runs. A plugin without code for one processor, such as a script, is offered for each of them. */
export const awfPlatforms: readonly Platform[] = ['linux', 'darwin'].flatMap((os) =>
  ['amd64', 'arm64'].map((arch) => ({ os, arch })),
);

/** Reads `linux_amd64`. Undefined for any other form. */
export function parsePlatform(text: string): Platform | undefined {
  const [, os, arch] = /^([a-z0-9]+)_([a-z0-9]+)$/u.exec(text) ?? [];
  return os === undefined || arch === undefined ? undefined : { os, arch };
}

/** Name of the archive of a plugin, by which AWF finds the one for its platform among the files of a release. */
export const archiveName = ({ name, version }: Pick<PluginManifest, 'name' | 'version'>, platform: Platform): string =>
  `${name}_${version.replace(/^v/u, '')}_${platformText(platform)}.tar.gz`;

/** The file beside archives that has their hashes. */
export const checksumFileName = 'checksums.txt';

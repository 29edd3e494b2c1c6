import { shownUrl } from '../../domain/shown-url.js';
import { AwfError } from '../../domain/errors/awf-error.js';
import { parseChecksums } from '../../domain/plugin/checksum-file.js';
import { platformOf } from '../../domain/plugin/platform.js';
import type { ReleaseAsset, ReleaseFile } from '../../domain/plugin/plugin-release.js';

/** Checksum files and signatures are small. */
export const mostChecksumBytes = 1024 ** 2;
export const mostSignatureBytes = 64 * 1024;

/** Whether a file of a release is an archive, by its name. */
export const isArchive = (name: string): boolean => /\.(?:tar\.gz|tgz|zip)$/iu.test(name);

/**
 * Adds what a checksum file says about some archives, and the platforms in their names.
 *
 * @param where the address of the checksum file, for messages
 * @throws AwfError `SYSTEM.NETWORK.REQUEST_FAILED` for a file that contradicts itself
 */
export function checkedAssets(
  assets: readonly ReleaseAsset[],
  checksums: ReleaseFile | undefined,
  where: string,
): readonly ReleaseAsset[] {
  const parsed = parseChecksums(Buffer.from(checksums?.bytes ?? []).toString('utf8'));
  if (!parsed.ok)
    throw new AwfError('SYSTEM.NETWORK.REQUEST_FAILED', {
      url: shownUrl(where),
      problem: `is wrong in line ${parsed.line}: ${parsed.problem}`,
    });
  return assets.map((asset) => {
    const hash = parsed.hashes.get(asset.name);
    return {
      ...asset,
      platform: platformOf(asset.name),
      hashes: hash === undefined ? asset.hashes : [hash, ...asset.hashes.filter(({ hex }) => hex !== hash.hex)],
    };
  });
}

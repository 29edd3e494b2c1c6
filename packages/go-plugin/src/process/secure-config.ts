import { createHash, timingSafeEqual } from 'node:crypto';
import { GoPluginError } from '../errors/go-plugin-error.js';

/**
 * Starts a program only if its content has this checksum. go-plugin's SecureConfig. It covers only one file: for `node
 * plugin.js` that is Node, and for a script it is the script without its imports.
 */
export interface SecureConfig {
  /** The expected digest, as bytes or in hexadecimal. */
  readonly checksum: Uint8Array | string;
  /** A hash algorithm of node:crypto. Default: `sha256`. */
  readonly algorithm?: string | undefined;
  /**
   * Start the original file, as go-plugin does, although it may change between the check and the start. Needed by
   * programs that look for other files beside themselves. Default: false on Linux, where a private copy is checked and
   * started; true elsewhere and with a `runner`.
   */
  readonly inPlace?: boolean | undefined;
}

/** A valid secure configuration. */
export interface ChecksumRule {
  readonly expected: Uint8Array;
  readonly algorithm: string;
  readonly inPlace: boolean;
}

/** @throws GoPluginError `CHECKSUM_MISSING`, `HASH_UNKNOWN`, `CONFIG_INVALID` for a checksum that is not hexadecimal */
export function resolveSecureConfig(config: SecureConfig, inPlaceByDefault: boolean): ChecksumRule {
  const { checksum, algorithm = 'sha256', inPlace = inPlaceByDefault } = config;
  if (checksum.length === 0) throw new GoPluginError('CHECKSUM_MISSING', {});
  try {
    createHash(algorithm);
  } catch (error) {
    throw new GoPluginError('HASH_UNKNOWN', { algorithm }, { cause: error });
  }
  return { expected: typeof checksum === 'string' ? parseHex(checksum) : checksum, algorithm, inPlace };
}

/** Node's decoder stops at the first invalid character, which would give a shorter checksum. */
function parseHex(text: string): Uint8Array {
  if (/^([0-9a-f]{2})+$/i.test(text)) return Buffer.from(text, 'hex');
  throw new GoPluginError('CONFIG_INVALID', { problem: 'secureConfig.checksum is not hexadecimal' });
}

/** Compares in constant time. */
export function checksumsMatch(expected: Uint8Array, actual: Uint8Array): boolean {
  return expected.length === actual.length && timingSafeEqual(expected, actual);
}

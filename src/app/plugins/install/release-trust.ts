import { AwfError } from '../../../domain/errors/awf-error.js';
import { hashText } from '../../../domain/plugin/archive-hash.js';
import { parseChecksums } from '../../../domain/plugin/checksum-file.js';
import type { PluginRelease, ReleaseAsset, ReleaseFile } from '../../../domain/plugin/plugin-release.js';
import { parseSignature, type Signature } from '../../../domain/plugin/signature.js';
import { formatSigningKey, parseSigningKey, type SigningKey } from '../../../domain/plugin/signing-key.js';
import { keysFor } from '../../../domain/plugin/trusted-key.js';
import type { CallOptions } from '../../../ports/call-options.js';
import type { SignatureVerifier } from '../../../ports/signature-verifier.js';
import type { TrustedKeys } from '../../../ports/trusted-keys.js';

/** What deciding whether a release may be installed takes. */
export interface ReleaseTrustPorts {
  readonly trustedKeys: TrustedKeys;
  readonly verifier: SignatureVerifier;
}

/** What is known about who made a release. */
export interface ReleaseVerdict {
  /** The key that has signed it, if one had to. */
  readonly key?: string;
  /** What a user should know. */
  readonly notes: readonly string[];
}

/**
 * Decides whether a release may be installed, by the signature of its checksum file. If the user trusts keys for the source, one of them must have
 * made it. If not, the key in the lock of the project must have, if there is one. Otherwise nobody has to.
 */
export class ReleaseTrust {
  readonly #ports: ReleaseTrustPorts;

  constructor(ports: ReleaseTrustPorts) {
    this.#ports = ports;
  }

  /**
   * Checks an archive of a release before it is fetched.
   *
   * @param lockedKey the key in the lock of the project
   * @throws AwfError `EXECUTION.PLUGIN.SIGNATURE_INVALID`; what {@link TrustedKeys.list} throws
   */
  async check(
    release: PluginRelease,
    asset: ReleaseAsset,
    lockedKey?: string,
    options: CallOptions = {},
  ): Promise<ReleaseVerdict> {
    const { repository, checksums, signature } = release;
    const keys = await this.#keys(repository, lockedKey, options);
    if (keys.length === 0) {
      const hint = `it is signed, and no key is trusted for ${repository}: see awf plugin trust`;
      return { notes: signature === undefined ? [] : [hint] };
    }
    if (checksums === undefined) throw refused(repository, keys, 'it has no checksum file that could be signed');
    if (signature === undefined) throw refused(repository, keys, 'it is not signed');
    const parsed = parseSignature(signature.bytes);
    if (!parsed.ok) throw refused(repository, keys, `${signature.name} ${parsed.problem}`);
    const key = keys.find((each) => this.#isSignedBy(each, checksums.bytes, parsed.signature));
    if (key === undefined)
      throw refused(repository, keys, `${signature.name} is not a signature of ${checksums.name} by a trusted key`);
    if (!isCovered(asset, checksums)) throw refused(repository, keys, `${checksums.name} does not name ${asset.name}`);
    return { key: formatSigningKey(key), notes: [] };
  }

  async #keys(source: string, locked: string | undefined, options: CallOptions): Promise<readonly SigningKey[]> {
    const trusted = keysFor(source, await this.#ports.trustedKeys.list(options));
    if (trusted.length > 0 || locked === undefined) return trusted.map(({ key }) => key);
    const parsed = parseSigningKey(locked);
    if (!parsed.ok) throw refused(source, [], `the key in the lock ${parsed.problem}`);
    return [parsed.key];
  }

  #isSignedBy(key: SigningKey, file: Uint8Array, signature: Signature): boolean {
    return this.#ports.verifier.verify(file, signature, key);
  }
}

/** Whether the hash of an archive is the one that was signed. It may have come from elsewhere. */
function isCovered({ name, hashes }: ReleaseAsset, { bytes }: ReleaseFile): boolean {
  const parsed = parseChecksums(new TextDecoder().decode(bytes));
  const signed = parsed.ok ? parsed.hashes.get(name) : undefined;
  return signed !== undefined && hashes.some((hash) => hashText(hash) === hashText(signed));
}

const refused = (source: string, keys: readonly SigningKey[], problem: string): AwfError =>
  new AwfError('EXECUTION.PLUGIN.SIGNATURE_INVALID', { source, problem, keys: keys.map(formatSigningKey) });

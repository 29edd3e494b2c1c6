import { AwfError } from '../errors/awf-error.js';
import { shownUrl } from '../shown-url.js';
import { isSameSource } from './plugin-source.js';
import { isSameKey, type SigningKey } from './signing-key.js';

/** A key that the user trusts for the releases of one source, and the source for nothing that another key has signed. */
export interface TrustedKey {
  /** As {@link keySource} writes it. */
  readonly source: string;
  /** The public key. */
  readonly key: SigningKey;
  /** ISO 8601. */
  readonly trustedAt: string;
}

const repository = /^[a-z0-9](?:[a-z0-9-]{0,38})\/(?!\.{1,2}$)[a-z0-9._-]{1,100}$/u;

/**
 * The source that a key is for: `owner/repo`, or the beginning of URLs. GitHub does not tell capitals from small letters.
 * @throws AwfError `USER.INPUT.INVALID_FORMAT` for a source whose releases are never signed, and for anything else
 */
export function keySource(given: string): string {
  const small = given.toLowerCase();
  if (repository.test(small)) return small;
  if (small.startsWith('npm:')) throw refused(given, 'the packages of npm have no checksum file that could be signed');
  if (!URL.canParse(given))
    throw refused(given, 'a key is for owner/repo without a version, or for the URLs below https://HOST/FOLDER/');
  const url = new URL(given);
  if (url.protocol !== 'https:' && url.protocol !== 'http:')
    throw refused(given, `nothing is fetched from ${url.protocol}`);
  if (url.username !== '' || url.password !== '' || url.search !== '' || url.hash !== '')
    throw refused(given, 'the URL must end after its path, and must not hold a password');
  return url.href;
}

const refused = (source: string, problem: string): AwfError =>
  new AwfError('USER.INPUT.INVALID_FORMAT', {
    argument: 'source of a key',
    problem: `no key can be trusted for ${shownUrl(source) || '""'}: ${problem}`,
  });

/** The keys that may sign the releases of a source, which is written as `sourceText` does. None: nobody has to sign them. */
export const keysFor = (source: string, keys: readonly TrustedKey[]): readonly TrustedKey[] =>
  keys.filter((trusted) => covers(trusted.source, source));

function covers(keySource: string, source: string): boolean {
  // A URL without a slash at its end is one archive: `/v1` must not stand for `/v1.evil`.
  return isSameSource(keySource, source) || (keySource.endsWith('/') && source.startsWith(keySource));
}

/** Whether two entries say the same. */
export const isSameTrust = (a: TrustedKey, b: Pick<TrustedKey, 'source' | 'key'>): boolean =>
  a.source === b.source && isSameKey(a.key, b.key);

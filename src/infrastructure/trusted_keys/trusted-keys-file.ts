import * as v from 'valibot';
import { formatSigningKey, parseSigningKey, type SigningKey } from '../../domain/plugin/signing-key.js';
import { keySource, type TrustedKey } from '../../domain/plugin/trusted-key.js';
import { readDocument, type Document } from '../shared/versioned-document.js';

const version = 1;

const text = v.string('must be a text');

const source = v.pipe(
  text,
  v.check((given) => {
    try {
      return keySource(given) === given;
    } catch {
      return false;
    }
  }, 'must be owner/repo in small letters, or a URL'),
);

const key = v.pipe(
  text,
  v.rawTransform(({ dataset, addIssue, NEVER }): SigningKey => {
    const parsed = parseSigningKey(dataset.value);
    if (parsed.ok) return parsed.key;
    addIssue({ message: parsed.problem });
    return NEVER;
  }),
);

const entry = v.pipe(
  v.strictObject({ source, key, trusted_at: v.pipe(text, v.isoTimestamp('must be a time')) }, ({ received }) =>
    received === 'undefined' ? 'is missing' : 'must have source, key and trusted_at, and nothing else',
  ),
  v.transform(({ trusted_at: trustedAt, ...rest }): TrustedKey => ({ ...rest, trustedAt })),
);

const schema = v.strictObject({ version: v.number(), keys: v.array(entry, 'must be a list') }, ({ received }) =>
  received === 'undefined' ? 'is missing' : 'must have version and keys, and nothing else',
);

/** Reads the text of `trusted-keys.json`. An empty text is a fault: it must not free a source from its key. */
export function parseTrustedKeys(content: string): Document<readonly TrustedKey[]> {
  const document = readDocument(content, { version, schema });
  return document.ok ? { ok: true, content: document.content.keys } : document;
}

/** The text of `trusted-keys.json`. */
export function formatTrustedKeys(keys: readonly TrustedKey[]): string {
  const entries = keys.map((trusted) => ({
    source: trusted.source,
    key: formatSigningKey(trusted.key),
    trusted_at: trusted.trustedAt,
  }));
  return `${JSON.stringify({ version, keys: entries }, null, 2)}\n`;
}

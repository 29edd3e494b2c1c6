import type { HeaderField } from './header-field.js';

const rows: readonly (readonly [name: string, ...values: readonly string[]])[] = [
  [':authority', ''],
  [':method', 'GET', 'POST'],
  [':path', '/', '/index.html'],
  [':scheme', 'http', 'https'],
  [':status', '200', '204', '206', '304', '400', '404', '500'],
  ['accept-charset', ''],
  ['accept-encoding', 'gzip, deflate'],
  ...[
    'accept-language',
    'accept-ranges',
    'accept',
    'access-control-allow-origin',
    'age',
    'allow',
    'authorization',
    'cache-control',
    'content-disposition',
    'content-encoding',
    'content-language',
    'content-length',
    'content-location',
    'content-range',
    'content-type',
    'cookie',
    'date',
    'etag',
    'expect',
    'expires',
    'from',
    'host',
    'if-match',
    'if-modified-since',
    'if-none-match',
    'if-range',
    'if-unmodified-since',
    'last-modified',
    'link',
    'location',
    'max-forwards',
    'proxy-authenticate',
    'proxy-authorization',
    'range',
    'referer',
    'refresh',
    'retry-after',
    'server',
    'set-cookie',
    'strict-transport-security',
    'transfer-encoding',
    'user-agent',
    'vary',
    'via',
    'www-authenticate',
  ].map((name) => [name, ''] as const),
];

/** HPACK's static table, RFC 7541 appendix A. The field at position 0 has index 1. */
export const staticTable: readonly HeaderField[] = rows.flatMap(([name, ...values]) =>
  values.map((value) => ({ name, value })),
);

/** The first index of each name in the static table. */
export const staticNames: ReadonlyMap<string, number> = new Map(
  staticTable.map(({ name }, position) => [name, position + 1] as const).reverse(),
);

/** The index of a field in the static table, 0 if it is not there. */
export function findStatic(name: string, value: string): number {
  const first = staticNames.get(name);
  if (first === undefined) return 0;
  for (let index = first; staticTable[index - 1]?.name === name; index += 1)
    if (staticTable[index - 1]?.value === value) return index;
  return 0;
}

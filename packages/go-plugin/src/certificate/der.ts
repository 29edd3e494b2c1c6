/** The ASN.1 tags that a certificate needs; X.690 8.1.2. */
const tags = {
  boolean: 0x01,
  integer: 0x02,
  bitString: 0x03,
  octetString: 0x04,
  objectIdentifier: 0x06,
  printableString: 0x13,
  utcTime: 0x17,
  generalizedTime: 0x18,
  sequence: 0x30,
  set: 0x31,
} as const;

function encodeLength(length: number): Buffer {
  if (length < 0x80) return Buffer.from([length]);
  const bytes: number[] = [];
  for (let rest = length; rest > 0; rest = Math.floor(rest / 256)) bytes.unshift(rest % 256);
  return Buffer.from([0x80 | bytes.length, ...bytes]);
}

/** One DER value: tag, definite length, content. */
export function tagged(tag: number, ...content: readonly Uint8Array[]): Buffer {
  const body = Buffer.concat(content);
  return Buffer.concat([Buffer.from([tag]), encodeLength(body.length), body]);
}

export const sequence = (...items: readonly Uint8Array[]): Buffer => tagged(tags.sequence, ...items);

/** A SET of one member; several would have to be sorted. */
export const setOfOne = (item: Uint8Array): Buffer => tagged(tags.set, item);

export const boolean = (value: boolean): Buffer => tagged(tags.boolean, Buffer.from([value ? 0xff : 0]));

export const octetString = (content: Uint8Array): Buffer => tagged(tags.octetString, content);

export const printableString = (text: string): Buffer => tagged(tags.printableString, Buffer.from(text, 'ascii'));

/** `unusedBits` counts the bits of the last byte that do not belong to the value. */
export const bitString = (content: Uint8Array, unusedBits = 0): Buffer =>
  tagged(tags.bitString, Buffer.from([unusedBits]), content);

/** A non-negative INTEGER from its big-endian magnitude, in the shortest form. */
export function integer(magnitude: Uint8Array): Buffer {
  let start = 0;
  while (start < magnitude.length - 1 && magnitude[start] === 0) start++;
  const shortest = magnitude.subarray(start);
  const negative = ((shortest[0] ?? 0) & 0x80) !== 0;
  return tagged(tags.integer, negative ? Buffer.from([0]) : Buffer.alloc(0), shortest);
}

/** An OBJECT IDENTIFIER from its dotted form. */
export function objectIdentifier(dotted: string): Buffer {
  const [first = 0, second = 0, ...rest] = dotted.split('.').map(Number);
  const bytes: number[] = [];
  for (const arc of [first * 40 + second, ...rest]) {
    const groups = [arc % 128];
    for (let high = Math.floor(arc / 128); high > 0; high = Math.floor(high / 128)) groups.unshift((high % 128) | 0x80);
    bytes.push(...groups);
  }
  return tagged(tags.objectIdentifier, Buffer.from(bytes));
}

/**
 * A point in time to the second. RFC 5280 4.1.2.5 requires UTCTime through 2049 and GeneralizedTime from 2050 on. A
 * validity of 30 years always needs the second form.
 */
export function time(instant: Date): Buffer {
  const digits = instant.toISOString().replace(/\.\d+/, '').replace(/[-:T]/g, '');
  return instant.getUTCFullYear() < 2050
    ? tagged(tags.utcTime, Buffer.from(digits.slice(2), 'ascii'))
    : tagged(tags.generalizedTime, Buffer.from(digits, 'ascii'));
}

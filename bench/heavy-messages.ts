const mebibyte = 2 ** 20;

/** The default limit of one message. */
export const messageLimit = 64 * mebibyte;

/** Where a heavy text or list can be in what a plugin sends. */
export type Place =
  | 'output'
  | 'value'
  | 'error'
  | 'name of a value'
  | 'many values'
  | 'name'
  | 'capabilities'
  | 'operations'
  | 'operation'
  | 'step types'
  | 'output of a step'
  | 'data of a step'
  | 'issue'
  | 'issues'
  | 'log line'
  | 'log lines'
  | 'stdout';

const repeated = (unit: string | Buffer, bytes: number): Buffer =>
  Buffer.alloc(bytes - (bytes % Buffer.from(unit).length), unit);

const between = (start: string, middle: Buffer, end: string): Buffer =>
  Buffer.concat([Buffer.from(start), middle, Buffer.from(end)]);

/** As many members as are read, each with a name of its own. */
function manyNames(bytes: number, members: number, wrapped: (name: string) => string): Buffer {
  const parts: string[] = [];
  const length = Math.floor(bytes / members) - wrapped('').length - 1;
  for (let member = 0; member < members; member += 1)
    parts.push(wrapped(String(member).padEnd(Math.max(7, length), 'k')));
  return Buffer.from(parts.join(','));
}

/** Texts that take much more memory than bytes, by what they are called. */
export const texts = {
  ASCII: (bytes: number) => repeated('x', bytes),
  'Latin-1': (bytes: number) => repeated('é', bytes),
  'ASCII and one €': (bytes: number) => between('', repeated('x', bytes - 3), '€'),
  'of 3 bytes each': (bytes: number) => repeated('漢', bytes),
  'of 4 bytes each': (bytes: number) => repeated('😀', bytes),
  'not UTF-8': (bytes: number) => repeated(Buffer.from([0xff]), bytes),
  'ASCII, then not UTF-8': (bytes: number) => Buffer.concat([repeated('x', bytes - 1), Buffer.from([0xff])]),
  'line breaks': (bytes: number) => repeated('\n', bytes),
  'control characters': (bytes: number) => repeated('\u001b', bytes),
  'a JSON string': (bytes: number) => between('"', repeated('x', bytes - 2), '"'),
  'a JSON string of escapes': (bytes: number) => between('"', repeated('\\n', bytes - 2), '"'),
  'a JSON string with one \\u20ac': (bytes: number) => between('"\\u20ac', repeated('x', bytes - 8), '"'),
  'a JSON string with one €': (bytes: number) => between('"\\n€', repeated('x', bytes - 7), '"'),
  'deep JSON': (bytes: number) => Buffer.concat([repeated('[', bytes / 2), repeated(']', bytes / 2)]),
  'JSON of 999,999 levels': () => Buffer.concat([repeated('[', 999_999), Buffer.from('1'), repeated(']', 999_999)]),
  'wide JSON': (bytes: number) => between('[', repeated('1,', bytes - 4), '1]'),
  'JSON of 999,000 numbers': () => between('[', repeated('1.5,', 999_000 * 4), '1]'),
  'JSON of 490,000 empty objects': () => between('[', repeated('{},', 490_000 * 3), '1]'),
  'JSON of 900,000 names': (bytes: number) =>
    between(
      '{',
      manyNames(bytes - 2, 900_000, (name) => `"${name}":1`),
      '}',
    ),
  'JSON of 900,000 short names': () =>
    between(
      '{',
      manyNames(24 * mebibyte, 900_000, (name) => `"${name}":1`),
      '}',
    ),
  'JSON of 450,000 objects with short names': () =>
    between(
      '[',
      manyNames(24 * mebibyte, 450_000, (name) => `{"${name}":1}`),
      ']',
    ),
  'JSON of 450,000 objects with other names': (bytes: number) =>
    between(
      '[',
      manyNames(bytes - 2, 450_000, (name) => `{"${name}":1}`),
      ']',
    ),
  'JSON of 900,000 texts': (bytes: number) =>
    between(
      '[',
      manyNames(bytes - 2, 900_000, (name) => `"${name}"`),
      ']',
    ),
  'JSON of 900,000 texts with escapes': (bytes: number) =>
    between(
      '[',
      manyNames(bytes - 2, 900_000, (name) => `"${name}\\u20ac"`),
      ']',
    ),
} as const;

/** The name of one of {@link texts}. */
export type TextKind = keyof typeof texts;

function varint(value: number): Buffer {
  const bytes: number[] = [];
  let rest = value;
  for (; rest >= 0x80; rest = Math.floor(rest / 0x80)) bytes.push((rest & 0x7f) | 0x80);
  return Buffer.from([...bytes, rest]);
}

const field = (number: number, content: Buffer): Buffer =>
  Buffer.concat([Buffer.from([(number << 3) | 2]), varint(content.length), content]);
const flag = (number: number): Buffer => Buffer.from([number << 3, 1]);
const entry = (name: Buffer, value: Buffer): Buffer => Buffer.concat([field(1, name), field(2, value)]);
const named = (text: string): Buffer => field(1, Buffer.from(text));

const times = (count: number, of: (index: number) => Buffer): Buffer =>
  Buffer.concat(Array.from({ length: count }, (_, index) => of(index)));

/** Room for tags, lengths and the other fields. */
const framing = 4096;

/** The bytes of an answer that is as large as allowed, with a text in one place. */
export function heavyMessage(place: Place, kind: TextKind, bytes: number = messageLimit): Buffer {
  const text = (room: number): Buffer => texts[kind](room);
  const all = bytes - framing;
  switch (place) {
    case 'output':
      return Buffer.concat([flag(1), field(2, text(all))]);
    case 'value':
      return Buffer.concat([flag(1), field(3, entry(Buffer.from('value'), text(all)))]);
    case 'error':
      return field(4, text(all));
    case 'name of a value':
      return Buffer.concat([flag(1), field(3, entry(text(all), Buffer.from('1')))]);
    case 'many values': {
      const count = kind === 'ASCII' ? 100_000 : 64;
      const room = Math.floor(all / count) - 40;
      return Buffer.concat([flag(1), times(count, (index) => field(3, entry(Buffer.from(`v${index}`), text(room))))]);
    }
    case 'name':
      return field(1, text(all));
    case 'capabilities':
      return Buffer.concat([named('heavy'), times(499_000, () => field(4, text(Math.floor(all / 499_000) - 5)))]);
    case 'operations':
      return times(9_000, (index) => field(1, Buffer.concat([named(`o${index}`), field(2, text(850))])));
    case 'operation':
      return field(1, Buffer.concat([named('give'), field(2, text(8 * mebibyte - framing))]));
    case 'step types':
      return field(1, Buffer.concat([named('give'), field(2, text(8 * mebibyte - framing))]));
    case 'output of a step':
      return field(1, text(all));
    case 'data of a step':
      return field(2, between('{"value":', text(all), '}'));
    case 'issue':
      return field(1, field(2, text(all)));
    case 'issues':
      return times(499_000, (index) =>
        field(
          1,
          Buffer.concat([field(2, Buffer.concat([Buffer.from(String(index)), text(Math.floor(all / 499_000) - 16)]))]),
        ),
      );
    case 'log line':
    case 'log lines':
    case 'stdout':
      return text(all);
  }
}

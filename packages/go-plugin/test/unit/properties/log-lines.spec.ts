import { expect } from 'chai';
import fc from 'fast-check';
import { HclogWriter } from '../../../src/log/hclog-writer.js';
import { LineClassifier } from '../../../src/log/line-classifier.js';
import type { PluginLogEntry } from '../../../src/log/hclog-line.js';
import { logLevels } from '../../../src/logger.js';
import { LineSplitter } from '../../../src/log/line-splitter.js';
import { checkProperty } from '../../support/property.js';

const oddKeys = fc.constantFrom(
  '@level',
  '@message',
  '@timestamp',
  '@module',
  '__proto__',
  'constructor',
  'toString',
  '',
);
const oddValues = fc.constantFrom<fc.JsonValue>(
  'info',
  'WARN ',
  'off',
  'all',
  '2024-02-29T03:04:05.123456Z',
  'now',
  1,
  null,
);
const key = fc.oneof({ weight: 3, arbitrary: oddKeys }, fc.string({ maxLength: 8 }));
const value = fc.oneof({ weight: 3, arbitrary: oddValues }, fc.jsonValue({ maxDepth: 3 }));
/** Not through an object: `__proto__` would not survive it, and a key may come twice. */
const jsonLine = fc
  .array(fc.tuple(key, value), { maxLength: 6 })
  .map((pairs) => `{${pairs.map(([name, item]) => `${JSON.stringify(name)}:${JSON.stringify(item)}`).join(',')}}`);
const prefixed = fc
  .tuple(fc.constantFrom('[INFO]', '[ERR]', '[trace]', 'panic: ', 'null', ' {', '{'), fc.string({ unit: 'binary' }))
  .map((parts) => parts.join(''));
const anyLine = fc.oneof(jsonLine, jsonLine, prefixed, fc.string({ unit: 'binary' }), fc.json());

function isOrderly({ level, message, fields = {} }: PluginLogEntry): void {
  if (!logLevels.includes(level)) throw new Error(`level ${level}`);
  if (typeof message !== 'string') throw new Error(`message of type ${typeof message}`);
  if (Object.getPrototypeOf(fields) !== Object.prototype) throw new Error('fields have a prototype of their own');
  for (const name of ['__proto__', '@level', '@message', '@timestamp']) {
    if (Object.hasOwn(fields, name)) throw new Error(`the field ${name}`);
  }
  // What passes them on must be able to write them.
  JSON.stringify(fields);
}

/** The rules of hclog's JSON once more; undefined for a line that is none, or text as a whole. */
function expectedOf(line: string): { level: string; message: string } | undefined {
  let parsed: unknown;
  try {
    parsed = JSON.parse(line);
  } catch {
    return undefined;
  }
  if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed)) return undefined;
  const entries = new Map<string, unknown>(Object.entries(parsed));
  const [level, message, time] = ['@level', '@message', '@timestamp'].map((name) => entries.get(name));
  if (typeof level !== 'string' || (message !== undefined && typeof message !== 'string')) return undefined;
  if (time !== undefined && time !== '2024-02-29T03:04:05.123456Z') return undefined;
  const normal = level.trim().toLowerCase();
  return ['trace', 'debug', 'info', 'warn', 'error'].includes(normal)
    ? { level: normal, message: message ?? '' }
    : undefined;
}

describe('Log lines of a plugin, whatever they hold', () => {
  it('become entries with a level, a text and harmless fields, and never an exception [L04]', async () => {
    const check = (line: string): void => {
      const entry = new LineClassifier().classify(line);
      isOrderly(entry);
      const expected = expectedOf(line);
      if (expected === undefined) {
        if (entry.message !== line) throw new Error('the line itself was to be logged');
      } else if (entry.level !== expected.level || entry.message !== expected.message) {
        throw new Error(`${entry.level} ${entry.message} instead of ${expected.level} ${expected.message}`);
      }
    };
    await checkProperty('log-lines', anyLine, check, 20_000);
    expect(({} as { polluted?: unknown }).polluted).to.equal(undefined);
  });

  it('are found among any bytes, none lost and none longer than allowed [L03]', async () => {
    const chunks = fc.array(
      fc.string({ unit: fc.constantFrom('\n', '\r', 'a', '\xff', '\xc3', '\0'), maxLength: 40 }),
      {
        maxLength: 6,
      },
    );
    const check = (input: readonly string[]): void => {
      const splitter = new LineSplitter(16);
      const pieces = [...input.flatMap((text) => splitter.push(Buffer.from(text, 'latin1'))), ...splitter.end()];
      const joined = pieces
        .map(({ bytes, continued }) => `${bytes.toString('latin1')}${continued ? '' : '\n'}`)
        .join('');
      const all = input.join('');
      const whole = all === '' || all.endsWith('\n') ? all : `${all}\n`;
      if (pieces.some(({ bytes }) => bytes.length > 16)) throw new Error('a piece is too long');
      // A carriage return goes where it stands before a line feed.
      if (joined.replaceAll('\r', '') !== whole.replaceAll('\r', '')) throw new Error(JSON.stringify(joined));
    };
    await checkProperty('log-bytes', chunks, check, 5_000);
  });

  it('come back as they were written when this library’s own logger wrote them [L01]', async () => {
    const entries = fc.record({
      level: fc.constantFrom(...logLevels),
      message: fc.string({ unit: 'binary' }),
      fields: fc.dictionary(fc.string({ minLength: 1, maxLength: 8 }), fc.jsonValue({ maxDepth: 2 }), {
        noNullPrototype: true,
      }),
    });
    const check = ({ level, message, fields }: PluginLogEntry): void => {
      const lines: string[] = [];
      new HclogWriter({ write: (line) => lines.push(line) }).log(level, message, fields);
      const [line = '', ...more] = lines;
      expect([more.length, line.indexOf('\n')]).to.deep.equal([0, line.length - 1]);
      const entry = new LineClassifier().classify(line.slice(0, -1));
      isOrderly(entry);
      expect([entry.level, entry.message]).to.deep.equal([level, message]);
    };
    await checkProperty('log-round-trip', entries, check, 1_000);
  });
});

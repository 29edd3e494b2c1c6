import fc from 'fast-check';
import { isJsonObject, type JsonObject, type JsonValue } from '../../../../src/domain/json.js';
import {
  formatStateEntries,
  parseStateFile,
  stateOf,
  withConfig,
  withEnabled,
} from '../../../../src/infrastructure/state_store/plugins-json.js';
import { checkProperty } from '../../../support/property.js';

const now = new Date('2026-01-02T12:00:00Z');
const member = fc.constantFrom(
  'enabled',
  'Enabled',
  'config',
  'checksum',
  'disabled_at',
  'source_data',
  '__proto__',
  'x',
);
const odd = fc.constantFrom<JsonValue>(
  true,
  false,
  null,
  'text',
  1_767_355_200,
  -1,
  1.5,
  9e15,
  [],
  {},
  { contents: 'h1:x' },
);
/** Not through an object: `__proto__` would not survive it, and a key may come twice. */
const objectOf = (key: fc.Arbitrary<string>, value: fc.Arbitrary<string>): fc.Arbitrary<string> =>
  fc
    .array(fc.tuple(key, value), { maxLength: 5 })
    .map((pairs) => `{${pairs.map(([name, text]) => `${JSON.stringify(name)}: ${text}`).join(',\n')}}`);
const json = odd.map((value) => JSON.stringify(value));
const name = fc.constantFrom('echo', 'github', '__proto__', 'constructor', '');
const files = fc.oneof(
  { weight: 6, arbitrary: objectOf(name, fc.oneof({ weight: 5, arbitrary: objectOf(member, json) }, json)) },
  { weight: 1, arbitrary: fc.json() },
  { weight: 1, arbitrary: fc.string({ unit: 'binary' }) },
);

describe('parseStateFile() with any text', () => {
  it('gives entries that can be used, or says what is wrong with the text or with an entry', async () => {
    const check = (text: string): void => {
      const file = parseStateFile(text);
      if (!file.ok) {
        if (file.fault.problem === '' || (file.fault.line ?? 0) < 1) throw new Error('no place');
        return;
      }
      for (const [plugin, { value, problems }] of file.entries) {
        const fail = (what: string): never => {
          throw new Error(`${what} of ${plugin}: ${JSON.stringify(value)}`);
        };
        if (problems.some(({ problem, line = 0 }) => problem === '' || line < 1)) fail('a problem without a place');
        if (problems.length > 0) continue;
        if (!isJsonObject(value)) return fail('no entry, and no problem');
        const { enabled, config, disabledAt } = stateOf(value);
        if (typeof enabled !== 'boolean' || !isJsonObject(config)) fail('the state');
        if (disabledAt !== undefined && Number.isNaN(Date.parse(disabledAt))) fail('the time');
      }
    };
    await checkProperty('plugins-json', files, check, 1_000);
  });

  it('reads back each valid file that it has written, without a change', async () => {
    const check = (text: string): void => {
      const file = parseStateFile(text);
      if (!file.ok || file.duplicate !== undefined) return;
      const written = formatStateEntries(file.entries);
      const again = parseStateFile(written);
      if (!again.ok) throw new Error(`cannot be read again: ${again.fault.problem}`);
      if (formatStateEntries(again.entries) !== written) throw new Error(`${written} has changed`);
      if (again.entries.size !== file.entries.size) throw new Error('an entry is lost');
    };
    await checkProperty('plugins-json-written', files, check, 500);
  });

  it('changes one setting, and keeps every member that it does not know', async () => {
    const entries = fc.dictionary(
      fc.constantFrom('x', 'y', 'checksum', '__proto__', 'Config', 'enabled'),
      fc.jsonValue(),
      {
        noNullPrototype: true,
      },
    );
    const check = (entry: JsonObject): void => {
      const changed = withConfig(withEnabled(entry, false, now), { greeting: 'hi' });
      const state = stateOf(changed);
      if (state.enabled || state.config['greeting'] !== 'hi' || state.disabledAt !== '2026-01-02T12:00:00.000Z')
        throw new Error(`the state ${JSON.stringify(state)}`);
      for (const key of ['x', 'y', 'checksum', '__proto__'])
        if (Object.hasOwn(entry, key) && JSON.stringify(changed[key]) !== JSON.stringify(entry[key]))
          throw new Error(`${key} is lost`);
    };
    await checkProperty('plugins-json-changed', entries as fc.Arbitrary<JsonObject>, check, 300);
  });
});

import { expect } from 'chai';
import { parseStateFile, stateOf } from '../../../../src/infrastructure/state_store/plugins-json.js';
import type { JsonObject } from '../../../../src/domain/json.js';

function entriesOf(text: string) {
  const file = parseStateFile(text);
  if (!file.ok) throw new Error(file.fault.problem);
  return file.entries;
}

const problemsOf = (entry: string): readonly string[] =>
  (entriesOf(`{"echo":${entry}}`).get('echo')?.problems ?? []).map(
    ({ field, line, column, problem }) => `${line}:${column} ${field ?? ''} ${problem}`,
  );

describe('parseStateFile()', () => {
  it('reads what AWF writes', () => {
    const text = `{
  "echo": {
    "enabled": false,
    "config": {
      "greeting": "hi"
    },
    "disabled_at": 1767355200,
    "source_data": {
      "repository": "owner/awf-plugin-echo",
      "version": "1.2.3",
      "installed_at": "2026-01-02T12:00:00Z",
      "updated_at": "2026-01-02T12:00:01Z"
    },
    "checksum": "00ff",
    "checksum_at": 1767355100
  }
}`;
    const entry = entriesOf(text).get('echo');
    expect(entry?.problems).to.deep.equal([]);
    expect(stateOf(entry?.value as JsonObject)).to.deep.equal({
      enabled: false,
      config: { greeting: 'hi' },
      disabledAt: '2026-01-02T12:00:00.000Z',
      approved: [{ checksum: '00ff' }],
      origin: {
        repository: 'owner/awf-plugin-echo',
        version: '1.2.3',
        installedAt: '2026-01-02T12:00:00Z',
        updatedAt: '2026-01-02T12:00:01Z',
      },
    });
  });

  it('refuses a plugin whose approval it cannot read', () => {
    const checksum = 'aa'.repeat(32);
    for (const [source, problem] of [
      [{ contents: 7 }, 'contents must be a hash such as h1:...'],
      [{ contents: 'h1:short' }, 'contents must be a hash such as h1:...'],
      [{ previous: {} }, 'previous must have a checksum, and may have contents'],
      [{ previous: { checksum, contents: 'no' } }, 'previous must have a checksum, and may have contents'],
    ] as const) {
      const text = JSON.stringify({ echo: { enabled: true, checksum, source_data: source } });
      expect(
        entriesOf(text)
          .get('echo')
          ?.problems.map((found) => found.problem),
      ).to.deep.equal([problem]);
    }
    const without = JSON.stringify({ echo: { enabled: true, source_data: { contents: `h1:${'A'.repeat(43)}=` } } });
    expect(entriesOf(without).get('echo')?.problems).to.have.nested.property(
      '[0].problem',
      'contents needs a checksum beside it',
    );
  });

  for (const [entry, problem] of [
    ['{"enabled":"false"}', '1:20 enabled must be true or false'],
    ['{"enabled":0}', '1:20 enabled must be true or false'],
    ['{"enabled":true,"checksum":123}', '1:36 checksum must be a string'],
    ['{"enabled":true,"checksum":["00ff"]}', '1:36 checksum must be a string'],
    ['{"enabled":true,"config":[]}', '1:34 config must be an object'],
    ['{"enabled":true,"config":"a=b"}', '1:34 config must be an object'],
    ['{"enabled":true,"disabled_at":"yesterday"}', '1:39 disabled_at must be a whole number of seconds since 1970'],
    ['{"enabled":true,"disabled_at":1e300}', '1:39 disabled_at must be a whole number of seconds since 1970'],
    ['{"enabled":true,"source_data":1}', '1:39 source_data must be an object'],
    ['{"enabled":true,"checksum_at":"x"}', '1:39 checksum_at must be a whole number of seconds since 1970'],
    ['{}', '1:9  enabled is missing: it must be true or false'],
    ['{"enabled":null}', '1:9  enabled is missing: it must be true or false'],
    ['null', '1:9  must be an object'],
    ['[]', '1:9  must be an object'],
    ['true', '1:9  must be an object'],
    ['{"enabled":true,"enabled":false}', '1:25 enabled this key stands there twice'],
    ['{"enabled":true,"config":{"a":1,"a":2}}', '1:41 config.a this key stands there twice'],
  ] as const)
    it(`finds what is wrong with ${entry}`, () => {
      expect(problemsOf(entry)).to.include(problem);
    });

  it('ignores the case of member names, as Go does', () => {
    expect(stateOf({ Enabled: false, CHECKSUM: 'aa' })).to.deep.equal({
      enabled: false,
      config: {},
      approved: [{ checksum: 'aa' }],
    });
    expect(problemsOf('{"enabled":true,"ENABLED":false}')).to.have.length(1);
    expect(problemsOf('{"enabled":true,"Checksum":1}')).to.have.length(1);
  });

  it('ignores members that it does not know', () => {
    expect(problemsOf('{"enabled":true,"later":[1]}')).to.deep.equal([]);
  });

  it('checks each entry separately', () => {
    const entries = entriesOf('{"bad":{"enabled":1},"good":{"enabled":true},"__proto__":{"enabled":false}}');
    expect([...entries].map(([name, { problems }]) => [name, problems.length])).to.deep.equal([
      ['bad', 1],
      ['good', 0],
      ['__proto__', 0],
    ]);
  });

  it('refuses the plugin that is named twice, and no other', () => {
    const file = parseStateFile('{"a":{"enabled":true},"b":{"enabled":true},"a":{"enabled":true}}');
    expect(file).to.have.nested.property('duplicate.column', 44);
    const counts = file.ok ? [...file.entries].map(([name, { problems }]) => [name, problems.length]) : [];
    expect(counts).to.deep.equal([
      ['a', 1],
      ['b', 0],
    ]);
  });

  for (const text of ['{', '[]', 'null', '"x"', '{"a":{}}x', '{"a":{"enabled":tru', '{"a":01}'])
    it(`knows the state of no plugin in ${text}`, () => {
      expect(parseStateFile(text)).to.have.property('ok', false);
    });

  it('repeats no value in a message, because it may be a secret', () => {
    for (const text of [
      '{"a":{"enabled":"hush"}}',
      '{"a":{"config":"hush"}}',
      '{"hush',
      '{"a":{"config":{"t":"hush}}}',
    ])
      expect(JSON.stringify({ ...parseStateFile(text), entries: [] })).not.to.contain('hush');
  });
});

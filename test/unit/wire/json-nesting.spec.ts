import { expect } from 'chai';
import fc from 'fast-check';
import type { JsonObject, JsonValue } from '../../../src/domain/json.js';
import { AwfError } from '../../../src/domain/errors/awf-error.js';
import { decodeResult, encodeResult } from '../../../src/wire/execute-result.js';
import { encodeConfig, encodeInputs } from '../../../src/wire/host-values.js';
import { deepestNesting, isNestedTooDeep } from '../../../src/domain/json-text.js';
import { decodeJsonText, decodeJsonValues, encodeJsonValues } from '../../../src/wire/json-values.js';
import { schemasMessage } from '../../../src/wire/plugin-messages.js';

const textNested = (levels: number): string => '['.repeat(levels) + ']'.repeat(levels);
const nested = (levels: number): JsonValue => JSON.parse(textNested(levels)) as JsonValue;
const answer = (
  data: Readonly<Record<string, string>>,
  more: { readonly error?: string; readonly output?: string } = {},
) => ({
  success: more.error === undefined,
  output: '',
  error: '',
  data: new Map(Object.entries(data)),
  ...more,
});

describe('isNestedTooDeep()', () => {
  it('counts lists and objects, up to the limit and beyond it', () => {
    expect(isNestedTooDeep(textNested(deepestNesting))).to.equal(false);
    expect(isNestedTooDeep(textNested(deepestNesting + 1))).to.equal(true);
    const objects = (levels: number): string => `${'{"a":'.repeat(levels)}1${'}'.repeat(levels)}`;
    expect(isNestedTooDeep(objects(deepestNesting))).to.equal(false);
    expect(isNestedTooDeep(objects(deepestNesting + 1))).to.equal(true);
  });

  it('ignores brackets in strings, whatever is escaped around them', () => {
    for (const text of ['[', '["', '\\["', '\\\\', '"[', '"\\'])
      expect(isNestedTooDeep(JSON.stringify([text.repeat(3_000), { [text]: text }]))).to.equal(false);
    const behind = JSON.stringify(['\\"\\', nested(deepestNesting)]);
    expect(isNestedTooDeep(behind)).to.equal(true);
  });

  it('lets every value through that is nested no deeper than its text is long', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.integer({ min: 0, max: 2 }), (value, more) => {
        const around = (levels: number) => `${'['.repeat(levels)}${JSON.stringify(value)}${']'.repeat(levels)}`;
        const depth = depthOf(value as JsonValue);
        expect(isNestedTooDeep(around(deepestNesting - depth))).to.equal(false);
        expect(isNestedTooDeep(around(deepestNesting - depth + 1 + more))).to.equal(true);
      }),
      { numRuns: 100 },
    );
  });
});

describe('Values nested too deep', () => {
  const message = `output "deep" is nested deeper than ${deepestNesting} levels`;

  it('make an answer a failure that names the output, however deep it is', () => {
    for (const levels of [deepestNesting + 1, 20_000, 900_000])
      expect(decodeResult(answer({ deep: textNested(levels), n: '1' }, { output: 'text' }))).to.deep.equal({
        success: false,
        outputs: { output: 'text' },
        error: message,
      });
  });

  it('leave the operation’s own error in front', () => {
    expect(decodeResult(answer({ deep: textNested(20_000) }, { error: 'no such file' }))).to.include({
      success: false,
      error: `no such file; ${message}`,
    });
    const failed = { success: false, outputs: { deep: nested(20_000) }, error: 'no such file' } as const;
    expect(encodeResult(failed)).to.include({ success: false, error: `no such file; ${message}` });
  });

  it('make what a plugin returns a failure that names the output', () => {
    for (const levels of [deepestNesting + 1, 20_000])
      expect(encodeResult({ success: true, outputs: { deep: nested(levels) } })).to.include({
        success: false,
        error: message,
      });
  });

  it('are errors of the user on their way to a plugin, by operation and input, or plugin and setting', () => {
    const deep = nested(20_000);
    expect(thrown(() => encodeInputs('a.b', { deep }))).to.deep.include({
      code: 'USER.VALIDATION.OPERATION_INPUT',
      details: {
        operation: 'a.b',
        problems: [{ field: 'deep', problem: `is nested deeper than ${deepestNesting} levels` }],
      },
    });
    expect(thrown(() => encodeConfig('a', { deep }))).to.deep.include({
      code: 'USER.VALIDATION.PLUGIN_CONFIG',
      details: {
        plugin: 'a',
        problems: [{ field: 'deep', problem: `is nested deeper than ${deepestNesting} levels` }],
      },
    });
  });

  it('are refused where a plugin reads values, but text that looks like them is text', () => {
    expect(() => decodeJsonValues(new Map([['deep', textNested(20_000)]]), 'setting')).to.throw(
      'setting "deep" is nested',
    );
    expect(decodeJsonText('['.repeat(20_000), 'text', 'input')).to.have.lengthOf(20_000);
  });

  it('are no defaults', () => {
    const inputs = { deep: { type: 'array', required: false, default: nested(1_000) } } as const;
    const schema = { name: 'x', description: '', inputs, outputs: {}, plugin: '' };
    const [arrived] = schemasMessage.decode(schemasMessage.encode([schema]));
    expect(arrived?.inputs.deep).to.deep.equal({ type: 'array', required: false });
  });

  it('pass up to the limit, both ways', () => {
    const outputs: JsonObject = { deep: nested(deepestNesting) };
    const result = decodeResult(encodeResult({ success: true, outputs }));
    expect(JSON.stringify(result.outputs)).to.equal(JSON.stringify(outputs));
    expect([...encodeJsonValues(outputs, 'input').keys()]).to.deep.equal(['deep']);
  });
});

function depthOf(value: JsonValue): number {
  if (typeof value !== 'object' || value === null) return 0;
  return 1 + Math.max(0, ...Object.values(value as JsonObject).map(depthOf));
}

function thrown(work: () => unknown): AwfError {
  try {
    work();
  } catch (error) {
    if (AwfError.is(error)) return error;
  }
  return expect.fail('an AwfError was expected');
}

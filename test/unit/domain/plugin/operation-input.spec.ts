import { expectLinearTime } from '../../../support/growth.js';
import { expect } from 'chai';
import type { JsonObject } from '../../../../src/domain/json.js';
import { checkOperationInputs } from '../../../../src/domain/plugin/operation-input.js';
import type { InputSchema } from '../../../../src/domain/plugin/operation.js';

const schema: { readonly inputs: Record<string, InputSchema> } = {
  inputs: {
    text: { type: 'string', required: true },
    times: { type: 'integer', required: false, default: 2 },
    loud: { type: 'boolean', required: false },
    tags: { type: 'array', required: false },
    extra: { type: 'object', required: false },
    site: { type: 'string', required: false, validation: 'url' },
    mail: { type: 'string', required: false, validation: 'email' },
    anything: { type: 'any', required: false },
  },
};

const problems = (inputs: JsonObject): readonly string[] => {
  const checked = checkOperationInputs(schema, inputs);
  return checked.ok ? [] : checked.problems.map(({ field, problem }) => `${field ?? ''} ${problem}`);
};

describe('checkOperationInputs()', () => {
  it('fills in defaults and leaves the rest as it is', () => {
    const inputs = { text: 'a', loud: null };
    expect(checkOperationInputs(schema, inputs)).to.deep.equal({ ok: true, inputs: { ...inputs, times: 2 } });
  });

  it('copies nothing if there is nothing to fill in', () => {
    const inputs = { text: 'a', times: 1 };
    const checked = checkOperationInputs(schema, inputs);
    expect(checked.ok && checked.inputs).to.equal(inputs);
  });

  it('fills in a default for null', () => {
    expect(checkOperationInputs(schema, { text: 'a', times: null })).to.have.nested.property('inputs.times', 2);
  });

  it('reports a missing required input, also if it is null', () => {
    expect(problems({})).to.deep.equal(['text is required']);
    expect(problems({ text: null })).to.deep.equal(['text is required']);
  });

  it('names inputs of another type, without repeating the value', () => {
    expect(problems({ text: 1.5, times: '3', loud: 0, tags: {}, extra: [] })).to.deep.equal([
      'text must be a string, is a number with a fraction',
      'times must be an integer, is a string',
      'loud must be a boolean, is an integer',
      'tags must be an array, is an object',
      'extra must be an object, is an array',
    ]);
    expect(problems({ text: 'a', times: 1e300, anything: [1.5] })).to.deep.equal([]);
  });

  it('knows the rules url and email, and lets unknown rules pass', () => {
    expect(problems({ text: 'a', site: 'https://example.org/a?b', mail: 'a@example.org' })).to.deep.equal([]);
    expect(problems({ text: 'a', site: 'example.org', mail: 'nobody' })).to.deep.equal([
      'site must be a URL such as https://example.org/',
      'mail must be an e-mail address such as name@example.org',
    ]);
    for (const site of ['https://a b', ' https://a', 'https://', 'https:// ', '1://a'])
      expect(problems({ text: 'a', site }), site).to.have.length(1);
    for (const mail of ['a b@c', 'a@b c', 'a@b@c', '@c', 'a@', ' ab@c'])
      expect(problems({ text: 'a', mail }), mail).to.have.length(1);
    expect(problems({ text: 'a', site: 'x-y+z.1://host/path', mail: 'some.body@c' })).to.deep.equal([]);
    const unknown = { inputs: { id: { type: 'string', required: true, validation: 'uuid' } } } as const;
    expect(checkOperationInputs(unknown, { id: 'whatever' }).ok).to.equal(true);
  });

  for (const [rule, hostile] of [
    ['site', (size: number) => `a://${'x'.repeat(size)} `],
    ['site', (size: number) => 'a'.repeat(size)],
    ['mail', (size: number) => `${'@'.repeat(size)}x`],
  ] as const)
    it(`checks ${rule} in linear time: ${hostile(3)}`, () => {
      expectLinearTime(20_000, hostile, (text) => void problems({ text: 'a', [rule]: text }));
    });

  it('refuses unknown inputs and guesses what was meant', () => {
    expect(problems({ text: 'a', tmes: 1 })).to.deep.equal([
      'tmes is not an input of this operation; did you mean times?',
    ]);
  });

  it('accepts everything if the schema declares nothing', () => {
    const inputs = { whatever: [1] };
    expect(checkOperationInputs({ inputs: {} }, inputs)).to.deep.equal({ ok: true, inputs });
  });

  it('does not confuse inputs with inherited members', () => {
    expect(problems(JSON.parse('{"text":"a","constructor":1,"__proto__":2}') as JsonObject)).to.have.length(2);
    const odd = { inputs: { constructor: { type: 'string', required: true } } } as const;
    expect(checkOperationInputs(odd, {}).ok).to.equal(false);
  });
});

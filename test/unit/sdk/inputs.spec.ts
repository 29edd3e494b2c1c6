import { expect } from 'chai';
import {
  awfHandshake,
  awfPluginKey,
  getArray,
  getBoolean,
  getInteger,
  getObject,
  getString,
  operation,
  success,
  type InputDefinitions,
  type OperationResult,
} from '../../../src/sdk/index.js';

const inputs = { text: 'a', number: 4.7, yes: true, list: [1], object: { a: 1 }, nothing: null };

describe('The typed getters of the SDK', () => {
  it('give values of the type, else the fallback', () => {
    expect(getString(inputs, 'text')).to.equal('a');
    expect(getString(inputs, 'number', 'b')).to.equal('b');
    expect(getInteger(inputs, 'number')).to.equal(4);
    expect(getInteger(inputs, 'text', 7)).to.equal(7);
    expect(getBoolean(inputs, 'yes')).to.equal(true);
    expect(getBoolean(inputs, 'nothing', false)).to.equal(false);
    expect(getArray(inputs, 'list')).to.deep.equal([1]);
    expect(getArray(inputs, 'object', [])).to.deep.equal([]);
    expect(getObject(inputs, 'object')).to.deep.equal({ a: 1 });
    expect(getObject(inputs, 'list')).to.equal(undefined);
  });

  it('do not find inherited members', () => {
    expect(getObject(inputs, '__proto__')).to.equal(undefined);
  });
});

describe('operation()', () => {
  it('gives the handler inputs of the declared types', () => {
    // The compiler is the test: each assignment fails to compile when the inferred type is another.
    operation({
      inputs: {
        text: { type: 'string', required: true },
        times: { type: 'integer', default: 1 },
        tags: { type: 'array' },
      },
      handler: ({ inputs: typed }) => {
        const text: string = typed.text;
        const times: number = typed.times;
        const tags: readonly unknown[] | null | undefined = typed.tags;
        // @ts-expect-error: an optional input without default may be missing
        const certain: readonly unknown[] = typed.tags;
        // @ts-expect-error: not declared
        const unknown: unknown = typed.other;
        return success({ text, times, tags: tags === certain, unknown: unknown === undefined });
      },
    });
    const handler = (): OperationResult => success();
    // @ts-expect-error: a default of another type
    const wrong = (): unknown => operation({ inputs: { n: { type: 'integer', default: 'one' } }, handler });
    expect(wrong).to.throw(TypeError);
  });

  it('neither compiles nor runs if a key is misspelt', () => {
    const handler = (): OperationResult => success();
    const refused = (declare: () => unknown): void => {
      expect(declare).to.throw(TypeError);
    };
    // @ts-expect-error: misspelt required
    refused(() => operation({ inputs: { n: { type: 'integer', requird: true } }, handler }));
    const fine = { type: 'any', required: true } as const;
    // @ts-expect-error: misspelt default
    refused(() => operation({ inputs: { n: { type: 'integer', defualt: 1 }, fine }, handler }));
    // @ts-expect-error: misspelt description
    refused(() => operation({ inputs: { n: { type: 'string', descripton: 'How many' } }, handler }));
    const declaredElsewhere = { n: { type: 'integer', requird: true } } as const;
    // @ts-expect-error: misspelt required
    refused(() => operation({ inputs: declaredElsewhere, handler }));
    // @ts-expect-error: misspelt type
    expect(() => operation({ inputs: { n: { typ: 'integer' } }, handler })).to.throw(TypeError);
    // @ts-expect-error: no such type
    expect(() => operation({ inputs: { n: { type: 'int' } }, handler })).to.throw(TypeError);
    // @ts-expect-error: description, of the output
    refused(() => operation({ outputs: { n: { type: 'integer', descripton: 'How many' } }, handler }));
    // @ts-expect-error: description, of the operation
    refused(() => operation({ descripton: 'Counts', handler }));
    // @ts-expect-error: misspelt inputs
    refused(() => operation({ input: { n: { type: 'integer' } }, handler }));
  });

  it('compiles with every key there is, with none, and with inputs that are known at run time only', () => {
    const all = { type: 'string', required: false, default: 'a', description: 'b', validation: 'url' } as const;
    operation({ inputs: { all, least: { type: 'any' } }, outputs: {}, description: '', handler: () => success() });
    operation({ inputs: {}, handler: () => success() });
    operation({ handler: ({ inputs: untyped }) => success(untyped) });
    const dynamic: InputDefinitions = Object.fromEntries(['a', 'b'].map((name) => [name, { type: 'string' }]));
    expect(operation({ inputs: dynamic, handler: ({ inputs: untyped }) => success(untyped) }).inputs).to.equal(dynamic);
  });
});

describe('The handshake of AWF', () => {
  it('is what AWF’s host and plugins agree on', () => {
    expect(awfHandshake).to.deep.equal({
      protocolVersion: 1,
      magicCookieKey: 'AWF_PLUGIN',
      magicCookieValue: 'awf-plugin-v1',
    });
    expect(awfPluginKey).to.equal('awf-plugin');
  });
});

import { expect } from 'chai';
import { PluginRuntime } from '../../../src/sdk/plugin-runtime.js';
import { operation, success, type InputDefinitions, type Plugin } from '../../../src/sdk/index.js';
import { RecordingLogger } from '../../../src/infrastructure/in_memory/recording-logger.js';

const nested = (levels: number): unknown => JSON.parse('['.repeat(levels) + ']'.repeat(levels));

/** Definitions as authors without a compiler may write them. */
const wrong: Readonly<Record<string, readonly [input: unknown, problem: RegExp]>> = {
  'a default nested deeper than values may be': [
    { type: 'array', default: nested(513) },
    /default is nested deeper than 512/u,
  ],
  'a default that fills the stack': [{ type: 'array', default: nested(100_000) }, /default is nested deeper than 512/u],
  'a default that JSON cannot express': [{ type: 'any', default: 1n }, /default cannot be expressed as JSON/u],
  'a default of another type': [{ type: 'integer', default: 'two' }, /default must be an integer, is a string/u],
  'a secret that is not a text': [{ type: 'integer', secret: true }, /only a string can be a secret, .* is integer/u],
  'a secret with a default': [{ type: 'string', secret: true, default: 'x' }, /a secret has no default/u],
  'a secret that is neither true nor false': [{ type: 'string', secret: 'yes' }, /secret must be true or false/u],
  'an unknown type': [{ type: 'number' }, /type must be one of string, integer, .*, is number/u],
};

describe('The definition of an operation', () => {
  for (const [what, [input, problem]] of Object.entries(wrong)) {
    const inputs = { odd: input } as InputDefinitions;
    const handler = () => success();

    it(`is refused with ${what}, by the name of the input`, () => {
      expect(() => operation({ inputs, handler }))
        .to.throw(TypeError, 'input "odd": ')
        .with.property('message')
        .that.matches(problem);
    });

    it(`is refused with ${what} before a host sees it, if operation() was not used`, () => {
      const plugin: Plugin = { name: 'p', version: '1.0.0', operations: { run: { inputs, handler } } };
      expect(() => new PluginRuntime(plugin, new RecordingLogger())).to.throw(TypeError, problem);
    });
  }

  it('may have a default nested as deep as values may be', () => {
    const inputs = { deep: { type: 'array', default: nested(512) } } as InputDefinitions;
    expect(operation({ inputs, handler: () => success() }).inputs).to.equal(inputs);
  });
});

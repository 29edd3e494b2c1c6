import { expect } from 'chai';
import { RecordingLogger } from '../../../src/infrastructure/in_memory/recording-logger.js';
import { BasePlugin, operation, plugin, stepType, success } from '../../../src/sdk/index.js';
import { PluginRuntime } from '../../../src/sdk/plugin-runtime.js';

const handler = () => success();
/** Declarations as programs in JavaScript may have them. */
const declare = {
  operation: (given: object) => () => operation(given as never),
  stepType: (given: object) => () => stepType(given as never),
  plugin: (given: object) => () => plugin(given as never),
};

describe('A declaration in JavaScript', () => {
  it('is refused with a member that it does not have, and says which was probably meant', () => {
    expect(declare.operation({ handler, input: {} })).to.throw(TypeError, 'there is no `input`; did you mean inputs?');
    expect(declare.stepType({ handler, confg: {} })).to.throw(TypeError, 'there is no `confg`; did you mean config?');
    expect(declare.plugin({ name: 'p', version: '1.0.0', operatoins: {} })).to.throw(
      TypeError,
      'the plugin: there is no `operatoins`; did you mean operations?',
    );
    expect(declare.operation({ handler, inputs: { a: { type: 'string', requird: true } } })).to.throw(
      TypeError,
      'input "a": there is no `requird`; did you mean required?',
    );
    expect(declare.operation({ handler, outputs: { a: { typ: 'string' } } })).to.throw(
      TypeError,
      'output "a": there is no `typ`; did you mean type?',
    );
  });

  it('is refused without a handler, or with one that is no function', () => {
    expect(declare.operation({})).to.throw(TypeError, 'its handler must be a function, is undefined');
    expect(declare.stepType({ handler: 'run' })).to.throw(TypeError, 'its handler must be a function, is a string');
  });

  it('is found before a host sees it, where the functions of the SDK were not used', () => {
    const make = (given: object) => () => new PluginRuntime(given as never, new RecordingLogger());
    const about = { name: 'p', version: '1.0.0' };
    expect(make({ ...about, validators: {} })).to.throw(TypeError, 'did you mean validator?');
    expect(make({ ...about, operations: { run: { handler, input: {} } } })).to.throw(TypeError, 'operation "run": ');
    expect(make({ ...about, stepTypes: { run: { handler, configs: {} } } })).to.throw(TypeError, '"run": there is no');
  });

  it('may be an instance of a class, which has members of its own', () => {
    class Counter extends BasePlugin {
      count = 0;
    }
    expect(() => new PluginRuntime(new Counter({ name: 'p', version: '1.0.0' }), new RecordingLogger())).not.to.throw();
  });
});

describe('The validation of an input', () => {
  it('takes the rules that are checked, for strings, and nothing else', () => {
    const input = (given: object) => declare.operation({ handler, inputs: { a: given } });
    expect(input({ type: 'string', validation: 'url' })).not.to.throw();
    expect(input({ type: 'string', validation: 'uri' })).to.throw(TypeError, 'must be url or email, is "uri"');
    expect(input({ type: 'string', validation: /x/ })).to.throw(TypeError, 'must be url or email');
    expect(input({ type: 'integer', validation: 'url' })).to.throw(TypeError, 'for strings alone');
    // @ts-expect-error -- the compiler knows the rules, too
    expect(() => operation({ inputs: { a: { type: 'string', validation: 'uri' } }, handler })).to.throw(TypeError);
  });
});

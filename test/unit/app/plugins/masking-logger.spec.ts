import { expect } from 'chai';
import { MaskingLogger } from '../../../../src/app/plugins/masking-logger.js';
import { SecretMask } from '../../../../src/domain/secret-mask.js';
import { RecordingLogger } from '../../../../src/infrastructure/in_memory/recording-logger.js';

function setUp() {
  const inner = new RecordingLogger('debug');
  const secrets = new SecretMask();
  secrets.add('canary-1');
  return { inner, logger: new MaskingLogger(inner, secrets) };
}

const fieldsOf = (fields: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> => {
  const { inner, logger } = setUp();
  logger.named('plugin').log('warn', 'said canary-1', fields);
  expect(inner.records[0]).to.include({ message: 'said ***', name: 'plugin' });
  return inner.records[0]?.fields ?? {};
};

describe('MaskingLogger', () => {
  it('masks secrets in messages and fields, however deep', () => {
    const fields = fieldsOf({ text: 'a canary-1', deep: [{ a: 'canary-1' }], 'canary-1': 1, other: true });
    expect(JSON.stringify(fields)).to.equal('{"text":"a ***","deep":[{"a":"***"}],"***":1,"other":true}');
  });

  it('masks messages and stacks of errors and of their causes', () => {
    const { error } = fieldsOf({ error: new TypeError('x', { cause: new Error('canary-1') }) }) as { error: Error };
    expect(error).to.have.property('name', 'TypeError');
    expect(error.cause).to.equal(undefined);
    const named = fieldsOf({ error: new Error('with canary-1') }).error as Error;
    expect(named.message).to.equal('with ***');
    expect(named.stack).not.to.contain('canary-1');
  });

  it('leaves values without secrets as they are, also those that JSON does not have', () => {
    const cycle: Record<string, unknown> = {};
    cycle.itself = cycle;
    const values = { cycle, map: new Map([[1, 2]]), none: undefined, size: 1n, error: new Error('x') };
    const fields = fieldsOf(values);
    for (const [name, value] of Object.entries(values)) expect(fields[name], name).to.equal(value);
  });
});

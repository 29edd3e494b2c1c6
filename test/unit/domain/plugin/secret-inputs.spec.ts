import { expect } from 'chai';
import type { InputSchema } from '../../../../src/domain/plugin/operation.js';
import { maskSecretInputs } from '../../../../src/domain/plugin/secret-inputs.js';
import { SecretMask } from '../../../../src/domain/secret-mask.js';

const inputs: Readonly<Record<string, InputSchema>> = {
  key: { type: 'string', required: true, secret: true },
  pair: { type: 'object', required: false, secret: true },
  open: { type: 'string', required: false },
};

/** What is left of a text after a call with inputs. */
function masked(given: Parameters<typeof maskSecretInputs>[1], text: string): string {
  const secrets = new SecretMask();
  maskSecretInputs(inputs, given, secrets);
  return secrets.text(text);
}

describe('The secrets among the inputs of a call', () => {
  it('are the values that the plugin declares as such, and no others', () => {
    expect(masked({ key: 'canary-1', open: 'canary-2' }, 'canary-1 canary-2')).to.equal('*** canary-2');
  });

  it('are the texts and numbers in a list or an object, whatever it declares them to be', () => {
    expect(masked({ pair: { user: 'canary-1', pins: [1234567] } }, 'canary-1 1234567')).to.equal('*** ***');
  });

  it('are those that AWF takes for secrets by their names, declared or not', () => {
    expect(masked({ token: 'canary-1', constructor: 'canary-2' }, 'canary-1 canary-2')).to.equal('*** canary-2');
  });
});

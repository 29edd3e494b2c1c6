import { expect } from 'chai';
import { maskInputs } from '../../../../src/app/workflows/secret-inputs.js';
import { AwfError } from '../../../../src/domain/errors/awf-error.js';
import type { JsonObject } from '../../../../src/domain/json.js';
import { SecretMask } from '../../../../src/domain/secret-mask.js';
import { resolveInputs } from '../../../../src/domain/workflow/input-declaration.js';
import { compilePattern } from '../../../../src/infrastructure/workflow_file/re2-pattern.js';
import { parseWorkflow } from '../../../../src/infrastructure/workflow_file/yaml-workflow-source.js';

const { inputs } = parseWorkflow(
  `name: w
inputs:
  - { name: pin, type: integer, secret: true }
  - { name: token, validation: { enum: [a] } }
  - { name: key, secret: true, default: canary-default }
  - { name: plain }
states: { initial: a, a: { type: terminal } }`,
  'w.yaml',
  compilePattern,
).workflow;

describe('maskInputs()', () => {
  it('masks inputs that the workflow declares as secret, and those that AWF takes for secrets by their names', () => {
    const secrets = new SecretMask();
    maskInputs(inputs, { pin: 12345678, token: 'canary-1', plain: 'canary-2' }, secrets);
    expect(secrets.text('12345678 canary-1 canary-2 canary-default')).to.equal('*** *** canary-2 ***');
  });
});

describe('resolveInputs() with secret inputs', () => {
  const problemOf = (given: JsonObject): string => {
    try {
      resolveInputs('w', inputs, given);
      return 'none';
    } catch (error) {
      if (!AwfError.is(error, 'USER.INPUT.VALIDATION_FAILED')) throw error;
      return error.message;
    }
  };

  it('does not repeat a secret that is wrong', () => {
    expect(problemOf({ pin: 'canary' }))
      .to.contain('pin: does not have the type')
      .and.not.to.contain('canary');
    expect(problemOf({ token: 'canary' }))
      .to.contain('token: ')
      .and.not.to.contain('canary');
  });
});

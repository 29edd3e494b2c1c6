import { expect } from 'chai';
import { configFieldProblem } from '../../../../src/domain/plugin/manifest-rules.js';
import type { ConfigField } from '../../../../src/domain/plugin/manifest.js';
import { checkPluginConfig } from '../../../../src/domain/plugin/plugin-config.js';

const fields: Readonly<Record<string, ConfigField>> = {
  token: { type: 'string', required: true },
  retries: { type: 'integer', required: false, default: 3 },
  mode: { type: 'string', required: false, enum: ['fast', 'safe'] },
};

describe('checkPluginConfig()', () => {
  it('fills in defaults', () => {
    expect(checkPluginConfig(fields, { token: 't' })).to.deep.equal({ ok: true, config: { token: 't', retries: 3 } });
  });

  it('names all problems, and no value', () => {
    const checked = checkPluginConfig(fields, { retries: 's3cret', mode: 's3cret', tokn: 's3cret' });
    expect(checked.ok ? [] : checked.problems).to.deep.equal([
      { field: 'token', problem: 'is required' },
      { field: 'retries', problem: 'must be an integer, is a string' },
      { field: 'mode', problem: 'must be one of "fast", "safe"' },
      { field: 'tokn', problem: 'is not a setting of this plugin; did you mean token?' },
    ]);
    expect(JSON.stringify(checked)).not.to.include('s3cret');
  });

  it('accepts everything if the manifest declares nothing', () => {
    expect(checkPluginConfig({}, { a: 1 })).to.deep.equal({ ok: true, config: { a: 1 } });
  });
});

describe('configFieldProblem()', () => {
  it('finds defaults and allowed values that contradict the declaration', () => {
    expect(configFieldProblem({ type: 'integer', required: false, default: 'x' })).to.equal(
      'default must be an integer, is a string',
    );
    expect(configFieldProblem({ type: 'string', required: false, enum: ['a', 1] })).to.include('enum');
    expect(configFieldProblem({ type: 'string', required: false, enum: ['a'], default: 'b' })).to.include('enum');
    expect(configFieldProblem({ type: 'string', required: false, enum: ['a'], default: 'a' })).to.equal(undefined);
  });
});

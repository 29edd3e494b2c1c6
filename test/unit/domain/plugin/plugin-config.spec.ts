import { expect } from 'chai';
import { AwfError } from '../../../../src/domain/errors/awf-error.js';
import type { JsonObject } from '../../../../src/domain/json.js';
import type { ConfigField } from '../../../../src/domain/plugin/manifest.js';
import { checkPluginConfig, storableConfig } from '../../../../src/domain/plugin/plugin-config.js';

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

describe('checkPluginConfig() of a null', () => {
  it('is the same as of a value that is missing', () => {
    const checked = checkPluginConfig(fields, { token: null, retries: null, mode: null });
    expect(checked.ok ? [] : checked.problems).to.deep.equal([{ field: 'token', problem: 'is required' }]);
  });
});

describe('storableConfig()', () => {
  it('is a copy that the caller cannot change', () => {
    const config = { a: { b: [1] } };
    const stored = storableConfig('echo', config);
    expect(stored).to.deep.equal(config);
    config.a.b.push(2);
    expect(stored).to.deep.equal({ a: { b: [1] } });
  });

  it('names each setting that JSON cannot express', () => {
    const circle: Record<string, unknown> = {};
    circle['self'] = circle;
    const config = { good: 1, circle, big: 1n } as unknown as JsonObject;
    try {
      storableConfig('echo', config);
      expect.fail('stored');
    } catch (error) {
      if (!AwfError.is(error, 'USER.VALIDATION.PLUGIN_CONFIG')) throw error;
      expect(error.details.plugin).to.equal('echo');
      expect(error.details.problems.map(({ field }) => field)).to.deep.equal(['circle', 'big']);
      for (const { problem } of error.details.problems) expect(problem).to.match(/^cannot be expressed as JSON/u);
    }
  });
});

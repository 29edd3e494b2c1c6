import { execFileSync } from 'node:child_process';
import { expect } from 'chai';
import { buildGoProgram, requireGo } from '../../../packages/go-plugin/test/support/go.js';
import { yamlScalars } from '../../support/yaml-scalars.js';

describe('The table of YAML scalars', () => {
  it('has the values that yaml.v3 gives', async function () {
    requireGo(this);
    const oracle = await buildGoProgram('test/interop/yaml/oracle', '.');
    const input = yamlScalars.map(([text]) => `${JSON.stringify(text)}\n`).join('');
    const values = execFileSync(oracle, { input, encoding: 'utf8' }).trim().split('\n');
    expect(values.map((value, at) => [yamlScalars[at]?.[0], JSON.parse(value) as unknown])).to.deep.equal(yamlScalars);
  });
});

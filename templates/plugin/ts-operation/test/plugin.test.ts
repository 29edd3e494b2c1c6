import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { describePluginContract, TestHost } from 'awf-plugin-sdk/testing';
import { parse } from 'yaml';
import { createPlugin } from '../src/plugin.js';

const manifest = parse(readFileSync('plugin.yaml', 'utf8'));
describePluginContract({ create: createPlugin, manifest, runner: { describe, it } });

describe('greet', () => {
  it('greets somebody', async () => {
    await using host = await TestHost.start(createPlugin());
    const { success, outputs } = await host.execute('greet', { name: 'Ada' });
    assert.equal(success, true);
    assert.deepEqual({ ...outputs }, { output: 'Hello, Ada!', text: 'Hello, Ada!' });
  });

  it('fails without a name', async () => {
    await using host = await TestHost.start(createPlugin());
    const result = await host.execute('greet');
    assert.equal(result.success, false);
    assert.equal(result.error, 'input "name" is required');
  });
});

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { describePluginContract, TestHost } from 'awf-plugin-sdk/testing';
import { parse } from 'yaml';
import { createPlugin } from '../src/plugin.js';

const manifest = parse(readFileSync('plugin.yaml', 'utf8'));
describePluginContract({ create: createPlugin, manifest, runner: { describe, it } });

describe('A step of the type count', () => {
  it('counts words', async () => {
    await using host = await TestHost.start(createPlugin());
    const { output, data, exitCode } = await host.executeStep('count', { text: ' one  two ' });
    assert.equal(output, '2 words');
    assert.equal(data['words'], 2);
    assert.equal(exitCode, 0);
  });

  it('fails if there are fewer words than wanted', async () => {
    await using host = await TestHost.start(createPlugin());
    assert.equal((await host.executeStep('count', { text: 'one', at_least: 2 })).exitCode, 1);
  });

  it('needs a text', async () => {
    await using host = await TestHost.start(createPlugin());
    await assert.rejects(host.executeStep('count'), /setting "text" is required/);
  });
});

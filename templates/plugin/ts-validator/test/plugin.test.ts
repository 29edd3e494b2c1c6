import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { describePluginContract, TestHost } from 'awf-plugin-sdk/testing';
import { parse } from 'yaml';
import { createPlugin } from '../src/plugin.js';

const manifest = parse(readFileSync('plugin.yaml', 'utf8'));
describePluginContract({ create: createPlugin, manifest, runner: { describe, it } });

describe('The rule about time limits', () => {
  it('warns of a step without a timeout', async () => {
    await using host = await TestHost.start(createPlugin());
    const issues = await host.validate({ steps: { wait: { type: 'command', command: 'sleep 1' } } });
    assert.deepEqual(issues, [
      { severity: 'warning', message: 'it may take forever: set a timeout', step: 'wait', field: 'timeout' },
    ]);
  });

  it('says nothing about a step with a timeout, or about an end', async () => {
    await using host = await TestHost.start(createPlugin());
    const steps = { wait: { type: 'command', timeout: 5 }, done: { type: 'terminal' } };
    assert.deepEqual(await host.validate({ steps }), []);
  });
});
